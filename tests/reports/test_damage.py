"""Damage to the state in the year's generalisation (`2002 ¶10`): a worked example."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.law.enforcement.events import EventKind
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.enforcement import entered, initiated, recorded
from tests.factories.pages import text_of
from tests.factories.reports import Scribe, kind_of


def test_the_year_tells_what_was_awarded_recovered_and_is_outstanding(
    web: Web, session: Session, acting: Callable[[str], Actor], law: Lawbook
) -> None:
    """Row 9: 1 000 on a prosecutor's claim, 300 of it recovered. Row 10: 500, paid whole. Row 9: 800
    changed to 900, nothing recovered. Row 15 is no damage. So 2 400 = 800 + 1 600, of which on
    prosecutors' claims 1 000 = 300 + 700.
    """
    head = acting("abay1.head")
    on = date(2026, 11, 12)

    def document(
        row: int, claim: int, plaintiff: str, *events: tuple[EventKind, int | None]
    ) -> None:
        made = entered(
            session,
            head,
            today=TODAY,
            decided=initiated(on),
            report_row=row,
            claim=Decimal(claim),
            plaintiff=plaintiff,
        )
        for kind, sum_ in events:
            amount = None if sum_ is None else Decimal(sum_)
            recorded(session, head, made, kind, on, today=TODAY, amount=amount)

    kind = EventKind
    with transaction(session):
        document(9, 1000, "prosecutor", (kind.PARTLY_RECOVERED, 300))
        document(10, 500, "state_body", (kind.PARTLY_RECOVERED, 100), (kind.FULFILLED, None))
        document(9, 800, "state_body", (kind.AMOUNT_CHANGED, 900))
        document(15, 7000, "prosecutor")
    scribe = Scribe(session, head, law, TODAY, kind_of("damage"))
    report = scribe.open("2026")
    lines = {each.key: each.now.amount for each in scribe.section(report, "damage").lines}
    assert lines == {
        "awarded": 2400,
        "awarded_by_prosecutor": 1000,
        "recovered": 800,
        "recovered_by_prosecutor": 300,
        "outstanding": 1600,
        "outstanding_by_prosecutor": 700,
    }
    session.commit()
    web_head = web.client("abay1.head")
    page = text_of(web_head.get(f"/reports/{report.id}").text)
    assert "Damage to the state, tenge" in page
    behind = web_head.get(f"/reports/{report.id}/cases?section=damage&key=outstanding")
    assert behind.text.count("/enforcement/") >= 2
