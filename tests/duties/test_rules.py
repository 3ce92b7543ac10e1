"""Plain rules of duties: nearness of a day, lateness, which event answers which."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.duties.rules import Event, Urgency, days_left, fulfils, is_late, urgency

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 11, 19), Urgency.OVERDUE),
        (date(2026, 11, 20), Urgency.TODAY),
        (date(2026, 11, 21), Urgency.SOON),
        (date(2026, 11, 27), Urgency.SOON),
        (date(2026, 11, 28), Urgency.LATER),
        (None, Urgency.UNDATED),
    ],
)
def test_nearness_turns_on_the_day_itself_and_on_the_seventh(
    due_on: date | None, expected: Urgency
) -> None:
    assert urgency(due_on, FRIDAY) is expected


def test_the_last_day_is_still_in_time_and_the_next_is_late() -> None:
    assert not is_late(FRIDAY, FRIDAY)
    assert is_late(FRIDAY, date(2026, 11, 21))


def test_without_a_day_nothing_is_late() -> None:
    assert not is_late(None, date(2030, 1, 1))


def test_days_left_turn_negative_once_the_day_is_over() -> None:
    assert days_left(date(2026, 11, 23), FRIDAY) == 3
    assert days_left(date(2026, 11, 16), FRIDAY) == -4


def test_an_event_of_another_part_does_not_fulfil() -> None:
    answer = Event("prosecutor_took_part", FRIDAY, key="hearing-2")
    assert fulfils(answer, "hearing_set#hearing-2", FRIDAY)
    assert not fulfils(answer, "hearing_set#hearing-1", FRIDAY)


def test_an_event_before_the_opening_one_does_not_fulfil() -> None:
    assert not fulfils(
        Event("study_completed", date(2026, 11, 19)), "requested_file_received", FRIDAY
    )


def test_an_undated_event_fulfils_nothing() -> None:
    assert not fulfils(Event("study_completed", None), "requested_file_received", FRIDAY)
