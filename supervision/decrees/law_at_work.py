"""The law as a transaction sees it: the files, with the decrees that stand laid over their calendar.

Belongs here: the one way from a session to a lawbook. Does not belong here: reading files (`law`).
What stands is asked of the database each time, so every process counts by a decree from the commit
that applied it; the lawbook itself is made once for each set of decrees.
"""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from supervision.core.db import db
from supervision.decrees.queries import decrees_of, standing
from supervision.law.decrees import with_decrees
from supervision.law.lawbook import Lawbook

EXTENSION = "law"
_KEPT = 4  # what stands before and after a change, and as much again for who is a moment behind


class LawAtWork:
    """The lawbook of the files, and of the files with decrees, by what stands."""

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
            # By id: a decree applied between the two statements must not get in unseen.
            decrees = decrees_of(session, [number for number, _mark in changes])
            calendar = with_decrees(self.files.calendar, decrees)
            found = self.files.with_calendar(calendar)
            while len(self._made) >= _KEPT:
                self._made.pop(next(iter(self._made)))
            self._made[marks] = found
        return found


def law_of(app: Flask) -> LawAtWork:
    """The law of an application."""
    return cast(LawAtWork, app.extensions[EXTENSION])


def lawbook() -> Lawbook:
    """The law of the running request; asked of the database once."""
    if "lawbook" not in g:
        g.lawbook = law_of(current_app).of(db.session())
    return cast(Lawbook, g.lawbook)
