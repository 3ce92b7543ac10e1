"""Forms No. 4 for the walks: one submitted past a failed control, one brought, of each office.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.form4 import operations
from supervision.form4.models import Form4Stale
from supervision.form4.operations import Entry
from supervision.form4.queries.asked import Asked
from supervision.law.form4.controls.judging import failures
from supervision.law.form4.controls.outcome import Case
from supervision.law.form4.editions import edition
from supervision.law.form4.filled import Filled
from supervision.law.form4.model import Span
from supervision.offices.queries import enter_as_house
from tests.conftest import TODAY

Words = Callable[[int, str], str]
CODES = {
    "form4_kept": {"origin", "edition", "sha256", "file_sha256"},
    "form4_month": {"name", "kind", "ground"},
    "form4_counted": {"counted_by"},
}


def plant_form4(session: Session, head: Actor, case: Words) -> None:
    """A form whose column 10 is not the sum of its parts, submitted with a reason and brought."""
    office_id = head.office_id or 0
    set_scope(session, head.scope)
    known = edition("2020")
    filled = Filled(known, {"table1": {1: {10: 1, 9: 1, 2: 1}, 40: {10: 1, 9: 1, 2: 1}}})
    span = Span(date(2026, 1, 1), date(2026, 4, 1))
    asked = Asked(known, known.answers(), (office_id,), span, "Asia/Almaty")
    failing = failures(Case(filled, asked.answers))
    entry = Entry(asked, office_id, own=True, filled=filled, failures=failing)
    with transaction(session):
        operations.submit(
            session,
            head,
            entry,
            reason=case(office_id, "forced"),
            idempotency_key=uuid.uuid4(),
            today=TODAY,
        )
        operations.bring(session, head, entry, file_sha256="0" * 64, idempotency_key=uuid.uuid4())


def count_accounts(session: Session) -> None:
    """What is counted ahead of every account, and in each something that came in since."""
    house = enter_as_house(session)
    for office_id in operations.due(session, today=TODAY, limit=len(house)):
        with transaction(session):
            operations.count_account(session, office_id, today=TODAY)
    with transaction(session):
        session.add_all(Form4Stale(office_id=each, since_on=TODAY) for each in house)


@dataclass(frozen=True)
class Form4Ids:
    """The ids of kept forms by office."""

    kept: Mapping[int, list[int]]

    @classmethod
    def read(cls, connection: Connection) -> Form4Ids:
        """Every one there is."""
        found: dict[int, list[int]] = {}
        for office, row_id in connection.execute(
            text("select office_id, id from form4_kept order by 1, 2")
        ):
            found.setdefault(office, []).append(row_id)
        return cls(found)
