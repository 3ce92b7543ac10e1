"""Reconciliations and nomenclature files for the walks, each text chosen by the test.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from supervision.cases import operations
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.queries import reconciliation as queries
from supervision.cases.rules.filing import FilingEntry, NomenclatureEntry
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.rules import LateCause, Lateness
from tests.conftest import TODAY
from tests.factories.cases import TRANSPORT_OFFICE, Desk
from tests.factories.reconciliation import TRANSPORT_HEAD

Words = Callable[[int, str], str]
# The reconciliations of each office in the order they are made.
SIGNED, OPEN = range(2)
# The files of its nomenclature likewise.
KEPT, CLOSED = range(2)
CODES = {
    "reconciliation": {"quarter", "number"},
    "reconciliation_side": {"late_cause"},
    "reconciliation_line": {"articles", "outcome", "notice_number", "relation"},
    "reconciliation_difference": {"kind", "content", "settlement"},
    "nomenclature_file": {"file_index"},
    "act_filing": {"file_index"},
}


def plant_heard(desk: Desk, case: AdminCase) -> None:
    """A hearing of a transport case that the territorial office still covers, held last week."""
    hearing = desk.hearing(case, TODAY - timedelta(days=5))
    outcome = OutcomeEntry("nobody", absence_cause="not_notified")
    desk.do(operations.record_outcome, case.id, hearing.id, outcome)


def plant_filing(desk: Desk, found: AdminCase, office_id: int, case: Words) -> None:
    """Two files of the nomenclature, one of them closed, and the first act of a case in the other."""
    files = []
    for index in ("04-12", "04-13"):
        with transaction(desk.session):
            entry = NomenclatureEntry(2026, index, case(office_id, "file"))
            files.append(
                operations.add_file(
                    desk.session,
                    desk.actor,
                    entry,
                    idempotency_key=uuid.uuid4(),
                    today=TODAY,
                )
            )
    with transaction(desk.session):
        operations.close_file(desk.session, desk.actor, files[CLOSED].id, today=TODAY)
    statement = select(CourtAct.id).where(CourtAct.case_id == found.id).order_by(CourtAct.id)
    act = desk.session.scalars(statement.limit(1)).one()
    place = FilingEntry(files[KEPT].id, case(office_id, "volume"), "", TODAY)
    desk.do(operations.file_acts, {act: case(office_id, "sheets")}, place)


def plant_reconciliations(desk: Desk, office_id: int, case: Words) -> None:
    """One of the last quarter, signed late by both; one of this quarter with a settled difference."""
    late = Lateness(LateCause.WORKLOAD, case(office_id, "unit"), case(office_id, "late"))
    ours, theirs = desk.actor, TRANSPORT_HEAD

    def do(actor: Actor, verb: Any, quarter: str, *about: Any, **given: Any) -> None:
        set_scope(desk.session, actor.scope)
        copies = queries.of_quarter(desk.session, actor.office_id or 0, quarter)
        [one] = [each for each in copies if office_id in (each.territorial_id, each.specialised_id)]
        with transaction(desk.session):
            verb(desk.session, actor, one.id, *about, today=TODAY, **given)

    for quarter in ("2026-Q3", "2026-Q4"):
        set_scope(desk.session, ours.scope)
        with transaction(desk.session):
            operations.open_reconciliation(
                desk.session,
                ours,
                counterpart_id=TRANSPORT_OFFICE,
                quarter=quarter,
                law=desk.law,
                today=TODAY,
            )
        for actor in (ours, theirs):
            do(actor, operations.submit_list, quarter)
    for actor in (ours, theirs):
        signed: dict[str, Any] = {"signed_on": TODAY, "lateness": late, "law": desk.law}
        do(actor, operations.sign_act, "2026-Q3", **signed)
    set_scope(desk.session, ours.scope)
    [one] = queries.of_quarter(desk.session, office_id, "2026-Q4")
    for found in queries.whole(desk.session, one.id).differences:
        settled = {"settlement": "explained", "note": case(office_id, "settled")}
        do(ours, operations.settle_difference, "2026-Q4", found.id, **settled)
    set_scope(desk.session, ours.scope)


@dataclass(frozen=True)
class ReconciliationIds:
    """The ids of planted reconciliations and nomenclature files by office."""

    copies: Mapping[int, list[int]]
    differences: Mapping[int, list[tuple[int, int]]]
    files: Mapping[int, list[int]]

    @classmethod
    def read(cls, connection: Connection) -> ReconciliationIds:
        """Every one there is; a difference goes with its reconciliation."""
        differences: dict[int, list[tuple[int, int]]] = {}
        statement = "select office_id, reconciliation_id, id from reconciliation_difference"
        for office, copy, row_id in connection.execute(
            text(f"{statement} where stands order by 1, 2, 3")
        ):
            differences.setdefault(office, []).append((copy, row_id))
        return cls(
            _by_office(connection, "reconciliation"),
            differences,
            _by_office(connection, "nomenclature_file"),
        )


def _by_office(connection: Connection, table: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for office, row_id in connection.execute(
        text(f"select office_id, id from {table} order by 1, 2")
    ):
        found.setdefault(office, []).append(row_id)
    return found
