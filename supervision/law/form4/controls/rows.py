"""Comparisons between rows of one table (R1–R3, M6).

Belongs here: totals and their parts. Does not belong here: comparisons within a row.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervision.law.form4.controls.outcome import Case, Found, Relation, Term, total
from supervision.law.form4.filled import Cell
from supervision.law.form4.model import Check


def total_row(check: Check, case: Case) -> Iterator[Found]:
    """Row 40 counts each document once (Q2): no row is larger, and it is within the top rows' sum."""
    edition = case.edition
    exclusive = case.answers["total_row"] == "exclusive"
    for table in check.tables:
        for column in case.columns(check, table):
            cell = Cell(table, edition.total, column)
            value = case.at(cell)
            tops = tuple(case.term(Cell(table, row, column)) for row in edition.top_rows())
            most = total(tops)
            if exclusive and value != most:
                yield Found(cell, value, Relation.EQUAL, most, tops)
            elif not exclusive and value > most:
                yield Found(cell, value, Relation.AT_MOST, most, tops)
            largest = max(tops, key=lambda term: term.value)
            if not exclusive and value < largest.value:
                yield Found(cell, value, Relation.AT_LEAST, largest.value, (largest,))


def _families(case: Case, table: str) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each printed row that has parts in the table, with them."""
    found = case.edition.tables[table]
    printed = {found.form_row(row): row for row in found.numbers}
    for whole, parts in case.edition.children.items():
        if whole in printed:
            yield printed[whole], tuple(printed[row] for row in parts if row in printed)


def _terms(case: Case, table: str, rows: tuple[int, ...], column: int) -> tuple[Term, ...]:
    return tuple(case.term(Cell(table, row, column)) for row in rows)


def rows_together(check: Check, case: Case) -> Iterator[Found]:
    """The rows of parts together are within their row, in every column."""
    for table in check.tables:
        for whole, parts in _families(case, table):
            for column in case.columns(check, table):
                cell, terms = Cell(table, whole, column), _terms(case, table, parts, column)
                if total(terms) > case.at(cell):
                    yield Found(cell, case.at(cell), Relation.AT_LEAST, total(terms), terms)


def rows_sum(check: Check, case: Case) -> Iterator[Found]:
    """The rows of parts make up the whole row. A row with more is the matter of `rows_together`."""
    for table in check.tables:
        for column in case.columns(check, table):
            cell = Cell(table, check.whole, column)
            terms = _terms(case, table, check.parts, column)
            if case.at(cell) > total(terms):
                yield Found(cell, case.at(cell), Relation.EQUAL, total(terms), terms)


def row_over_each(check: Check, case: Case) -> Iterator[Found]:
    """A row of persons is no smaller than any of its parts."""
    for table in check.tables:
        for whole, parts in _families(case, table):
            for column in case.columns(check, table):
                cell = Cell(table, whole, column)
                largest = max(_terms(case, table, parts, column), key=lambda term: term.value)
                if case.at(cell) < largest.value:
                    yield Found(cell, case.at(cell), Relation.AT_LEAST, largest.value, (largest,))


def row_within_sum(check: Check, case: Case) -> Iterator[Found]:
    """A row is not larger than its parts together."""
    for table in check.tables:
        for whole, parts in _families(case, table):
            for column in case.columns(check, table):
                cell, terms = Cell(table, whole, column), _terms(case, table, parts, column)
                if case.at(cell) > total(terms):
                    yield Found(cell, case.at(cell), Relation.AT_MOST, total(terms), terms)
