"""Tasks of the audit chain."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from tasks.celery_app import house, task

log = structlog.get_logger()


class ChainBroken(RuntimeError):
    """An audit entry or an issued paper was changed, removed or put in after it was written."""


@task(TaskName.VERIFY_AUDIT)
def verify_chain() -> None:
    """Walk the audit chain and those of papers; a broken one is an error in the log and fails the task."""
    with house() as at:
        verdict = at.audit_verdict()
        papers = at.papers_verdict()
    if verdict.first_bad is not None:
        raise ChainBroken(f"entry {verdict.first_bad}: {verdict.reason}")
    if papers.first_bad is not None:
        raise ChainBroken(f"paper {papers.first_bad}: {papers.reason}")
    log.info("audit.verified", entries=verdict.entries, papers=papers.papers)
