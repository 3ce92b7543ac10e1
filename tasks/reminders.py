"""Tasks of reminders."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from supervision.reminders import operations
from tasks.celery_app import house, task

log = structlog.get_logger()


@task(TaskName.SWEEP_REMINDERS)
def sweep() -> None:
    """Plan and deliver every notice whose moment has come."""
    with house() as at:
        swept = operations.sweep(
            at.session, at.actor, law=at.law, now=at.now, zone=at.settings.zone, fault=at.fault
        )
    incomplete = swept.beyond_calendar or swept.unknown_rules
    (log.warning if incomplete else log.info)("reminders.swept", **vars(swept))


@task(TaskName.BEAT_HEARTBEAT)
def beat_heartbeat() -> None:
    """The scheduler asked and this worker answers: both are alive."""
    with house() as at, transaction(at.session) as session:
        operations.beat(session, now=at.now)
