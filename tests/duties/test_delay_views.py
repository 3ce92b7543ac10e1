"""Pages of decisions about a duty's day: what is offered, what is told, what a refused form keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.duties.operations import record_fulfilment
from supervision.duties.rules import Event
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.duties import open_duty
from tests.factories.duty_facts import facts, subject
from tests.factories.pages import read, stats, text_of

Act = Callable[[str], Actor]
pytestmark = pytest.mark.usefixtures("today_is_friday")


@pytest.fixture
def check_id(session: Session, acting: Act, law: Lawbook) -> int:
    """An additional check the oblast owes by Tuesday 24 November."""
    actor = acting("gpo.head")
    ordered = Event("additional_check_ordered", date(2026, 11, 9), stated_on=date(2026, 11, 24))
    about = subject(office_id=2, kind="petition_check")
    with transaction(session):
        done = sync(session, actor, about, facts(ordered), law=law, today=TODAY)
    return done.opened[0].id


def send(web: Web, login: str, check_id: int, step: str, **values: str) -> str:
    """The words of the page after a step; the step's fields without their prefix."""
    data = {f"{step}-{name}": value for name, value in values.items()}
    path = f"/duties/{check_id}/{step}"
    return text_of(web.client(login).post(path, data=data, follow_redirects=True).text)


def test_the_department_stops_the_clock_and_the_page_says_so_everywhere(
    web: Web, check_id: int
) -> None:
    page = read(web, "gpo.head", f"/duties/{check_id}")
    assert "The clock may be stopped by the head of an office above." in page
    words = send(web, "gpo.head", check_id, "pause", from_on="20.11.2026", reason="expert")
    assert "The clock of this duty stands from 20 Nov 2026" in words
    assert "Clock stopped from 20 Nov 2026, the term then ran to 24 Nov 2026" in words
    assert "clock stands" in words
    assert stats(read(web, "abay.head", "/board"))["Clock stands"] == "1"
    listed = text_of(read(web, "abay.head", "/duties/list?when=paused"))
    assert "24 Nov 2026 clock stands" in listed


def test_the_clock_runs_again_and_every_step_of_the_new_day_is_told(
    web: Web, check_id: int
) -> None:
    send(web, "gpo.head", check_id, "pause", from_on="16.11.2026", reason="expert")
    words = send(web, "gpo.head", check_id, "resume", on="18.11.2026", reason="came back")
    assert "Clock runs again from 18 Nov 2026: 24 Nov 2026 → 26 Nov 2026" in words
    assert "the clock stopped on 2026-11-16, days left with that day: 9" in words
    assert "9th day 2026-11-26 is a working day" in words
    assert "Changed by a decision: came back" in words


def test_the_department_extends_and_the_page_tells_old_and_new_day(web: Web, check_id: int) -> None:
    words = send(web, "gpo.head", check_id, "move", new_due_on="04.12.2026", reason="volume")
    assert "Term extended: 24 Nov 2026 → 4 Dec 2026" in words
    assert "a decision extends the term to 2026-12-04" in words


def test_the_oblast_is_offered_no_pause_of_what_it_was_ordered(web: Web, check_id: int) -> None:
    page = read(web, "abay.head", f"/duties/{check_id}")
    assert f"/duties/{check_id}/move" in page
    assert f"/duties/{check_id}/pause" not in page
    answer = web.client("abay.head").post(
        f"/duties/{check_id}/pause",
        data={"pause-from_on": "20.11.2026", "pause-reason": "why not"},
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("step", "values", "said"),
    [
        ("pause", {"from_on": "21.11.2026", "reason": "Q7"}, "A day that has not come"),
        ("pause", {"from_on": "", "reason": "Q7"}, "Name the first day that does not count."),
        ("pause", {"from_on": "20.11.2026", "reason": ""}, "Say why the clock stops."),
        ("resume", {"on": "20.11.2026", "reason": "Q7"}, "The clock of this duty does not stand."),
        ("resume", {"on": "31.11.2026", "reason": "Q7"}, "Write the day as dd.mm.yyyy."),
        ("reopen", {"reason": "Q7"}, "This duty is not closed."),
        ("move", {"new_due_on": "20.11.2026", "reason": ""}, "Say why the day moves."),
    ],
)
def test_a_refused_decision_says_why_and_keeps_what_was_typed(
    web: Web, check_id: int, step: str, values: dict[str, str], said: str
) -> None:
    answer = web.client("gpo.head").post(
        f"/duties/{check_id}/{step}",
        data={f"{step}-{name}": value for name, value in values.items()},
    )
    assert answer.status_code == 422
    assert said in answer.text
    for value in values.values():
        assert value in answer.text


def test_a_pause_of_what_somebody_changed_meanwhile_is_answered_with_the_new_page(
    web: Web, check_id: int
) -> None:
    client = web.client("gpo.head")
    data = {"pause-from_on": "20.11.2026", "pause-reason": "second", "pause-version": "1"}
    send(web, "gpo.head", check_id, "move", new_due_on="04.12.2026", reason="first")
    answer = client.post(f"/duties/{check_id}/pause", data=data)
    assert answer.status_code == 409
    assert "first" in answer.text and "second" in answer.text


def test_a_duty_closed_by_mistake_is_opened_again_on_its_page(
    web: Web, session: Session, acting: Act
) -> None:
    acting("abay1.head")
    duty = open_duty(session, office_id=3, due_on=date(2026, 12, 25))
    duty.subject_kind, duty.subject_label = "office", "2026"
    session.commit()
    with transaction(session):
        given = {"done_on": TODAY, "document": "act No. 7", "today": TODAY}
        record_fulfilment(session, acting("abay1.assistant"), duty.id, **given)
    assert "Open the duty again" not in read(web, "abay1.assistant", f"/duties/{duty.id}")
    words = send(web, "abay1.head", duty.id, "reopen", reason="the act of another year")
    assert "The duty is open again with its day and its history." in words
    assert "Duty opened again, its day is 25 Dec 2026" in words
    assert "still open" in words
