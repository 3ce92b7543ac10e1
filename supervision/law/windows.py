"""The window of an appellate protest as an object: opens, closes, why, whether a day is in time.

Belongs here: reading the window off the law's answer and the rulings that restored the term (`2015
¶13`, `2002 ¶7`). Does not belong here: the length of the term (`acts/2015/13.yaml`), who may bring a protest
(`protests.py`), and any record of a room. A day is a day at the office's seat: on the last one the
window is open until the day ends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from supervision.law.conditions import applies
from supervision.law.lawbook import Lawbook
from supervision.law.model import Due

PROVISION = "protest_window"
STATED_RULE = "2002/7/protest_unlawful_act"
Facts = Mapping[str, Collection[str]]
NO_FACTS: Facts = {}


class WindowState(StrEnum):
    """How a window stands on a day. `UNKNOWN`: the law applied here gives no last day."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LAST_DAY = "last_day"
    RESTORED = "restored"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Restored:
    """A ruling of the court that restored the term until a day."""

    ruled_on: date
    until: date


@dataclass(frozen=True, slots=True)
class ProtestWindow:
    """When an act may be protested. It opens on the day the copy was handed over and closes on
    `due.due_on`; a restored term opens it again until the ruling's day.
    """

    opens_on: date | None
    due: Due | None = None
    restored: Sequence[Restored] = field(default=())

    @property
    def closes_on(self) -> date | None:
        """The last day by the law, without any restored term; None where the law gives none."""
        return self.due.due_on if self.due is not None else None

    @property
    def last_day(self) -> date | None:
        """The last day on which a protest is in time, a restored term counted in."""
        ends = [each.until for each in self.restored]
        if self.closes_on is not None:
            ends.append(self.closes_on)
        return max(ends, default=None)

    def includes(self, day: date) -> bool:
        """Whether a protest brought on `day` is in time.

        A restored term heals the missed one, so a protest handed in with the motion to restore is
        in time too. Where nothing gives a last day no protest counts as in time.
        """
        last = self.last_day
        return self.opens_on is not None and last is not None and self.opens_on <= day <= last

    def state(self, today: date) -> WindowState:
        """How the window stands on a day at the office's seat."""
        if self.opens_on is None or today < self.opens_on:
            return WindowState.NOT_OPEN
        last = self.last_day
        if last is None:
            return WindowState.UNKNOWN
        if today > last:
            return WindowState.CLOSED
        if today == last:
            return WindowState.LAST_DAY
        if self.closes_on is not None and today <= self.closes_on:
            return WindowState.OPEN
        return WindowState.RESTORED

    def days_left(self, today: date) -> int | None:
        """Calendar days until the last day: 0 on it, negative after it, None without one."""
        return None if self.last_day is None else (self.last_day - today).days


def protest_window(
    law: Lawbook, copy_on: date | None, facts: Facts = NO_FACTS, restored: Sequence[Restored] = ()
) -> ProtestWindow:
    """The window of an act whose copy was handed over on `copy_on` (`2015 ¶13`).

    `facts` are those of the case: they choose between the short and the long term. Without the day
    of the copy the window is not open yet; where no rule binds, its answer says why.
    """
    lenders = [rule for rule in law.rules() if rule.provides == PROVISION and applies(rule, facts)]
    if copy_on is None or not lenders:
        return ProtestWindow(copy_on, None, tuple(restored))
    bound = [rule for rule in lenders if law.edition_of(rule, copy_on) is not None]
    answer = law.due((bound or lenders)[0].name, copy_on, facts)
    return ProtestWindow(copy_on, answer, tuple(restored))


def stated_window(law: Lawbook, opens_on: date | None, ends_on: date | None) -> ProtestWindow:
    """The window of an act in enforcement proceedings: the procedural law gives its length, so the
    last day is the stated one (`2002 ¶7`). Without it the window has no known end.
    """
    if opens_on is None:
        return ProtestWindow(None)
    return ProtestWindow(opens_on, law.due(STATED_RULE, opens_on, NO_FACTS, stated_on=ends_on))
