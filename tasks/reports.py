"""Tasks of reports."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from supervision.reports import operations
from supervision.reports.files import keep_files
from tasks.celery_app import house, task

log = structlog.get_logger()


@task(TaskName.ISSUE_JOURNALS)
def issue_journals() -> None:
    """Issue this morning's control journal where it is lacking, and put what was issued on disk."""
    with house() as at:
        issued = operations.issue_journals(
            at.session, at.actor, law=at.law, now=at.now, zone=at.settings.zone, fault=at.fault
        )
        log.info("reports.journals", issued=issued)
        place = at.settings.journal_place
        if place is not None:
            kept = keep_files(at.session, place, at.settings.journal_keep, at.fault)
            log.info("reports.journal_files", written=kept.written, removed=kept.removed)
