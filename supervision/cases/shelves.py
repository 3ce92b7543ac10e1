"""The papers that pages of cases offer: of a conclusion, of each notice, of a reconciliation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from supervision.cases.models import Conclusion, Notice, Reconciliation
from supervision.cases.prints import CONCLUSION, NOTICE, RECONCILIATION
from supervision.cases.rules.conclusions import ConclusionState
from supervision.core.access import Actor
from supervision.printing.shelf import Shelf, shelf_of


def of_conclusion(session: Session, actor: Actor, found: Conclusion) -> Shelf:
    """The papers of a conclusion; it is issued once it is approved."""
    return shelf_of(
        session,
        actor,
        CONCLUSION.code,
        found.id,
        office_id=found.author_office_id,
        settled=found.state == ConclusionState.APPROVED,
    )


def of_notices(session: Session, actor: Actor, notices: Sequence[Notice]) -> dict[int, Shelf]:
    """The papers of each notice by its id; a notice was given when it was registered."""
    return {
        found.id: shelf_of(
            session, actor, NOTICE.code, found.id, office_id=found.office_id, settled=True
        )
        for found in notices
    }


def of_reconciliation(session: Session, actor: Actor, head: Reconciliation) -> Shelf:
    """The papers of an office's copy of the act; it is issued once both sides signed."""
    return shelf_of(
        session,
        actor,
        RECONCILIATION.code,
        head.id,
        office_id=head.office_id,
        settled=head.is_signed,
    )
