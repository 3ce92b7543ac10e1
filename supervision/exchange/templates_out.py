"""Empty sheets to fill in, and the rows that were refused as a sheet to be corrected and sent again.

Belongs here: columns with their notes, lists of choices, reasons. Does not belong here: how a filled
sheet is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from supervision.core.errors import Problem
from supervision.core.i18n import _, said
from supervision.exchange.csv_text import write_csv
from supervision.exchange.importables import Field, What
from supervision.exchange.models import ImportBatch, ImportRow
from supervision.exchange.sheets import Column, Kind, workbook

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FILLED = 1_000  # rows of an empty sheet that are ready to be filled in
_LONGEST_LIST = 200


def template(fields: Sequence[Field]) -> bytes:
    """An empty workbook in the current language: the head with notes, and the lists of choices."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    plain, wrapped = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True})
    days = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
    sheet, notes = book.add_worksheet(_("Rows")), book.add_worksheet(_("Columns"))
    lists = book.add_worksheet(_("Lists"))
    sheet.freeze_panes(1, 0)
    for place, field in enumerate(fields):
        sheet.write_string(0, place, _marked(field), head)
        sheet.set_column(place, place, 22, days if field.what is What.DAY else plain)
        sheet.write_comment(0, place, note_of(field))
        if field.what is What.CHOICE:
            words = [words for _code, words in field.choices()]
            _list(lists, place, _(field.title), words, head)
            last = f"{_letters(place)}${len(words) + 1}"
            source = f"='{_('Lists')}'!${_letters(place)}$2:${last}"
            sheet.data_validation(1, place, _FILLED, place, {"validate": "list", "source": source})
        elif field.what is What.CHOICES:
            _list(lists, place, _(field.title), [words for _code, words in field.choices()], head)
    for place, title in enumerate((_("Column"), _("Required"), _("What to write"))):
        notes.write_string(0, place, title, head)
        notes.set_column(place, place, (30, 12, 90)[place])
    for place, field in enumerate(fields, start=1):
        notes.write_string(place, 0, _(field.title))
        notes.write_string(place, 1, "*" if field.required else "")
        notes.write_string(place, 2, note_of(field), wrapped)
    book.close()
    return out.getvalue()


def note_of(field: Field) -> str:
    """What to write into a column, in the current language."""
    shapes = {
        What.TEXT: "",
        What.DAY: _("A day, written 20.11.2026."),
        What.CHOICE: _("One of the words of the sheet of lists."),
        What.CHOICES: _("Words of the sheet of lists, several parted by semicolons."),
        What.YES_NO: _("Yes or no; empty means no."),
        What.WHOLE: _("A whole number."),
        What.SUM: _("A sum in tenge: 1500000.50."),
    }
    told = [
        _("Must be filled in.") if field.required else "",
        shapes[field.what],
        _(field.note) if field.note else "",
    ]
    return " ".join(each for each in told if each)


def refused_sheet(batch: ImportBatch, rows: Sequence[ImportRow], form: str) -> bytes:
    """The refused rows as they came, with the number and the reasons of each in front.

    Corrected, the same file is sent again: what stands in front is passed over.
    """
    columns = [Column(_("Row"), Kind.WHOLE, 8), Column(_("Why refused"), width=60)]
    columns += [Column(head) for head in batch.heads]
    cells = [_refused(row, len(batch.heads)) for row in rows]
    if form == "csv":
        out = BytesIO()
        write_csv(out, columns, cells)
        return out.getvalue()
    return workbook(
        _("Refused rows"),
        columns,
        cells,
        about_name=_("About this sheet"),
        about=[(_("File"), batch.filename), (_("Rows"), str(len(rows)))],
    )


def reasons(row: ImportRow, titles: dict[str, str]) -> str:
    """Everything wrong with a row in one line, each with its column."""
    return " · ".join(
        f"{titles[field]}: {words}" if field in titles else words
        for field, words in ((each[0], problem_words(each)) for each in row.problems)
    )


def problem_words(kept: Sequence[Any]) -> str:
    """A kept problem in the current language."""
    return said(Problem(kept[2], kept[0] or None, kept[3]))


def _refused(row: ImportRow, width: int) -> tuple[Any, ...]:
    padded = [*row.cells, *[""] * (width - len(row.cells))][:width]
    return (row.number, reasons(row, {}), *padded)


def _marked(field: Field) -> str:
    return f"{_(field.title)} *" if field.required else _(field.title)


def _list(sheet: Any, place: int, title: str, words: Sequence[str], head: Any) -> None:
    sheet.set_column(place, place, 40)
    sheet.write_string(0, place, title, head)
    for row, each in enumerate(words[:_LONGEST_LIST], start=1):
        sheet.write_string(row, place, each)


def _letters(place: int) -> str:
    """The letters of a column by its place: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
