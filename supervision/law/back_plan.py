"""The back-plan of a term: the last safe days before its end, counted on the working calendar.

Belongs here: the steps, what an office may set, the days that follow, and which are over. Does not
belong here: the term itself (`lawbook.py`), and who is reminded (`reminders`). No paragraph sets
these days: they are an office's own, so that a protest (`2015 ¶13`) is never written on the last
evening.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.law.calendar import WorkingCalendar

FURTHEST = 20


class PlanStep(enum.StrEnum):
    """What must have happened by a safe day, in the order in which it happens."""

    DRAFT_TO_HEAD = "draft_to_head"
    DRAFT_TO_OBLAST = "draft_to_oblast"
    PROTEST_TO_COURT = "protest_to_court"


@dataclass(frozen=True, slots=True)
class BackPlan:
    """How many working days before the last day of the term each step is to be done."""

    draft_to_head: int
    draft_to_oblast: int
    protest_to_court: int

    def before(self, step: PlanStep) -> int:
        """Working days before the last day."""
        return int(getattr(self, step.value))

    def steps_at(self, working_days_before: int) -> list[PlanStep]:
        """The steps whose safe day is that many working days before the last day."""
        return [step for step in PlanStep if self.before(step) == working_days_before]


@dataclass(frozen=True, slots=True)
class SafeDay:
    """The last safe day of one step."""

    step: PlanStep
    on: date
    working_days_before: int


# Ten calendar days hold six working days or more: five before the last is the first or the second.
USUAL = BackPlan(draft_to_head=5, draft_to_oblast=3, protest_to_court=1)


def plan_problems(plan: BackPlan) -> Iterator[tuple[PlanStep, str]]:
    """What speaks against a plan: a step and an English sentence each."""
    for step in PlanStep:
        if not 0 <= plan.before(step) <= FURTHEST:
            yield step, "Give a number of working days from 0 to 20."
    if plan.draft_to_oblast > plan.draft_to_head:
        yield PlanStep.DRAFT_TO_OBLAST, "The draft goes to the oblast after it went to the head."
    if plan.protest_to_court > plan.draft_to_oblast:
        yield PlanStep.PROTEST_TO_COURT, "The protest goes to the court after the oblast saw it."


def safe_days(calendar: WorkingCalendar, plan: BackPlan, due_on: date) -> list[SafeDay]:
    """The safe days of a term that ends on `due_on`, first step first. Raises CalendarGap."""
    found = []
    for step in PlanStep:
        before = plan.before(step)
        found.append(SafeDay(step, calendar.shift(due_on, -before), before))
    return found


def next_safe_day(days: Sequence[SafeDay], today: date) -> SafeDay | None:
    """The first step whose safe day is not over; None once all are."""
    return next((each for each in days if each.on >= today), None)


def is_late(days: Sequence[SafeDay], today: date) -> bool:
    """Whether the first safe day is over: a term without a draft is in danger from then on."""
    return bool(days) and days[0].on < today
