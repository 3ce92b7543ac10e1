"""Tasks of the audit chain."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from tasks.celery_app import house, task

log = structlog.get_logger()


class ChainBroken(RuntimeError):
    """An audit entry was changed, removed or put in after it was written."""


@task(TaskName.VERIFY_AUDIT)
def verify_chain() -> None:
    """Walk the whole audit chain; a broken one is logged as an error and fails the task."""
    with house() as at:
        verdict = at.audit_verdict()
    if verdict.first_bad is not None:
        raise ChainBroken(f"entry {verdict.first_bad}: {verdict.reason}")
    log.info("audit.verified", entries=verdict.entries)
