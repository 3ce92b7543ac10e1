"""Amendments of the law's data: an act applied until another day, paragraph files of a new edition.

Belongs here: an amendment as plain values, and the lawbook with amendments laid over the files that
ship. Does not belong here: where amendments are kept (`supervision.decrees`) and what they move
(`supervision.rehearsals`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from supervision.law.lawbook import Lawbook
from supervision.law.model import Extension


@dataclass(frozen=True, slots=True)
class LawText:
    """A paragraph file: its name, as in the folder of its act, and all that stands in it."""

    file: str
    content: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """What a change of one act says. `extends` applies it beyond its own last day: until `until`, or
    without end; `texts` are files put in the place of those of their name, or added.
    """

    act_id: str
    extends: bool = False
    until: date | None = None
    texts: tuple[LawText, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same for equal amendments, another for any other."""
        told = [
            self.act_id,
            self.extends,
            self.until and self.until.isoformat(),
            sorted([each.file, each.content] for each in self.texts),
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def with_amendments(book: Lawbook, amendments: Iterable[Amendment]) -> Lawbook:
    """The law with amendments laid over it, a later one over an earlier.

    Raises LawError naming the file and the key; UnknownLaw for an act that is not there, and
    ValueError for an extension of one that has no last day.
    """
    for each in amendments:
        if each.texts:
            book = book.with_texts(each.act_id, {text.file: text.content for text in each.texts})
        if each.extends:
            book = applied_until(book, each.act_id, each.until)
    return book


def applied_until(book: Lawbook, act_id: str, until: date | None) -> Lawbook:
    """The law with an act applied beyond its own last day until another one, or without end, whatever
    extension it had before. Raises UnknownLaw; ValueError for an act without a last day.
    """
    last = book.act(act_id).in_force.until
    if last is None:
        raise ValueError(f"{act_id} is in force without end")
    others = [each for each in book.extensions if each.act_id != act_id]
    return book.with_extensions([*others, Extension(act_id, last + timedelta(days=1), until)])
