"""Computing all figures of all offices at one moment, and asking for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, func, select, union_all, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.indicators.models import IndicatorAsk, IndicatorRun
from supervision.indicators.queries.ledger import judged, keep_items, keep_months
from supervision.indicators.queries.things import Records, records_of
from supervision.indicators.rules import ASK_KIND, RUN_KIND, RunKind
from supervision.law.lawbook import Lawbook

# One computation at a time, whoever starts it: a doubled task finds the work being done and leaves.
_LOCK = 7_251_017


def compute(
    session: Session, actor: Actor, *, law: Lawbook, today: date, kind: RunKind
) -> IndicatorRun | None:
    """Find and judge the things of every figure, and note what is otherwise since the last time.

    One statement finds them all, so every figure is of the same data. The transaction is an ordinary
    one: under an older view of the database the audit chain could not be carried on, nor the ledger
    from a computation that ended meanwhile. The scope is the house's. Returns None when another
    computation is at work. Whoever had asked for one before it began is answered by this.
    """
    if not session.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
        return None
    waiting = session.scalars(select(IndicatorAsk.id).where(IndicatorAsk.run_id.is_(None))).all()
    run = _begun(session, actor, law, today, kind)
    _join_by_hashing(session)
    keep_items(session, _things(law, records_of(law, today)), run.id)
    keep_months(session, run.id)
    answered = update(IndicatorAsk).where(IndicatorAsk.id.in_(waiting))
    session.execute(answered.values(run_id=run.id))
    record(session, actor, action="indicators.compute", subject=(RUN_KIND, run.id))
    return run


def _join_by_hashing(session: Session) -> None:
    """Keep the rest of the transaction from joining row by row.

    Right after an import the statistics still say that the tables are empty: the planner would then
    compare every found thing with every standing row, hours for what takes seconds.
    """
    session.execute(select(func.set_config("enable_nestloop", "off", True)))


def _things(law: Lawbook, records: Records) -> CompoundSelect[Any]:
    """The things of every figure, each judged by the wording of its day."""
    return union_all(
        *(judged(figure, law.days_of_figure(figure), records) for figure in law.figures())
    )


def _begun(
    session: Session, actor: Actor, law: Lawbook, today: date, kind: RunKind
) -> IndicatorRun:
    editions = {
        figure.code: "; ".join(str(force) for force in law.days_of_figure(figure))
        for figure in law.figures()
    }
    run = IndicatorRun(
        kind=kind.value,
        as_of=today,
        cut_off_at=session.scalar(select(func.clock_timestamp())),
        editions=editions,
        calendar_version=law.calendar.version,
        asked_by=actor.name,
    )
    session.add(run)
    session.flush()
    return run


def ask(session: Session, actor: Actor) -> bool:
    """Ask for a computation now; False where one is asked for already and not answered yet.

    Raises Forbidden for a post that records nothing.
    """
    actor.demand(Permission.RECORD_CASES)
    asked = session.scalar(
        insert(IndicatorAsk)
        .values(asked_by=actor.name, asked_by_id=actor.user_id)
        .on_conflict_do_nothing()
        .returning(IndicatorAsk.id)
    )
    if asked is not None:
        record(session, actor, action="indicators.ask", subject=(ASK_KIND, asked))
    return asked is not None


def is_asked(session: Session) -> bool:
    """Whether somebody waits for a computation."""
    waiting = select(IndicatorAsk.id).where(IndicatorAsk.run_id.is_(None))
    return session.scalar(waiting) is not None
