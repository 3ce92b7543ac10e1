"""Reads of sheets sent in: an office's batches, the next to work on, rows and their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from supervision.core.errors import NotFound
from supervision.exchange.models import ImportBatch, ImportMapping, ImportRow
from supervision.exchange.rules import SILENT_FOR, WORKING, RowState

SHOWN = 50
LARGEST_ID = 2**63 - 1


class Numbers(NamedTuple):
    """How many rows of a batch stand where."""

    read: int
    good: int
    refused: int
    known: int
    entered: int
    taken_back: int

    @property
    def total(self) -> int:
        """All rows of the sheet."""
        return sum(self)

    @property
    def looked_at(self) -> int:
        """Rows that were checked."""
        return self.total - self.read


def batches_of(session: Session, office_id: int | None) -> Sequence[ImportBatch]:
    """The last sheets of an office, the newest first."""
    statement = select(ImportBatch).where(ImportBatch.office_id == office_id)
    return session.scalars(statement.order_by(ImportBatch.id.desc()).limit(SHOWN)).all()


def batch_of(session: Session, office_id: int | None, batch_id: int) -> ImportBatch:
    """A sheet of this office; raises NotFound."""
    found = None
    if batch_id <= LARGEST_ID:
        statement = select(ImportBatch).where(
            ImportBatch.id == batch_id, ImportBatch.office_id == office_id
        )
        found = session.scalars(statement).first()
    if found is None:
        raise NotFound
    return found


def for_change(session: Session, office_id: int | None, batch_id: int) -> ImportBatch:
    """The same, held against other changes until the transaction ends; raises NotFound."""
    batch = batch_of(session, office_id, batch_id)
    session.refresh(batch, with_for_update=True)
    return batch


def numbers(session: Session, batch_ids: Sequence[int]) -> dict[int, Numbers]:
    """The numbers of batches by id, in one statement."""
    counted: dict[int, dict[str, int]] = {batch_id: {} for batch_id in batch_ids}
    statement = (
        select(ImportRow.batch_id, ImportRow.state, func.count())
        .where(ImportRow.batch_id.in_(batch_ids))
        .group_by(ImportRow.batch_id, ImportRow.state)
    )
    for batch_id, state, many in session.execute(statement):
        counted[batch_id][state] = many
    return {
        batch_id: Numbers(*(states.get(state.value, 0) for state in RowState))
        for batch_id, states in counted.items()
    }


def rows_of(
    session: Session,
    batch_id: int,
    states: Sequence[RowState],
    *,
    limit: int,
    after: int | None = None,
    newest_first: bool = False,
) -> Sequence[ImportRow]:
    """Rows of a batch in these states past a number, in their order, or from the last one back."""
    statement = select(ImportRow).where(
        ImportRow.batch_id == batch_id, ImportRow.state.in_([state.value for state in states])
    )
    number = ImportRow.number
    if after is not None:
        statement = statement.where(number < after if newest_first else number > after)
    order = number.desc() if newest_first else number
    return session.scalars(statement.order_by(order).limit(limit)).all()


def built_upon(session: Session, batch_id: int, *, limit: int) -> Sequence[ImportRow]:
    """Entered rows that could not be taken back, in their order."""
    statement = (
        select(ImportRow)
        .where(
            ImportRow.batch_id == batch_id,
            ImportRow.state == RowState.ENTERED.value,
            ImportRow.problems != [],
        )
        .order_by(ImportRow.number)
        .limit(limit)
    )
    return session.scalars(statement).all()


def next_to_work(session: Session, now: datetime) -> ImportBatch | None:
    """The sheet that waits longest for a worker, or whose worker is gone; held against others."""
    statement = (
        select(ImportBatch)
        .options(undefer(ImportBatch.content))
        .where(ImportBatch.state.in_(WORKING), ImportBatch.touched_at < now - SILENT_FOR)
        .order_by(ImportBatch.touched_at, ImportBatch.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(statement).first()


def remembered(session: Session, office_id: int | None, kind: str) -> Mapping[str, str]:
    """What an office's own heads mean in sheets of a kind."""
    statement = select(ImportMapping.head, ImportMapping.field).where(
        ImportMapping.office_id == office_id, ImportMapping.kind == kind
    )
    return dict(session.execute(statement).all())
