"""Noting that somebody took figures or the things behind them away as a file."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.indicators.rules import FIGURE_KIND


def note_export(
    session: Session, actor: Actor, *, figure: str, rows: int, asked: Mapping[str, str]
) -> None:
    """Record which figure, which part of it and how many rows left the house, and in whose hands.

    Raises Forbidden for a post that sees no cases.
    """
    actor.demand(Permission.SEE_CASES)
    after = {"figure": figure, "rows": rows, "asked": dict(asked)}
    record(session, actor, action="indicators.export", subject=(FIGURE_KIND, None), after=after)
