"""Which journals named which day of a duty, for whoever is about to change that day.

Belongs here: reading what was printed, as `supervision.rehearsals.printed` asks for it; `app.py` puts
`printed_dates` where the rehearsal finds it. Does not belong here: any page.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import has_request_context, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.core.i18n import _
from supervision.printing.models import Paper
from supervision.rehearsals.printed import Printed
from supervision.reports.models import ControlJournal, JournalLine


def printed_dates(session: Session, duty_ids: Sequence[int]) -> list[Printed]:
    """Every day that journals named for these duties, each with the latest journal that did so.

    In order of duty and day; only journals the scope shows. A line without a day names none.
    """
    latest = (
        select(
            JournalLine.duty_id,
            JournalLine.due_on,
            func.max(ControlJournal.paper_id).label("paper_id"),
        )
        .join(ControlJournal, ControlJournal.id == JournalLine.journal_id)
        .where(JournalLine.duty_id.in_(duty_ids), JournalLine.due_on.is_not(None))
        .group_by(JournalLine.duty_id, JournalLine.due_on)
        .subquery()
    )
    statement = (
        select(latest.c.duty_id, latest.c.due_on, Paper)
        .join(latest, latest.c.paper_id == Paper.id)
        .order_by(latest.c.duty_id, latest.c.due_on)
    )
    return [
        Printed(
            duty_id=duty_id,
            paper=_("the control journal No. %(number)s", number=f"{paper.number}/{paper.year}"),
            issued_on=paper.issued_on,
            named_on=named_on,
            url=_page_of(paper),
        )
        for duty_id, named_on, paper in session.execute(statement)
    ]


def _page_of(paper: Paper) -> str:
    """Where the journal is listed; a command has no addresses to lead to."""
    if not has_request_context():
        return ""
    return url_for("reports.journals", office=paper.office_id, day=paper.issued_on.isoformat())
