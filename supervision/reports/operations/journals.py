"""Issuing the control journal: who lacks today's, what it says, its number, its lines.

Belongs here: the verbs of reports. Does not belong here: the files on disk (`files.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.faults import Fault, FaultPoint, no_fault
from supervision.core.transaction import before_commit, transaction
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.offices.queries import tree
from supervision.printing.models import Paper
from supervision.printing.operations import Place, hold, issue, places, take
from supervision.printing.queries import Read
from supervision.printing.rendering import rendered
from supervision.printing.rules import LANGUAGES, Form, copy_name
from supervision.reports.models import ControlJournal, JournalLine
from supervision.reports.prints import Contents, journal
from supervision.reports.queries import journals as queries
from supervision.reports.queries.journals import NOTHING
from supervision.reports.rules.journal import (
    JOURNAL,
    Part,
    is_owed,
    missed_mornings,
    soon_until,
)

CHUNK = 20  # offices of one transaction: so many papers a broken run can cost


def issue_journals(
    session: Session,
    actor: Actor,
    *,
    law: Lawbook,
    now: datetime,
    zone: ZoneInfo,
    only: Collection[int] | None = None,
    fault: Fault = no_fault,
) -> int:
    """Issue this morning's journal of every office that has none yet; returns how many.

    Commits by itself, once for each `CHUNK` offices, so that a run that is killed goes on where it
    stopped. Nothing is owed on a day off and before the morning begins. A morning that was missed
    gets no journal of its own: the next one covers its time and names it. `only` narrows to some
    offices. Raises NotPrinted, CalendarGap.
    """
    local = clock.moment_in(zone, now)
    if not is_owed(law.calendar, local):
        return 0
    morning = local.date()
    standing = queries.have_journal(session, morning)
    lacking = [
        office
        for office in tree(session)
        if _works(office, morning)
        and office.id not in standing
        and (only is None or office.id in only)
    ]
    session.commit()
    issued = 0
    for offices in _chunks(lacking):
        with transaction(session):
            if not hold(session, JOURNAL):
                break  # another worker issues them
            issued += _issue(session, actor, offices, law=law, now=now, zone=zone, fault=fault)
        fault(FaultPoint.BETWEEN_CHUNKS)
    return issued


def _chunks(offices: Sequence[Office]) -> Iterator[list[Office]]:
    left = iter(offices)
    while chunk := list(islice(left, CHUNK)):
        yield chunk


def _works(office: Office, morning: date) -> bool:
    begun = office.active_from is None or office.active_from <= morning
    return begun and (office.active_to is None or morning <= office.active_to)


def _issue(
    session: Session,
    actor: Actor,
    offices: Sequence[Office],
    *,
    law: Lawbook,
    now: datetime,
    zone: ZoneInfo,
    fault: Fault,
) -> int:
    """The journals of some offices, inside the caller's transaction that holds the numbers."""
    morning = clock.moment_in(zone, now).date()
    standing = queries.have_journal(session, morning)  # another worker may have been quicker
    lacking = [office for office in offices if office.id not in standing]
    if not lacking:
        return 0
    written = _contents(session, lacking, law=law, morning=morning, now=now, zone=zone)
    copies = _copies(written, law=law, zone=zone)
    fault(FaultPoint.AFTER_PRINT)
    for each in written:
        paper = issue(session, actor, each.place, copies[each.office.id])
        _keep(session, each, paper)
    before_commit(session, "fault", lambda _: fault(FaultPoint.BEFORE_COMMIT))
    return len(written)


def _copies(
    written: Sequence[Contents], *, law: Lawbook, zone: ZoneInfo
) -> dict[int, dict[str, bytes]]:
    """The files of these journals by office and name of the copy; the press is called once for all."""
    found: dict[int, dict[str, bytes]] = {each.office.id: {} for each in written}
    for form in Form:
        wanted = [(each, spoken) for each in written for spoken in LANGUAGES]
        papers = [journal(each, spoken, form, law=law, zone=zone) for each, spoken in wanted]
        for (each, spoken), made in zip(wanted, rendered(papers, form), strict=True):
            found[each.office.id][copy_name(spoken, form)] = made
    return found


def _contents(
    session: Session,
    offices: Sequence[Office],
    *,
    law: Lawbook,
    morning: date,
    now: datetime,
    zone: ZoneInfo,
) -> list[Contents]:
    ids = [office.id for office in offices]
    next_places: dict[int, Place] = places(session, JOURNAL, ids, morning)
    lasts = queries.last_journals(session, ids)
    since = {
        office: lasts[office].covers_until if office in lasts else _first_since(law, morning, zone)
        for office in ids
    }
    until = soon_until(law.calendar, morning)
    lists = {
        part: queries.listed(session, part, since, today=morning, until=until, now=now)
        for part in Part
    }
    undated = queries.undated(session, ids)
    return [
        Contents(
            office=office,
            place=next_places[office.id],
            morning=morning,
            covers_from=since[office.id],
            covers_until=now,
            missed=missed_mornings(law.calendar, lasts[office.id].morning, morning)
            if office.id in lasts
            else (),
            parts={part: lists[part].get(office.id, NOTHING) for part in Part},
            undated=undated.get(office.id, 0),
        )
        for office in offices
    ]


def _first_since(law: Lawbook, morning: date, zone: ZoneInfo) -> datetime:
    """From when an office's first journal counts what was entered: the last working day's start."""
    earlier = law.calendar.nth_working_day_before(morning, 1)
    return datetime.combine(earlier, time(), zone)


def _keep(session: Session, contents: Contents, paper: Paper) -> None:
    counts = {part.value: contents.parts[part].total for part in Part}
    journal = ControlJournal(
        office_id=contents.office.id,
        paper_id=paper.id,
        morning=contents.morning,
        covers_from=contents.covers_from,
        covers_until=contents.covers_until,
        missed=list(contents.missed),
        undated=contents.undated,
        **counts,
    )
    session.add(journal)
    session.flush()
    lines = [
        {
            "journal_id": journal.id,
            "office_id": journal.office_id,
            "part": part.value,
            "duty_id": duty.id,
            "due_on": duty.due_on,
        }
        for part in Part
        for duty in contents.parts[part].duties
    ]
    if lines:
        session.execute(insert(JournalLine).inline(), lines)


def take_journal(session: Session, actor: Actor, paper_id: int, language: str, form: Form) -> Read:
    """A journal for somebody who takes it away; raises NotFound."""
    return take(session, actor, paper_id, JOURNAL, language, form)
