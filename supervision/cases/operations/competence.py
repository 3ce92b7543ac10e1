"""Telling a specialised office of its case, and handing the case over (`2015 ¶7`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.models import (
    ActFiling,
    AdminCase,
    CaseArticle,
    CaseCategory,
    CaseCompetence,
    CaseHearing,
    CaseToldFact,
    CaseTransfer,
    CaseWord,
    Conclusion,
    ConclusionStep,
    CourtAct,
    GroundOverrule,
    Notice,
    OblastCheck,
    ParticipationOrder,
    PrivateRuling,
)
from supervision.cases.operations.within import changing, follow, note_change
from supervision.cases.queries.cases import hold_register
from supervision.cases.queries.findings import competence_of, grounds_of
from supervision.cases.queries.notices import next_notice
from supervision.cases.queries.whole import Whole, whole_of
from supervision.cases.rules import KIND
from supervision.cases.rules.notices import (
    KIND_OF_COMPETENCE,
    Direction,
    NoticeEntry,
    notice_problems,
)
from supervision.core.access import Actor
from supervision.core.clock import moment_in
from supervision.core.db import reaching
from supervision.core.errors import Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.competence import Competence, CompetenceFinding
from supervision.law.lawbook import Lawbook
from supervision.responses.operations import move_subject

# Everything of a case that goes with it; notices stay in the register of the office that gave them.
PARTS = (
    CaseArticle,
    CaseWord,
    CaseCategory,
    CaseCompetence,
    GroundOverrule,
    ParticipationOrder,
    CaseHearing,
    CourtAct,
    PrivateRuling,
    ActFiling,
    Conclusion,
    ConclusionStep,
    OblastCheck,
    CaseToldFact,
)


def give_notice(
    session: Session,
    actor: Actor,
    case_id: int,
    entry: NoticeEntry,
    *,
    idempotency_key: uuid.UUID,
    zone: ZoneInfo,
    law: Lawbook,
    today: date,
) -> Notice:
    """Register the notice by which a specialised office was told of its case (`2015 ¶7`).

    Gives it the next number of the office's register; `zone` is that of the seat. Raises NotFound,
    Forbidden; Refused for a case of no specialised office at the court's seat.
    """
    case = changing(session, case_id, actor=actor)
    hold_register(session, case.office_id)
    given_on = moment_in(zone, entry.given_at).date()
    number, made = next_notice(session, case.office_id, given_on.year, idempotency_key)
    if made is not None:
        return made
    entry = replace(
        entry,
        given_by=written(entry.given_by),
        taken_by=written(entry.taken_by),
        other_means=written(entry.other_means),
    )
    whole = whole_of(session, case.id)
    problems = list(notice_problems(entry, given_on, case.received_by_court_on, today))
    if entry.to_office_id not in _addressees(whole, competence_of(whole, grounds_of(whole))):
        problems.append(
            Problem("Choose the specialised office at the court's seat.", "to_office_id")
        )
    refuse(problems)
    notice = Notice(
        office_id=case.office_id,
        year=given_on.year,
        sequence=number,
        case_id=case.id,
        case_number=case.number,
        court_id=case.court_id,
        given_on=given_on,
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(notice)
    note_change(
        session, case, "give_notice", {**asdict(entry), "number": notice.number}, actor=actor
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return notice


def hand_over(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    to_office_id: int,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> CaseTransfer:
    """Hand a case with its duties over to the specialised office that was notified (`2015 ¶7`).

    Both offices keep a row of the trail; the sender's is returned, for the case itself is out of
    the sender's sight from now on. Raises NotFound, Forbidden, Stale; Refused while the duty stays
    with the territorial office.
    """
    case = changing(session, case_id, version, actor=actor)
    whole = whole_of(session, case.id)
    finding = competence_of(whole, grounds_of(whole))
    notice = _notice_to(whole, finding, to_office_id)
    from_office_id = case.office_id
    trail = {
        "case_id": case.id,
        "from_office_id": from_office_id,
        "to_office_id": to_office_id,
        "case_number": case.number,
        "court_id": case.court_id,
        "handed_on": today,
        "handed_by": actor.name,
        "notice_number": notice.number,
        "notice_given_on": notice.given_on,
        "reasons": [reason.code for reason in finding.reasons],
    }
    with reaching(session, [to_office_id]):
        _move(session, case, to_office_id)
        sent = CaseTransfer(office_id=from_office_id, direction=Direction.SENT.value, **trail)
        received = CaseTransfer(office_id=to_office_id, direction=Direction.RECEIVED.value, **trail)
        session.add_all([sent, received])
        follow(session, case.id, actor=actor, law=law, today=today)
    for office_id in (from_office_id, to_office_id):
        record(
            session,
            actor,
            action="cases.hand_over",
            subject=(KIND, case.id),
            office_id=office_id,
            before={"office_id": from_office_id},
            after={"office_id": to_office_id, "notice": notice.number},
        )
    return sent


def _addressees(whole: Whole, finding: CompetenceFinding) -> set[int]:
    """The offices at the court's seat that a notice of this case may go to."""
    if whole.office.office_kind == KIND_OF_COMPETENCE[finding.belongs_to]:
        return set()
    if finding.belongs_to is Competence.TERRITORIAL:
        return set()
    kind = KIND_OF_COMPETENCE[finding.belongs_to]
    return {each.id for each in whole.specialised if each.office_kind == kind}


def _notice_to(whole: Whole, finding: CompetenceFinding, to_office_id: int) -> Notice:
    """The notice by which that office was told; refuses while the case stays where it is."""
    if to_office_id not in _addressees(whole, finding):
        raise Refused("The case does not belong to that office.", field="to_office_id")
    for notice in whole.notices:
        if notice.to_office_id == to_office_id:
            return notice
    raise Refused(
        "Notify the specialised office first: until then the case stays with yours (2015 ¶7).",
        field="to_office_id",
    )


def _move(session: Session, case: AdminCase, to_office_id: int) -> None:
    """Put every row of the case into the other office; people of this one are let go of."""
    case.office_id, case.assignee_id = to_office_id, None
    session.flush()
    moved: dict[str, Any] = {"office_id": to_office_id}
    for part in PARTS:
        session.execute(update(part).where(part.case_id == case.id).values(moved))
    session.execute(
        update(CaseHearing)
        .where(CaseHearing.case_id == case.id, CaseHearing.outcome.is_(None))
        .values(prosecutor_id=None)
    )
    move_subject(session, (KIND, case.id), to_office_id)
