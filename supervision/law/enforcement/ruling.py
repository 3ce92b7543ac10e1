"""By which day the bailiff rules on a document he received (control C2 of card 4.0).

Belongs here: three working days from receipt to the initiation (article 37(4)) or the refusal
(article 38(1)), with every step. Does not belong here: the term of enforcement actions (`term.py`),
on which days off have no bearing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from supervision.law.calendar import WorkingCalendar
from supervision.law.model import Step
from supervision.law.terms import Computed, worked_days

WORKING_DAYS = 3


def ruling_due(received_on: date, calendar: WorkingCalendar) -> Computed:
    """The last day to begin or to refuse a document received on a day: the third working day after it
    (arts. 37(4), 38(1)). Raises CalendarGap for a day the calendar does not know.
    """
    counted = worked_days(calendar, received_on, WORKING_DAYS)
    return replace(
        counted, steps=(Step("enforcement_ruling.received", received_on), *counted.steps)
    )


def is_late(due_on: date, ruled_on: date | None, today: date) -> bool:
    """Whether the ruling came after its day, or is still missing after it."""
    return (ruled_on or today) > due_on
