"""What requested files hand over to the law: events and attributes, and the source for a rebuild.

Belongs here: naming the recorded days as the law's rules name their events. Does not belong here:
what follows from them (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.duties.rules import Chain, Event, Facts, LateCause, Lateness, Subject
from supervision.duties.sources import FactSource
from supervision.offices.models import Office
from supervision.responses.models import Breach
from supervision.responses.queries import (
    Brought,
    brought_of_subjects,
    first_answer,
    of_subjects,
)
from supervision.studies.models import RequestedFile
from supervision.studies.queries import chain_of
from supervision.studies.rules import KIND, FileState, has_run_out

BATCH = 500


def facts_of(
    file: RequestedFile, breaches: Sequence[Breach], brought: Sequence[Brought], chain: Chain
) -> tuple[Subject, Facts]:
    """The file as a subject of duties with every recorded fact of it (`2002 ¶4, ¶6`).

    `brought` are the acts of response that went out about it.
    """
    events = [Event("requested_file_request_sent", file.requested_on, stated_on=file.supply_by)]
    if file.received_on is not None:
        events.append(Event("requested_file_received", file.received_on))
    if file.studied_on is not None:
        events.append(Event("study_completed", file.studied_on, lateness=_lateness(file)))
    if file.state == FileState.DECLINED:
        events.append(Event("requested_file_refused", file.returned_on))
    for breach in breaches:
        events.append(Event("breach_found", breach.found_on, key=str(breach.id)))
        answered = first_answer(brought, breach.id)
        if answered is not None:
            events.append(Event("response_act_brought", answered.brought_on, key=str(breach.id)))
        if breach.removed_on is not None:
            events.append(Event("breach_removed", breach.removed_on, key=str(breach.id)))
    subject = Subject(
        kind=KIND, id=file.id, label=file.number, chain=chain, assignee_id=file.assignee_id
    )
    return subject, Facts(tuple(events), {"enforcement_term": (_term(file),)})


def _term(file: RequestedFile) -> str:
    """Whether the statutory term was over when the file came, in the law's words."""
    came = file.received_on
    over = came is not None and has_run_out(file.statutory_term_ends_on, came)
    return "run_out" if over else "running"


def _lateness(file: RequestedFile) -> Lateness | None:
    if file.late_cause is None or file.late_unit is None:
        return None
    return Lateness(LateCause(file.late_cause), file.late_unit, file.late_note or "")


def _read(session: Session) -> Iterator[tuple[Subject, Facts]]:
    """Every file the scope shows with its facts, batch by batch in order of id."""
    last = 0
    while True:
        rows = session.execute(
            select(RequestedFile, Office.ancestors)
            .join(Office, Office.id == RequestedFile.office_id)
            .where(RequestedFile.id > last)
            .order_by(RequestedFile.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        found: dict[int, list[Breach]] = {}
        file_ids = [file.id for file, _ in rows]
        brought = brought_of_subjects(session, KIND, file_ids)
        for breach in of_subjects(session, KIND, file_ids):
            found.setdefault(breach.subject_id, []).append(breach)
        for file, ancestors in rows:
            breaches, acts = found.get(file.id, []), brought.get(file.id, [])
            yield facts_of(file, breaches, acts, chain_of(ancestors))
        last = rows[-1][0].id


SOURCE = FactSource(
    kind=KIND,
    endpoint="studies.file",
    parameter="file_id",
    read=_read,
    records=frozenset(
        {
            "requested_file_request_sent",
            "requested_file_received",
            "requested_file_refused",
            "study_completed",
            "breach_found",
            "breach_removed",
            "response_act_brought",
        }
    ),
)
