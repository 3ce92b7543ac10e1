"""Reads of computations: the latest, the one of a day, frozen quarters, and what moved since one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import FromClause, Select, and_, func, literal, select, true, tuple_, union_all
from sqlalchemy.orm import Session, aliased

from supervision.audit.models import AuditEntry
from supervision.cases.models import AdminCase
from supervision.cases.rules import KIND as CASE
from supervision.duties.queries import office_name
from supervision.exclusions.models import ActAssessment, ExclusionRequest, ProtestAssessment
from supervision.exclusions.rules import ACT_KIND as ACT_ASSESSMENT
from supervision.exclusions.rules import KIND as EXCLUSION
from supervision.exclusions.rules import PROTEST_KIND as PROTEST_ASSESSMENT
from supervision.indicators.models import FrozenPeriod, IndicatorAsk, IndicatorItem, IndicatorRun
from supervision.indicators.queries.sides import held_at
from supervision.indicators.rules import Moment, Span
from supervision.offices.models import Office
from supervision.protests.models import Protest
from supervision.protests.rules import KIND as PROTEST
from supervision.representations.models import Representation
from supervision.representations.rules import KIND as REPRESENTATION


def latest_run(session: Session) -> IndicatorRun | None:
    """The latest computation, or None before the first."""
    return session.scalars(select(IndicatorRun).order_by(IndicatorRun.id.desc()).limit(1)).first()


def run_of_day(session: Session, day: date) -> IndicatorRun | None:
    """The last computation as of that day or before it, or None."""
    return session.scalars(
        select(IndicatorRun)
        .where(IndicatorRun.as_of <= day)
        .order_by(IndicatorRun.id.desc())
        .limit(1)
    ).first()


def frozen(session: Session, period: str) -> tuple[FrozenPeriod, IndicatorRun] | None:
    """The frozen figures of a quarter with their computation, or None while it is not frozen."""
    row = session.execute(
        select(FrozenPeriod, IndicatorRun)
        .join(IndicatorRun, IndicatorRun.id == FrozenPeriod.run_id)
        .where(FrozenPeriod.period == period)
    ).first()
    return None if row is None else (row[0], row[1])


def frozen_periods(session: Session) -> list[tuple[FrozenPeriod, IndicatorRun]]:
    """Every frozen quarter with its computation, the latest first."""
    statement = (
        select(FrozenPeriod, IndicatorRun)
        .join(IndicatorRun, IndicatorRun.id == FrozenPeriod.run_id)
        .order_by(FrozenPeriod.starts_on.desc())
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def waiting(session: Session) -> IndicatorAsk | None:
    """What somebody asked for and no computation has answered yet."""
    return session.scalars(select(IndicatorAsk).where(IndicatorAsk.run_id.is_(None))).first()


class Move(NamedTuple):
    """One thing that a figure shows otherwise than it was frozen: what it counted as then and now
    (None: it was not there), in which office, and the last change of its record since, if the
    reader may see who made it. `seen` says whether the reader may open the case.
    """

    figure: str
    subject_kind: str
    subject_id: int
    case_id: int | None
    label: str
    on_day: date
    office: str
    then_method: str | None
    then_mark: str | None
    then_clause: str
    now_method: str | None
    now_mark: str | None
    now_clause: str
    changed_by: str | None
    changed_at: datetime | None
    action: str | None
    seen: bool


def moved_since(
    session: Session,
    run: IndicatorRun,
    *,
    office_ids: Sequence[int],
    span: Span,
    language: str,
    figure: str | None = None,
    limit: int = 500,
) -> list[Move]:
    """What the figures of a span show otherwise than at computation `run`, the latest change first.

    A thing whose office or day changed is told as well: it left one sum and joined another.
    """
    then, now = aliased(IndicatorItem, name="then"), aliased(IndicatorItem, name="now")
    old = _standing(then, Moment(run.id), office_ids, span, figure).subquery("old")
    new = _standing(now, Moment(), office_ids, span, figure).subquery("new")
    same = and_(*(old.c[name] == new.c[name] for name in ("figure", "subject_kind", "subject_id")))
    joined = old.join(new, same, full=True)
    pick = {name: func.coalesce(new.c[name], old.c[name]) for name in _SHOWN}
    changed = _last_change(pick, (old, new), run.cut_off_at)
    statement = (
        select(
            *(pick[name] for name in ("figure", "subject_kind", "subject_id", "case_id", "label")),
            pick["on_day"],
            office_name(language),
            *(old.c[name] for name in ("method", "mark")),
            func.coalesce(old.c.clause, ""),
            *(new.c[name] for name in ("method", "mark")),
            func.coalesce(new.c.clause, ""),
            *changed.c,
            AdminCase.id.is_not(None),
        )
        .select_from(joined)
        .join(Office, Office.id == pick["office_id"])
        .outerjoin(changed, true())
        .outerjoin(AdminCase, AdminCase.id == pick["case_id"])
        .where(
            tuple_(*(old.c[name] for name in _COMPARED)).is_distinct_from(
                tuple_(*(new.c[name] for name in _COMPARED))
            )
        )
        .order_by(changed.c.at.desc().nulls_last(), pick["on_day"].desc(), pick["subject_id"])
        .limit(limit)
    )
    return [Move._make(row) for row in session.execute(statement)]


def _last_change(
    thing: Mapping[str, Any], outer: tuple[FromClause, FromClause], since: datetime
) -> Any:
    """The last audit entry of a thing since a moment: its own, its case's, or one of what other rooms
    record of the case, for a consent or an outcome moves figures and changes nothing of the case.

    What merely follows from another entry is told only where there is no other. `outer` are the rows
    the thing is picked from, two selects further out.
    """
    case_id = thing["case_id"]
    told = (
        (PROTEST, Protest),
        (REPRESENTATION, Representation),
        (EXCLUSION, ExclusionRequest),
        (ACT_ASSESSMENT, ActAssessment),
    )
    assessed = select(literal(PROTEST_ASSESSMENT), ProtestAssessment.id).join(
        Protest, Protest.id == ProtestAssessment.protest_id
    )
    parts: list[Any] = [
        select(literal(CASE).label("kind"), case_id.label("id")),
        select(thing["subject_kind"], thing["subject_id"]),
        *(select(literal(kind), table.id).where(table.case_id == case_id) for kind, table in told),
        assessed.where(Protest.case_id == case_id),
    ]
    records = union_all(*(part.correlate(*outer) for part in parts)).lateral("records")
    return (
        select(AuditEntry.actor_name, AuditEntry.at, AuditEntry.action)
        .join(
            records,
            and_(AuditEntry.subject_kind == records.c.kind, AuditEntry.subject_id == records.c.id),
        )
        .where(AuditEntry.at > since)
        .order_by(AuditEntry.action.in_(_FOLLOWING), AuditEntry.id.desc())
        .limit(1)
        .lateral("changed")
    )


_FOLLOWING = ("cases.tell", "duties.sync")  # the case is told, its duties follow
_COMPARED = ("office_id", "on_day", "strict", "method", "mark", "clause")
_SHOWN = (
    *("figure", "subject_kind", "subject_id", "case_id", "label"),
    *("on_day", "office_id", "method", "strict", "mark", "clause"),
)


def _standing(
    row: Any, moment: Moment, office_ids: Sequence[int], span: Span, figure: str | None
) -> Select[Any]:
    """The rows of these offices and days that held at a moment."""
    statement = select(*(getattr(row, name) for name in _SHOWN)).where(
        row.office_id.in_(office_ids),
        row.on_day.between(span.start, span.end),
        held_at(row, moment),
    )
    return statement if figure is None else statement.where(row.figure == figure)
