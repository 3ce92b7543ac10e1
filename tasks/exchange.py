"""Tasks of data in and out."""

from __future__ import annotations

import structlog

from supervision.core import clock
from supervision.core.queue import TaskName
from supervision.exchange.making import make_waiting
from tasks.celery_app import application, house, task

log = structlog.get_logger()


@task(TaskName.MAKE_EXPORTS)
def make_exports() -> None:
    """Make every file somebody waits for, each with the rights of who asked for it."""
    with house() as at:
        made = make_waiting(
            application(), at.session, zone=at.settings.zone, today=at.today, clock=clock.now
        )
    log.info("exchange.made", files=made)
