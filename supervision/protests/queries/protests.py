"""Reads of one protest and of the protests of a case."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.rules import KIND as CASE
from supervision.core.errors import NotFound
from supervision.disputes.rules import KIND as DISPUTE
from supervision.offices.models import Office
from supervision.protests.models import (
    OutcomeReport,
    Protest,
    ProtestMotion,
    ProtestReview,
    RestoredTerm,
)
from supervision.protests.queries.matters import Matter, MatterAct, matter_of

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Dossier:
    """A protest with its parts, its matter, the act it is against and the author's office."""

    protest: Protest
    matter: Matter
    act: MatterAct
    author: Office
    reviews: Sequence[ProtestReview]
    motions: Sequence[ProtestMotion]

    @property
    def line(self) -> Sequence[int]:
        """The matter's office and those above it, the root first."""
        return self.matter.line

    @property
    def motion(self) -> ProtestMotion | None:
        """The last motion for the withdrawal."""
        return self.motions[-1] if self.motions else None

    @property
    def open_review(self) -> ProtestReview | None:
        """The review that waits for its answer."""
        return next((each for each in self.reviews if each.answer is None), None)


def get(session: Session, protest_id: int) -> Protest:
    """The protest as it stands now, if the scope shows it; raises NotFound otherwise."""
    found = None
    if protest_id <= LARGEST_ID:
        found = session.scalars(
            select(Protest)
            .where(Protest.id == protest_id)
            .execution_options(populate_existing=True)
        ).first()
    if found is None:
        raise NotFound
    return found


def dossier_of(session: Session, protest_id: int) -> Dossier:
    """A protest with everything about it; raises NotFound."""
    protest = get(session, protest_id)
    matter = matter_of(session, *place_of(protest))
    author = session.get(Office, protest.author_office_id)
    if author is None:
        raise NotFound
    return Dossier(
        protest,
        matter,
        matter.act(protest.against_id),
        author,
        reviews=session.scalars(
            select(ProtestReview)
            .where(ProtestReview.protest_id == protest_id)
            .order_by(ProtestReview.id)
        ).all(),
        motions=session.scalars(
            select(ProtestMotion)
            .where(ProtestMotion.protest_id == protest_id)
            .order_by(ProtestMotion.id)
        ).all(),
    )


def place_of(protest: Protest) -> tuple[str, int]:
    """The kind and id of the matter a protest is brought in."""
    if protest.dispute_id is not None:
        return DISPUTE, protest.dispute_id
    return CASE, protest.case_id or 0


def protests_of(session: Session, kind: str, matter_id: int) -> Sequence[Protest]:
    """The protests of a case or a dispute in the order they were drafted."""
    place = Protest.dispute_id if kind == DISPUTE else Protest.case_id
    return session.scalars(select(Protest).where(place == matter_id).order_by(Protest.id)).all()


def terms_of(session: Session, kind: str, matter_id: int) -> Sequence[RestoredTerm]:
    """The rulings that restored terms in a case, in the order they were recorded.

    A dispute has none: the last day of its term is a stated one, corrected at the act.
    """
    if kind == DISPUTE:
        return []
    return session.scalars(
        select(RestoredTerm).where(RestoredTerm.case_id == matter_id).order_by(RestoredTerm.id)
    ).all()


def drafted_before(session: Session, office_id: int, key: uuid.UUID) -> Protest | None:
    """What a form sent before with this key has drafted."""
    return session.scalars(
        select(Protest).where(Protest.author_office_id == office_id, Protest.idempotency_key == key)
    ).first()


def review_made_before(session: Session, protest_id: int, key: uuid.UUID) -> ProtestReview | None:
    """The review that a form sent before with this key has asked for."""
    return session.scalars(
        select(ProtestReview).where(
            ProtestReview.protest_id == protest_id, ProtestReview.idempotency_key == key
        )
    ).first()


def motion_made_before(session: Session, protest_id: int, key: uuid.UUID) -> ProtestMotion | None:
    """The motion that a form sent before with this key has recorded."""
    return session.scalars(
        select(ProtestMotion).where(
            ProtestMotion.protest_id == protest_id, ProtestMotion.idempotency_key == key
        )
    ).first()


def term_made_before(session: Session, act_id: int, key: uuid.UUID) -> RestoredTerm | None:
    """The restored term that a form sent before with this key has made."""
    return session.scalars(
        select(RestoredTerm).where(
            RestoredTerm.act_id == act_id, RestoredTerm.idempotency_key == key
        )
    ).first()


def report_of(session: Session, protest_id: int) -> OutcomeReport | None:
    """How the Department was informed of the outcome of the GPO's protest (`2015 ¶15`)."""
    statement = select(OutcomeReport).where(OutcomeReport.protest_id == protest_id)
    return session.scalars(statement.execution_options(populate_existing=True)).first()
