"""What can be asked of the form, on plain values: periods a reader asks for most, bounds of days.

Belongs here: choices and checks without a database. Does not belong here: the law of the form.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from supervision.core.errors import Problem
from supervision.law.form4.model import Span
from supervision.law.model import Recurrence
from supervision.law.period import Period

FORM_KIND = "form4"  # what the audit calls a form somebody took away
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def span_of(first: date, last: date) -> Span:
    """The period of these days, the last one included."""
    return Span(first, last + timedelta(days=1))


def period_problems(first: date, last: date) -> Iterator[Problem]:
    """Days that are no period of the form."""
    if first > last:
        yield Problem("The period must begin before it ends.", "ends_on")
    elif first < FIRST_DAY or last > LAST_DAY:
        yield Problem("The form is not built for such days.", "starts_on")


def last_day(span: Span) -> date:
    """The last day of a period."""
    return span.end - timedelta(days=1)


def year_to_date(day: date) -> Span:
    """From 1 January to the end of the day's quarter (Q5: the form counts from the year's start)."""
    return span_of(date(day.year, 1, 1), Period.containing(Recurrence.QUARTER, day).end)


def default_span(day: date, opening: str) -> Span:
    """The period shown where none is asked for, by the answer to Q5."""
    if opening == "since_january":
        return year_to_date(day)
    quarter = Period.containing(Recurrence.QUARTER, day)
    return span_of(quarter.start, quarter.end)


def standard_spans(day: date) -> dict[str, Span]:
    """The periods a reader asks for most, by their names."""
    quarter = Period.containing(Recurrence.QUARTER, day)
    before = quarter.previous()
    year = Period.containing(Recurrence.YEAR, day).previous()
    return {
        "year_to_date": year_to_date(day),
        "this_quarter": span_of(quarter.start, quarter.end),
        "last_quarter": span_of(before.start, before.end),
        "last_year": span_of(year.start, year.end),
    }
