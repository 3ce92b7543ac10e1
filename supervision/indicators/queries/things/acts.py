"""Court acts that a higher court quashed or changed (`2015 ¶22`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    any_,
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
from supervision.exclusions.models import ActAssessment
from supervision.indicators.queries.things.records import (
    CHANGED,
    GRANTED,
    Records,
    Statement,
    consented,
    decided_by,
    holder,
    is_assessed,
    said,
    who_took_part,
    window_ends,
)
from supervision.law.participation import Instance
from supervision.law.protests import Outcome, ProtestKind
from supervision.offices.models import Office
from supervision.representations.models import Representation


def reviewed_rulings(records: Records) -> Statement:
    """Decisions on appeal that quashed or changed a first-instance ruling (`2015 ¶22`)."""
    review, ruling = records.act.alias("review").c, records.act.alias("ruling").c
    protest = records.protest.alias("granted").c
    on_protest = exists().where(
        protest.kind == ProtestKind.APPELLATE.value,
        protest.outcome.in_(GRANTED),
        decided_by(protest, review),
    )
    return (
        select(
            literal("court_act").label("subject_kind"),
            review.id.label("subject_id"),
            holder(review.case_id, window_ends(records, ruling), AdminCase.office_id).label(
                "office_id"
            ),
            review.made_on.label("on_day"),
            review.case_id.label("case_id"),
            who_took_part(review.case_id, Instance.FIRST.value, AdminCase.assignee_id).label(
                "prosecutor_id"
            ),
            AdminCase.number.label("label"),
            review.kind.label("detail"),
            said(on_protest).label("on_protest"),
            func.coalesce(consented(records, review.id).scalar_subquery(), "none").label(
                "consented_exclusion"
            ),
        )
        .select_from(review.id.table)
        .join(ruling.id.table, ruling.id == review.reviews_id)
        .join(AdminCase, AdminCase.id == review.case_id)
        .where(
            review.instance == Instance.APPELLATE.value,
            review.kind.in_(CHANGED),
            ruling.instance == Instance.FIRST.value,
            is_assessed(review.case_id),
        )
    )


def acts_changed_without_office(records: Records) -> Statement:
    """Acts quashed or changed on a complaint, or on a higher prosecutor's protest that no lower one
    asked for (`2015 ¶22`).
    """
    review, act = records.act.alias("review").c, records.act.alias("act").c
    held = (
        select(
            review.id,
            review.case_id,
            review.instance,
            review.made_on,
            review.kind,
            act.id.label("act_id"),
            AdminCase.number,
            AdminCase.assignee_id,
            holder(review.case_id, window_ends(records, act), AdminCase.office_id).label(
                "office_id"
            ),
        )
        .select_from(review.id.table)
        .join(act.id.table, act.id == review.reviews_id)
        .join(AdminCase, AdminCase.id == review.case_id)
        .where(
            review.instance.in_([Instance.APPELLATE.value, Instance.CASSATION.value]),
            review.kind.in_(CHANGED),
            is_assessed(review.case_id),
        )
        .subquery("held")
    )
    one = held.c
    protest = records.protest.alias("granted").c
    asked = exists().where(
        Representation.leads_to_id == protest.id, Representation.sent_on.is_not(None)
    )
    higher = and_(
        protest.author_office_id == any_(Office.ancestors),
        protest.author_office_id != one.office_id,
    )
    own_protest = exists().where(
        protest.outcome.in_(GRANTED), decided_by(protest, one), or_(~higher, asked)
    )
    under = records.act.alias("under").c
    responded = or_(_protested(records, one, under), _represented(under))
    corrected = consented(records, one.id).where(records.exclusion.c.clause == "cassation_reversed")
    return (
        select(
            literal("court_act").label("subject_kind"),
            one.id.label("subject_id"),
            one.office_id.label("office_id"),
            one.made_on.label("on_day"),
            one.case_id.label("case_id"),
            who_took_part(one.case_id, Instance.FIRST.value, one.assignee_id).label(
                "prosecutor_id"
            ),
            one.number.label("label"),
            one.kind.label("detail"),
            said(corrected.exists()).label("corrected"),
            case(
                (ActAssessment.obvious_breach.is_(True), "yes"),
                (ActAssessment.obvious_breach.is_(False), "no"),
                else_="not_assessed",
            ).label("obvious_breach"),
            said(responded).label("response_applied"),
        )
        .join(under.id.table, under.id == one.act_id)
        .join(Office, Office.id == one.office_id)
        .outerjoin(ActAssessment, ActAssessment.act_id == one.id)
        .where(~own_protest)
    )


def _protested(records: Records, one: Any, under: Any) -> ColumnElement[bool]:
    """Whether the office brought a protest against the act under review, or one that it rejected."""
    brought = records.protest.alias("brought").c
    rejected = and_(brought.outcome == Outcome.REJECTED.value, decided_by(brought, under))
    return exists().where(
        brought.case_id == one.case_id,
        brought.brought_on.is_not(None),
        brought.author_office_id == one.office_id,
        or_(brought.act_id == under.id, rejected),
    )


def _represented(under: Any) -> ColumnElement[bool]:
    """Whether a representation went up on the act under review, or after it on the ruling it reviewed."""
    return exists().where(
        Representation.case_id == under.case_id,
        Representation.act_id.in_([under.id, under.reviews_id]),
        Representation.sent_on >= under.made_on,
    )
