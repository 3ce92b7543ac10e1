"""What speaks against the removal of a breach, on plain values."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.responses.rules import removal_problems

FOUND, TODAY = date(2026, 11, 10), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("removed_on", "note", "is_open", "fields"),
    [
        (FOUND, "Representation granted", True, []),
        (TODAY, "Representation granted", True, []),
        (date(2026, 11, 9), "Representation granted", True, ["removed_on"]),
        (date(2026, 11, 21), "Representation granted", True, ["removed_on"]),
        (TODAY, " \n", True, ["note"]),
        (TODAY, "Representation granted", False, [None]),
        (date(2026, 11, 9), "", False, [None, "removed_on", "note"]),
    ],
)
def test_a_removal_names_its_measure_and_lies_between_the_finding_and_today(
    removed_on: date, note: str, is_open: bool, fields: list[str | None]
) -> None:
    problems = removal_problems(FOUND, removed_on, note, is_open=is_open, today=TODAY)
    assert [problem.field for problem in problems] == fields
