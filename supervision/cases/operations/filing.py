"""Nomenclature files, and the court acts and conclusions entered in them (`2015 ¶11`)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.models import ActFiling, NomenclatureFile
from supervision.cases.operations.within import changing, demand_version, follow, note_change
from supervision.cases.policy import demand_registration
from supervision.cases.queries import nomenclature as queries
from supervision.cases.queries.cases import hold_register
from supervision.cases.queries.nomenclature import FilableAct
from supervision.cases.rules.filing import (
    FilingEntry,
    NomenclatureEntry,
    filing_problems,
    nomenclature_problems,
)
from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden, NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook

FILE_KIND = "nomenclature_file"
MOST_AT_ONCE = 100


def add_file(
    session: Session,
    actor: Actor,
    entry: NomenclatureEntry,
    *,
    idempotency_key: uuid.UUID,
    today: date,
) -> NomenclatureFile:
    """Add a file to the nomenclature of the head's own office; the same key twice gives the first.

    Raises Forbidden; Refused for an index that is none or stands already in that year.
    """
    actor.demand(Permission.APPROVE)
    office_id = demand_registration(actor)
    hold_register(session, office_id)
    first = queries.made_file(session, idempotency_key)
    if first is not None:
        return first
    entry = replace(entry, file_index=written(entry.file_index), title=written(entry.title))
    problems = list(nomenclature_problems(entry, today))
    if queries.same_file(session, office_id, entry.year, entry.file_index):
        problems.append(Problem("This index stands in the nomenclature already.", "file_index"))
    refuse(problems)
    made = NomenclatureFile(
        office_id=office_id,
        opened_on=today,
        opened_by=actor.name,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(made)
    session.flush()
    record(
        session,
        actor,
        action="cases.add_nomenclature_file",
        subject=(FILE_KIND, made.id),
        office_id=office_id,
        after=asdict(entry),
    )
    return made


def close_file(
    session: Session, actor: Actor, file_id: int, *, version: int | None = None, today: date
) -> NomenclatureFile:
    """Close a file: nothing more is entered in it. Raises NotFound, Forbidden, Stale, Refused."""
    actor.demand(Permission.APPROVE)
    file = queries.get_file(session, file_id)
    if file.office_id != actor.office_id:
        raise Forbidden("Only the office that keeps this file closes it.")
    hold_register(session, file.office_id)
    session.refresh(file)
    demand_version(file.version, version)
    if not file.is_open:
        raise Refused("This file is closed already.")
    file.closed_on, file.closed_by = max(today, file.opened_on), actor.name
    record(
        session,
        actor,
        action="cases.close_nomenclature_file",
        subject=(FILE_KIND, file.id),
        office_id=file.office_id,
        after={"file_index": file.file_index, "closed_on": file.closed_on},
    )
    return file


def file_acts(
    session: Session,
    actor: Actor,
    sheets: Mapping[int, str],
    entry: FilingEntry,
    *,
    law: Lawbook,
    today: date,
) -> list[ActFiling]:
    """Enter acts, with their approved conclusions, in one file: all of them or none (`2015 ¶11`).

    `sheets` holds the sheets of each act by its id; those of `entry` are not read. An act that lies
    there already just so is left, so that a form sent twice does it once. Raises Forbidden; Refused
    with the number of each case whose act cannot be entered.
    """
    office_id = demand_registration(actor)
    found = queries.filable(session, office_id, list(sheets))
    if len(found) < len(sheets):
        raise NotFound
    if not found:
        raise Refused("Choose the acts to enter.")
    if len(found) > MOST_AT_ONCE:
        raise Refused("Enter at most %(most)s acts at once.", most=str(MOST_AT_ONCE))
    file = queries.file_of(session, office_id, entry.file_id)
    for case_id in sorted({each.case.id for each in found}):
        changing(session, case_id, actor=actor)
    found = queries.filable(
        session, office_id, list(sheets)
    )  # as they stand now that they are held
    entries = {each.act.id: _as_kept(entry, sheets[each.act.id]) for each in found}
    fresh = [each for each in found if not _lies_so(each, entries[each.act.id])]
    refuse(
        problem
        for each in fresh
        for problem in _filing_problems(each, entries[each.act.id], file, today)
    )
    if file is None:
        raise NotFound
    made = [_filed(session, actor, each, entries[each.act.id], file) for each in fresh]
    for case_id in sorted({each.case.id for each in fresh}):
        follow(session, case_id, actor=actor, law=law, today=today)
    return made


def change_filing(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    entry: FilingEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> ActFiling:
    """Correct where an act lies, or add the sheets of a conclusion that came later.

    Raises NotFound, Forbidden, Stale; Refused for a file that is closed, unless it lies there.
    """
    case = changing(session, case_id, actor=actor)
    found = queries.filable(session, case.office_id, [act_id])
    if not found or found[0].case.id != case_id or found[0].filing is None:
        raise NotFound
    act, filing = found[0].act, found[0].filing
    demand_version(filing.version, version)
    entry = _as_kept(entry, entry.sheets)
    stays = entry.file_id == filing.file_id
    file = queries.file_of(session, case.office_id, entry.file_id)
    is_open = True if stays else (file.is_open if file is not None else None)
    refuse(filing_problems(entry, is_open, act.made_on, today))
    before = _place(filing)
    if file is not None and not stays:
        _copy_file(filing, file)
    filing.volume, filing.sheets, filing.filed_on = entry.volume, entry.sheets, entry.filed_on
    note_change(
        session, case, "change_filing", {"act_id": act.id, **_place(filing)}, before, actor=actor
    )
    follow(session, case_id, actor=actor, law=law, today=today)
    return filing


def _as_kept(entry: FilingEntry, sheets: str) -> FilingEntry:
    return replace(entry, volume=written(entry.volume), sheets=written(sheets))


def _lies_so(each: FilableAct, entry: FilingEntry) -> bool:
    """Whether the act lies where the entry puts it."""
    kept = each.filing
    return kept is not None and entry == FilingEntry(
        kept.file_id, kept.volume, kept.sheets, kept.filed_on
    )


def _filing_problems(
    each: FilableAct, entry: FilingEntry, file: NomenclatureFile | None, today: date
) -> Iterator[Problem]:
    number = {"number": each.case.number}
    if each.filing is not None:
        yield Problem("The act of case %(number)s lies in a file already.", None, number)
    if each.conclusion_is_open:
        yield Problem(
            "The conclusion on the act of case %(number)s is not approved yet: both are entered "
            "together.",
            None,
            number,
        )
    is_open = file.is_open if file is not None else None
    yield from filing_problems(entry, is_open, each.act.made_on, today)


def _filed(
    session: Session, actor: Actor, each: FilableAct, entry: FilingEntry, file: NomenclatureFile
) -> ActFiling:
    filing = ActFiling(
        case_id=each.case.id,
        office_id=each.case.office_id,
        act_id=each.act.id,
        volume=entry.volume,
        sheets=entry.sheets,
        filed_on=entry.filed_on,
        filed_by=actor.name,
    )
    _copy_file(filing, file)
    session.add(filing)
    note_change(
        session, each.case, "file_act", {"act_id": each.act.id, **_place(filing)}, actor=actor
    )
    return filing


def _copy_file(filing: ActFiling, file: NomenclatureFile) -> None:
    """Copy what names the file: it stays readable where the file itself is out of sight."""
    filing.file_id, filing.file_index = file.id, file.file_index
    filing.file_title, filing.file_year = file.title, file.year


def _place(filing: ActFiling) -> dict[str, object]:
    return {
        "file_index": filing.file_index,
        "file_year": filing.file_year,
        "volume": filing.volume,
        "sheets": filing.sheets,
        "filed_on": filing.filed_on,
    }
