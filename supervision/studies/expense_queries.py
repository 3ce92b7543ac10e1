"""Reads of the expenses of a file: its items, and what of the methodology they break (`EXP`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.law.expenses import Expense, Flag, flags_of, total
from supervision.studies.models import FileExpense


@dataclass(frozen=True)
class Flagged:
    """One item with everything of the methodology it breaks."""

    item: FileExpense
    flags: tuple[Flag, ...]


def expenses_of(session: Session, file_id: int) -> list[Flagged]:
    """The items of a file in the order they were entered, those struck out without flags."""
    items = session.scalars(
        select(FileExpense).where(FileExpense.file_id == file_id).order_by(FileExpense.sequence)
    )
    return [Flagged(each, () if each.struck_on else flags_of(as_law_sees(each))) for each in items]


def expense(session: Session, file_id: int, expense_id: int) -> FileExpense:
    """One item of a file. Raises NotFound."""
    found = session.scalars(
        select(FileExpense).where(FileExpense.file_id == file_id, FileExpense.id == expense_id)
    ).first()
    if found is None:
        raise NotFound
    return found


def made_by(session: Session, office_id: int, key: uuid.UUID) -> FileExpense | None:
    """The item this sent form has made already."""
    return session.scalars(
        select(FileExpense).where(
            FileExpense.office_id == office_id, FileExpense.idempotency_key == key
        )
    ).first()


def as_law_sees(item: FileExpense) -> Expense:
    """An item as the methodology judges it."""
    return Expense(
        kind=item.kind,
        amount=item.amount,
        has_document=item.document_kind is not None,
        documented=item.document_amount,
        travel_class=item.travel_class,
    )


def totals(items: Sequence[Flagged]) -> dict[str, Decimal]:
    """The sums by kind of the items that stand (`EXP ¶5`)."""
    by_kind: dict[str, list[Decimal]] = {}
    for each in items:
        if each.item.struck_on is None:
            by_kind.setdefault(each.item.kind, []).append(each.item.amount)
    return {kind: total(amounts) for kind, amounts in by_kind.items()}


def flagged_by(items: Sequence[Flagged]) -> dict[Flag, list[FileExpense]]:
    """The items behind each breach of the methodology."""
    found: dict[Flag, list[FileExpense]] = {}
    for each in items:
        for flag in each.flags:
            found.setdefault(flag, []).append(each.item)
    return found
