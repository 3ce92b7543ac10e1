"""The form as its pages show it: heads, rows of written cells, failed controls, documents.

Belongs here: words, links and tones, each made once a page. Does not belong here: counting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flask import current_app, url_for

from supervision.core.i18n import _, current_language, day
from supervision.duties.presenting import citation_words, pattern_of
from supervision.duties.views import lawbook
from supervision.enforcement.models import AccountClosing
from supervision.form4.asking import Question
from supervision.form4.heads import Head, depth_of, head_of
from supervision.form4.queries.documents import Behind
from supervision.form4.words import Told, cell_words, number_words, values_words
from supervision.law.form4.controls.outcome import Failure
from supervision.law.form4.filled import Cell, Filled
from supervision.law.form4.model import Severity, Unit

MOST_FAILURES = 200
DOCUMENT_PAGE = "enforcement.document"
HEAD = "F4 hdr"  # what the printed head says by its cells, without a paragraph


class RowShown(NamedTuple):
    """One row of the form: number, name, how far it is set in, cells as (words, address, fails)."""

    number: int
    name: str
    depth: int
    is_total: bool
    cells: list[tuple[str, str, bool]]


class TableShown(NamedTuple):
    """One table: its head line by line and its rows."""

    upper: list[Head]
    lower: list[Head]
    numbers: list[int]
    rows: list[RowShown]


class FailureShown(NamedTuple):
    """One failed control in words, with the address of its cell."""

    control: str
    title: str
    cites: str
    is_error: bool
    place: str
    words: str
    url: str


class BehindShown(NamedTuple):
    """One document behind a cell, every cell written."""

    number: str
    url: str
    body: str
    debtor: str
    office: str
    event: str
    on_day: str
    sum: str
    is_left_out: bool
    late: str


def table_shown(
    question: Question, filled: Filled, failures: Sequence[Failure], *, links: bool = True
) -> TableShown:
    """The table of the question, with a link in each cell that is not empty."""
    edition, language = filled.edition, current_language()
    table = edition.tables[question.table]
    head = head_of(table, language)
    prefix = url_for("form4.cell") + question.query(table=table.name)
    failing = {failure.cell for failure in failures}
    rows = []
    for row in table.numbers:
        cells = []
        for column in table.columns:
            value = filled.at(table.name, row, column.number)
            url = f"{prefix}&row={row}&column={column.number}" if value and links else ""
            place = Cell(table.name, row, column.number)
            cells.append((number_words(value) if value else "", url, place in failing))
        name = edition.title_of_row(table.name, row, language)
        depth = depth_of(edition, table, row)
        rows.append(RowShown(row, name, depth, row == edition.total, cells))
    return TableShown(
        upper=[cell for cell in head if cell.line == 0],
        lower=[cell for cell in head if cell.line == 1],
        numbers=[column.number for column in table.columns],
        rows=rows,
    )


def failures_shown(question: Question, failures: Sequence[Failure]) -> list[FailureShown]:
    """The failed controls, errors first, each leading to its cell."""
    told = Told(question.binding.edition, current_language())
    prefix = url_for("form4.cell")
    order = sorted(failures, key=lambda failure: failure.severity is not Severity.ERROR)
    shown = []
    for failure in order[:MOST_FAILURES]:
        control = told.edition.controls[failure.control]
        cell = failure.cell
        shown.append(
            FailureShown(
                control=failure.control,
                title=control.title.in_language(told.language),
                cites=cited(control.cites),
                is_error=failure.severity is Severity.ERROR,
                place=cell_words(cell),
                words=values_words(failure),
                url=prefix
                + question.query(table=cell.table, row=str(cell.row), column=str(cell.column)),
            )
        )
    return shown


class DifferingShown(NamedTuple):
    """One cell in which two forms differ: theirs, ours, and what is behind ours."""

    place: str
    theirs: str
    ours: str
    url: str


def differing_shown(question: Question, theirs: Filled, ours: Filled) -> list[DifferingShown]:
    """Where a brought form differs from ours, each cell opening our documents."""
    prefix = url_for("form4.cell")
    return [
        DifferingShown(
            cell_words(cell),
            number_words(theirs.at(*cell)),
            number_words(ours.at(*cell)),
            prefix + question.query(table=cell.table, row=str(cell.row), column=str(cell.column)),
        )
        for cell in theirs.differing(ours)[:MOST_FAILURES]
    ]


def cited(names: Sequence[str]) -> str:
    """Citations in the reader's language."""
    law, language = lawbook(), current_language()
    return ", ".join(
        _("head of the form") if name == HEAD else citation_words(law, name, language)
        for name in names
    )


def event_words(kind: str) -> str:
    """A kind of event as a reader says it."""
    return _(f"form4.event.{kind}")


def document_address() -> Callable[[int], str]:
    """Where a document is read; nowhere in a product whose room of documents has no pages."""
    if DOCUMENT_PAGE not in current_app.view_functions:
        return lambda _number: ""
    return pattern_of(DOCUMENT_PAGE, "document_id")


def behind_shown(
    rows: Sequence[Behind], offices: dict[int, str], late: Mapping[int, AccountClosing]
) -> list[BehindShown]:
    """The documents behind a cell in words; `late` are those with an entry into closed days (Q17)."""
    language = current_language()
    to_document = document_address()
    events = {row.kind: event_words(row.kind) for row in rows if row.kind}
    return [
        BehindShown(
            number=row.number,
            url=to_document(row.document_id),
            body=row.body,
            debtor=row.debtor,
            office=offices.get(row.office_id, ""),
            event=events.get(row.kind, ""),
            on_day=day(row.on_day, language) if row.on_day else "",
            sum=number_words(row.sum) if row.sum is not None else "",
            is_left_out=row.sign < 0,
            late=_late_words(late[row.document_id]) if row.document_id in late else "",
        )
        for row in rows
    ]


def _late_words(closing: AccountClosing) -> str:
    return _(
        "entered after form No. %(number)s/%(year)s of the days up to %(day)s",
        number=str(closing.sequence),
        year=str(closing.year),
        day=day(closing.through_on),
    )


def is_money(question: Question, cell: Cell) -> bool:
    """Whether a cell holds tenge."""
    column = question.binding.edition.tables[cell.table].column(cell.column)
    return column.unit is Unit.TENGE
