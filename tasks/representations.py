"""Tasks of representations."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from supervision.representations import operations
from tasks.celery_app import house, task

log = structlog.get_logger()


@task(TaskName.OPEN_MISSED_WINDOWS)
def open_missed_windows() -> None:
    """Open a record for every unlawful act whose window closed without a protest; on a working day."""
    with house() as at, transaction(at.session) as session:
        at.be_patient()
        if at.law.calendar.is_working(at.today).working:
            changed = operations.open_missed_windows(session, at.actor, law=at.law, today=at.today)
            log.info("representations.missed_windows", changed=changed)
