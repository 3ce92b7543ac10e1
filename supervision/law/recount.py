"""Counting a kept duty anew on another calendar, from what was kept of it and nothing else.

Belongs here: which rules ask the calendar, and putting a kept count to it again. Does not belong
here: the facts of a subject (a change of the calendar changes none of them) and stored rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supervision.law.lawbook import Lawbook
from supervision.law.model import DayOff, Due, Rule, TermKind, Unit
from supervision.law.period import Period

# A term that is moved back off its last day ends before it; no run of days off is longer than this.
LONGEST_RUN = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Counted:
    """How a duty was counted: its rule and event, or its period; the rule that lent the term; the
    day a document stated.
    """

    rule: str
    event_on: date
    period: str | None = None
    lender: str | None = None
    stated_on: date | None = None


def asks_calendar(rule: Rule) -> bool:
    """Whether the day of a rule may depend on which days are worked."""
    if rule.recurs is not None:
        return rule.recurs.day_off is not DayOff.NONE
    term = rule.term
    if term is None:
        return False
    if term.kind is TermKind.COUNTED:
        return term.unit is Unit.WORKING_DAY or term.day_off is not DayOff.NONE
    return term.kind is TermKind.AS_PROVIDED


def recount(law: Lawbook, counted: Counted) -> Due:
    """The law's answer today, on the law's calendar. Raises UnknownLaw for a rule without a file, and
    ValueError for a period no rule of that name has.
    """
    if counted.period is not None:
        return law.recurring_due(counted.rule, Period.from_key(counted.period))
    return law.due(
        counted.rule, counted.event_on, stated_on=counted.stated_on, lender=counted.lender
    )
