"""Counting a term from a day: the due day and every step on the way to it.

Counting starts the day after the event. Belongs here: the arithmetic of calendar days, working
days and months, and of moving a last day that is a day off. Does not belong here: which rule
applies (`lawbook.py`), which days are worked (`calendar.py`), how a step is told (`wording.py`).
"""

from __future__ import annotations

import calendar as gregorian
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

from supervision.law.calendar import CalendarGap, WorkingCalendar
from supervision.law.model import DayOff, DueMonth, Recurs, Rule, Step, Unit
from supervision.law.period import Period

MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Computed:
    """A due day with its steps; `confirmed` False where the calendar cannot vouch for it."""

    due_on: date
    steps: tuple[Step, ...]
    confirmed: bool


def _checked(
    calendar: WorkingCalendar, start: date, amount: int, unit: Unit, day_off: DayOff
) -> tuple[Unit, DayOff]:
    if amount < 0:
        raise ValueError("a term cannot be negative")
    if not calendar.holds(start):
        raise CalendarGap(start.year, calendar.first_day, calendar.last_day)
    return Unit(unit), DayOff(day_off)


def _days_later(calendar: WorkingCalendar, start: date, amount: int) -> date:
    """The day `amount` calendar days later, within the calendar's years. Raises CalendarGap."""
    left = (calendar.last_day - start).days
    if amount > left:
        # A huge amount would leave the range of dates altogether, so the year is capped.
        year = start.year + (amount // 366)
        year = min(max(year, calendar.last_day.year + 1), MAXYEAR)
        raise CalendarGap(year, calendar.first_day, calendar.last_day)
    return start + timedelta(days=amount)


def _months_later(calendar: WorkingCalendar, start: date, amount: int) -> tuple[date, bool]:
    """The same day number n months later, and whether the month was too short for it."""
    months = start.year * MONTHS_IN_YEAR + start.month - 1 + amount
    year, month = months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1
    if year > calendar.last_day.year:
        raise CalendarGap(min(year, MAXYEAR), calendar.first_day, calendar.last_day)
    length = gregorian.monthrange(year, month)[1]
    return date(year, month, min(start.day, length)), start.day > length


def due_day(
    calendar: WorkingCalendar, start: date, amount: int, unit: Unit, day_off: DayOff
) -> date:
    """The due day alone, for long lists; always equal to `add(...).due_on`.

    Raises CalendarGap outside the calendar's years and ValueError on a negative amount.
    """
    unit, day_off = _checked(calendar, start, amount, unit, day_off)
    if unit is Unit.WORKING_DAY:
        if amount == 0:
            return calendar.next_working(start)
        return calendar.nth_working_day_after(start, amount)
    if unit is Unit.MONTH:
        last = _months_later(calendar, start, amount)[0]
    else:
        last = _days_later(calendar, start, amount)
    return rolled(calendar, last, day_off)


def rolled(calendar: WorkingCalendar, last: date, day_off: DayOff) -> date:
    """Where a term ends whose last day is `last`. Raises CalendarGap."""
    if day_off is DayOff.NEXT:
        return calendar.next_working(last)
    if day_off is DayOff.PREVIOUS:
        return calendar.previous_working(last)
    return last


def add(
    calendar: WorkingCalendar, start: date, amount: int, unit: Unit, day_off: DayOff
) -> Computed:
    """The due day of a term that starts with an event on `start`, with every step.

    A term of 0 working days ("at once", `2015 ¶15`) ends on the event's own day, or on the next
    working day where that is a day off. A month ends on the same day number, clamped to the month's
    end. `day_off` is not asked for working days: they never end on a day off.
    Raises CalendarGap outside the calendar's years and ValueError on a negative amount.
    """
    unit, day_off = _checked(calendar, start, amount, unit, day_off)
    if unit is Unit.WORKING_DAY:
        return _at_once(calendar, start) if amount == 0 else worked_days(calendar, start, amount)
    steps = [Step("counting_starts", start + timedelta(days=1))] if amount else []
    if unit is Unit.MONTH:
        last, clamped = _months_later(calendar, start, amount)
        name = "month"
        if clamped:
            steps.append(Step("month_too_short", last, {"day": str(start.day)}))
    else:
        last, name = _days_later(calendar, start, amount), "day"
    code = f"last_{name}" if amount else "own_day"
    return ended(calendar, last, day_off, steps, code, str(amount))


def on_day(day: date, code: str) -> Computed:
    """A day that is due as it stands (a hearing's own day, a day stated in a document)."""
    # No day of the calendar is asked, so nothing unconfirmed can move the date.
    return Computed(day, (Step(code, day),), confirmed=True)


def rungs(calendar: WorkingCalendar, rule: Rule, due_on: date) -> tuple[int, ...]:
    """On which working days, relative to the due day, a rule reminds; in rising order.

    A day of the month that is a day off reminds on the last working day before it; one after the
    due day reminds no more. Raises CalendarGap.
    """
    last = gregorian.monthrange(due_on.year, due_on.month)[1]
    days = (calendar.previous_working(due_on.replace(day=min(day, last))) for day in rule.remind_on)
    named = (-calendar.working_days_between(day, due_on) for day in days if day <= due_on)
    return tuple(sorted({*rule.remind, *named}))


def nominal_due_day(recurs: Recurs, period: Period) -> date:
    """The day a recurring duty names for a period, before any move off a day off."""
    after = recurs.of is DueMonth.AFTER_PERIOD
    month_start = (period.next().start if after else period.end).replace(day=1)
    length = gregorian.monthrange(month_start.year, month_start.month)[1]
    return month_start.replace(day=length if recurs.day is None else min(recurs.day, length))


def recurring(calendar: WorkingCalendar, recurs: Recurs, period: Period) -> Computed:
    """The due day of a recurring duty for a period (`2015 ¶20`, `2015 ¶28`). Raises CalendarGap."""
    nominal = nominal_due_day(recurs, period)
    steps = [Step("period_due_day", nominal, {"period": period.key})]
    return ended(calendar, nominal, recurs.day_off, steps, "last_of_period")


def _told(calendar: WorkingCalendar, day: date, code: str, params: dict[str, str]) -> Step:
    """A step on the state of a day: `<code>.working`, `.weekend`, `.off` or `.worked_day_off`."""
    status = calendar.is_working(day)
    told = dict(params)
    if status.reason is None or status.source is None:
        kind = "working" if status.working else "weekend"
        told["weekday"] = str(day.isoweekday())
    else:
        kind = "worked_day_off" if status.working else "off"
        for language in ("kk", "ru", "en"):
            told[f"name_{language}"] = status.reason.in_language(language)
            told[f"source_{language}"] = status.source.in_language(language)
    return Step(f"{code}.{kind}", day, told)


def ended(
    calendar: WorkingCalendar,
    last: date,
    day_off: DayOff,
    steps: list[Step],
    code: str,
    count: str = "",
) -> Computed:
    """The end of a term whose last day is known: told, moved off a day off if asked, and told."""
    due = rolled(calendar, last, day_off)
    steps.append(_told(calendar, last, code, {"n": count} if count else {}))
    way = 1 if due > last else -1
    for ordinal in range(last.toordinal() + way, due.toordinal(), way):
        steps.append(_told(calendar, date.fromordinal(ordinal), "skipped", {}))
    if due != last:
        steps.append(Step("next_working_day" if due > last else "previous_working_day", due))
    elif day_off is DayOff.NONE and not calendar.works_on(last):
        steps.append(Step("stays_on_day_off", last))
    # A term that never moves ends on that date whatever the calendar turns out to be.
    sure = day_off is DayOff.NONE or calendar.confirms(min(last, due), max(last, due))
    return _computed(due, steps, sure)


def _at_once(calendar: WorkingCalendar, start: date) -> Computed:
    due = calendar.next_working(start)
    steps = []
    for ordinal in range(start.toordinal(), due.toordinal()):
        steps.append(_told(calendar, date.fromordinal(ordinal), "skipped", {}))
    steps.append(Step("same_working_day" if due == start else "next_working_day", due))
    return _computed(due, steps, calendar.confirms(start, due))


def worked_days(calendar: WorkingCalendar, start: date, amount: int) -> Computed:
    """The `amount`-th working day after a day, with the days off skipped. Raises CalendarGap."""
    due = calendar.nth_working_day_after(start, amount)
    first = start + timedelta(days=1)
    steps = [Step("counting_starts", first)]
    for ordinal in range(first.toordinal(), due.toordinal() + 1):
        day = date.fromordinal(ordinal)
        step = _told(calendar, day, "skipped", {})
        if step.code != "skipped.working":
            steps.append(step)
    steps.append(Step("nth_working_day", due, {"n": str(amount)}))
    return _computed(due, steps, calendar.confirms(first, due))


def _computed(due: date, steps: list[Step], sure: bool) -> Computed:
    if not sure:
        steps.append(Step("not_confirmed", due))
    return Computed(due, tuple(steps), sure)
