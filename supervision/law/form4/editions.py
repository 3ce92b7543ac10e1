"""The editions that ship with the product, and which of them a day is counted by.

Belongs here: choosing an edition. Does not belong here: reading it (`reader.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from supervision.law.form4.model import Edition
from supervision.law.form4.reader import read_edition
from supervision.law.model import LawError, UnknownLaw

EDITIONS = Path(__file__).parents[1] / "acts" / "F4" / "form4"


@dataclass(frozen=True, slots=True)
class Binding:
    """The edition a day is counted by; `in_force` False where it is only the nearest one known."""

    edition: Edition
    in_force: bool


def read_editions(root: Path) -> tuple[Edition, ...]:
    """Every edition under a folder, the oldest first. Raises LawError, also for overlapping force."""
    found = sorted(
        (read_edition(folder) for folder in root.iterdir() if folder.is_dir()),
        key=lambda edition: edition.in_force.from_,
    )
    for earlier, later in pairwise(found):
        if earlier.in_force.overlaps(later.in_force):
            raise LawError(f"{later.code}/edition.yaml", "in_force", "overlaps an earlier edition")
    return tuple(found)


@lru_cache(maxsize=1)
def editions() -> tuple[Edition, ...]:
    """The product's editions, read once, the oldest first. Raises LawError."""
    return read_editions(EDITIONS)


def edition_on(day: date) -> Binding:
    """The edition in force on a day; else the last one before it, or the first there is.

    A report is still asked for after its edition was repealed and before a later text is loaded:
    then it is counted by the nearest edition, and whoever shows it says so.
    """
    known = editions()
    for edition in known:
        if edition.in_force.covers(day):
            return Binding(edition, in_force=True)
    before = [edition for edition in known if edition.in_force.from_ <= day]
    return Binding(before[-1] if before else known[0], in_force=False)


def edition(code: str) -> Edition:
    """An edition by its code. Raises UnknownLaw."""
    for each in editions():
        if each.code == code:
            return each
    raise UnknownLaw("edition of Form No. 4", code, tuple(each.code for each in editions()))
