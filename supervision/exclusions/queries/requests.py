"""Reads of one request, of those of a case, and of what the clauses ask of an act."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from supervision.cases.models import CaseToldFact, CourtAct
from supervision.cases.rules import KIND as CASE
from supervision.core.errors import NotFound
from supervision.duties.models import Duty
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.queries.decisions import is_granted_by, is_represented
from supervision.exclusions.rules import DUTY_RULE, KIND, STANDING, STARTS, TRIGGER
from supervision.law.exclusions import (
    CHANGED_OR_QUASHED,
    Obstacle,
    ReviewAct,
    decision_day,
    obstacle,
)
from supervision.law.participation import Instance
from supervision.law.protests import ProtestKind
from supervision.offices.models import Office
from supervision.protests.models import Protest
from supervision.protests.queries.matters import Matter, MatterAct, matter_of
from supervision.protests.queries.protests import LARGEST_ID


@dataclass(frozen=True)
class Reviewed:
    """An act of a case as the clauses ask of it; `reversal` is the cassation act behind the first."""

    matter: Matter
    act: MatterAct
    asked: ReviewAct
    reversal: CourtAct | None


@dataclass(frozen=True)
class Dossier:
    """A request with its case and act as they stand now, the cassation act it names, the office that
    asks, and its duty.
    """

    request: ExclusionRequest
    reviewed: Reviewed
    cassation: CourtAct | None
    author: Office
    duty: Duty | None

    @property
    def matter(self) -> Matter:
        """The case."""
        return self.reviewed.matter

    @property
    def decided_on(self) -> date:
        """The court's procedural decision from which the ten working days run."""
        named = self.cassation.made_on if self.cassation is not None else None
        return decision_day(self.request.clause, replace(self.reviewed.asked, reversed_on=named))

    @property
    def obstacle(self) -> Obstacle | None:
        """What has come to stand against the clause since it was marked."""
        return obstacle(self.request.clause, self.reviewed.asked)


def get(session: Session, request_id: int) -> ExclusionRequest:
    """The request as it stands now, if the scope shows it; raises NotFound otherwise."""
    found = None
    if request_id <= LARGEST_ID:
        found = session.scalars(
            select(ExclusionRequest)
            .where(ExclusionRequest.id == request_id)
            .execution_options(populate_existing=True)
        ).first()
    if found is None:
        raise NotFound
    return found


def dossier_of(session: Session, request_id: int) -> Dossier:
    """A request with everything about it; raises NotFound."""
    found = get(session, request_id)
    cassation_id = found.cassation_act_id
    return Dossier(
        found,
        reviewed_of(session, matter_of(session, CASE, found.case_id), found.act_id),
        session.get(CourtAct, cassation_id) if cassation_id is not None else None,
        session.get_one(Office, found.author_office_id),
        duty_of(session, found),
    )


def reviewed_of(session: Session, matter: Matter, act_id: int) -> Reviewed:
    """One act of the case with what the clauses ask of it; raises NotFound for any other act."""
    act = matter.act(act_id)
    row = session.get_one(CourtAct, act.id)
    below = next((each for each in matter.acts if each.id == row.reviews_id), None)
    reversal = _reversal(session, act.id)
    asked = ReviewAct(
        instance=act.instance,
        decides=act.decides,
        reviewed_instance=below.instance if below is not None else None,
        made_on=act.made_on,
        on_protest=_is_on_protest(session, row),
        reversed_on=reversal.made_on if reversal is not None else None,
    )
    return Reviewed(matter, act, asked, reversal)


def _reversal(session: Session, act_id: int) -> CourtAct | None:
    """The latest act of cassation that changed or quashed this one on a granted cassation protest
    drafted from a representation (`2015 ¶22`).
    """
    kind = Protest.kind == ProtestKind.CASSATION.value
    statement = select(CourtAct).where(
        CourtAct.reviews_id == act_id,
        CourtAct.instance == Instance.CASSATION.value,
        CourtAct.kind.in_(CHANGED_OR_QUASHED),
        exists().where(kind, is_granted_by(CourtAct), is_represented()),
    )
    latest = statement.order_by(CourtAct.made_on.desc(), CourtAct.id.desc()).limit(1)
    return session.scalars(latest).first()


def _is_on_protest(session: Session, act: CourtAct) -> bool:
    """Whether an appellate protest was granted by this act."""
    kind = Protest.kind == ProtestKind.APPELLATE.value
    statement = select(Protest.id).where(kind, is_granted_by(act))
    return session.scalars(statement.limit(1)).first() is not None


def duty_of(session: Session, found: ExclusionRequest) -> Duty | None:
    """The duty to send this request; None where no law in force gives one."""
    return session.scalars(
        select(Duty)
        .where(
            Duty.subject_kind == CASE,
            Duty.subject_id == found.case_id,
            Duty.rule == DUTY_RULE,
            Duty.trigger == f"{TRIGGER}{found.id}",
        )
        .execution_options(populate_existing=True)
    ).first()


def of_case(session: Session, case_id: int) -> Sequence[ExclusionRequest]:
    """The requests of a case in the order they were marked."""
    statement = select(ExclusionRequest).where(ExclusionRequest.case_id == case_id)
    return session.scalars(statement.order_by(ExclusionRequest.id)).all()


def standing_on(session: Session, act_id: int) -> ExclusionRequest | None:
    """The request that stands on an act: marked, sent or consented to."""
    return session.scalars(
        select(ExclusionRequest).where(
            ExclusionRequest.act_id == act_id,
            ExclusionRequest.state.in_([each.value for each in STANDING]),
        )
    ).first()


def marked_before(session: Session, office_id: int, key: uuid.UUID) -> ExclusionRequest | None:
    """What a form sent before with this key has marked."""
    return session.scalars(
        select(ExclusionRequest).where(
            ExclusionRequest.author_office_id == office_id,
            ExclusionRequest.idempotency_key == key,
        )
    ).first()


def told_days(session: Session, case_id: int) -> dict[int, date | None]:
    """The day of the court's decision that each request of a case told it, by request."""
    statement = select(CaseToldFact.source_id, CaseToldFact.on_day).where(
        CaseToldFact.case_id == case_id,
        CaseToldFact.source_kind == KIND,
        CaseToldFact.name == STARTS,
    )
    return {row.source_id: row.on_day for row in session.execute(statement)}
