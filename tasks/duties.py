"""Tasks of duties."""

from __future__ import annotations

from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from supervision.duties import operations
from supervision.guidance import operations as guidance
from tasks.celery_app import house, task


@task(TaskName.OPEN_RECURRING_DUTIES)
def open_recurring() -> None:
    """Open the recurring duties of today's periods and of those missed since the last run."""
    with house() as at, transaction(at.session) as session:
        at.be_patient()
        operations.open_recurring(session, at.actor, at.owing_offices(), law=at.law, today=at.today)
        guidance.settle_all(session, at.actor, law=at.law, today=at.today)


@task(TaskName.REBUILD_DUTIES)
def rebuild() -> None:
    """Ask the law again for every subject; changes nothing when nothing changed."""
    with house() as at, transaction(at.session) as session:
        at.be_patient()
        operations.rebuild(session, at.actor, at.sources, law=at.law, today=at.today)
