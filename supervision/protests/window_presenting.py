"""The list of open windows as its page shows it: of cases and of disputes, the endangered on top.

Belongs here: writing the rows and their order. Does not belong here: reading rows, or the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from supervision.duties.presenting import Presenter, pattern_of
from supervision.protests.planning import Planner, PlanView
from supervision.protests.queries.open_windows import WindowRow
from supervision.protests.rules import CLOSING_SOON


class WindowLine(NamedTuple):
    """One open window of the list of windows."""

    matter_url: str
    matter_number: str
    about: str
    in_dispute: bool
    court: str
    office: str
    assignee: str
    last_day: date
    days: int
    state: str
    draft: bool
    soon: bool
    plan: PlanView | None

    @property
    def late(self) -> bool:
        """Whether its first safe day is over without a draft."""
        return self.plan is not None and self.plan.late


def window_lines(
    rows: Iterable[WindowRow], last_days: Mapping[int, date], planner: Planner, writer: Presenter
) -> Sequence[WindowLine]:
    """The open windows: those late by their plan first, then those that close soon without a draft.

    `last_days` are the law's own of duties that were moved by hand.
    """
    case_address = pattern_of("cases.case", "case_id")
    dispute_address = pattern_of("disputes.dispute", "dispute_id")
    found = []
    for row in rows:
        last = last_days.get(row.duty_id, row.due_on)
        left = (last - writer.today).days
        if left < 0:
            continue
        soon = left <= CLOSING_SOON and not row.has_draft
        address = dispute_address if row.in_dispute else case_address
        found.append(
            WindowLine(
                matter_url=f"{address(row.matter_id)}#protests",
                matter_number=row.matter_number,
                about=row.about,
                in_dispute=row.in_dispute,
                court=row.court,
                office=row.office_name,
                assignee=row.assignee or "",
                last_day=last,
                days=left,
                state="today" if left == 0 else "soon" if soon else "open",
                draft=row.has_draft,
                soon=soon,
                plan=planner.plan(row.office_id, last, drafted=row.has_draft),
            )
        )
    return sorted(found, key=lambda line: (not line.late, not line.soon, line.last_day))
