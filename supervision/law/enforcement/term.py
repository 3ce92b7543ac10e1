"""The term of enforcement actions and whether an ending came after it (article 39, `F4` column 18).

Belongs here: 2, 4 or up to 6 months from initiation, shifted by the days that do not count, with
every step. Does not belong here: the clock of a requested file, which the Law's own rule counts.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision.law.model import Step

ORDINARY_MONTHS = 2
LONGER_MONTHS = 4
AGREED_AT_MOST_MONTHS = 6


class OtherTerm(StrEnum):
    """Which other term than the ordinary one article 39 lets apply (its list `other_terms`)."""

    LONGER = "2"
    AGREED = "3"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that are no part of the term: from a day on, until the day it went on; None: still out."""

    from_: date
    until: date | None = None

    @property
    def days(self) -> int:
        """How many days a finished pause takes out of the term."""
        return 0 if self.until is None else (self.until - self.from_).days


@dataclass(frozen=True, slots=True)
class Term:
    """The last day of the term and how it was found; `ends_on` None: none is running, so none is late."""

    ends_on: date | None
    steps: tuple[Step, ...]

    def is_overdue(self, ended_on: date) -> bool:
        """Whether an ending on this day came after the term."""
        return self.ends_on is not None and ended_on > self.ends_on


def months_later(day: date, months: int) -> date:
    """The same day number some months later, or the last day of a shorter month."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = divmod(ordinal, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def term_of(
    initiated_on: date,
    *,
    periodic: bool = False,
    other: OtherTerm | None = None,
    agreed_until: date | None = None,
    pauses: Sequence[Pause] = (),
) -> Term:
    """The term of enforcement actions (article 39); days off do not move its end (`F4` Q10).

    Recovery by periodic payments has no term. `agreed_until` is the last day agreed in writing with
    a private bailiff; it reaches six months at most. A pause that began after the term had run out
    moves nothing; while a pause lasts there is no last day.
    """
    if periodic:
        return Term(None, (Step("enforcement_term.periodic"),))
    ends_on, steps = _before_pauses(initiated_on, other, agreed_until)
    for pause in sorted(pauses, key=lambda each: each.from_):
        if pause.from_ > ends_on:
            continue
        if pause.until is None:
            steps.append(Step("enforcement_term.suspended", pause.from_))
            return Term(None, tuple(steps))
        ends_on = date.fromordinal(ends_on.toordinal() + pause.days)
        told = {
            "from": pause.from_.isoformat(),
            "until": pause.until.isoformat(),
            "days": str(pause.days),
        }
        steps.append(Step("enforcement_term.shifted", ends_on, told))
    return Term(ends_on, tuple(steps))


def _before_pauses(
    initiated_on: date, other: OtherTerm | None, agreed_until: date | None
) -> tuple[date, list[Step]]:
    """The end of the term as if nothing had interrupted it, told."""
    longest = months_later(initiated_on, AGREED_AT_MOST_MONTHS)
    if other is OtherTerm.AGREED and agreed_until is not None:
        ends_on = min(agreed_until, longest)
        steps = [Step("enforcement_term.agreed", ends_on)]
    else:
        months = LONGER_MONTHS if other is OtherTerm.LONGER else ORDINARY_MONTHS
        ends_on = months_later(initiated_on, months)
        steps = [
            Step(
                "enforcement_term.months",
                ends_on,
                {"from": initiated_on.isoformat(), "months": str(months)},
            )
        ]
    return ends_on, steps


def told_ending(term: Term, ended_on: date) -> tuple[Step, ...]:
    """The term's steps and, at the end, whether an ending on this day was in time."""
    if term.ends_on is None:
        return (*term.steps, Step("enforcement_term.never_late", ended_on))
    verdict = "late" if term.is_overdue(ended_on) else "in_time"
    return (*term.steps, Step(f"enforcement_term.{verdict}", ended_on))
