"""Comparisons of columns within one row (A1–A11, M2, M3, and rows that must stay empty).

Belongs here: shapes that look at one row of one table. Does not belong here: comparisons between
rows, tables or periods.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from supervision.law.form4.adding import in_execution
from supervision.law.form4.controls.outcome import Case, Found, Relation, Term, total
from supervision.law.form4.filled import Beside, Cell, Number
from supervision.law.form4.model import SUMS, Check, Severity, Unit

_TIYN = Decimal("0.01")


def part(check: Check, case: Case) -> Iterator[Found]:
    """The first column of each pair is a part of the second."""
    for table in check.tables:
        for row in case.rows(check, table):
            for piece, whole in check.pairs:
                yield from _at_most(case, Cell(table, row, piece), Cell(table, row, whole))


def _at_most(case: Case, piece: Cell, whole: Cell) -> Iterator[Found]:
    value, most = case.at(piece), case.at(whole)
    if value > most:
        yield Found(piece, value, Relation.AT_MOST, most, (case.term(whole),))


def together(check: Check, case: Case) -> Iterator[Found]:
    """The parts together are within the whole."""
    for table in check.tables:
        for row in case.rows(check, table):
            whole = Cell(table, row, check.whole)
            terms = tuple(case.term(Cell(table, row, column)) for column in check.parts)
            if total(terms) > case.at(whole):
                yield Found(whole, case.at(whole), Relation.AT_LEAST, total(terms), terms)


def sum_of_parts(check: Check, case: Case) -> Iterator[Found]:
    """The whole is its parts added up."""
    for table in check.tables:
        for row in case.rows(check, table):
            whole = Cell(table, row, check.whole)
            terms = tuple(case.term(Cell(table, row, column)) for column in check.parts)
            if total(terms) != case.at(whole):
                yield Found(whole, case.at(whole), Relation.EQUAL, total(terms), terms)


def difference(check: Check, case: Case) -> Iterator[Found]:
    """The whole is the first part without the second."""
    first, second = check.parts
    for table in check.tables:
        for row in case.rows(check, table):
            whole = Cell(table, row, check.whole)
            terms = (
                case.term(Cell(table, row, first)),
                case.term(Cell(table, row, second), sign=-1),
            )
            if total(terms) != case.at(whole):
                yield Found(whole, case.at(whole), Relation.EQUAL, total(terms), terms)


def needs(check: Check, case: Case) -> Iterator[Found]:
    """The first column of a pair holds something only where the second does."""
    for table in check.tables:
        for row in case.rows(check, table):
            for piece, whole in check.pairs:
                cell, count = Cell(table, row, piece), Cell(table, row, whole)
                if case.at(cell) > 0 and not case.at(count) > 0:
                    yield Found(cell, case.at(cell), Relation.EQUAL, 0, (case.term(count),))


def zero(check: Check, case: Case) -> Iterator[Found]:
    """Nothing stands in these cells."""
    for cell in case.cells(check):
        if case.at(cell) != 0:
            yield Found(cell, case.at(cell), Relation.EQUAL, 0)


def plain(check: Check, case: Case) -> Iterator[Found]:
    """Counts are whole and not negative; sums are not negative and no finer than a tiyn."""
    for cell in case.cells(check):
        value = case.at(cell)
        unit = case.edition.tables[cell.table].column(cell.column).unit
        if unit is Unit.TENGE:
            if value < 0 or value != Decimal(value).quantize(_TIYN):
                yield Found(cell, value, Relation.MONEY, 0)
        elif value < 0 or value != int(value):
            yield Found(cell, value, Relation.WHOLE, 0)


def balance(check: Check, case: Case) -> Iterator[Found]:
    """Column 9 out of the columns before it (`F4 ¶24`, Q1, Q11)."""
    for table in check.tables:
        for row in case.rows(check, table):
            if case.filled.own:
                yield from _own_balance(case, table, row)
            else:
                open_above = table == SUMS and row in check.open_rows
                yield from _imported_balance(case, table, row, open_above=open_above)


def _own_balance(case: Case, table: str, row: int) -> Iterator[Found]:
    filled, at = case.filled, case.edition.ledger
    cell = Cell(table, row, at.in_execution)
    voided = filled.off(Beside.VOIDED, table, row)
    adjusted = filled.off(Beside.ADJUSTED, table, row)
    expected = in_execution(
        case.edition,
        case.answers,
        filled.cells.get(table, {}).get(row, {}),
        voided=voided,
        adjusted=adjusted,
    )
    if case.at(cell) != expected:
        terms = (*_text_terms(case, table, row), Term(voided, beside=Beside.VOIDED, sign=-1))
        if adjusted:
            terms = (*terms, Term(adjusted, beside=Beside.ADJUSTED))
        yield Found(cell, case.at(cell), Relation.EQUAL, expected, terms)


def _text_terms(case: Case, table: str, row: int) -> tuple[Term, ...]:
    """Column 9 by the bare text of ¶24: opening, initiated, resumed, without sent."""
    at = case.edition.ledger
    signs = ((at.opening, 1), (at.initiated, 1), (at.resumed, 1), (at.sent, -1))
    return tuple(case.term(Cell(table, row, column), sign) for column, sign in signs)


def _imported_balance(case: Case, table: str, row: int, *, open_above: bool) -> Iterator[Found]:
    """Somebody else's column 9: within what any reading of the text allows, else an error; outside
    what our reading allows, a warning. Sums of alimony may grow by accruals (Q7).
    """
    at = case.edition.ledger
    cell = Cell(table, row, at.in_execution)
    terms = _text_terms(case, table, row)
    most, value = total(terms), case.at(cell)
    cancelled = case.term(Cell(table, row, at.cancelled), sign=-1)
    again = case.term(Cell(table, row, at.re_initiated), sign=-1)
    if value > most and not open_above:
        yield Found(cell, value, Relation.AT_MOST, most, terms)
    least = total((*terms, cancelled))
    if value < total((*terms, cancelled, again)):
        every = (*terms, cancelled, again)
        yield Found(cell, value, Relation.AT_LEAST, total(every), every)
    elif value < least:
        found = (*terms, cancelled)
        yield Found(cell, value, Relation.AT_LEAST, least, found, Severity.WARNING)


def closing(check: Check, case: Case) -> Iterator[Found]:
    """Column 19 is column 9 without column 10; column 3 stays in it where column 9 leaves it out.

    Where more ended than were in execution no balance could be true: that is the matter of A10.
    """
    at = case.edition.ledger
    for table in check.tables:
        for row in case.rows(check, table):
            cell = Cell(table, row, at.closing)
            terms: tuple[Term, ...] = (
                case.term(Cell(table, row, at.in_execution)),
                case.term(Cell(table, row, at.ended), sign=-1),
            )
            if case.answers["re_initiated"] == "subtracted" and case.filled.own:
                terms = (*terms, case.term(Cell(table, row, at.re_initiated)))
            if total(terms) >= 0 and case.at(cell) != total(terms):
                severity = None if case.filled.own else _by_text(case, table, row)
                yield Found(cell, case.at(cell), Relation.EQUAL, total(terms), terms, severity)


def _by_text(case: Case, table: str, row: int) -> Severity | None:
    """A warning where column 19 still follows from the text and some cancelled initiations."""
    at = case.edition.ledger
    ended: Number = case.at(Cell(table, row, at.ended))
    most = total(_text_terms(case, table, row)) - ended
    least = most - case.at(Cell(table, row, at.cancelled))
    within = least <= case.at(Cell(table, row, at.closing)) <= most
    return Severity.WARNING if within else None
