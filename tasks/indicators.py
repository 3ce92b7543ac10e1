"""Tasks of indicators."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from supervision.house import House
from supervision.indicators import operations
from supervision.indicators.rules import RunKind
from tasks.celery_app import house, task

log = structlog.get_logger()


@task(TaskName.COMPUTE_INDICATORS)
def compute() -> None:
    """Compute all figures, and freeze the quarters whose cut-off has passed."""
    with house() as at:
        _compute(at, RunKind.NIGHTLY)


@task(TaskName.COMPUTE_ASKED_INDICATORS)
def compute_asked() -> None:
    """Compute all figures if somebody waits for it."""
    with house() as at:
        if operations.is_asked(at.session):
            _compute(at, RunKind.ASKED)


def _compute(at: House, kind: RunKind) -> None:
    with transaction(at.session) as session:
        at.be_patient()
        run = operations.compute(session, at.actor, law=at.law, today=at.today, kind=kind)
        frozen = operations.freeze_due(session, at.actor, run, law=at.law) if run else []
    log.info(
        "indicators.computed",
        run=run.id if run else None,
        frozen=[period.period for period in frozen],
    )
