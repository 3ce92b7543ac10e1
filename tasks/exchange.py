"""Tasks of data in and out."""

from __future__ import annotations

import structlog

from supervision.core import clock
from supervision.core.queue import TaskName
from supervision.exchange.making import make_waiting
from supervision.exchange.working import Shift, work_on_sheets
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


@task(TaskName.WORK_ON_SHEETS)
def work() -> None:
    """Check and enter the sheets that wait, each with the rights of who sent it."""
    with house() as at:
        sheets = work_on_sheets(Shift(application(), at.session, at.law, at.today, clock.now))
    log.info("exchange.worked", sheets=sheets)
