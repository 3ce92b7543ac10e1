"""A report leaves its office: sent up, and kept from that moment as a numbered paper.

Does not belong here: the rules of sending (`operations/deciding.py`), numbers and copies (`printing`).
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.rules import Lateness
from supervision.printing.issuing import AlreadyIssued, issue_paper
from supervision.reports.models import Report
from supervision.reports.operations import send
from supervision.reports.report_prints import PAPER
from supervision.reports.rules.kinds import ReportKind


def send_as_paper(
    session: Session,
    actor: Actor,
    report_id: int,
    kind: ReportKind,
    *,
    lateness: Lateness | None = None,
    version: int | None = None,
    today: date,
) -> Report:
    """Send an approved report up and issue it as a paper of the same transaction: PDF and DOCX in both
    languages. One that was sent back and says the same again keeps the paper it has.

    Raises what `send` raises; Refused where its texts cannot be printed.
    """
    report = send(session, actor, report_id, kind, lateness=lateness, version=version, today=today)
    session.flush()
    with suppress(AlreadyIssued):
        issue_paper(session, actor, PAPER, report_id, today=today)
    return report
