"""The back-plan of an open window: its safe days, and whether the draft is late by it.

Belongs here: putting an office's plan to a window, for a page. Does not belong here: counting the
days (`law/back_plan.py`), and the window itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from supervision.duties.presenting import Presenter, SafeDayLine
from supervision.law.back_plan import USUAL, BackPlan, is_late, next_safe_day, safe_days
from supervision.law.calendar import CalendarGap


class PlanView(NamedTuple):
    """The safe days of a window in words; `next` is the one to keep now, None once all are over;
    `late` tells that the first of them is over and no draft is there.
    """

    steps: Sequence[SafeDayLine]
    next: SafeDayLine | None
    late: bool


class Planner:
    """Puts the plans of offices to windows: the safe days of one plan and last day are asked once."""

    def __init__(self, own_plans: dict[int, BackPlan], writer: Presenter) -> None:
        self._plans, self._writer = own_plans, writer
        self._counted = cache(self._count)  # of this page alone

    def plan(self, office_id: int, last_day: date, *, drafted: bool) -> PlanView | None:
        """The plan of a window that closes on `last_day`; None where the calendar does not reach."""
        found = self._counted(self._plans.get(office_id, USUAL), last_day)
        return None if found is None else found._replace(late=found.late and not drafted)

    def _count(self, plan: BackPlan, last_day: date) -> PlanView | None:
        writer = self._writer
        try:
            days = safe_days(writer.law.calendar, plan, last_day)
        except CalendarGap:
            return None
        lines = writer.plan_lines(days)
        coming = next_safe_day(days, writer.today)
        following = lines[days.index(coming)] if coming is not None else None
        return PlanView(lines, following, is_late(days, writer.today))
