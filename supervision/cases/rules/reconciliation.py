"""Reconciliation of the cases heard in a quarter between two offices (`2015 ¶7`), on plain values.

Belongs here: matching two lists, what a difference is and how it may be settled, what an act of
reconciliation needs before it is signed. Does not belong here: what a list is built from
(`queries/reconciliation.py`) or when the act is due (the law).
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, day_in_words, length_problems
from supervision.law.model import Recurrence
from supervision.law.period import Period

RULE = "2015/7/quarterly_reconciliation"
COMPARED = ("heard_on", "outcome", "notice_number")


class Relation(enum.StrEnum):
    """Why a case stands on a list: the office's own, notified, handed over or received."""

    OWN = "own"
    NOTIFIED = "notified"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"


class DifferenceKind(enum.StrEnum):
    """A case on one list alone, or one whose data differ."""

    ONLY_TERRITORIAL = "only_territorial"
    ONLY_SPECIALISED = "only_specialised"
    DIFFERENT = "different"


class Settlement(enum.StrEnum):
    """What follows from a difference; the note says the rest."""

    TO_BE_ADDED = "to_be_added"
    LISTED_BY_MISTAKE = "listed_by_mistake"
    TERRITORIAL_CORRECTS = "territorial_corrects"
    SPECIALISED_CORRECTS = "specialised_corrects"
    BOTH_CORRECT = "both_correct"
    EXPLAINED = "explained"


_ONE_SIDED = (Settlement.TO_BE_ADDED, Settlement.LISTED_BY_MISTAKE, Settlement.EXPLAINED)
SETTLEMENTS: Mapping[DifferenceKind, Sequence[Settlement]] = {
    DifferenceKind.ONLY_TERRITORIAL: _ONE_SIDED,
    DifferenceKind.ONLY_SPECIALISED: _ONE_SIDED,
    DifferenceKind.DIFFERENT: (
        Settlement.TERRITORIAL_CORRECTS,
        Settlement.SPECIALISED_CORRECTS,
        Settlement.BOTH_CORRECT,
        Settlement.EXPLAINED,
    ),
}


@dataclass(frozen=True)
class ListedCase:
    """One case of a list. What an office cannot know of a case it gave away stays empty."""

    court_id: int
    number: str
    heard_on: date | None
    outcome: str
    notice_number: str
    relation: str
    articles: str = ""
    offender: str = ""

    @property
    def key(self) -> tuple[int, str]:
        """What makes two lines the same case: the court and the number, however it was written."""
        return self.court_id, number_key(self.number)


@dataclass(frozen=True)
class Matched:
    """One case of both lists, or of one of them; `place` is its stable name in both copies."""

    place: str
    territorial: ListedCase | None
    specialised: ListedCase | None

    @property
    def shown(self) -> ListedCase:
        """The line that tells most of the case: the one of the office that has it."""
        ours, theirs = self.territorial, self.specialised
        found = theirs if theirs is not None and (theirs.offender or ours is None) else ours
        if found is None:
            raise ValueError("a match has at least one line")
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """Which data both lists know and tell differently."""
        ours, theirs = self.territorial, self.specialised
        if ours is None or theirs is None:
            return ()
        return tuple(
            name for name in COMPARED if _differs(getattr(ours, name), getattr(theirs, name))
        )

    @property
    def difference(self) -> DifferenceKind | None:
        """What is to be settled; None where both lists agree."""
        if self.specialised is None:
            return DifferenceKind.ONLY_TERRITORIAL
        if self.territorial is None:
            return DifferenceKind.ONLY_SPECIALISED
        return DifferenceKind.DIFFERENT if self.fields else None

    @property
    def content(self) -> str:
        """What both lists said: a settlement holds for exactly this."""
        return " | ".join(_told(line) for line in (self.territorial, self.specialised))


def _differs(one: object, other: object) -> bool:
    """Whether two data contradict each other; what one side does not know contradicts nothing."""
    return bool(one) and bool(other) and one != other


def _told(line: ListedCase | None) -> str:
    if line is None:
        return "—"
    return f"{line.heard_on or ''} {line.outcome} {line.notice_number}"


def number_key(number: str) -> str:
    """A case number as it is compared: no case of letters, no sign №, one dash for any separator.

    `№ 6301-26-00-3/101`, `6301 26 00 3 101` and `6301–26–00–3/101` are the same number.
    """
    plain = unicodedata.normalize("NFKC", number.replace("№", " ")).casefold()
    return "-".join(re.findall(r"[^\W_]+", plain))


def matched(territorial: Iterable[ListedCase], specialised: Iterable[ListedCase]) -> list[Matched]:
    """Both lists side by side, by court and number; every line stands in exactly one match.

    A case that a list holds twice meets its twins in order of what they say.
    """
    left, right = _by_case(territorial), _by_case(specialised)
    found = []
    for key in sorted({*left, *right}):
        lines = zip_longest(left.get(key, ()), right.get(key, ()))
        for ordinal, (ours, theirs) in enumerate(lines, start=1):
            found.append(Matched(f"{key[0]}:{key[1]}:{ordinal}", ours, theirs))
    return found


def _by_case(lines: Iterable[ListedCase]) -> dict[tuple[int, str], list[ListedCase]]:
    found: dict[tuple[int, str], list[ListedCase]] = defaultdict(list)
    for line in lines:
        found[line.key].append(line)
    for same in found.values():
        same.sort(key=lambda line: (line.heard_on or date.max, _told(line), line.number))
    return found


def quarter_of(key: str) -> Period | None:
    """The quarter with this key (`2026-Q4`); None for anything that is no quarter."""
    try:
        period = Period.from_key(key)
    except ValueError:
        return None
    return period if period.kind is Recurrence.QUARTER else None


def quarter_problems(quarter: Period | None, today: date, *, binds: bool) -> Iterator[Problem]:
    """A quarter that is none, has not begun, or in which the paragraph did not bind."""
    if quarter is None:
        yield Problem("Choose one of the listed values.", "quarter")
    elif quarter.start > today:
        yield Problem(
            "This quarter has not begun: it begins on %(day)s.",
            "quarter",
            {"day": day_in_words(quarter.start)},
        )
    elif not binds:
        yield Problem("No reconciliation was owed for this quarter.", "quarter")


def settlement_problems(kind: str, settlement: str, note: str) -> Iterator[Problem]:
    """What is wrong with how a difference was settled."""
    if settlement not in set(SETTLEMENTS[DifferenceKind(kind)]):
        yield Problem("Choose one of the listed values.", "settlement")
    if not note:
        yield Problem("Say what was decided.", "note")
    yield from length_problems(note, "note", LONGEST_NOTE)


def signature_problems(
    signed_on: date, submitted: Collection[date | None], unsettled: int, today: date
) -> Iterator[Problem]:
    """Why an act cannot be signed: a list is missing, differences are open, or the day is wrong.

    `submitted` holds the days of both lists.
    """
    days = [day for day in submitted if day is not None]
    if len(days) < len(submitted):
        yield Problem("The act is signed when both offices have submitted their lists.")
    elif unsettled:
        yield Problem(
            "Settle every difference first: %(count)s are open.", None, {"count": str(unsettled)}
        )
    elif signed_on < max(days):
        yield Problem(
            "The lists were submitted later, on %(day)s.",
            "signed_on",
            {"day": day_in_words(max(days))},
        )
    if signed_on > today:
        yield Problem("The signature cannot be dated after today.", "signed_on")
