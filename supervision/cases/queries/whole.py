"""Everything recorded of a case, read in the same few statements for one case or a batch.

Belongs here: gathering the rows that the law is asked with. Does not belong here: asking it
(`findings.py`, `facts.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from supervision.cases.models import (
    ActFiling,
    AdminCase,
    CaseArticle,
    CaseHearing,
    CaseToldFact,
    CaseTransfer,
    Conclusion,
    Court,
    CourtAct,
    GroundOverrule,
    Notice,
    OblastCheck,
    ParticipationOrder,
    PrivateRuling,
)
from supervision.cases.queries.courts import of_town, specialised_offices
from supervision.cases.rules import KIND
from supervision.core.errors import NotFound
from supervision.offices.models import Office
from supervision.responses.models import Breach
from supervision.responses.queries import Brought, brought_of_subjects, of_subjects

Part = TypeVar("Part")


@dataclass(frozen=True)
class Whole:
    """A case with all its parts. `office` covers it now, `opener` is the prosecutor's office that
    opened it, `specialised` are the offices of that sort at the court's seat.
    """

    case: AdminCase
    office: Office
    court: Court
    opener: Office | None
    specialised: Sequence[Office]
    articles: Sequence[CaseArticle]
    orders: Sequence[ParticipationOrder]
    overrules: Sequence[GroundOverrule]
    notices: Sequence[Notice]
    transfers: Sequence[CaseTransfer]
    hearings: Sequence[CaseHearing]
    acts: Sequence[CourtAct]
    conclusions: Sequence[Conclusion]
    oblast_checks: Sequence[OblastCheck]
    breaches: Sequence[Breach]
    rulings: Sequence[PrivateRuling]
    responses: Sequence[Brought]
    filings: Sequence[ActFiling]
    told: Sequence[CaseToldFact]


def whole_of(session: Session, case_id: int) -> Whole:
    """One case with all its parts; raises NotFound."""
    found = wholes_of(session, [case_id])
    if not found:
        raise NotFound
    return found[0]


def wholes_of(session: Session, case_ids: Sequence[int]) -> list[Whole]:
    """These cases with all their parts, in order of id; as many statements for many as for one."""
    seat, opener, office = aliased(Office), aliased(Office), aliased(Office)
    rows = session.execute(
        select(AdminCase, office, Court, seat.seat_kk, opener)
        .join(office, office.id == AdminCase.office_id)
        .join(Court, Court.id == AdminCase.court_id)
        .join(seat, seat.id == Court.seat_office_id)
        .outerjoin(opener, opener.id == AdminCase.opened_by_office_id)
        .where(AdminCase.id.in_(case_ids))
        .order_by(AdminCase.id)
    ).all()
    specialised = specialised_offices(session) if rows else []
    articles = _parts(session, CaseArticle, case_ids, CaseArticle.position)
    orders = _parts(session, ParticipationOrder, case_ids)
    overrules = _parts(session, GroundOverrule, case_ids)
    notices = _parts(session, Notice, case_ids)
    transfers = _parts(session, CaseTransfer, case_ids)
    hearings = _parts(session, CaseHearing, case_ids, CaseHearing.starts_at)
    acts = _parts(session, CourtAct, case_ids, CourtAct.made_on)
    conclusions = _parts(session, Conclusion, case_ids)
    oblast_checks = _parts(session, OblastCheck, case_ids)
    breaches = _by(of_subjects(session, KIND, case_ids), "subject_id")
    rulings = _parts(session, PrivateRuling, case_ids)
    responses = brought_of_subjects(session, KIND, case_ids)
    filings = _parts(session, ActFiling, case_ids)
    told = _parts(session, CaseToldFact, case_ids)
    return [
        Whole(
            case=case,
            office=covering,
            court=court,
            opener=opened_by,
            specialised=of_town(
                specialised, seat_kk, case.received_by_court_on or case.registered_on
            ),
            articles=articles.get(case.id, []),
            orders=orders.get(case.id, []),
            overrules=overrules.get(case.id, []),
            notices=notices.get(case.id, []),
            transfers=transfers.get(case.id, []),
            hearings=hearings.get(case.id, []),
            acts=acts.get(case.id, []),
            conclusions=conclusions.get(case.id, []),
            oblast_checks=oblast_checks.get(case.id, []),
            breaches=breaches.get(case.id, []),
            rulings=rulings.get(case.id, []),
            responses=responses.get(case.id, []),
            filings=filings.get(case.id, []),
            told=told.get(case.id, []),
        )
        for case, covering, court, seat_kk, opened_by in rows
    ]


def _parts(
    session: Session, model: type[Part], case_ids: Sequence[int], *order: Any
) -> dict[int, list[Part]]:
    """The parts of these cases by case, in the given order and then in that of their ids."""
    table: Any = model
    last = [table.id] if hasattr(table, "id") else []
    statement = select(model).where(table.case_id.in_(case_ids)).order_by(*order, *last)
    return _by(session.scalars(statement), "case_id")


def _by(parts: Iterable[Part], key: str) -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    for part in parts:
        found.setdefault(getattr(part, key), []).append(part)
    return found
