"""The register of notices to specialised offices, and the hand-over that follows (`2015 ¶7`).

Belongs here: what a notice must say. Does not belong here: which office a case belongs to
(`law.competence`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, length_problems
from supervision.law.competence import Competence
from supervision.offices.rules import OfficeKind


class NoticeMeans(enum.StrEnum):
    """How the specialised prosecutor was told; another means is named."""

    TELEPHONOGRAM = "telephonogram"
    OTHER = "other"


class Direction(enum.StrEnum):
    """Whose trail of a hand-over it is: the office that gave the case, or the one that took it."""

    SENT = "sent"
    RECEIVED = "received"


COMPETENCE_OF_KIND = {
    OfficeKind.TERRITORIAL: Competence.TERRITORIAL,
    OfficeKind.MILITARY: Competence.MILITARY,
    OfficeKind.TRANSPORT: Competence.TRANSPORT,
    OfficeKind.NATURE: Competence.NATURE_PROTECTION,
}
KIND_OF_COMPETENCE = {found: kind for kind, found in COMPETENCE_OF_KIND.items()}


@dataclass(frozen=True)
class NoticeEntry:
    """A notice as it was given: the moment in UTC, the means, who gave it and who took it."""

    to_office_id: int
    given_at: datetime
    means: str
    given_by: str
    taken_by: str
    other_means: str = ""


def notice_problems(
    entry: NoticeEntry, given_on: date, received_by_court_on: date | None, today: date
) -> Iterator[Problem]:
    """Everything wrong with a notice; `given_on` is its day at the office's seat."""
    if entry.means not in set(NoticeMeans):
        yield Problem("Choose one of the listed values.", "means")
    elif entry.means == NoticeMeans.OTHER and not entry.other_means:
        yield Problem("Name the means by which the notice was given.", "other_means")
    for name in ("given_by", "taken_by"):
        if not getattr(entry, name):
            yield Problem("This must be filled in.", name)
    for name in ("given_by", "taken_by", "other_means"):
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    if given_on > today:
        yield Problem("The notice cannot be dated after today.", "given_at")
    if received_by_court_on is not None and given_on < received_by_court_on:
        yield Problem("The notice cannot come before the court took the case.", "given_at")
