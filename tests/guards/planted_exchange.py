"""A file waiting to be fetched and a sheet sent in, in every office, planted for the walks.

Belongs here: the rows and their ids. Does not belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor, Permission
from supervision.core.texts import written
from supervision.core.transaction import transaction
from supervision.exchange.importables import folded
from supervision.exchange.models import ImportRow
from supervision.exchange.operations import exports as operations
from supervision.exchange.operations import imports
from supervision.exchange.rules import BatchState, Form
from tests.conftest import TODAY

CODES = {
    "export_run": {"kind", "form", "state", "reason"},
    "import_batch": {"kind", "form", "state", "reason"},
    "import_row": {"state", "subject_kind"},
    "import_mapping": {"kind", "field"},
}
KNOWN_HEADS = ["court", "instance", "kind", "made_on"]


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


def plant_sheet(session: Session, head: Actor, case: Callable[[int, str], str]) -> None:
    """Court acts of an office sent in under its own name of a column: checked, a row refused."""
    office_id, now = head.office_id or 0, clock.now()
    # As the reader of sheets gives them: nothing that turns the direction of writing.
    own, court, number_of_case = (
        written(case(office_id, each)) for each in ("head", "court", "number")
    )
    with transaction(session):
        batch = imports.send_sheet(
            session,
            head,
            kind="court_acts",
            permission=Permission.RECORD_CASES,
            filename=f"{case(office_id, 'sheet')}.csv",
            content=case(office_id, "content").encode(),
            now=now,
        )
        imports.end_step(session, head, batch, BatchState.MAPPING, {}, now)
        imports.map_columns(
            session,
            head,
            batch.id,
            mapping={folded(own): "case_number"},
            permission=Permission.RECORD_CASES,
            now=now,
        )
        batch.heads = [own, *KNOWN_HEADS]
        batch.mapping = {folded(own): "case_number", **{name: name for name in KNOWN_HEADS}}
        rows: list[tuple[str, list[list[object]]]] = [
            ("good", []),
            (
                "refused",
                [
                    [
                        "court",
                        court,
                        "This is not on the list. Take the words from the sheet of lists.",
                        {},
                    ]
                ],
            ),
        ]
        session.execute(
            insert(ImportRow),
            [
                {
                    "batch_id": batch.id,
                    "office_id": office_id,
                    "number": number,
                    "cells": [number_of_case, court, "first", "penalty", "20.11.2026"],
                    "state": state,
                    "problems": problems,
                }
                for number, (state, problems) in enumerate(rows, start=2)
            ],
        )
        imports.end_step(session, head, batch, BatchState.CHECKED, {}, now)
