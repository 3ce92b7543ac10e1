"""The printed head of each table: which cell stands over which columns.

Belongs here: the layout that screen and sheet share. Does not belong here: numbers.
"""

from __future__ import annotations

from typing import NamedTuple

from supervision.law.form4.model import Edition, Table


class Head(NamedTuple):
    """One cell of a head of two lines over columns `first` to `last` of the form.

    `line` is 0 or 1; a cell of both lines has `deep`. `number` is 0 over a group.
    """

    line: int
    deep: bool
    first: int
    last: int
    words: str
    note: str
    number: int


def head_of(table: Table, language: str) -> list[Head]:
    """The cells of a table's head, line by line; name and number of a row are the page's own."""
    grouped = {
        number: group for group in table.groups for number in range(group.first, group.last + 1)
    }
    upper: list[Head] = []
    lower: list[Head] = []
    for column in table.columns:
        words = column.title.in_language(language)
        note = "" if column.note is None else column.note.in_language(language)
        group = grouped.get(column.number)
        if group is None:
            upper.append(Head(0, True, column.number, column.number, words, note, column.number))
            continue
        if column.number == group.first:
            title = group.title.in_language(language)
            upper.append(Head(0, False, group.first, group.last, title, "", 0))
        lower.append(Head(1, False, column.number, column.number, words, note, column.number))
    return [*upper, *lower]


def depth_of(edition: Edition, table: Table, row: int) -> int:
    """How far a printed row is set in; table 3 begins at its own first row."""
    top = edition.depths[table.form_row(table.numbers[0])]
    return edition.depths[table.form_row(row)] - top
