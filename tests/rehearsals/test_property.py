"""Whatever duties there are and whatever a decree moves: the preview is what applying does, closed
duties never change, and undoing leaves every open duty and planned notice as it was.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from supervision.core.errors import Refused
from supervision.decrees.rules import DecreeEntry
from supervision.rehearsals.queries import page_of_change, page_of_rehearsal
from tests.conftest import TODAY
from tests.rehearsals.conftest import CLOSED_DUTIES, OPEN_DUTIES, PLANNED, Desk, decree

FIRST = date(2026, 11, 2)
_numbers = count(1)


def day_of(low: date, high: date) -> st.SearchStrategy[date]:
    return st.dates(low, high)


received_files = st.lists(
    st.tuples(
        day_of(FIRST, TODAY),
        st.sampled_from([2, 3, 4, 7]),
        st.one_of(st.none(), st.integers(0, 6)),
    ),
    min_size=1,
    max_size=8,
)
decreed_lines = st.lists(
    st.tuples(
        st.one_of(st.none(), day_of(TODAY, TODAY + timedelta(days=14))),
        st.one_of(st.none(), day_of(TODAY, TODAY + timedelta(days=14))),
    ),
    min_size=1,
    max_size=4,
)


def moved(desk: Desk, page: Any) -> list[tuple[Any, ...]]:
    assert page.after is None, "the world of the property fits on one page"
    return [(row.id, row.old_due_on, row.new_due_on) for row in page.rows]


def rehearsable(
    desk: Desk, lines: list[tuple[date | None, date | None]], number: int
) -> DecreeEntry:
    entry = decree(*lines, number=str(number))
    try:
        desk.rehearse(entry)
    except Refused:
        assume(False)
    return entry


@settings(max_examples=30)
@given(files=received_files, lines=decreed_lines)
def test_applied_as_rehearsed_and_undone_without_a_trace(
    desk: Desk, files: list[tuple[date, int, int | None]], lines: list[Any]
) -> None:
    entry = rehearsable(desk, lines, next(_numbers))
    for on, office, after in files:
        done = None if after is None else min(on + timedelta(days=after), TODAY)
        desk.receive(next(_numbers), on, office_id=office, done=done)
    desk.plan()
    opened, closed, planned = (desk.rows(each) for each in (OPEN_DUTIES, CLOSED_DUTIES, PLANNED))
    found = desk.rehearse(entry)
    page = page_of_rehearsal(desk.session, found, office=0, language="en", cursor=None)
    assert desk.rows(OPEN_DUTIES) == opened, "a rehearsal stores nothing"

    change = desk.apply(entry)

    done_by = page_of_change(desk.session, change.id, office=0, language="en", cursor=None)
    assert moved(desk, done_by) == moved(desk, page)
    assert (change.moved, change.shortened, change.settled) == (
        found.moved,
        found.shortened,
        found.settled,
    )
    days = {row["id"]: row["due_on"] for row in opened}
    for duty, _old, new in moved(desk, page):
        days[duty] = new
    assert {row["id"]: row["due_on"] for row in desk.rows(OPEN_DUTIES)} == days
    assert {
        row["duty_id"]: row["due_on_seen"] for row in desk.rows(PLANNED)
    }.items() <= days.items()
    assert desk.rows(CLOSED_DUTIES) == closed
    again = desk.law
    for row in desk.rows(OPEN_DUTIES):
        assert again.due("2002/6/study_requested_file", row["event_on"]).due_on == row["due_on"]

    desk.undo(change)

    assert desk.rows(OPEN_DUTIES) == opened
    assert desk.rows(CLOSED_DUTIES) == closed
    assert desk.rows(PLANNED) == planned
    assert desk.law is desk.files
