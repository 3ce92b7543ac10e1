"""Tasks of the JSON API."""

from __future__ import annotations

import structlog

from supervision.api.changing import forget_old_keys
from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from tasks.celery_app import house, task

log = structlog.get_logger()


@task(TaskName.FORGET_OLD_KEYS)
def forget_keys() -> None:
    """Forget the keys of creations that nobody sends again."""
    with house() as at, transaction(at.session):
        forgotten = forget_old_keys(at.session, now=at.now)
    log.info("api.keys_forgotten", keys=forgotten)
