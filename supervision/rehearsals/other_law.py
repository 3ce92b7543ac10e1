"""What a rebuild would move under other data of the law: a new edition's files, an act extended.

Belongs here: the other lawbook, and telling what a rebuild in the caller's transaction did; the caller
rolls it back, so that nothing is stored. Does not belong here: applying it (`operations.py`). Unlike a
decree, other law may open and drop duties, so every subject is asked for with all its facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.operations import Rebuilt, rebuild
from supervision.duties.sources import FactSource
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.rehearsals.queries import last_move, moved_by, moved_since
from supervision.rehearsals.rules import MovedDuty


@dataclass(frozen=True)
class LawMoves:
    """What other law moves, the shortened duties first; `changed` counts duties by what happens."""

    moved: list[MovedDuty]
    changed: dict[str, int]


def other_law(
    law: Lawbook, extended: Iterable[str], acts: Path | None, extend: Iterable[str]
) -> Lawbook:
    """The law of these files (the installation's own unless given) with these acts extended beside
    those of the settings, on the calendar that stands. Raises LawError and UnknownLaw.
    """
    book = law if acts is None else Lawbook.load(root=acts, calendar=law.calendar)
    known = {act.id for act in book.acts()}
    wanted = [act for act in extended if act in known]
    return book.with_extensions(extensions_of(dict.fromkeys((*wanted, *extend)), book))


def moves_of_law(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    law: Lawbook,
    today: date,
    language: str,
) -> LawMoves:
    """Rebuild under this law and tell what it did; the caller takes the transaction back."""
    since = last_move(session)
    done = rebuild(session, actor, sources, law=law, today=today)
    session.flush()
    return LawMoves(moved_since(session, actor, since, language), _changed(done))


def law_moves_of_change(session: Session, change_id: int, done: Rebuilt, language: str) -> LawMoves:
    """The same of a change that was applied."""
    return LawMoves(moved_by(session, change_id, language), _changed(done))


def _changed(done: Rebuilt) -> dict[str, int]:
    names = ("opened", "moved", "closed", "reopened", "dropped")
    return {
        name: sum(len(getattr(synced, name)) for _kind, _id, synced in done.lines) for name in names
    }
