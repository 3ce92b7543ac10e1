"""What every verb of a requested file does around its change: hold, guard, note, follow.

Belongs here: steps shared by the verbs of this room. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Refused, Stale
from supervision.duties.rules import Chain
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import colleagues
from supervision.responses.models import Breach
from supervision.responses.queries import brought_of_subjects, of_subject
from supervision.studies import rules
from supervision.studies.facts import facts_of
from supervision.studies.models import FileSupply, RequestedFile
from supervision.studies.policy import demand_change
from supervision.studies.queries import get, get_for_change
from supervision.studies.rules import KIND, Completeness, FileState, TermRunOut


def changing(
    session: Session, file_id: int, version: int | None, *states: FileState, actor: Actor
) -> tuple[RequestedFile, Chain]:
    """The file, held for change, and the offices above it.

    Refuses another office (NotFound, Forbidden), another version (Stale), another state (Refused).
    """
    found = get_for_change(session, file_id)
    if found is None:
        demand_change(actor, get(session, file_id))
        raise NotFound
    file, chain = found
    demand_change(actor, file)
    if version is not None and version != file.version:
        raise Stale(file.version, version)
    rules.demand_state(file.state, states)
    return file, chain


def demand_running(ends_on: date, received_on: date, *, field: str) -> None:
    problems = [
        replace(problem, field=field) for problem in rules.run_out_at_receipt(ends_on, received_on)
    ]
    if problems:
        raise TermRunOut.because(problems)


def demand_colleague(
    session: Session, office_id: int, assignee_id: int | None, *, actor: Actor
) -> None:
    """Only somebody of the file's own office who records cases may have it."""
    if assignee_id in (None, actor.user_id):
        return
    if assignee_id not in {person.id for person in colleagues(session, office_id)}:
        raise Refused("Choose a colleague of your own office.", field="assignee_id")


def add_supply(
    session: Session, file: RequestedFile, on: date, completeness: Completeness, note: str
) -> None:
    session.execute(
        insert(FileSupply),
        [
            {
                "file_id": file.id,
                "office_id": file.office_id,
                "supplied_on": on,
                "completeness": completeness.value,
                "note": note,
            }
        ],
    )


def note_change(
    session: Session,
    actor: Actor,
    file: RequestedFile,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    record(
        session,
        actor,
        action=f"studies.{verb}",
        subject=(KIND, file.id),
        office_id=file.office_id,
        before=before,
        after=after,
    )


def follow(
    session: Session,
    actor: Actor,
    file: RequestedFile,
    chain: Chain,
    *,
    law: Lawbook,
    today: date,
    breaches: Sequence[Breach] | None = None,
) -> None:
    """Let the law follow; `breaches` are looked up unless the caller knows them."""
    found = of_subject(session, KIND, file.id) if breaches is None else breaches
    brought = brought_of_subjects(session, KIND, [file.id]).get(file.id, []) if found else []
    subject, facts = facts_of(file, found, brought, chain)
    sync(session, actor, subject, facts, law=law, today=today)
