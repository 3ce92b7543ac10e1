"""A file waiting to be fetched in every office, planted for the walks.

Belongs here: the rows and their ids. Does not belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.exchange.operations import exports as operations
from supervision.exchange.rules import Form
from tests.conftest import TODAY

CODES = {"export_run": {"kind", "form", "state", "reason"}}


def plant_export(session: Session, head: Actor, person: Callable[[int, str], str]) -> None:
    """A file of the head of an office, asked for by a name and ready."""
    office_id = head.office_id or 0
    with transaction(session):
        run = operations.ask_export(
            session,
            head,
            kind="cases",
            form=Form.CSV,
            query=urlencode({"q": person(office_id, "query")[:200]}),
            now=clock.now(),
        )
        operations.keep_export(
            session, head, run, content=person(office_id, "file").encode(), rows=1, today=TODAY
        )
