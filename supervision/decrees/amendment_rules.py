"""What an amendment of the law's data must say before it can be laid over the files, on plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, day_in_words, length_problems
from supervision.core.texts import written
from supervision.law.amendments import Amendment, LawText
from supervision.law.lawbook import Lawbook

FILE_NAME = re.compile(r"[0-9A-Za-z.-]{1,40}(@[0-9A-Za-z-]{1,40})?\.yaml")
LONGEST_FILE = 60_000
FILE, CONTENT = "file", "content"


class Applied(StrEnum):
    """How long an act is applied with an amendment: as before, until a day, or without end."""

    AS_BEFORE = "as_before"
    UNTIL = "until"
    ENDLESS = "endless"


@dataclass(frozen=True)
class TextLine:
    """A paragraph file as it is entered; `place` is its place in the form."""

    place: int
    file: str
    content: str

    @property
    def blank(self) -> bool:
        """Whether nothing was entered here."""
        return not (self.file or self.content.strip())


@dataclass(frozen=True)
class AmendmentEntry:
    """An amendment as it is entered, with its source in words."""

    reason: str
    act_id: str
    applied: str
    until: date | None
    lines: tuple[TextLine, ...]

    @property
    def amendment(self) -> Amendment:
        """What the law takes of it."""
        return Amendment(
            self.act_id,
            extends=self.applied in (Applied.UNTIL, Applied.ENDLESS),
            until=self.until if self.applied == Applied.UNTIL else None,
            texts=tuple(
                LawText(line.file, line.content.replace("\r\n", "\n"))
                for line in self.lines
                if not line.blank
            ),
        )


def amendment_problems(entry: AmendmentEntry, book: Lawbook) -> Iterator[Problem]:
    """What is wrong with an amendment as entered; `book` is the law it would change."""
    if not written(entry.reason):
        yield Problem("Say by what the law is changed.", "reason")
    yield from length_problems(entry.reason, "reason", LONGEST_NOTE)
    act = next((each for each in book.acts() if each.id == entry.act_id), None)
    if act is None:
        yield Problem("Choose the act.", "act")
        return
    if not entry.amendment.extends and not entry.amendment.texts:
        yield Problem("Name another last day or enter at least one paragraph file.")
    yield from _problems_of_force(entry, act.in_force.until)
    yield from _problems_of_files(entry)


def _problems_of_force(entry: AmendmentEntry, last: date | None) -> Iterator[Problem]:
    if entry.applied not in tuple(Applied):
        yield Problem("Choose how long the act is applied.", "applied")
        return
    if entry.applied == Applied.UNTIL and entry.until is None:
        yield Problem("Name the day until which the act is applied.", "until")
    if entry.applied != Applied.UNTIL and entry.until is not None:
        yield Problem("A day is named only where the act is applied until a day.", "until")
    if not entry.amendment.extends:
        return
    if last is None:
        yield Problem("This act is in force without end.", "applied")
    elif entry.until is not None and entry.until <= last:
        told = {"day": day_in_words(last)}
        yield Problem(
            "By its own text the act is in force until %(day)s; name a later day.", "until", told
        )


def _problems_of_files(entry: AmendmentEntry) -> Iterator[Problem]:
    seen: set[str] = set()
    for line in entry.lines:
        if line.blank:
            continue
        name, content = (f"lines-{line.place}-{part}" for part in (FILE, CONTENT))
        if not FILE_NAME.fullmatch(line.file) or line.file == "act.yaml":
            yield Problem("A paragraph file is called like 13.yaml or 13@2027.yaml.", name)
        elif line.file in seen:
            yield Problem("This file stands here twice.", name)
        if not line.content.strip():
            yield Problem("Enter what stands in the file.", content)
        yield from length_problems(line.content, content, LONGEST_FILE)
        seen.add(line.file)
