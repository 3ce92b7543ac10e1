"""Ways of counting and what another calendar makes of them, on plain values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from supervision.law.calendar import CalendarGap, WorkingCalendar
from supervision.law.lawbook import Lawbook
from supervision.law.model import Due, UnknownLaw
from supervision.law.recount import LONGEST_RUN, Counted, asks_calendar, recount

ROWS_SHOWN = 100
DAY = timedelta(days=1)


class Way(NamedTuple):
    """One way in which open duties were counted to one day, and how many were."""

    rule: str
    event_on: date
    due_on: date
    edition: str
    confirmed: bool
    period: str
    lender: str
    stated: str
    number: int


class Recounted(NamedTuple):
    """A way of counting with the answer of the other law."""

    way: Way
    due: Due


class OfficeMoves(NamedTuple):
    """How many duties of one office get another day, and how many of them an earlier one."""

    office_id: int
    moved: int
    shortened: int


class MovedDuty(NamedTuple):
    """One duty that gets another day; `place` orders the list, the shortened ones first."""

    id: int
    owner_office_id: int
    office: str
    subject_kind: str
    subject_id: int
    subject_label: str
    rule: str
    event_on: date | None
    outside: bool
    assignee: str | None
    state: str
    old_due_on: date | None
    new_due_on: date | None
    place: str

    @property
    def shortened(self) -> bool:
        """Whether somebody loses days."""
        return (
            self.old_due_on is not None
            and self.new_due_on is not None
            and self.new_due_on < self.old_due_on
        )


@dataclass(frozen=True)
class Rehearsal:
    """What another law makes of the open duties; nothing of it is stored.

    `asked` are the values by which statements find the duties again. `left` duties do not stand as
    the present law counts them: the nightly rebuild asks for them with all their facts.
    """

    then: Lawbook
    asked: dict[str, Any]
    recounted: tuple[Recounted, ...] = ()
    left: int = 0
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """How many duties get another day."""
        return sum(each.way.number for each in self.recounted if each.due.due_on != each.way.due_on)

    @property
    def shortened(self) -> int:
        """How many of them an earlier one."""
        return sum(
            each.way.number
            for each in self.recounted
            if each.due.due_on is not None and each.due.due_on < each.way.due_on
        )

    @property
    def settled(self) -> int:
        """How many keep their day and are only explained anew."""
        return sum(each.way.number for each in self.recounted) - self.moved


def changed_days(
    before: WorkingCalendar, after: WorkingCalendar, days: Iterable[date]
) -> list[date]:
    """Those of the days that the two calendars tell differently."""
    return sorted({each for each in days if before.is_working(each) != after.is_working(each)})


def asked_of(now: Lawbook, then: Lawbook, days: Iterable[date]) -> dict[str, Any]:
    """The values by which the duties are found that a change of these days may touch.

    A day fixed by the moon casts doubt on its neighbours, so these are asked for as well.
    """
    names = {rule.name for law in (now, then) for rule in law.rules() if asks_calendar(rule)}
    around = {day + shift for day in days for shift in (-DAY, DAY * 0, DAY)}
    calendar = then.calendar
    return {
        "rules": sorted(names),
        "days": changed_days(now.calendar, calendar, filter(calendar.holds, around)),
        "run": LONGEST_RUN.days,
    }


def rehearsed(now: Lawbook, then: Lawbook, asked: dict[str, Any], ways: Iterable[Way]) -> Rehearsal:
    """What `then` makes of duties that stand as `now` counts them."""
    recounted: list[Recounted] = []
    left = 0
    for way in ways:
        present, other = _answer(now, way), _answer(then, way)
        if present is None or other is None or _kept(present) != _stands(way):
            left += way.number
        elif _told(present) != _told(other):
            recounted.append(Recounted(way, other))
    return Rehearsal(then, asked, tuple(recounted), left, _arrays(recounted))


def _answer(law: Lawbook, way: Way) -> Due | None:
    """The law's answer; None where the law's files no longer hold the rule or its period."""
    try:
        recurs = law.rule(way.rule, way.event_on).recurs is not None
        return recount(
            law,
            Counted(
                rule=way.rule,
                event_on=way.event_on,
                period=way.period if recurs else None,
                lender=way.lender or None,
                stated_on=date.fromisoformat(way.stated) if way.stated else None,
            ),
        )
    except (UnknownLaw, CalendarGap, ValueError):
        return None


def _stands(way: Way) -> tuple[date | None, str, bool]:
    return way.due_on, way.edition, way.confirmed


def _kept(due: Due) -> tuple[date | None, str, bool]:
    return due.due_on, due.edition or "", due.confirmed


def _told(due: Due) -> tuple[object, ...]:
    return due.due_on, due.gap, due.edition, due.confirmed, due.steps


def _arrays(recounted: Sequence[Recounted]) -> dict[str, Any]:
    """The ways and their new answers as the statements take them."""
    ways = [each.way for each in recounted]
    dues = [each.due for each in recounted]
    return {
        "way_rules": [way.rule for way in ways],
        "way_events": [way.event_on for way in ways],
        "way_dues": [way.due_on for way in ways],
        "way_editions": [way.edition for way in ways],
        "way_confirmed": [way.confirmed for way in ways],
        "way_periods": [way.period for way in ways],
        "way_lenders": [way.lender for way in ways],
        "way_stated": [way.stated for way in ways],
        "new_dues": [due.due_on for due in dues],
        "new_gaps": [None if due.gap is None else str(due.gap) for due in dues],
        "new_editions": [due.edition or "" for due in dues],
        "new_steps": [json.dumps([step.as_json() for step in due.steps]) for due in dues],
        "new_confirmed": [due.confirmed for due in dues],
    }
