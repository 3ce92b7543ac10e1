"""Whatever duties there are and whatever a decree moves: the preview is what applying does, closed
duties never change, and undoing leaves every open duty and planned notice as it was.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count, zip_longest
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.law.calendar import load_calendar
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
AHEAD = [TODAY + timedelta(days=ahead) for ahead in range(15)]
WORKED = [day for day in AHEAD if load_calendar().works_on(day)]
RESTED = [day for day in AHEAD if day not in WORKED]


def some_of(days: list[date]) -> st.SearchStrategy[list[date]]:
    return st.lists(st.sampled_from(days), max_size=3, unique=True)


# Worked days that become days off and the other way round, as far as they go in pairs: moved.
decreed_lines = (
    st.tuples(some_of(WORKED), some_of(RESTED))
    .filter(any)
    .map(lambda days: list(zip_longest(*days)))
)


def moved(desk: Desk, page: Any) -> list[tuple[Any, ...]]:
    assert page.after is None, "the world of the property fits on one page"
    return [(row.id, row.old_due_on, row.new_due_on) for row in page.rows]


@settings(max_examples=30)
@given(files=received_files, lines=decreed_lines)
def test_applied_as_rehearsed_and_undone_without_a_trace(
    desk: Desk, files: list[tuple[date, int, int | None]], lines: list[Any]
) -> None:
    entry = decree(*lines, number=str(next(_numbers)))
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
