"""The offices themselves: the tree loaded from a file, one office corrected on its page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Level, system_actor
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.offices.models import Office
from supervision.offices.policy import demand_offices
from supervision.offices.rules import one_line
from supervision.offices.sheet import OfficeRow, read_offices

_TREE_LOCK = 7251004
_OWN_COLUMNS = (
    "level",
    "kind",
    "name_kk",
    "name_ru",
    "name_en",
    "seat_kk",
    "seat_ru",
    "active_from",
    "active_to",
)


@dataclass(frozen=True)
class LoadedOffices:
    """What a file did: offices added, changed, and left as they were."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class OfficeData:
    """What an administrator may correct of an office; code, level and place stay with the file."""

    name_kk: str
    name_ru: str
    name_en: str
    seat_kk: str
    seat_ru: str
    active_from: date | None
    active_to: date | None


def load_offices(session: Session, text: str) -> LoadedOffices:
    """Bring the tree in step with a CSV file; offices the file does not name stay as they are.

    An office keeps its id for good, found again by its code. Raises Refused naming row and field of
    everything wrong, and then changes nothing. Done by the house: only the command line calls it.
    """
    session.execute(select(func.pg_advisory_xact_lock(_TREE_LOCK)))
    offices = {office.code: office for office in session.scalars(select(Office))}
    rows = read_offices(text, {code: Level(office.level) for code, office in offices.items()})
    free = max((office.id for office in offices.values()), default=0) + 1
    before = {code: _shown(office) for code, office in offices.items()}
    for row in rows:
        office = offices.get(row.code)
        if office is None:
            office = Office(id=free, code=row.code)
            free += 1
            offices[row.code] = office
            session.add(office)
        _take(office, row, offices)
    _recount_ancestors(offices)
    session.flush()
    added = changed = 0
    for row in rows:
        after = _shown(offices[row.code])
        if row.code not in before:
            added += 1
        elif after != before[row.code]:
            changed += 1
        else:
            continue
        record(
            session,
            system_actor(()),
            action="offices.load_offices",
            subject=("office", offices[row.code].id),
            office_id=offices[row.code].id,
            before=before.get(row.code),
            after=after,
        )
    return LoadedOffices(added, changed, len(rows) - added - changed)


def _take(office: Office, row: OfficeRow, offices: Mapping[str, Office]) -> None:
    for name in _OWN_COLUMNS:
        setattr(office, name, getattr(row, name))
    office.level, office.kind = row.level.value, row.kind.value
    parent = offices[row.parent_code] if row.parent_code else None
    office.parent_id = None if parent is None else parent.id
    # Rows come from the top down, so the parent's line of ancestors is right already.
    office.ancestors = [*([] if parent is None else parent.ancestors), office.id]


def _recount_ancestors(offices: Mapping[str, Office]) -> None:
    """Offices the file did not name follow their parent when it was placed elsewhere."""
    by_id = {office.id: office for office in offices.values()}
    for office in sorted(offices.values(), key=lambda each: len(each.ancestors)):
        parent = by_id[office.parent_id].ancestors if office.parent_id else []
        if office.ancestors != [*parent, office.id]:
            office.ancestors = [*parent, office.id]


def edit_office(
    session: Session,
    actor: Actor,
    office_id: int,
    data: OfficeData,
    *,
    seen: str,
) -> Office:
    """Correct names, seat and days of work of an office below the actor's own.

    `seen` is the `fingerprint` of the office as the form showed it: Stale when it is another by now.
    """
    office = session.get(Office, office_id, with_for_update=True, populate_existing=True)
    if office is None:
        raise NotFound
    demand_offices(actor, office_id)
    if fingerprint(office) != seen:
        raise Stale(1, 0)
    before = _shown(office)
    for name in ("name_kk", "name_ru", "name_en", "seat_kk", "seat_ru"):
        setattr(office, name, one_line(getattr(data, name)))
    problems = [
        Problem("Write the name in all three languages.", name)
        for name in ("name_kk", "name_ru", "name_en")
        if not getattr(office, name)
    ]
    office.active_from, office.active_to = data.active_from, data.active_to
    if data.active_from and data.active_to and data.active_to < data.active_from:
        problems.append(Problem("The office cannot close before it opens.", "active_to"))
    if problems:
        raise Refused.because(problems)
    session.flush()
    if _shown(office) != before:
        record(
            session,
            actor,
            action="offices.edit_office",
            subject=("office", office.id),
            office_id=office.id,
            before=before,
            after=_shown(office),
        )
    return office


def fingerprint(office: Office) -> str:
    """A short mark of an office's present values; a form carries it to prove what it changed."""
    return hashlib.sha256(repr(sorted(_shown(office).items())).encode()).hexdigest()[:32]


def _shown(office: Office) -> dict[str, object]:
    return {"parent_id": office.parent_id} | {name: getattr(office, name) for name in _OWN_COLUMNS}
