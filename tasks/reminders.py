"""Tasks of reminders."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName, on_task_sent
from supervision.core.transaction import transaction
from supervision.reminders import operations
from supervision.reminders.rules import BEAT
from supervision.reminders.sending import send_waiting
from tasks.celery_app import house, task

log = structlog.get_logger()


@task(TaskName.SWEEP_REMINDERS)
def sweep() -> None:
    """Plan and deliver every notice whose moment has come."""
    with house() as at:
        swept = operations.sweep(
            at.session,
            at.actor,
            law=at.law,
            now=at.now,
            zone=at.settings.zone,
            fault=at.fault,
            by_mail=at.settings.mail_server is not None,
        )
    incomplete = swept.beyond_calendar or swept.unknown_rules
    (log.warning if incomplete else log.info)("reminders.swept", **vars(swept))


@task(TaskName.SEND_LETTERS)
def send_letters() -> None:
    """Hand over the letters whose moment has come; on a queue of its own, because servers are slow."""
    with house() as at:
        mailed = send_waiting(at.session, at.actor, fault=at.fault)
    if mailed is not None and any(vars(mailed).values()):
        log.info("reminders.mailed", **vars(mailed))


@task(TaskName.BEAT_HEARTBEAT)
def beat_heartbeat() -> None:
    """The scheduler asked and this worker answers: both are alive."""
    with house() as at, transaction(at.session) as session:
        operations.beat(session, now=at.now)


def note_scheduler() -> None:
    """The scheduler has asked: it is alive, whether or not a worker answers."""
    with house() as at, transaction(at.session) as session:
        operations.beat(session, now=at.now, names=(BEAT,))


on_task_sent(TaskName.BEAT_HEARTBEAT, note_scheduler)
