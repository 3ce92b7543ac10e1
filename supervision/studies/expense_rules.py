"""One item of expense as entered (`EXP ¶3–7`): what it must say.

Belongs here: shape on plain values. Does not belong here: which paragraph an item breaks (the law).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.texts import written
from supervision.enforcement.rules.card import sum_problems
from supervision.law import expenses as law
from supervision.law.expenses import OUTSIDE, TRAVEL_ITEM

_CHOOSE = "Choose one of the listed values."


@dataclass(frozen=True)
class ExpenseEntry:
    """One item: kind of `¶3` (or `outside`), article of `¶4`, day, payee, sum, its document.

    `document_amount` is what the document proves, where that is another sum; sums are tenge.
    """

    kind: str
    article: str
    spent_on: date
    payee: str
    amount: Decimal
    document_kind: str | None = None
    document_number: str = ""
    document_amount: Decimal | None = None
    travel_class: str | None = None
    note: str = ""


def as_kept(entry: ExpenseEntry) -> ExpenseEntry:
    """The entry with every text as it is kept; a travel class only of a travel."""
    return replace(
        entry,
        payee=written(entry.payee),
        document_number=written(entry.document_number) if entry.document_kind else "",
        document_amount=entry.document_amount if entry.document_kind else None,
        travel_class=entry.travel_class if entry.article == TRAVEL_ITEM else None,
        note=written(entry.note),
    )


def expense_problems(entry: ExpenseEntry, today: date) -> Iterator[Problem]:
    """Everything that stands against an item as a record, whatever the methodology says of it."""
    if entry.kind not in {OUTSIDE, *(item.code for item in law.kinds())}:
        yield Problem(_CHOOSE, "kind")
    if entry.article not in {item.code for item in law.articles()}:
        yield Problem(_CHOOSE, "article")
    if entry.spent_on > today:
        yield Problem("An expense cannot be dated after today.", "spent_on")
    if not entry.payee:
        yield Problem("This must be filled in.", "payee")
    yield from length_problems(entry.payee, "payee", LONGEST_LINE)
    yield from length_problems(entry.document_number, "document_number", LONGEST_LINE)
    yield from length_problems(entry.note, "note", LONGEST_NOTE)
    yield from sum_problems(entry.amount, "amount")
    yield from sum_problems(entry.document_amount, "document_amount")
    if entry.amount == 0:
        yield Problem("Enter the sum in tenge.", "amount")
    yield from _document_problems(entry)


def _document_problems(entry: ExpenseEntry) -> Iterator[Problem]:
    if entry.document_kind is not None:
        if entry.document_kind not in {item.code for item in law.documents()}:
            yield Problem(_CHOOSE, "document_kind")
        if not entry.document_number:
            yield Problem("Give the number of the document.", "document_number")
    classes = {item.code for item in law.travel_classes()}
    if entry.article == TRAVEL_ITEM and entry.travel_class not in classes:
        yield Problem("Travel has its transport and class.", "travel_class")
