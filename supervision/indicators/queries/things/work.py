"""Petitions answered and duties owed (`2002 ¶12`, `2015 ¶18`)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)

from supervision.cases.rules import KIND as CASE
from supervision.duties.models import Duty
from supervision.duties.rules import DutyState
from supervision.indicators.queries.things.records import (
    RESOLVED,
    Records,
    Statement,
)
from supervision.petitions.models import Petition, PetitionLetter
from supervision.petitions.rules import KIND as PETITION


def resolved_petitions(records: Records) -> Statement:
    """Petitions answered on their merits, with whether in their term, an extended one included
    (`2002 ¶12`, `2015 ¶18`). Telling the right to appeal is a duty of its own, not this term.
    """
    answered = (
        select(PetitionLetter.petition_id, func.min(PetitionLetter.sent_on).label("on_day"))
        .where(PetitionLetter.kind.in_(["explained", "refused", "granted"]))
        .group_by(PetitionLetter.petition_id)
        .subquery("answered")
    )
    terms = (
        select(
            Duty.subject_id.label("petition_id"),
            func.bool_and(Duty.closed_on <= Duty.due_on).label("in_time"),
        )
        .where(
            Duty.subject_kind == PETITION,
            Duty.state == DutyState.FULFILLED.value,
            Duty.rule.in_(records.resolution_rules),
            Duty.closed_by == RESOLVED,
            Duty.due_on.is_not(None),
        )
        .group_by(Duty.subject_id)
        .subquery("terms")
    )
    number = func.concat(Petition.year, "-", func.lpad(cast(Petition.sequence, Text), 4, "0"))
    return (
        select(
            literal(PETITION).label("subject_kind"),
            Petition.id.label("subject_id"),
            Petition.office_id.label("office_id"),
            answered.c.on_day.label("on_day"),
            Petition.case_id.label("case_id"),
            Petition.examiner_id.label("prosecutor_id"),
            number.label("label"),
            Petition.kind.label("detail"),
            case(
                (terms.c.in_time.is_(True), "in_time"),
                (terms.c.in_time.is_(False), "late"),
                else_="without_a_day",
            ).label("resolved"),
        )
        .join(answered, answered.c.petition_id == Petition.id)
        .outerjoin(terms, terms.c.petition_id == Petition.id)
    )


def owed_duties(records: Records) -> Statement:
    """Duties of offices that are done or have fallen due (`2002 ¶12`).

    No clock of an outside body, and none that stands: a pause is no lateness.
    """
    fulfilled = Duty.state == DutyState.FULFILLED.value
    fallen_due = and_(
        Duty.state == DutyState.OPEN.value,
        Duty.due_on < records.as_of,
        Duty.paused_on.is_(None),
    )
    return select(
        literal("duty").label("subject_kind"),
        Duty.id.label("subject_id"),
        Duty.owner_office_id.label("office_id"),
        Duty.due_on.label("on_day"),
        case((Duty.subject_kind == CASE, Duty.subject_id), else_=cast(null(), BigInteger)).label(
            "case_id"
        ),
        cast(Duty.assignee_id, Integer).label("prosecutor_id"),
        Duty.subject_label.label("label"),
        Duty.rule.label("detail"),
        case(
            (and_(fulfilled, Duty.closed_on <= Duty.due_on), "in_time"),
            (fulfilled, "late"),
            else_="not_done",
        ).label("done"),
    ).where(
        Duty.outside.is_(False),
        Duty.due_on.is_not(None),
        or_(fulfilled, fallen_due),
    )
