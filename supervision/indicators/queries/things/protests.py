"""Appellate protests that the court is done with (`2015 ¶23`)."""

from __future__ import annotations

from sqlalchemy import (
    case,
    exists,
    func,
    literal,
    or_,
    select,
)

from supervision.cases.models import (
    AdminCase,
)
from supervision.exclusions.models import ProtestAssessment
from supervision.indicators.queries.things.records import (
    GRANTED,
    Records,
    Statement,
    said,
)
from supervision.law.protests import Outcome, ProtestKind
from supervision.protests.models import ProtestMotion
from supervision.representations.models import Representation


def ended_appellate_protests(records: Records) -> Statement:
    """Appellate protests in administrative cases that the court is done with (`2015 ¶23`)."""
    protest, cassation = records.protest.alias("ended").c, records.protest.alias("cassation").c
    granted_later = exists().where(
        cassation.kind == ProtestKind.CASSATION.value,
        cassation.case_id == protest.case_id,
        cassation.outcome.in_(GRANTED),
        Representation.leads_to_id == cassation.id,
        Representation.sent_on.is_not(None),
        or_(
            Representation.protest_id == protest.id,
            cassation.act_id.in_([protest.act_id, protest.outcome_act_id]),
        ),
    )
    withdrawn_as_unfounded = exists().where(
        protest.outcome == Outcome.WITHDRAWN.value,
        ProtestMotion.protest_id == protest.id,
        ProtestMotion.moved_as == "higher_prosecutor",
        ProtestMotion.unfounded.is_(True),
    )
    return (
        select(
            literal("protest").label("subject_kind"),
            protest.id.label("subject_id"),
            protest.author_office_id.label("office_id"),
            protest.outcome_on.label("on_day"),
            protest.case_id.label("case_id"),
            protest.brought_by_id.label("prosecutor_id"),
            AdminCase.number.label("label"),
            func.coalesce(protest.number, "").label("detail"),
            protest.outcome.label("outcome"),
            said(granted_later).label("cassation_granted"),
            case(
                (ProtestAssessment.unfounded.is_(True), "yes"),
                (ProtestAssessment.unfounded.is_(False), "no"),
                (withdrawn_as_unfounded, "yes"),
                else_="not_assessed",
            ).label("unfounded"),
        )
        .select_from(protest.id.table)
        .join(AdminCase, AdminCase.id == protest.case_id)
        .outerjoin(ProtestAssessment, ProtestAssessment.protest_id == protest.id)
        .where(
            protest.kind == ProtestKind.APPELLATE.value,
            protest.outcome.is_not(None),
        )
    )
