"""Freezing a quarter: its figures stand as they were known at the cut-off (`2015 ¶20`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.indicators.models import FrozenPeriod, IndicatorRun
from supervision.indicators.rules import FREEZE_KIND, quarters_up_to
from supervision.law.lawbook import Lawbook
from supervision.law.period import Period

# The information on the quarter is due by this rule; what is known on its day is the quarter's figure.
CUT_OFF_RULE = "2015/20/quarterly_information"
_LOOKED_BACK = 8


def cut_off_of(law: Lawbook, quarter: Period) -> date | None:
    """The last day the information on a quarter is due (`2015 ¶20`), or None where no law says so."""
    return law.recurring_due(CUT_OFF_RULE, quarter).due_on


def freeze_due(
    session: Session, actor: Actor, run: IndicatorRun, *, law: Lawbook
) -> list[FrozenPeriod]:
    """Freeze, by this computation, each quarter whose cut-off has passed and that is not frozen yet.

    At the very first computation the last such quarter alone: the figures of older ones were never
    known as of their day.
    """
    frozen = set(session.scalars(select(FrozenPeriod.period)))
    first = session.scalar(select(func.min(IndicatorRun.as_of))) or run.as_of
    passed = [
        (quarter, day)
        for quarter in quarters_up_to(run.as_of, _LOOKED_BACK)
        if (day := cut_off_of(law, quarter)) is not None and day < run.as_of
    ]
    made = [
        FrozenPeriod(
            period=quarter.key,
            starts_on=quarter.start,
            ends_on=quarter.end,
            cut_off_on=day,
            run_id=run.id,
        )
        for quarter, day in passed
        if quarter.key not in frozen and (day >= first or quarter == passed[-1][0])
    ]
    session.add_all(made)
    session.flush()
    for period in made:
        after = {"period": period.period, "run": run.id}
        record(
            session,
            actor,
            action="indicators.freeze",
            subject=(FREEZE_KIND, period.id),
            after=after,
        )
    return made
