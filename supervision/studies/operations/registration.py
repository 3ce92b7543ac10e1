"""Registering a requested file: asked for, or at hand already (`2002 ¶6`).

Belongs here: the first row of a file and its parts. Does not belong here: what happens to it later.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Text, func, insert, literal, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.texts import written
from supervision.enforcement.queries.documents import get as get_document
from supervision.law.lawbook import Lawbook
from supervision.studies import rules
from supervision.studies.models import FileParty, FileWord, RequestedFile
from supervision.studies.operations.within import (
    add_supply,
    demand_colleague,
    demand_running,
    follow,
)
from supervision.studies.policy import demand_registration
from supervision.studies.queries import get, hold_numbering, next_number
from supervision.studies.rules import (
    KIND,
    Completeness,
    FileEntry,
    FileState,
    PartyEntry,
    StatutoryTerm,
)


def register_request(
    session: Session,
    actor: Actor,
    entry: FileEntry,
    *,
    idempotency_key: uuid.UUID,
    assignee_id: int | None,
    law: Lawbook,
    today: date,
    return_run_out: bool = False,
) -> RequestedFile:
    """Register a file that was asked for, or, with `received_on`, one that is at hand already.

    Opens the bailiff's clock and, once received, the prosecutor's 5 days (`2002 ¶6`). The same key
    a second time gives the file of the first time. Raises Forbidden; TermRunOut when only the term
    stands against it, because it was over at receipt (with `return_run_out` such a file is recorded
    as returned without study today); Refused with every other problem.
    """
    office_id = demand_registration(actor)
    chain = hold_numbering(session, office_id)
    number, made_before = next_number(session, office_id, today.year, idempotency_key)
    if made_before is not None:
        return get(session, made_before)
    entry = _as_kept(entry)
    _demand_own_document(session, entry.document_id, office_id)
    term = _checked(entry, law, today, return_run_out=return_run_out)
    demand_colleague(session, office_id, assignee_id, actor=actor)
    file = _new_file(entry, term, office_id)
    file.year, file.sequence, file.registered_on = today.year, number, today
    file.assignee_id, file.idempotency_key = assignee_id, idempotency_key
    if file.received_on is not None and rules.has_run_out(term.ends_on, file.received_on):
        file.state, file.returned_on = FileState.DECLINED.value, today
    session.add(file)
    session.flush()
    _add_parts(session, file, entry)
    record(
        session,
        actor,
        action="studies.register_request",
        subject=(KIND, file.id),
        office_id=office_id,
        after={
            "number": file.number,
            "registration_number": file.registration_number,
            "requested_on": file.requested_on,
            "supply_by": file.supply_by,
            "received_on": file.received_on,
            "returned_on": file.returned_on,
            "statutory_term_ends_on": file.statutory_term_ends_on,
            "statutory_term_reason": file.statutory_term_reason,
            "assignee_id": assignee_id,
            "document_id": file.document_id,
        },
    )
    follow(session, actor, file, chain, law=law, today=today, breaches=())
    return file


def _demand_own_document(session: Session, document_id: int | None, office_id: int) -> None:
    """A file is linked to a document of the own account alone. Raises NotFound, Refused."""
    if document_id is not None and get_document(session, document_id).office_id != office_id:
        raise Refused("Link the file to a document of your own office's account.")


def _as_kept(entry: FileEntry) -> FileEntry:
    """The entry with every text as it is kept."""
    return replace(
        entry,
        number=written(entry.number),
        bailiff=written(entry.bailiff),
        bailiff_office=written(entry.bailiff_office),
        subject=written(entry.subject),
        statutory_term_reason=written(entry.statutory_term_reason),
        parties=tuple(
            replace(
                party,
                name=written(party.name),
                identity_number="".join(written(party.identity_number).split()),
            )
            for party in entry.parties
        ),
    )


def _checked(entry: FileEntry, law: Lawbook, today: date, *, return_run_out: bool) -> StatutoryTerm:
    """The entry's statutory term, once nothing stands against the entry."""
    problems = list(rules.entry_problems(entry, today))
    try:
        term = rules.statutory_term(
            law, entry.initiated_on, entry.statutory_term_ends_on, entry.statutory_term_reason
        )
    except Refused as refused:
        raise Refused.because([*problems, *refused.problems]) from None
    rules.refuse([*problems, *rules.run_out_at_request(term.ends_on, entry.requested_on)])
    if entry.received_on is not None and not return_run_out:
        demand_running(term.ends_on, entry.received_on, field="received_on")
    return term


def _new_file(entry: FileEntry, term: StatutoryTerm, office_id: int) -> RequestedFile:
    state = FileState.REQUESTED if entry.received_on is None else FileState.RECEIVED
    return RequestedFile(
        office_id=office_id,
        number=entry.number,
        branch=entry.branch,
        priority=entry.priority,
        bailiff=entry.bailiff,
        private_bailiff=entry.private_bailiff,
        bailiff_office=entry.bailiff_office,
        subject=entry.subject,
        contested_by=list(entry.contested_by),
        initiated_on=entry.initiated_on,
        statutory_term_ends_on=term.ends_on,
        statutory_term_rule=term.rule,
        statutory_term_steps=[step.as_json() for step in term.steps],
        statutory_term_reason=term.reason,
        requested_on=entry.requested_on,
        supply_by=entry.supply_by,
        received_on=entry.received_on,
        document_id=entry.document_id,
        state=state.value,
    )


def _add_parts(session: Session, file: RequestedFile, entry: FileEntry) -> None:
    """The parties, what the file is found by, and the supply when it is at hand already."""
    session.execute(
        insert(FileParty),
        [_party_row(file, place, party) for place, party in enumerate(entry.parties)],
    )
    words = rules.search_words(
        file.number,
        file.registration_number,
        *(party.name for party in entry.parties),
        *(party.identity_number for party in entry.parties),
    )
    each = func.unnest(literal(sorted(words), ARRAY(Text)))
    session.execute(
        insert(FileWord).from_select(
            ["file_id", "office_id", "word"],
            select(literal(file.id), literal(file.office_id), each),
        )
    )
    if file.received_on is not None:
        add_supply(session, file, file.received_on, Completeness.COMPLETE, "")


def _party_row(file: RequestedFile, place: int, party: PartyEntry) -> dict[str, Any]:
    return {
        "file_id": file.id,
        "office_id": file.office_id,
        "position": place,
        "role": party.role,
        "kind": party.kind,
        "name": party.name,
        "identity_number": party.identity_number,
        "birth_on": party.birth_on,
        "cannot_defend": list(party.cannot_defend),
    }
