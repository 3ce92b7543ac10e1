"""Submitting a form and keeping one that was brought: frozen, numbered, told to the audit.

Belongs here: the two verbs that keep a form. Does not belong here: building or reading one.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden, Refused
from supervision.core.problems import LONGEST_NOTE, length_problems, refuse
from supervision.core.texts import written
from supervision.enforcement.operations import close_accounts
from supervision.form4 import keeping
from supervision.form4.models import Form4Kept
from supervision.form4.queries.asked import Asked
from supervision.form4.queries.kept import BROUGHT, SUBMITTED, made_by, next_sequence
from supervision.form4.rules import FORM_KIND, last_day
from supervision.law.form4.controls.judging import stops
from supervision.law.form4.controls.outcome import Failure
from supervision.law.form4.filled import Filled

_NUMBERS = 7_251_031  # held while a form gets its number


@dataclass(frozen=True)
class Entry:
    """A form to keep: the question it answers, its cells, the controls that fail."""

    asked: Asked
    office_id: int
    own: bool
    filled: Filled
    failures: Sequence[Failure]


def submit(
    session: Session,
    actor: Actor,
    entry: Entry,
    *,
    reason: str,
    idempotency_key: uuid.UUID,
    today: date,
) -> Form4Kept:
    """Freeze the form of the own office under the next number of the year its period ends in.

    Past a control that fails as an error only with a written reason, which is kept with it. The same
    key again gives the form of the first time. From its last day on, its days are closed in the
    accounts it counts (Q17). Raises Forbidden; Refused without the reason.
    """
    actor.demand(Permission.APPROVE)
    if entry.office_id != actor.office_id:
        raise Forbidden("An office submits its own form.")
    made = made_by(session, entry.office_id, idempotency_key)
    if made is not None:
        return made
    reason = written(reason)
    refuse(length_problems(reason, "reason", LONGEST_NOTE))
    forced = stops(list(entry.failures))
    if forced and not reason:
        raise Refused(
            "Controls do not hold: write why the form is submitted all the same.", field="reason"
        )
    form = _keep(
        session,
        actor,
        entry,
        office_id=entry.office_id,
        origin=SUBMITTED,
        reason=reason if forced else "",
        file_sha256="",
        key=idempotency_key,
    )
    if form.ends_on <= today:
        close_accounts(
            session,
            actor,
            entry.asked.office_ids,
            through_on=form.ends_on,
            by_office_id=form.office_id,
            year=form.year,
            sequence=form.sequence,
        )
    return form


def bring(
    session: Session,
    actor: Actor,
    entry: Entry,
    *,
    file_sha256: str,
    idempotency_key: uuid.UUID,
) -> Form4Kept:
    """Keep a form that another body filled, as it was read from its file.

    Raises Forbidden for a post that records nothing.
    """
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None or entry.office_id not in actor.offices_below:
        raise Forbidden("The form is kept by an office above or by its own.")
    made = made_by(session, actor.office_id, idempotency_key)
    if made is not None:
        return made
    return _keep(
        session,
        actor,
        entry,
        office_id=actor.office_id,
        origin=BROUGHT,
        reason="",
        file_sha256=file_sha256,
        key=idempotency_key,
    )


def _keep(
    session: Session,
    actor: Actor,
    entry: Entry,
    *,
    office_id: int,
    origin: str,
    reason: str,
    file_sha256: str,
    key: uuid.UUID,
) -> Form4Kept:
    session.execute(select(func.pg_advisory_xact_lock(_NUMBERS, office_id)))
    cells, ends_on = keeping.plain_cells(entry.filled), last_day(entry.asked.span)
    form = Form4Kept(
        office_id=office_id,
        of_office_id=entry.office_id,
        origin=origin,
        own=entry.own,
        starts_on=entry.asked.span.start,
        ends_on=ends_on,
        year=ends_on.year,
        sequence=next_sequence(session, office_id, origin, ends_on.year),
        edition=entry.asked.edition.code,
        answers=dict(entry.asked.answers),
        tables=cells,
        beside=keeping.plain_beside(entry.filled),
        failed=[keeping.plain_failure(failure) for failure in entry.failures],
        forced=bool(reason),
        reason=reason,
        sha256=keeping.sha256_of(cells),
        file_sha256=file_sha256,
        kept_by=actor.name,
        idempotency_key=key,
    )
    session.add(form)
    session.flush()
    record(
        session,
        actor,
        action=f"form4.{'submit' if origin == SUBMITTED else 'bring'}",
        subject=(FORM_KIND, form.id),
        office_id=office_id,
        after={
            "number": form.sequence,
            "year": form.year,
            "starts_on": form.starts_on,
            "ends_on": form.ends_on,
            "of_office_id": form.of_office_id,
            "sha256": form.sha256,
            "failed": sorted({failure.control for failure in entry.failures}),
            "reason": reason,
        },
    )
    return form
