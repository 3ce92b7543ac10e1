"""Reading the chain: the history of one thing, and the proof that nothing was mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry


@dataclass(frozen=True)
class Verdict:
    """What walking the chain found: how many entries, and the first that does not fit (or None)."""

    entries: int
    first_bad: int | None
    reason: str


def history_of(session: Session, kind: str, subject_id: int) -> list[AuditEntry]:
    """Every recorded change of one thing, oldest first; only what the scope may see."""
    statement = (
        select(AuditEntry)
        .where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id)
    )
    return list(session.scalars(statement))


def worked_on(
    session: Session, kind: str, subject_id: int, *, entered_by: str, besides: Sequence[str] = ()
) -> bool:
    """Whether anything is recorded of a thing but its entry, what the law made of it by itself, and
    the actions `besides`, whose traces the caller looks for itself.
    """
    statement = select(AuditEntry.id).where(
        AuditEntry.subject_kind == kind,
        AuditEntry.subject_id == subject_id,
        AuditEntry.action.not_in([entered_by, "duties.sync", *besides]),
    )
    return session.scalars(statement.limit(1)).first() is not None


def worked_on_since(session: Session, kind: str, subject_id: int, *, entered_by: str) -> bool:
    """Whether anything is recorded of a thing after the last step of its entry, named by `entered_by`."""
    statement = (
        select(AuditEntry.action)
        .where(
            AuditEntry.subject_kind == kind,
            AuditEntry.subject_id == subject_id,
            AuditEntry.action != "duties.sync",
        )
        .order_by(AuditEntry.id.desc())
    )
    return session.scalars(statement.limit(1)).first() != entered_by


def verify(session: Session) -> Verdict:
    """Recompute the whole chain in the database, whatever the reader's scope."""
    row = session.execute(text("select entries, first_bad, reason from audit_verify()")).one()
    return Verdict(row.entries, row.first_bad, row.reason)
