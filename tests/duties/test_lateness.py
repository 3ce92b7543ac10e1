"""Nothing late stays without its cause and the unit at fault: the list, the strip, the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.transaction import transaction
from supervision.duties.late_queries import list_unexplained, number_unexplained
from supervision.duties.models import Duty
from supervision.duties.operations import explain_lateness
from supervision.duties.rules import LateCause, Lateness
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.duty_facts import facts, received, requested, studied, subject
from tests.factories.pages import read, text_of

Act = Callable[[str], Actor]
CAUSE = Lateness(LateCause.WORKLOAD, " second section ", "two on leave")
MONDAY, FRIDAY = date(2026, 11, 9), date(2026, 11, 20)  # received; studied, four days late
pytestmark = pytest.mark.usefixtures("today_is_friday")


@pytest.fixture
def late_id(session: Session, acting: Act, law: Lawbook) -> int:
    """A study of the Auezov district due on 16 November, done on the 20th without a cause."""
    return _studied(session, acting("abay1.head"), law, MONDAY)


def _studied(session: Session, actor: Actor, law: Lawbook, came: date, number: int = 1) -> int:
    known = facts(received(came), studied(FRIDAY))
    with transaction(session):
        done = sync(session, actor, subject(number), known, law=law, today=TODAY)
    return done.opened[0].id


def _explained(session: Session, actor: Actor, duty_id: int, cause: Lateness = CAUSE) -> Duty:
    with transaction(session):
        return explain_lateness(session, actor, duty_id, cause)


def test_the_head_names_cause_and_unit_and_the_trail_keeps_both(
    session: Session, acting: Act, late_id: int
) -> None:
    duty = _explained(session, acting("abay1.head"), late_id)
    kept = (duty.late_cause, duty.late_unit, duty.late_note)
    assert kept == ("workload", "second section", "two on leave")
    action = "duties.explain_lateness"
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == action)).one()
    assert (entry.office_id, (entry.after or {})["late_cause"]) == (3, "workload")


def test_a_cause_named_afterwards_outlives_the_next_sync_and_falls_with_the_lateness(
    session: Session, acting: Act, law: Lawbook, late_id: int
) -> None:
    actor = acting("abay1.head")
    _explained(session, actor, late_id)
    with transaction(session):
        again = sync(
            session,
            actor,
            subject(),
            facts(received(MONDAY), studied(FRIDAY)),
            law=law,
            today=TODAY,
        )
    assert not again
    assert session.get_one(Duty, late_id).late_cause == "workload"
    with transaction(session):
        in_time = facts(received(MONDAY), studied(date(2026, 11, 13)))
        sync(session, actor, subject(), in_time, law=law, today=TODAY)
    assert session.get_one(Duty, late_id).late_cause is None


def test_the_list_holds_what_was_late_without_a_cause_and_nothing_else(
    session: Session, acting: Act, law: Lawbook, late_id: int
) -> None:
    actor = acting("abay1.head")
    _studied(session, actor, law, date(2026, 11, 16), number=2)  # due on the 23rd: in time
    with transaction(session):
        outside = facts(requested(MONDAY, date(2026, 11, 12)), received(FRIDAY))
        sync(session, actor, subject(3), outside, law=law, today=TODAY)
    given = {"office_ids": [3], "language": "en", "cursor": None}
    assert [row.id for row in list_unexplained(session, **given).rows] == [late_id]
    assert number_unexplained(session, [3]) == 1
    _explained(session, actor, late_id)
    assert number_unexplained(session, [3]) == 0


@pytest.mark.parametrize(
    ("login", "refusal"), [("abay1.assistant", Forbidden), ("abay2.head", NotFound)]
)
def test_a_cause_is_named_by_a_head_of_the_office_or_above(
    session: Session, acting: Act, late_id: int, login: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        _explained(session, acting(login), late_id)
    assert _explained(session, acting("abay.head"), late_id).late_cause == "workload"


def test_a_cause_is_named_once_with_its_unit_and_only_where_something_was_late(
    session: Session, acting: Act, law: Lawbook, late_id: int
) -> None:
    actor = acting("abay1.head")
    with pytest.raises(Refused) as refused:
        _explained(session, actor, late_id, Lateness(LateCause.WORKLOAD, "  "))
    assert [problem.field for problem in refused.value.problems] == ["late_unit"]
    _explained(session, actor, late_id)
    with pytest.raises(Refused, match="named already"):
        _explained(session, actor, late_id)
    in_time = _studied(session, actor, law, date(2026, 11, 16), number=2)
    with pytest.raises(Refused, match="not done late"):
        _explained(session, actor, in_time)


def test_a_cause_for_what_somebody_changed_meanwhile_is_stale(
    session: Session, acting: Act, late_id: int
) -> None:
    actor = acting("abay1.head")
    seen = session.get_one(Duty, late_id).version
    _explained(session, actor, late_id)
    with pytest.raises(Stale), transaction(session):
        explain_lateness(session, actor, late_id, CAUSE, version=seen)


def test_the_desk_of_a_head_leads_to_the_list_until_every_cause_is_named(
    web: Web, late_id: int
) -> None:
    assert "Late without a cause" not in read(web, "abay1.assistant", "/")
    assert "Late without a cause" in read(web, "abay1.head", "/")
    page = read(web, "abay1.head", "/duties/late")
    assert f'href="/duties/{late_id}"' in page
    assert "done 4 days late" in text_of(page)
    assert f'href="/duties/{late_id}"' in read(web, "abay.head", "/duties/late")
    data = {
        "lateness-late_cause": "workload",
        "lateness-late_unit": "second section",
        "lateness-late_note": "",
    }
    client = web.client("abay1.head")
    refused = client.post(f"/duties/{late_id}/lateness", data={**data, "lateness-late_cause": ""})
    assert refused.status_code == 422
    assert "Name the cause of the lateness." in refused.text and "second section" in refused.text
    done = client.post(f"/duties/{late_id}/lateness", data=data, follow_redirects=True)
    words = text_of(done.text)
    assert "The cause of the lateness is recorded." in words
    assert "Unit at fault second section" in words
    assert "Late without a cause" not in read(web, "abay1.head", "/")
    assert "Every late duty has its cause" in read(web, "abay1.head", "/duties/late")
