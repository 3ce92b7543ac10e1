"""Nomenclature files and the entry of court acts in them (`2015 ¶11`), on plain values.

Belongs here: the shape of an index, what an entry must say. Does not belong here: which acts owe an
entry (the law).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, day_in_words, length_problems

LONGEST_MARK = 120
FIRST_YEAR = 2015
# The number of the unit and that of the file, as in "04-12"; a part of it may follow: "04-12/2", "4-12а".
_INDEX = re.compile(r"[0-9]{1,3}(-[0-9]{1,3}){1,3}(/[0-9]{1,3})?[a-zа-яәіңғүұқөһ]?", re.IGNORECASE)


@dataclass(frozen=True)
class NomenclatureEntry:
    """A file of the nomenclature as it is added."""

    year: int
    file_index: str
    title: str


@dataclass(frozen=True)
class FilingEntry:
    """Where an act, and the conclusion on it, lies: the file, its volume, the sheets, since when."""

    file_id: int
    volume: str
    sheets: str
    filed_on: date


def nomenclature_problems(entry: NomenclatureEntry, today: date) -> Iterator[Problem]:
    """Everything wrong with a file of the nomenclature."""
    if not FIRST_YEAR <= entry.year <= today.year + 1:
        yield Problem("Choose a year up to the next one.", "year")
    if not _INDEX.fullmatch(entry.file_index):
        yield Problem("Write the index as numbers joined by dashes: 04-12.", "file_index")
    if not entry.title:
        yield Problem("This must be filled in.", "title")
    yield from length_problems(entry.title, "title", LONGEST_LINE)


def filing_problems(
    entry: FilingEntry, file_is_open: bool | None, made_on: date, today: date
) -> Iterator[Problem]:
    """Everything wrong with an entry; `file_is_open` is None for a file the office does not have."""
    if file_is_open is None:
        yield Problem("Choose a file of your office's nomenclature.", "file_id")
    elif not file_is_open:
        yield Problem("This file is closed; choose another.", "file_id")
    if not entry.volume:
        yield Problem("This must be filled in.", "volume")
    for name in ("volume", "sheets"):
        yield from length_problems(getattr(entry, name), name, LONGEST_MARK)
    if entry.filed_on > today:
        yield Problem("The entry cannot be dated after today.", "filed_on")
    if entry.filed_on < made_on:
        yield Problem(
            "The act was made later, on %(day)s.", "filed_on", {"day": day_in_words(made_on)}
        )
