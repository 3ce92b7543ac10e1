"""Decisions that put the last day of a term off or stop its clock, and who may take them.

Belongs here: what a paragraph's file says under `extendable` and `pausable`, and the day a stopped
clock runs out. Without the key a term is neither put off nor stopped. Does not belong here: a term
that a room's own fact extends (`petition_term_extended`), because that is a rule of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from supervision.law.calendar import WorkingCalendar
from supervision.law.model import DayOff, Step, Unit
from supervision.law.strict_yaml import Section
from supervision.law.terms import Computed, ended, worked_days


class Decider(StrEnum):
    """Whose head takes the decision: the office that owes the duty, or one above it."""

    OWING_OFFICE = "owing_office"
    OFFICE_ABOVE = "office_above"


@dataclass(frozen=True, slots=True)
class Extendable:
    """The last day may be put off by a decision; the text sets no furthest day."""

    decided_by: Decider
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pausable:
    """The clock may be stopped; what is left is kept in `unit` and ends as `day_off` says."""

    decided_by: Decider
    unit: Unit
    day_off: DayOff
    inferred: tuple[str, ...] = ()


def read_extendable(section: Section) -> Extendable | None:
    """The `extendable` of a rule; None without the key. Raises LawError."""
    if not section.has("extendable"):
        return None
    inner = section.section("extendable")
    found = Extendable(inner.choice("decided_by", Decider), inner.texts("inferred"))
    inner.done()
    return found


def read_pausable(section: Section) -> Pausable | None:
    """The `pausable` of a rule; None without the key. Raises LawError."""
    if not section.has("pausable"):
        return None
    inner = section.section("pausable")
    unit = inner.choice("unit", Unit)
    if unit is Unit.MONTH:
        raise inner.refuse("unit", "what is left of a term is kept in days")
    if unit is Unit.WORKING_DAY:
        if inner.has("day_off"):
            raise inner.refuse("day_off", "working days never end on a day off")
        day_off = DayOff.NONE
    else:
        day_off = inner.choice("day_off", DayOff)
    found = Pausable(inner.choice("decided_by", Decider), unit, day_off, inner.texts("inferred"))
    inner.done()
    return found


def resumed(
    calendar: WorkingCalendar, law: Pausable, due_on: date, paused_on: date, resumed_on: date
) -> Computed:
    """The last day of a term whose clock stood from `paused_on` and runs again from `resumed_on`.

    The day of the pause is the first that does not count, the day of the resumption the first that
    counts again: what was left on the first is left on the second. A clock that never stood keeps
    its day. Raises CalendarGap, and ValueError for days out of their order.
    """
    if not paused_on <= due_on:
        raise ValueError("the term was over before the pause")
    if resumed_on < paused_on:
        raise ValueError("a pause ends after it begins")
    if resumed_on == paused_on:
        return Computed(due_on, (), confirmed=True)
    before = resumed_on - timedelta(days=1)
    if law.unit is Unit.WORKING_DAY:
        left = calendar.working_days_between(paused_on - timedelta(days=1), due_on)
        counted = worked_days(calendar, before, max(left, 1))
    else:
        left = (due_on - paused_on).days + 1
        last = before + timedelta(days=left)
        steps = [Step("counting_starts", resumed_on)]
        counted = ended(calendar, last, law.day_off, steps, "last_day", str(left))
    stopped = Step(f"paused.{law.unit}", paused_on, {"n": str(left)})
    return Computed(counted.due_on, (stopped, *counted.steps), counted.confirmed)
