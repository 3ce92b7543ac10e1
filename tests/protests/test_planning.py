"""The list of open windows: disputes beside cases, safe days, and what stands on top."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CourtAct
from supervision.core import clock
from supervision.core.db import set_scope
from supervision.disputes.models import Dispute
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.back_plan import USUAL, is_late, next_safe_day, safe_days
from supervision.law.lawbook import Lawbook
from supervision.protests import operations
from supervision.protests.queries.open_windows import WindowRow, windows_of_disputes
from supervision.protests.rules import DraftEntry
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.disputes import DisputeDesk
from tests.factories.pages import read, text_of
from tests.protests.conftest import Desks

THURSDAY, ENDS = date(2026, 11, 12), date(2026, 11, 27)


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def disputes(desk: Desk, session: Session, law: Lawbook) -> DisputeDesk:
    """The same assistant's desk at disputes."""
    return DisputeDesk(session, desk.actor, law, TODAY, desk.courts)


def listed(disputes: DisputeDesk) -> list[WindowRow]:
    set_scope(disputes.session, disputes.actor.scope)
    return list(
        windows_of_disputes(
            disputes.session, office_id=None, law=disputes.law, today=TODAY, language="ru"
        )
    )


@pytest.mark.parametrize(
    ("today", "step", "late"),
    [
        (date(2026, 11, 18), "draft_to_head", False),
        (date(2026, 11, 19), "draft_to_head", False),
        (date(2026, 11, 20), "draft_to_oblast", True),
        (date(2026, 11, 24), "protest_to_court", True),
        (date(2026, 11, 26), None, True),
    ],
)
def test_the_safe_day_to_keep_now(law: Lawbook, today: date, step: str | None, late: bool) -> None:
    """Thursday the 26th is the last day: five, three and one working days before are the 19th,
    the 23rd and the 25th.
    """
    days = safe_days(law.calendar, USUAL, date(2026, 11, 26))
    coming = next_safe_day(days, today)
    assert (coming.step.value if coming is not None else None, is_late(days, today)) == (step, late)


def test_a_window_late_by_its_plan_without_a_draft_stands_on_top(
    web: Web, desk: Desk, at: Desks
) -> None:
    made = {}
    for name, ago in (("far", 1), ("drafted", 8), ("late", 4)):
        on = TODAY - timedelta(days=ago)
        case = desk.register(number=f"№ {name}", received_by_court_on=on - timedelta(days=1))
        made[name] = desk.act(case, on, copy_on=on)
    draft = at("abay1.head").draft(made["drafted"])
    page = text_of(read(web, "abay.head", "/protests/windows"))
    assert page.index("№ late") < page.index("№ drafted") < page.index("№ far")
    late = page[page.index("№ late") : page.index("№ drafted")]
    assert "23 Nov 2026 Draft to the oblast office" in late and "safe day over, no draft" in late
    assert "safe day over" not in page[page.index("№ drafted") :]
    at("abay1.head").do(operations.drop_draft, draft.id, "Артық")
    page = text_of(read(web, "abay.head", "/protests/windows"))
    assert page.index("№ drafted") < page.index("№ late")
    assert "safe day over" in page[page.index("№ drafted") : page.index("№ late")]


def test_the_case_s_page_shows_the_safe_days_until_the_protest_is_brought(
    web: Web, case: AdminCase, act: CourtAct, at: Desks
) -> None:
    page = text_of(read(web, "abay1.head", f"/cases/{case.id}"))
    assert "Draft to the head: 19 Nov 2026 — passed" in page
    assert "Protest to the court: 25 Nov 2026" in page and "safe day over, no draft" in page
    head = at("abay1.head")
    draft = head.draft(act)
    page = text_of(read(web, "abay1.head", f"/cases/{case.id}"))
    assert "Draft to the head: 19 Nov 2026" in page and "safe day over, no draft" not in page
    head.bring(draft, TODAY)
    assert "Draft to the head" not in text_of(read(web, "abay1.head", f"/cases/{case.id}"))


def test_windows_of_disputes_are_listed_by_their_stated_day(
    web: Web, disputes: DisputeDesk, at: Desks
) -> None:
    dispute: Dispute = disputes.register()
    act = disputes.act(dispute, THURSDAY, received_on=THURSDAY, term_ends_on=ENDS)
    over = date(2026, 11, 19)
    disputes.act(dispute, THURSDAY, received_on=THURSDAY, term_ends_on=over)
    (row,) = listed(disputes)
    assert (row.act_id, row.due_on, row.in_dispute, row.has_draft) == (act.id, ENDS, True, False)
    page = text_of(read(web, "abay.head", "/protests/windows"))
    shown = page[page.index(dispute.number) :]
    assert "dispute, 2002 ¶7" in shown and "27 Nov 2026" in shown
    entry = DraftEntry("appellate", own_grounds="Сот АІЖК 10-бабын бұзған.")
    head = at("abay1.head")
    key = {"kind": DISPUTE, "idempotency_key": uuid.uuid4()}
    draft = head.do(operations.draft, dispute.id, act.id, entry, **key)
    assert [each.has_draft for each in listed(disputes)] == [True]
    at("abay1.head").bring(draft, TODAY)
    assert listed(disputes) == []


def test_a_lawful_act_of_a_dispute_has_no_window_to_mind(disputes: DisputeDesk) -> None:
    dispute = disputes.register()
    act = disputes.act(dispute, THURSDAY, received_on=THURSDAY, term_ends_on=ENDS)
    disputes.check(dispute, act, "lawful")
    assert listed(disputes) == []
