"""Damage to the state in the year's generalisation (`2002 ¶10`): worked examples."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.counting import Asked
from supervision.core.db import Scope, set_scope
from supervision.core.transaction import transaction
from supervision.enforcement import operations
from supervision.enforcement.models import EnforcementDocument
from supervision.enforcement.queries.counted import damage_to_state
from supervision.law.enforcement.events import EventKind
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.enforcement import entered, initiated, recorded
from tests.factories.offices import World
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


def test_what_happens_in_january_changes_nothing_of_the_year_before(
    session: Session, world: World, acting: Callable[[str], Actor]
) -> None:
    """At the end of 2025: 1 000 on a prosecutor's claim and 500, neither recovered, and 200 paid whole;
    70 was returned in 2024. So 1 700 = 200 + 1 500, of which on a prosecutor's claim 1 000 = 0 + 1 000.
    In January the first goes to another office, the second is cancelled, the third is paid no more, and
    the fourth is re-initiated.
    """
    head, receiver = acting("abay1.head"), world.actor(session, "turan1.head")
    kind, january = EventKind, date(2026, 1, 12)

    def document(claim: int, year: int, plaintiff: str) -> EnforcementDocument:
        return entered(
            session,
            head,
            today=TODAY,
            decided=initiated(date(year, 12, 3)),
            report_row=9,
            claim=Decimal(claim),
            plaintiff=plaintiff,
            court_act_on=date(year, 11, 10),
            writ_issued_on=date(year, 11, 20),
            received_on=date(year, 12, 1),
        )

    def happens(to: EnforcementDocument, what: EventKind, on: date, **given: str) -> None:
        recorded(session, head, to, what, on, today=TODAY, **given)

    def told() -> dict[str, Decimal]:
        offices = tuple(sorted(world.offices.values()))
        set_scope(session, Scope(None, offices, offices, offices, offices))
        year = Asked(offices, date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 20), "2002")
        each = damage_to_state(year).subquery()
        sums = session.execute(select(each.c.key, func.sum(each.c.amount)).group_by(each.c.key))
        return dict(sums.all())

    with transaction(session):
        first, second = document(1000, 2025, "prosecutor"), document(500, 2025, "state_body")
        third, fourth = document(200, 2025, "state_body"), document(70, 2024, "state_body")
        happens(third, kind.FULFILLED, date(2025, 12, 10))
        happens(fourth, kind.RETURNED, date(2024, 12, 10), ground="1")
    stood = {
        "awarded": 1700,
        "awarded_by_prosecutor": 1000,
        "recovered": 200,
        "outstanding": 1500,
        "outstanding_by_prosecutor": 1000,
    }
    assert told() == stood
    set_scope(session, head.scope)
    with transaction(session):
        card = operations.send_document(
            session,
            head,
            first.id,
            to_office_id=receiver.office_id or 0,
            sent_on=january,
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
        happens(second, kind.INITIATION_CANCELLED, january)
        happens(third, kind.ENDING_CANCELLED, january)
        happens(third, kind.RESUMED_AFTER_CANCELLATION, january)
        happens(fourth, kind.RE_INITIATED, january, serial_number="35/26-z")
    set_scope(session, receiver.scope)
    with transaction(session):
        operations.accept_transfer(
            session,
            receiver,
            card.id,
            accepted_on=date(2026, 1, 16),
            serial_number="36/26-x",
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
    assert told() == stood
