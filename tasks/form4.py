"""Tasks of Form No. 4."""

from __future__ import annotations

import structlog

from supervision.core.queue import TaskName
from supervision.core.transaction import transaction
from supervision.form4 import operations
from tasks.celery_app import house, task

log = structlog.get_logger()
AT_A_TIME = 60  # accounts; each is kept by itself, what is left waits for the next line


@task(TaskName.COUNT_FORM4)
def count() -> None:
    """Count ahead the accounts in which something happened since they were counted."""
    with house() as at:
        due = operations.due(at.session, today=at.today, limit=AT_A_TIME)
        for office_id in due:
            with transaction(at.session) as session:
                at.be_patient()
                operations.count_account(session, office_id, today=at.today)
        log.info("form4.counted", accounts=len(due))
