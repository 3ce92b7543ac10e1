"""What a rebuild would move under other data of the law: a new edition's files, an act extended.

Belongs here: the other lawbook, and telling what a rebuild does that is rolled back, so that nothing is
stored. Does not belong here: applying it (`operations`). Unlike a decree, other law may open and drop
duties, so every subject is asked for with all its facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import SCOPE_KEY, Scope
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.decrees.amendment_rules import CONTENT, AmendmentEntry, amendment_problems
from supervision.decrees.queries import amendments_of, standing
from supervision.duties.operations import Rebuilt, rebuild
from supervision.duties.sources import FactSource
from supervision.law.amendments import Amendment, applied_until, with_amendments
from supervision.law.lawbook import Lawbook, extensions_of
from supervision.law.model import LawError
from supervision.offices.queries import all_office_ids
from supervision.rehearsals import statements
from supervision.rehearsals.policy import demand_change
from supervision.rehearsals.queries import last_move, moved_by, moved_since, named
from supervision.rehearsals.rehearsing import law_now
from supervision.rehearsals.rules import MovedDuty


@dataclass(frozen=True)
class LawMoves:
    """What other law moves, the shortened duties first; `changed` counts duties by what happens.

    `opened` are those it asks for beside those that stand, `dropped` those it no longer asks for.
    """

    moved: list[MovedDuty]
    changed: dict[str, int]
    opened: list[MovedDuty] = field(default_factory=list)
    dropped: list[MovedDuty] = field(default_factory=list)

    @property
    def shortened(self) -> int:
        """How many duties get an earlier day."""
        return sum(each.shortened for each in self.moved)


def other_law(
    law: Lawbook,
    extended: Iterable[str],
    acts: Path | None,
    extend: Iterable[str],
    amendments: Iterable[Amendment] = (),
) -> Lawbook:
    """The law with these acts extended too, without end; read from other files when `acts` names
    them, on the calendar that stands, with the settings' extensions and what amendments stand.

    Raises LawError and UnknownLaw.
    """
    book = law
    if acts is not None:
        bare = Lawbook.load(root=acts, calendar=law.calendar)
        known = {act.id for act in bare.acts()}
        wanted = [act for act in extended if act in known]
        book = with_amendments(bare.with_extensions(extensions_of(wanted, bare)), amendments)
    for act_id in extend:
        if book.act(act_id).in_force.until is not None:
            book = applied_until(book, act_id, None)
    return book


def standing_amendments(session: Session) -> list[Amendment]:
    """The amendments that are laid over whatever files stand."""
    return amendments_of(session, [number for number, _mark in standing(session)])


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
    return LawMoves(
        moved_since(session, actor, since, language),
        changed(done),
        opened=named(session, _ids(done, "opened", "reopened"), language, gone=False),
        dropped=named(session, _ids(done, "dropped"), language, gone=True),
    )


def law_moves_of_change(session: Session, change_id: int, done: Rebuilt, language: str) -> LawMoves:
    """The same of a change that was applied."""
    return LawMoves(moved_by(session, change_id, language), changed(done))


def _ids(done: Rebuilt, *names: str) -> list[int]:
    return [
        duty.id
        for _kind, _id, synced in done.lines
        for name in names
        for duty in getattr(synced, name)
    ]


def changed(done: Rebuilt) -> dict[str, int]:
    """How many duties a rebuild opened, moved, closed, reopened and dropped."""
    names = ("opened", "moved", "closed", "reopened", "dropped")
    return {
        name: sum(len(getattr(synced, name)) for _kind, _id, synced in done.lines) for name in names
    }


def rehearse_amendment(
    session: Session,
    actor: Actor,
    sources: Iterable[FactSource],
    entry: AmendmentEntry,
    *,
    files: Lawbook,
    today: date,
    language: str,
) -> LawMoves:
    """What the duties of the whole country would become under an amendment; stores nothing.

    The rebuild runs on a connection of its own that is rolled back. `files` is the law without any
    change. Raises Forbidden; Refused for what is wrong with the amendment.
    """
    demand_change(actor)
    law = amended(session, entry, files)
    scope: Scope = session.info[SCOPE_KEY]
    with Session(session.get_bind(), expire_on_commit=False) as aside:
        aside.info[SCOPE_KEY] = scope.widened(all_office_ids(session))
        aside.execute(statements.PATIENCE)
        found = moves_of_law(aside, actor, sources, law, today, language)
        aside.rollback()
    return found


def amended(session: Session, entry: AmendmentEntry, files: Lawbook) -> Lawbook:
    """The law that stands with an amendment laid over it.

    Raises Refused for what is wrong with the amendment, naming file and key where a file is.
    """
    refuse([*amendment_problems(entry, files), *_applied_already(session, entry)])
    try:
        return law_now(session, files, amendment=entry.amendment)
    except LawError as error:
        name = error.file.rpartition("/")[2]
        place = next((line.place for line in entry.lines if line.file == name), None)
        raise Refused(
            "%(file)s, %(key)s: %(problem)s",
            field=None if place is None else f"lines-{place}-{CONTENT}",
            file=error.file,
            key=error.key or "—",
            problem=error.message,
        ) from error


def _applied_already(session: Session, entry: AmendmentEntry) -> Iterator[Problem]:
    mark = entry.amendment.fingerprint
    if standing(session)[-1:] and standing(session)[-1][1] == mark:
        yield Problem("This amendment is applied already.")
