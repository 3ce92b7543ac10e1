"""Form No. 4 as a workbook in the official layout (appendix 1 of the order).

Belongs here: which words and numbers stand where. Does not belong here: how a printed form looks
(`exchange/printed_forms.py`) and reading one back (`importing.py`).
"""

from __future__ import annotations

from decimal import Decimal

from supervision.core.i18n import _, day
from supervision.exchange.printed_forms import Cell, HeadCell, Line, PrintedTable, form_workbook
from supervision.form4.heads import depth_of, head_of
from supervision.form4.rules import last_day
from supervision.form4.words import Told, failure_words
from supervision.law.form4.controls.outcome import Failure
from supervision.law.form4.filled import Filled, Number
from supervision.law.form4.model import Answers, Edition, Span, Table, Unit

LETTERS = ("А", "Б")  # the columns of names and of row numbers are lettered, not numbered


def form_sheet(
    filled: Filled,
    answers: Answers,
    failures: list[Failure],
    *,
    office: str,
    span: Span,
    in_force: bool,
    language: str,
) -> bytes:
    """The three tables, a sheet each, and what they are: readings and controls that fail."""
    edition = filled.edition
    period = period_words(span, language)
    tables = [_table(filled, table, office, period, language) for table in edition.tables.values()]
    told = Told(edition, language)
    about = [
        (_("Office"), office),
        (_("Period"), period),
        (_("Edition"), edition_words(edition, in_force=in_force, language=language)),
        *(
            (f"{question.number}. {question.title.in_language(language)}", words)
            for question in edition.questions.values()
            for words in [question.answers[answers[question.name]].in_language(language)]
        ),
        *((failure.control, failure_words(failure, told)) for failure in failures),
    ]
    return form_workbook(tables, about_name=_("About this form"), about=about)


def period_words(span: Span, language: str) -> str:
    """The days of a period, the last one included."""
    return f"{day(span.start, language)} – {day(last_day(span), language)}"


def edition_words(edition: Edition, *, in_force: bool, language: str) -> str:
    """The edition by its days of force, and that it is only the nearest one where it is."""
    force = edition.in_force
    until = day(force.until, language) if force.until else "…"
    words = f"{day(force.from_, language)} – {until}"
    if in_force:
        return words
    note = _("No edition of these days is loaded; the form is built by the nearest one.")
    return f"{words}. {note}"


def _table(filled: Filled, table: Table, office: str, period: str, language: str) -> PrintedTable:
    edition = filled.edition
    name = _("Table %(number)s", number=table.name[-1])
    above = [
        edition.title.in_language(language),
        f"{name}. {table.title.in_language(language)}",
        f"{office}, {period}",
    ]
    head = [
        HeadCell(0, 0, 1, 0, _("Category of claims")),
        HeadCell(0, 1, 1, 1, _("Row")),
        *(
            HeadCell(
                cell.line, cell.first + 1, 1 if cell.deep else cell.line, cell.last + 1, cell.words
            )
            for cell in head_of(table, language)
        ),
    ]
    lines = [
        Line(
            edition.title_of_row(table.name, row, language),
            depth_of(edition, table, row),
            row,
            [_cell(filled.at(table.name, row, column.number)) for column in table.columns],
        )
        for row in table.numbers
    ]
    money = frozenset(column.number for column in table.columns if column.unit is Unit.TENGE)
    numbers: list[Cell] = [*LETTERS, *(column.number for column in table.columns)]
    return PrintedTable(name, above, head, numbers, lines, money)


def _cell(value: Number) -> int | Decimal:
    return int(value) if value == int(value) else Decimal(value)
