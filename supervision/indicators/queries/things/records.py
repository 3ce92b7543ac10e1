"""What every statement of things reads and shares: the records, and conditions on acts and hearings.

Belongs here: the records a computation reads, whose a case was on a day, what decided what. Does not
belong here: a kind of thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)

from supervision.cases.models import (
    CaseCategory,
    CaseHearing,
    CaseTransfer,
    CourtAct,
)
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.notices import Direction
from supervision.duties.models import Duty
from supervision.duties.rules import DutyState
from supervision.exclusions.models import ExclusionRequest
from supervision.law.lawbook import Lawbook
from supervision.law.participation import Instance
from supervision.law.protests import Outcome
from supervision.law.windows import PROVISION
from supervision.protests.models import Protest

COMMON = (
    *("subject_kind", "subject_id", "office_id", "on_day", "case_id"),
    *("prosecutor_id", "label", "detail"),
)
CHANGED = ("changed", "quashed")
GRANTED = (Outcome.GRANTED.value, Outcome.GRANTED_IN_PART.value)
CONSENTED = "consented"
RESOLVED = "petition_resolved"  # the event that fulfils the term of a petition
EXPLAINED = "right_to_appeal_explained"

Statement = Any  # a select of COMMON and one column a fact


@dataclass(frozen=True)
class Records:
    """The records a computation reads: the tables themselves, or what stands in their place when
    somebody asks what one record would change.

    `as_of` is the day of the computation; `window_rules` are the rules of protest windows,
    `resolution_rules` those that give a petition its term.
    """

    as_of: date
    window_rules: Sequence[str]
    resolution_rules: Sequence[str]
    act: FromClause = CourtAct.__table__
    protest: FromClause = Protest.__table__
    exclusion: FromClause = ExclusionRequest.__table__


def records_of(law: Lawbook, as_of: date) -> Records:
    """The records themselves, as a computation of that day reads them."""
    windows = sorted({rule.name for rule in law.rules() if rule.provides == PROVISION})
    resolutions = sorted(
        {
            rule.name
            for rule in law.rules()
            if RESOLVED in rule.fulfilled_by and EXPLAINED not in rule.fulfilled_by
        }
    )
    return Records(as_of=as_of, window_rules=windows, resolution_rules=resolutions)


def said(condition: ColumnElement[bool]) -> ColumnElement[str]:
    """A condition as a fact."""
    return case((condition, "yes"), else_="no")


def holder(case_id: Any, day: Any, now: Any) -> ColumnElement[int]:
    """The office that had a case at the end of a day: whoever handed it over first after it."""
    later = (
        select(CaseTransfer.from_office_id)
        .where(
            CaseTransfer.case_id == case_id,
            CaseTransfer.direction == Direction.SENT.value,
            CaseTransfer.handed_on > day,
        )
        .order_by(CaseTransfer.handed_on, CaseTransfer.id)
        .limit(1)
    )
    return func.coalesce(later.scalar_subquery(), now)


def window_ends(records: Records, act: Any) -> ColumnElement[date]:
    """The last day of an act's protest window as its duty tells it, or the day of its copy, or its
    own day.
    """
    duty = (
        select(func.max(Duty.due_on))
        .where(
            Duty.subject_kind == CASE,
            Duty.subject_id == act.case_id,
            Duty.trigger == func.concat("ruling_copy_handed_over#act-", cast(act.id, Text)),
            Duty.rule.in_(records.window_rules),
            Duty.state != DutyState.DROPPED.value,
        )
        .correlate(act.id.table)  # two selects further out, where nothing is correlated by itself
    )
    return func.coalesce(duty.scalar_subquery(), act.copy_on, act.made_on, type_=Date())


def taken_part(case_id: Any, instance: str | None = None) -> Select[Any]:
    """The hearings of a case at which a prosecutor took part."""
    statement = select(CaseHearing.took_part_id).where(
        CaseHearing.case_id == case_id, CaseHearing.outcome == HearingOutcome.TOOK_PART.value
    )
    return statement if instance is None else statement.where(CaseHearing.instance == instance)


def who_took_part(case_id: Any, instance: str | None, otherwise: Any) -> ColumnElement[int]:
    latest = taken_part(case_id, instance).order_by(
        CaseHearing.starts_at.desc(), CaseHearing.id.desc()
    )
    return func.coalesce(latest.limit(1).scalar_subquery(), otherwise)


def is_assessed(case_id: Any) -> ColumnElement[bool]:
    """Whether the acts of a case are assessed: a mandatory one, or heard with a prosecutor (`¶22`)."""
    mandatory = exists().where(CaseCategory.case_id == case_id)
    return or_(mandatory, taken_part(case_id, Instance.FIRST.value).exists())


def decided_by(protest: Any, act: Any) -> ColumnElement[bool]:
    """Whether a court decided on a protest by this very act: the one the protest names or, where it
    names none, the act of its order and day. Which act of the case was protested says nothing here:
    a representation on a rejected protest leads to a protest against the first ruling (`¶14`).
    """
    unnamed = and_(
        protest.outcome_act_id.is_(None),
        protest.kind == act.instance,
        protest.outcome_on == act.made_on,
    )
    return and_(protest.case_id == act.case_id, or_(protest.outcome_act_id == act.id, unnamed))


def consented(records: Records, act_id: Any) -> Select[Any]:
    """The clause by which the Department consented to leave a decision out of the count."""
    asked = records.exclusion.c
    return select(asked.clause).where(asked.act_id == act_id, asked.state == CONSENTED)
