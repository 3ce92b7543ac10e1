"""What figures would be if one record were otherwise: read by the same declarations, storing nothing.

Belongs here: putting a supposed record in the place of the real one (`Records`) and judging one case
both ways; what a consent would move. Does not belong here: pages, and any verdict (`law/figures.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import FromClause, case, literal, null, select, tuple_, union_all
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.exclusions.models import ExclusionRequest
from supervision.indicators.models import IndicatorItem
from supervision.indicators.queries.figures import sums
from supervision.indicators.queries.ledger import judged
from supervision.indicators.queries.sides import first_of_quarter, summed
from supervision.indicators.queries.things import Records
from supervision.indicators.rules import Span
from supervision.law.figures import Counted, Mark, Tally, Verdict
from supervision.law.lawbook import Lawbook
from supervision.law.model import Recurrence
from supervision.law.participation import Instance
from supervision.law.period import Period
from supervision.law.protests import Outcome
from supervision.offices.models import Office
from supervision.offices.queries import below
from supervision.protests.models import Protest

EFFECTIVENESS = "effectiveness_of_appellate_protesting"
_SUPPOSED = -1  # the id of a decision that is only supposed; no record has it


@dataclass(frozen=True)
class Supposition:
    """One record taken to be otherwise: a protest granted or rejected, or a clause consented to."""

    protest_id: int | None = None
    outcome: Outcome | None = None
    act_id: int | None = None
    clause: str | None = None


class Counts(NamedTuple):
    """What one thing of a case counts as."""

    figure: str
    office_id: int
    on_day: date
    verdict: Verdict


def counted(session: Session, case_id: int, *, law: Lawbook, records: Records) -> list[Counts]:
    """Everything a case counts as by these records, in every figure, in one statement."""
    parts = []
    for figure in law.figures():
        found = judged(figure, law.days_of_figure(figure), records).subquery("found")
        names = ("figure", "office_id", "on_day", "strict", "method", "mark", "clause")
        parts.append(select(*(found.c[name] for name in names)).where(found.c.case_id == case_id))
    return [
        Counts(
            row[0], row[1], row[2], Verdict(Counted(row[3]), Counted(row[4]), _mark(row[5]), row[6])
        )
        for row in session.execute(union_all(*parts))
    ]


def supposing(records: Records, supposed: Supposition) -> Records:
    """The records with one of them taken to be otherwise.

    A protest granted needs the decision that granted it: the act that decided on it is taken to have
    changed the protested one, or a decision of today is supposed where there is none yet.
    """
    if supposed.protest_id is not None and supposed.outcome is not None:
        protest = _with_outcome(supposed.protest_id, supposed.outcome, records.as_of)
        act = _with_decision(supposed.protest_id, supposed.outcome, records.as_of)
        return replace(records, protest=protest, act=act)
    if supposed.act_id is not None and supposed.clause is not None:
        return replace(records, exclusion=_with_consent(supposed.act_id, supposed.clause))
    return records


def _with_outcome(protest_id: int, outcome: Outcome, today: date) -> FromClause:
    table = Protest.__table__
    this = table.c.id == protest_id
    supposed: Mapping[str, Any] = {
        "outcome": case((this, outcome.value), else_=table.c.outcome),
        "outcome_on": case((this & table.c.outcome_on.is_(None), today), else_=table.c.outcome_on),
        "outcome_act_id": case(
            (this & table.c.outcome_act_id.is_(None), _SUPPOSED), else_=table.c.outcome_act_id
        ),
    }
    return select(
        *(
            supposed[column.name].label(column.name) if column.name in supposed else column
            for column in table.c
        )
    ).subquery("supposed_protest")


def _with_decision(protest_id: int, outcome: Outcome, today: date) -> FromClause:
    """The court acts with the one that decides on the protest as it would be."""
    table, protest = CourtAct.__table__, Protest.__table__
    decides = select(protest.c.outcome_act_id).where(protest.c.id == protest_id).scalar_subquery()
    changed = "changed" if outcome is not Outcome.REJECTED else "upheld"
    names = ("id", "case_id", "instance", "kind", "made_on", "reviews_id", "copy_on")
    kind = case((table.c.id == decides, changed), else_=table.c.kind).label("kind")
    real = select(*(kind if name == "kind" else table.c[name] for name in names))
    supposed = select(
        literal(_SUPPOSED),
        protest.c.case_id,
        literal(Instance.APPELLATE.value),
        literal(changed),
        literal(today),
        protest.c.act_id,
        null(),
    ).where(protest.c.id == protest_id, protest.c.outcome_act_id.is_(None))
    return union_all(real, supposed).subquery("supposed_act")


def _with_consent(act_id: int, clause: str) -> FromClause:
    table = ExclusionRequest.__table__
    real = select(table.c.act_id, table.c.clause, table.c.state).where(table.c.act_id != act_id)
    supposed = select(literal(act_id), literal(clause), literal("consented"))
    return union_all(real, supposed).subquery("supposed_exclusion")


def tally_of(counts: Iterable[Counts], figure: str, office_ids: Sequence[int]) -> Tally:
    """How the things of a case add to one figure of these offices."""
    found = Tally()
    for each in counts:
        if each.figure == figure and each.office_id in office_ids:
            found = found.plus(Tally.of(each.verdict))
    return found


class Effect(NamedTuple):
    """What a consent would make of the asking office's quarter: the figure before and after."""

    before: Tally
    after: Tally


def consent_effects(
    session: Session, asked: Mapping[int, str], *, law: Lawbook
) -> dict[int, Effect]:
    """For each act of `asked` (its id with the clause), what consent would make of the effectiveness
    of appellate protesting in its office and quarter. Acts that no figure shows are left out.

    Two statements, however many acts: the things as last computed, and the sums of their quarters.
    """
    item = IndicatorItem
    quarter = first_of_quarter(item.on_day)
    standing = (item.figure == EFFECTIVENESS, item.until_run.is_(None))
    things = session.execute(
        select(
            item.subject_id,
            item.office_id,
            quarter,
            item.facts,
            item.strict,
            item.method,
            item.mark,
            item.clause,
        ).where(*standing, item.subject_kind == "court_act", item.subject_id.in_(list(asked)))
    ).all()
    wanted = {(row[1], row[2]) for row in things}
    before = _quarters(session, wanted)
    figure = law.figure(EFFECTIVENESS)
    effects = {}
    for act_id, office_id, starts_on, facts, strict, method, mark, clause in things:
        now = Verdict(Counted(strict), Counted(method), _mark(mark), clause)
        then = figure.verdict({**facts, "consented_exclusion": asked[act_id]})
        was = before[(office_id, starts_on)]
        effects[act_id] = Effect(was, was.plus(Tally.of(then)).minus(Tally.of(now)))
    return effects


def _mark(kept: str | None) -> Mark | None:
    return None if kept is None else Mark(kept)


def _quarters(
    session: Session, wanted: Collection[tuple[int, date]]
) -> dict[tuple[int, date], Tally]:
    """The sums of the effectiveness by office and first day of the quarter."""
    item = IndicatorItem
    quarter = first_of_quarter(item.on_day)
    statement: Any = (
        select(item.office_id, quarter, *summed())
        .where(
            item.figure == EFFECTIVENESS,
            item.until_run.is_(None),
            tuple_(item.office_id, quarter).in_(wanted),
        )
        .group_by(item.office_id, quarter)
    )
    rows = session.execute(statement) if wanted else ()
    return {(row[0], row[1]): Tally(*row[2:]) for row in rows}


class Moved(NamedTuple):
    """A figure of one office and quarter as it was last computed, and with the supposition."""

    figure: str
    office_id: int
    quarter: Period
    before: Tally
    after: Tally


def moved_by(
    session: Session,
    case_id: int,
    supposed: Supposition,
    *,
    law: Lawbook,
    real: Records,
    seen: Collection[int],
) -> list[Moved]:
    """What a supposition would move: each figure it touches, for the office whose figure it is and
    the offices above it among `seen`, in the quarter of the thing. Nothing is stored.
    """
    before = counted(session, case_id, law=law, records=real)
    after = counted(session, case_id, law=law, records=supposing(real, supposed))
    places = {
        (each.figure, each.office_id, Period.containing(Recurrence.QUARTER, each.on_day))
        for each in {*before, *after} - ({*before} & {*after})
    }
    found = []
    for code, office_id, quarter in sorted(places, key=lambda each: (each[0], each[2].start)):
        gone, come = (
            tally_of(
                (one for one in counts if quarter.start <= one.on_day <= quarter.end),
                code,
                [office_id],
            )
            for counts in (before, after)
        )
        for above in reversed(_line(session, office_id)):
            if above in seen:
                was = _quarter_of(session, code, below(session, above), quarter)
                found.append(Moved(code, above, quarter, was, was.minus(gone).plus(come)))
    return found


def _line(session: Session, office_id: int) -> list[int]:
    """The offices from the root down to this one."""
    return list(session.scalar(select(Office.ancestors).where(Office.id == office_id)) or [])


def _quarter_of(session: Session, code: str, office_ids: Sequence[int], quarter: Period) -> Tally:
    found = sums(session, office_ids=office_ids, span=Span.of(quarter))
    return next((each.tally for each in found if each.figure == code), Tally())
