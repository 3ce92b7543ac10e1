"""The Celery app: the base of every task, and what a worker and a scheduler do when they start.

Belongs here: application context, the house's actor and scope, ids in the logs. Does not belong
here: what runs when (`schedule.py`) or any work.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import structlog
from flask import Flask

from config.logging import configure_logging
from config.settings import Settings
from supervision.app import create_app
from supervision.core import queue
from supervision.core.queue import TaskName, make_celery
from supervision.house import House, at_work
from tasks import schedule

log = structlog.get_logger()
celery = make_celery(Settings())
celery.conf.beat_schedule = schedule.timetable()
celery.conf.task_routes = schedule.routes()
celery.conf.imports = (
    *("tasks.api", "tasks.audit", "tasks.duties", "tasks.exchange", "tasks.form4"),
    *("tasks.indicators", "tasks.reminders", "tasks.representations", "tasks.reports"),
)


@cache
def application() -> Flask:
    """The application this process works with; made at the first need, after the fork."""
    return create_app(Settings())


def house() -> AbstractContextManager[House]:
    """Enter the house for one task: its scope begins here and ends with the block."""
    return at_work(application())


class HouseTask(celery.Task):  # type: ignore[misc,name-defined]
    """The base of every task: ids in each log line, and a line for what failed."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run with the task's name and id bound to whatever is logged meanwhile."""
        task_id = self.request.id or ""
        with structlog.contextvars.bound_contextvars(task=self.name, request_id=task_id):
            return super().__call__(*args, **kwargs)

    def on_failure(self, exc: Exception, task_id: str, *_: Any) -> None:
        """Say that it failed; the state of the work is in the database and the next run goes on."""
        log.error("task.failed", task=self.name, request_id=task_id, error=repr(exc))


def task(name: TaskName) -> Callable[[Callable[..., None]], Any]:
    """Make a function the task of that name."""
    decorate: Callable[[Callable[..., None]], Any] = celery.task(name=name.value, base=HouseTask)
    return decorate


def _prepare_worker_process() -> None:
    """Make the application in the new process, so that the first task need not wait for it."""
    configure_logging()
    application()


def _catch_up() -> None:
    """At the scheduler's start: whatever it missed while it was away."""
    for line in schedule.LINES:
        if line.at_start:
            celery.send_task(line.task.value, expires=line.expires)


queue.on_worker_process_start(_prepare_worker_process)
queue.on_scheduler_start(_catch_up)
