"""The control journal: when it comes, what it lists, its numbers and its chain."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import product
from threading import Thread

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from supervision.core.db import engine_for
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from supervision.offices.models import Office
from supervision.offices.queries import enter_as_house
from supervision.printing.document import Document
from supervision.printing.models import Paper, PaperCopy
from supervision.printing.rules import Form
from supervision.reports.operations import journals as operations
from tests.conftest import Web, count
from tests.factories.duties import open_duty
from tests.printing.reading import lines_of, pages_of
from tests.reports.conftest import (
    ALMATY,
    DISTRICT,
    FRIDAY,
    MONDAY,
    SATURDAY,
    THURSDAY,
    TUESDAY,
    Desk,
    at,
)


def test_every_office_gets_one_on_a_working_morning_and_none_twice(desk: Desk) -> None:
    offices = desk.session.scalar(select(func.count()).select_from(Office))
    assert desk.issue(at(FRIDAY)) == offices
    assert desk.issue(at(FRIDAY, 6, 15)) == 0
    assert count(desk.session, "control_journal") == offices
    assert count(desk.session, "paper_copy") == 4 * (offices or 0)


@pytest.mark.parametrize("now", [at(FRIDAY, 5, 59), at(SATURDAY, 9), at(date(2026, 12, 16), 9)])
def test_none_comes_before_six_nor_on_a_day_off_nor_on_a_holiday(desk: Desk, now: object) -> None:
    assert desk.issue(now) == 0  # type: ignore[arg-type]
    assert count(desk.session, "paper") == 0


def test_lists_are_overdue_five_working_days_and_what_was_entered(desk: Desk) -> None:
    def duty(due: date, opened: date) -> int:
        opened_at = at(opened, 12)
        return open_duty(desk.session, office_id=DISTRICT, due_on=due, opened_at=opened_at).id

    late = duty(THURSDAY, MONDAY)
    today = duty(FRIDAY, MONDAY)
    fifth = duty(date(2026, 11, 27), MONDAY)  # Mon 23 to Fri 27 are the five working days
    sixth = duty(date(2026, 11, 30), MONDAY)
    new = duty(date(2026, 12, 20), THURSDAY)
    outside = open_duty(desk.session, office_id=DISTRICT, due_on=THURSDAY, outside=True).id
    other = open_duty(desk.session, office_id=4, due_on=THURSDAY).id
    desk.issue(at(FRIDAY))

    assert desk.lines(FRIDAY) == {
        ("overdue", late),
        ("soon", today),
        ("soon", fifth),
        ("entered", new),
    }
    assert {sixth, outside, other}.isdisjoint(each for _part, each in desk.lines(FRIDAY))
    journal = desk.journal(FRIDAY)
    assert (journal.overdue, journal.soon, journal.entered) == (1, 2, 1)


def test_what_was_entered_is_listed_once_and_never_lost_between_two_journals(desk: Desk) -> None:
    desk.issue(at(THURSDAY), only={DISTRICT})
    due = date(2026, 12, 20)
    # recorded before the first journal, visible only after it
    slow = open_duty(desk.session, office_id=DISTRICT, due_on=due, opened_at=at(THURSDAY, 5, 58)).id
    quick = open_duty(desk.session, office_id=DISTRICT, due_on=due, opened_at=at(FRIDAY, 5, 50)).id
    desk.issue(at(FRIDAY), only={DISTRICT})
    assert desk.lines(FRIDAY) == {("entered", slow), ("entered", quick)}
    desk.issue(at(date(2026, 11, 23)), only={DISTRICT})
    assert desk.lines(date(2026, 11, 23)) == set()


def test_a_missed_morning_is_covered_and_named_by_the_next_journal(desk: Desk) -> None:
    desk.issue(at(MONDAY), only={DISTRICT})
    new = open_duty(
        desk.session, office_id=DISTRICT, due_on=date(2026, 12, 20), opened_at=at(TUESDAY, 15)
    ).id
    desk.issue(at(FRIDAY, 14, 30), only={DISTRICT})
    journal = desk.journal(FRIDAY)
    assert journal.missed == [TUESDAY, date(2026, 11, 18), THURSDAY]
    assert (journal.covers_from, journal.covers_until) == (at(MONDAY), at(FRIDAY, 14, 30))
    assert desk.lines(FRIDAY) == {("entered", new)}
    assert desk.paper(FRIDAY).number == 2


def test_numbers_follow_one_another_and_begin_anew_with_the_year(desk: Desk) -> None:
    for morning in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 5)):
        assert desk.issue(at(morning), only={DISTRICT}) == 1
    papers = desk.session.scalars(select(Paper).order_by(Paper.id)).all()
    assert [(paper.year, paper.number) for paper in papers] == [(2026, 1), (2026, 2), (2027, 1)]
    assert papers[2].previous_id == papers[1].id


def test_each_copy_carries_the_hash_of_the_copy_before_it(desk: Desk) -> None:
    for morning in (THURSDAY, FRIDAY):
        desk.issue(at(morning), only={DISTRICT})
    for language, form in product(("kk", "ru"), Form):
        first = desk.copy(desk.paper(THURSDAY), language, form)
        second = desk.copy(desk.paper(FRIDAY), language, form)
        assert first.previous_hash == ""
        assert second.previous_hash == hashlib.sha256(first.content).hexdigest()
        assert second.previous_hash in said(second)


def said(copy: PaperCopy) -> str:
    """What a reader finds in a copy, however its lines are broken."""
    lines = lines_of if copy.form == Form.DOCX else pages_of
    return "".join("".join(lines(copy.content)).split())


def test_what_was_issued_cannot_be_changed_by_the_application(desk: Desk) -> None:
    desk.issue(at(FRIDAY), only={DISTRICT})
    for statement in (
        "update paper set number = 9",
        "update paper_copy set content = ''",
        "delete from control_journal",
        "delete from journal_line",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"):
            desk.session.execute(text(statement))
        desk.session.rollback()


def test_a_list_too_long_says_how_many_more_there_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("supervision.reports.queries.journals.MOST_LINES", 2)
    for _each in range(5):
        open_duty(desk.session, office_id=DISTRICT, due_on=THURSDAY)
    desk.issue(at(FRIDAY), only={DISTRICT})
    assert desk.journal(FRIDAY).overdue == 5
    assert len(desk.lines(FRIDAY)) == 2


def test_two_workers_at_once_give_each_office_one_journal(
    desk: Desk, roles: Roles, web: Web, law: Lawbook
) -> None:
    problems: list[BaseException] = []

    def work() -> None:
        engine = engine_for(roles.app_url)
        try:
            with web.app.app_context(), Session(engine) as session:
                enter_as_house(session)
                operations.issue_journals(session, desk.actor, law=law, now=at(FRIDAY), zone=ALMATY)
        except BaseException as problem:
            problems.append(problem)
        finally:
            engine.dispose()

    workers = [Thread(target=work) for _each in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert problems == []
    desk.issue(at(FRIDAY))  # the next quarter of an hour
    per_office = desk.session.execute(
        select(Paper.office_id, func.count(), func.max(Paper.number)).group_by(Paper.office_id)
    ).all()
    assert len(per_office) == desk.session.scalar(select(func.count()).select_from(Office))
    assert {(many, number) for _office, many, number in per_office} == {(1, 1)}


def test_a_run_that_fails_in_the_middle_keeps_whole_journals_and_the_next_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "CHUNK", 2)
    real, calls = operations.rendered, []

    def failing(papers: Sequence[Document], form: Form) -> list[bytes]:
        calls.append(form)
        if len(calls) == 4:  # the second office's DOCX
            raise RuntimeError("the machine goes down")
        return real(papers, form)

    monkeypatch.setattr(operations, "rendered", failing)
    with pytest.raises(RuntimeError):
        desk.issue(at(FRIDAY))
    assert count(desk.session, "paper") == count(desk.session, "control_journal") == 2
    desk.issue(at(FRIDAY, 6, 15))
    assert count(desk.session, "paper") == desk.session.scalar(
        select(func.count()).select_from(Office)
    )
