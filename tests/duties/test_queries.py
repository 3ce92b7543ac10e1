"""Reads of duties: the desk, the board, and lists that hold exactly what their number counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.core.paging import Cursor
from supervision.duties import desk_queries, queries
from supervision.duties.queries import BoardRow, DutyRow
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.duties import open_duty, open_many
from tests.factories.duty_facts import (
    days_before,
    facts,
    open_studies,
    received,
    requested,
    subject,
)
from tests.factories.offices import World

Act = Callable[[str], Actor]


def every_row(session: Session, offices: tuple[int, ...], column: str | None) -> list[DutyRow]:
    """The whole list behind a number, page by page."""
    rows: list[DutyRow] = []
    cursor = None
    while True:
        page = queries.listed(
            session,
            office_ids=offices,
            column=column,
            today=TODAY,
            language="en",
            cursor=cursor,
        )
        rows += page.rows
        cursor = Cursor.parse(page.after)
        if cursor is None:
            return rows


def board_of(
    session: Session, actor: Actor, office_id: int, language: str = "en"
) -> list[BoardRow]:
    return queries.board(
        session,
        office_id=office_id,
        office_ids=actor.offices_below,
        today=TODAY,
        language=language,
    )


@pytest.fixture
def two_oblasts(session: Session, acting: Act, law: Lawbook) -> None:
    """Overdue, soon and later duties in three districts, and one of the oblast office itself."""
    for login, office, ago in (
        ("abay1.head", 3, (11, 9, 2)),
        ("abay2.head", 4, (11, 1)),
        ("turan1.head", 7, (9,)),
        ("abay.head", 2, (4,)),
    ):
        actor = acting(login)
        days = days_before(TODAY, *ago)
        open_studies(session, actor, law, days, office_id=office, first=office * 100, today=TODAY)
        open_duty(session, office_id=office, due_on=date(2026, 12, 15))
        session.commit()


def test_the_desk_parts_duties_by_their_day(
    session: Session, acting: Act, district_duties: None
) -> None:
    acting("abay1.assistant")
    desk = desk_queries.desk(session, office_id=3, user_id=None, today=TODAY, language="en")
    assert desk.counts == (2, 1, 2, 0)
    assert [row.due_on for row in desk.overdue] == [date(2026, 11, 16)] * 2
    assert [row.due_on for row in desk.today] == [TODAY]
    assert [row.due_on for row in desk.soon] == [date(2026, 11, 23)] * 2


def test_a_desk_of_one_person_holds_their_own_duties_only(
    session: Session, acting: Act, district_duties: None
) -> None:
    other = acting("abay1.second")
    desk = desk_queries.desk(
        session, office_id=3, user_id=other.user_id, today=TODAY, language="en"
    )
    assert desk.counts == (0, 0, 0, 0)
    assert not (desk.overdue or desk.today or desk.soon)


def test_the_desk_counts_truly_even_when_it_shows_only_the_first(
    session: Session, acting: Act, world: World
) -> None:
    acting("abay1.head")
    user = world.people["abay1.assistant"]
    open_many(session, 40, office_id=3, due_on=date(2026, 11, 10), user_id=user)
    open_duty(session, office_id=3, due_on=TODAY)
    desk = desk_queries.desk(
        session, office_id=3, user_id=None, today=TODAY, language="en", limit=25
    )
    assert desk.counts == (40, 1, 0, 0)
    assert len(desk.overdue) == 25
    assert len(desk.today) == 1


def test_the_bailiffs_late_clock_stands_apart_from_the_offices_duties(
    session: Session, acting: Act, law: Lawbook
) -> None:
    actor = acting("abay1.head")
    late = requested(date(2026, 11, 2), date(2026, 11, 12))
    running = requested(date(2026, 11, 2), date(2026, 11, 25))
    sync(session, actor, subject(1), facts(late), law=law, today=TODAY)
    sync(session, actor, subject(2), facts(running), law=law, today=TODAY)
    desk = desk_queries.desk(session, office_id=3, user_id=None, today=TODAY, language="en")
    assert desk.counts == (0, 0, 0, 0)
    assert [(row.subject_id, row.due_on) for row in desk.outside] == [(1, date(2026, 11, 12))]
    assert every_row(session, (3,), None) == []


def test_another_district_sees_none(session: Session, acting: Act, district_duties: None) -> None:
    acting("abay2.head")
    desk = desk_queries.desk(session, office_id=3, user_id=None, today=TODAY, language="en")
    assert desk.counts == (0, 0, 0, 0)
    assert every_row(session, (3,), None) == []
    assert queries.of_subject(session, "requested_file", 1) == []
    with pytest.raises(NotFound):
        queries.row_of(session, 1, "en")


def test_an_oblasts_board_has_its_own_row_and_one_for_each_district(
    session: Session, acting: Act, two_oblasts: None
) -> None:
    rows = board_of(session, acting("abay.head"), 2)
    assert [(row.code, row.own) for row in rows] == [
        ("10", True),
        ("10-01", False),
        ("10-03", False),
        ("10-02", False),
    ]
    numbers = {row.code: (row.overdue, row.due_soon, row.on_time, row.undated) for row in rows}
    assert numbers == {
        "10": (0, 1, 1, 0),
        "10-01": (2, 1, 1, 0),
        "10-02": (1, 1, 1, 0),
        "10-03": (0, 0, 0, 0),
    }


def test_the_gpos_board_rolls_districts_up_to_their_oblast_but_not_its_own_row(
    session: Session, acting: Act, two_oblasts: None
) -> None:
    rows = {row.code: row for row in board_of(session, acting("gpo.head"), 1)}
    assert set(rows) == {"00", "10", "20", "TRN"}
    assert (rows["00"].overdue, rows["00"].offices) == (0, 1)
    assert (rows["10"].overdue, rows["10"].due_soon, rows["10"].on_time) == (3, 3, 3)
    assert rows["10"].offices == 4
    assert (rows["20"].overdue, rows["20"].on_time, rows["TRN"].overdue) == (1, 1, 0)


@pytest.mark.parametrize("column", ["overdue", "due_soon", "on_time", "undated"])
def test_every_number_of_the_board_equals_its_list(
    session: Session, acting: Act, two_oblasts: None, column: str
) -> None:
    actor = acting("gpo.head")
    under = {"00": (1,), "10": (2, 3, 4, 5), "20": (6, 7, 8, 9), "TRN": (10,)}
    for row in board_of(session, actor, 1):
        assert len(every_row(session, under[row.code], column)) == getattr(row, column)


def test_offices_stand_in_the_order_of_the_kazakh_alphabet(session: Session, acting: Act) -> None:
    names = [row.name for row in board_of(session, acting("abay.head"), 2, "kk")]
    # by code point Ә would stand after Ш
    assert names[1:] == [
        "Әуезов ауданы прокуратурасы",
        "Зайсан ауданы прокуратурасы",
        "Шар қаласының прокуратурасы",
    ]


def test_a_long_list_is_walked_without_loss_or_repetition_and_ends_with_undated_ones(
    session: Session, acting: Act, world: World, law: Lawbook
) -> None:
    actor = acting("abay1.head")
    user = world.people["abay1.assistant"]
    open_many(session, 120, office_id=3, due_on=date(2026, 11, 10), user_id=user)
    sync(
        session,
        actor,
        subject(7),
        facts(requested(date(2026, 11, 2), None)),
        law=law,
        today=TODAY,
    )
    undated = sync(session, actor, subject(8), facts(received(None)), law=law, today=TODAY)
    session.flush()
    rows = every_row(session, (3,), None)
    assert len(rows) == 121
    assert len({row.id for row in rows}) == 121
    assert rows[-1].id == undated.opened[0].id


def test_overdue_below_counts_offices_and_duties(
    session: Session, acting: Act, two_oblasts: None
) -> None:
    acting("abay.head")
    below = queries.overdue_below(session, office_ids=(3, 4, 5), today=TODAY)
    assert below == (2, 3)
