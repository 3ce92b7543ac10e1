"""The law as a transaction sees it: the files, with the amendments that stand laid over them and the
decrees over their calendar.

Belongs here: the one way from a session to a lawbook. Does not belong here: reading files (`law`).
What stands is asked of the database each time, so every process counts by a change from the commit
that applied it; the lawbook itself is made once for each set of changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from supervision.core.db import db
from supervision.decrees.queries import amendments_of, decrees_of, standing
from supervision.law.amendments import Amendment, with_amendments
from supervision.law.decrees import Decree, with_decrees
from supervision.law.lawbook import Lawbook

EXTENSION = "law"
_KEPT = 4  # what stands before and after a change, and as much again for who is a moment behind


class LawAtWork:
    """The lawbook of the files, and of the files with changes, by what stands."""

    def __init__(self, files: Lawbook) -> None:
        self.files = files
        self._made: dict[tuple[str, ...], Lawbook] = {}

    def of(self, session: Session) -> Lawbook:
        """The law by which this transaction counts; one small statement."""
        changes = standing(session)
        if not changes:
            return self.files
        marks = tuple(mark for _id, mark in changes)
        found = self._made.get(marks)
        if found is None:
            # By id: a change applied between the two statements must not get in unseen.
            ids = [number for number, _mark in changes]
            found = law_with(self.files, decrees_of(session, ids), amendments_of(session, ids))
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            self._made[marks] = found
        return found


def law_with(
    files: Lawbook, decrees: Sequence[Decree], amendments: Sequence[Amendment] = ()
) -> Lawbook:
    """The law of the files with amendments laid over it, and decrees over its calendar.

    Raises LawError, UnknownLaw and ValueError for amendments that these files cannot carry.
    """
    book = with_amendments(files, amendments)
    return book.with_calendar(with_decrees(book.calendar, decrees))


def law_of(app: Flask) -> LawAtWork:
    """The law of an application."""
    return cast(LawAtWork, app.extensions[EXTENSION])


def lawbook() -> Lawbook:
    """The law of the running request; asked of the database once."""
    if "lawbook" not in g:
        g.lawbook = law_of(current_app).of(db.session())
    return cast(Lawbook, g.lawbook)
