"""What a decree would do to the open duties of the whole country; nothing of it is stored.

Belongs here: the laws before and after, and asking for the difference. Does not belong here: storing
it (`operations.py`) and the statements (`queries.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import reaching
from supervision.core.errors import Problem
from supervision.core.paging import Cursor, Page
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.decrees.law_at_work import law_with
from supervision.decrees.queries import amendments_of, decrees_of, same_decree, standing
from supervision.decrees.rules import DecreeEntry, decree_problems
from supervision.law.amendments import Amendment
from supervision.law.decrees import Decree
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import all_office_ids
from supervision.rehearsals.policy import demand_change, may_change
from supervision.rehearsals.queries import (
    offices_of,
    offices_of_change,
    page_of_change,
    page_of_rehearsal,
    rehearsal,
)
from supervision.rehearsals.rules import MovedDuty, OfficeMoves, Rehearsal


def rehearse(
    session: Session, actor: Actor, entry: DecreeEntry, *, files: Lawbook, today: date
) -> Rehearsal:
    """What the open duties of the whole country would become under a decree; stores nothing.

    `files` is the law without any decree. Raises Forbidden; Refused for what is wrong with the decree.
    """
    demand_change(actor)
    now = law_now(session, files)
    refuse([*decree_problems(entry, now.calendar, today), *_applied_already(session, entry)])
    return between(session, now, law_now(session, files, decree=entry.decree), entry.decree)


def law_now(
    session: Session,
    files: Lawbook,
    *,
    without: int | None = None,
    decree: Decree | None = None,
    amendment: Amendment | None = None,
) -> Lawbook:
    """The law of the files with what stands laid over it: without one change, or with one more.

    Raises LawError, UnknownLaw and ValueError for amendments that these files cannot carry.
    """
    ids = [number for number, _mark in standing(session) if number != without]
    decrees = [*decrees_of(session, ids), *([decree] if decree else [])]
    amendments = [*amendments_of(session, ids), *([amendment] if amendment else [])]
    return law_with(files, decrees, amendments)


def between(session: Session, now: Lawbook, then: Lawbook, decree: Decree) -> Rehearsal:
    """What becomes of the open duties of the whole country between two laws that differ by a decree."""
    with reaching(session, all_office_ids(session)):
        return rehearsal(session, now, then, [day.on for day in decree.days])


def _applied_already(session: Session, entry: DecreeEntry) -> Sequence[Problem]:
    if same_decree(session, written(entry.number), entry.dated) is None:
        return ()
    return (Problem("This decree is applied already.", "number"),)


def shown(
    session: Session, found: Rehearsal, *, office: int, language: str, cursor: Cursor | None
) -> tuple[list[OfficeMoves], Page[MovedDuty]]:
    """What a rehearsal moves, by office and duty by duty; of one office, or 0 for all."""
    with reaching(session, all_office_ids(session)):
        page = page_of_rehearsal(session, found, office=office, language=language, cursor=cursor)
        return offices_of(session, found), page


def done_by(
    session: Session,
    actor: Actor,
    change_id: int,
    *,
    office: int,
    language: str,
    cursor: Cursor | None,
) -> tuple[list[OfficeMoves], Page[MovedDuty]]:
    """What a change moved: all of it for who may change the calendar, else what the scope shows."""
    with reaching(session, all_office_ids(session) if may_change(actor) else ()):
        page = page_of_change(session, change_id, office=office, language=language, cursor=cursor)
        return offices_of_change(session, change_id), page
