"""Reminders on days of the month, told as working days before the due day (`2015 ¶20`)."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.law.lawbook import Lawbook
from supervision.law.period import Period
from supervision.law.terms import rungs

RULE = "2015/20/quarterly_information"


@pytest.mark.parametrize(
    ("period", "due", "mornings"),
    [
        # Friday the 25th; the 18th is a Friday, the 22nd a Tuesday.
        ("2026-Q4", date(2026, 12, 25), [date(2026, 12, 18), date(2026, 12, 22)]),
        # The 25th is a Saturday, so Friday the 24th; the 18th is a Saturday, told on the 17th.
        ("2016-Q2", date(2016, 6, 24), [date(2016, 6, 17), date(2016, 6, 22)]),
        # Nauryz swallows the 22nd: it falls on the due day itself, the 20th; the 18th is a Sunday.
        ("2018-Q1", date(2018, 3, 20), [date(2018, 3, 16)]),
    ],
)
def test_the_information_is_reminded_of_on_the_18th_the_22nd_and_its_own_day(
    law: Lawbook, period: str, due: date, mornings: list[date]
) -> None:
    assert law.recurring_due(RULE, Period.from_key(period)).due_on == due
    found = rungs(law.calendar, law.rule(RULE), due)
    days = [law.calendar.shift(due, number) for number in found if number <= 0]
    assert days == [*mornings, due]
    assert [number for number in found if number > 0] == [1, 3, 7]


def test_a_day_after_the_due_day_reminds_no_more_and_other_rules_keep_their_own_rungs(
    law: Lawbook,
) -> None:
    rule = law.rule(RULE)
    early = date(2026, 2, 19)
    assert rungs(law.calendar, rule, early) == (-1, 1, 3, 7)
    assert rungs(law.calendar, law.rule("2015/7/quarterly_reconciliation"), early) == (
        *(-3, -1, 0, 1, 3, 7),
    )
