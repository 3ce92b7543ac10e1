"""The changes of a duty's day in words: its history, and which decisions the law allows.

Belongs here: sentences from rows of history and from the rule. Does not belong here: who may decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from supervision.core.i18n import _, day
from supervision.duties.models import DutyMove
from supervision.duties.rules import MoveKind
from supervision.law.delays import Decider
from supervision.law.model import Rule

# What moves a day by a decision, so that "why this date" tells its reason.
DECIDING = frozenset({MoveKind.HAND, MoveKind.EXTENDED, MoveKind.RESUMED})
_ICONS = {
    MoveKind.FACTS: "refresh",
    MoveKind.HAND: "pencil",
    MoveKind.EXTENDED: "calendar-event",
    MoveKind.PAUSED: "clock-exclamation",
    MoveKind.RESUMED: "clock",
    MoveKind.REOPENED: "arrow-back-up",
}


class ToldChange(NamedTuple):
    """One change as the history of a duty tells it."""

    title: str
    at: datetime
    who: str
    reason: str
    icon: str
    change_id: int | None


def told(moves: Iterable[DutyMove], language: str) -> list[ToldChange]:
    """The changes in their order, each with its days, its reason and who decided it."""
    return [
        ToldChange(
            title=_title(move, language),
            at=move.at,
            who=move.actor_name,
            # the house gives its own reasons as keys of the catalog
            reason=move.reason if move.by_hand else _(move.reason),
            icon=_ICONS[MoveKind(move.kind)],
            change_id=move.change_id,
        )
        for move in moves
    ]


def deciding_reason(moves: Iterable[DutyMove]) -> str:
    """The reason of the last decision that moved the day; empty without one."""
    reasons = [move.reason for move in moves if move.kind in DECIDING]
    return reasons[-1] if reasons else ""


def allowed(rule: Rule) -> list[str]:
    """Which decisions about the day the law's file allows, and whose they are."""
    lines = []
    if rule.extendable is None:
        lines.append(_("The law gives no longer term: an earlier day may be set, a later one not."))
    elif rule.extendable.decided_by is Decider.OFFICE_ABOVE:
        lines.append(_("The term may be extended by the head of an office above."))
    else:
        lines.append(_("The term may be extended by the head of the office that owes the duty."))
    if rule.pausable is not None and rule.pausable.decided_by is Decider.OFFICE_ABOVE:
        lines.append(_("The clock may be stopped by the head of an office above."))
    elif rule.pausable is not None:
        lines.append(_("The clock may be stopped by the head of the office that owes the duty."))
    return lines


def _title(move: DutyMove, language: str) -> str:
    old = day(move.old_due_on, language) if move.old_due_on else "—"
    new = day(move.new_due_on, language) if move.new_due_on else "—"
    on = day(move.on_day, language) if move.on_day else ""
    match MoveKind(move.kind):
        case MoveKind.EXTENDED:
            return _("Term extended: %(old)s → %(new)s", old=old, new=new)
        case MoveKind.PAUSED:
            return _("Clock stopped from %(day)s, the term then ran to %(old)s", day=on, old=old)
        case MoveKind.RESUMED:
            return _("Clock runs again from %(day)s: %(old)s → %(new)s", day=on, old=old, new=new)
        case MoveKind.REOPENED:
            return _("Duty opened again, its day is %(new)s", new=new)
        case _:
            return _("Day moved: %(old)s → %(new)s", old=old, new=new)
