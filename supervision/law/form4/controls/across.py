"""Comparisons between tables and with other periods (A12–A14, X1, X2, X4, M1, M4, M7).

Belongs here: shapes that look beyond one table. Does not belong here: where earlier tables come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from supervision.law.form4.controls.outcome import Case, Found, Relation, Term, total
from supervision.law.form4.filled import Beside, Cell, Number
from supervision.law.form4.model import MOVEMENT, SUMS, Check

SANCTION_SHARE = Decimal("0.1")  # art. 124 of the Law


def same(check: Check, case: Case) -> Iterator[Found]:
    """A column of table 3 repeats one of table 1."""
    for table in check.tables:
        for row in case.rows(check, table):
            form_row = case.edition.tables[table].form_row(row)
            for column, repeated in check.pairs:
                cell = Cell(table, row, column)
                term = case.term(Cell(MOVEMENT, form_row, repeated))
                if case.at(cell) != term.value:
                    yield Found(cell, case.at(cell), Relation.EQUAL, term.value, (term,))


def within_sums(check: Check, case: Case) -> Iterator[Found]:
    """Arrears of table 3 are within a sum of table 2, to which accruals of the period may come."""
    for table in check.tables:
        for row in case.rows(check, table):
            form_row = case.edition.tables[table].form_row(row)
            for column, bound in check.pairs:
                cell = Cell(table, row, column)
                terms: tuple[Term, ...] = (case.term(Cell(SUMS, form_row, bound)),)
                if check.accruals:
                    if not case.filled.own:
                        continue  # another's accruals are not on the form
                    grown = max(case.filled.off(Beside.ADJUSTED, SUMS, form_row), 0)
                    terms = (*terms, Term(grown, beside=Beside.ADJUSTED))
                if case.at(cell) > total(terms):
                    yield Found(cell, case.at(cell), Relation.AT_MOST, total(terms), terms)


def _twins(check: Check, case: Case) -> Iterator[tuple[Cell, Cell]]:
    """Each cell of table 2 with that of table 1 whose documents it adds up."""
    for cell in case.cells(check):
        twin = case.edition.tables[cell.table].column(cell.column).twin
        if twin is not None:
            yield cell, Cell(MOVEMENT, cell.row, twin)


def no_sum_without_document(check: Check, case: Case) -> Iterator[Found]:
    """Where table 1 counts nothing, table 2 holds no sum."""
    for cell, twin in _twins(check, case):
        if case.at(twin) == 0 and case.at(cell) != 0:
            yield Found(cell, case.at(cell), Relation.EQUAL, 0, (case.term(twin),))


def sum_beside_document(check: Check, case: Case) -> Iterator[Found]:
    """Where table 1 counts a document, table 2 holds a sum."""
    for cell, twin in _twins(check, case):
        if case.at(twin) > 0 and case.at(cell) == 0:
            yield Found(cell, case.at(cell), Relation.POSITIVE, 0, (case.term(twin),))


def continues(check: Check, case: Case) -> Iterator[Found]:
    """A column of this period is another column of the period before."""
    if case.previous is None:
        return
    for table in check.tables:
        for row in case.rows(check, table):
            for opening, closing in check.pairs:
                cell, before = Cell(table, row, opening), Cell(table, row, closing)
                known = case.previous.at(*before)
                if case.at(cell) != known:
                    term = Term(known, cell=before, earlier=True)
                    yield Found(cell, case.at(cell), Relation.EQUAL, known, (term,))


def resumed_within_cancelled(check: Check, case: Case) -> Iterator[Found]:
    """No more proceedings were resumed than ending rulings cancelled, in this and earlier periods."""
    at = case.edition.ledger
    for table in check.tables:
        for row in case.rows(check, table):
            cell = Cell(table, row, at.resumed)
            resumed = case.at(cell)
            if case.filled.own:
                resumed = case.filled.off(Beside.RESUMED_UNTIL, table, row)
                most = case.filled.off(Beside.REOPENED_UNTIL, table, row)
                terms: tuple[Term, ...] = (Term(most, beside=Beside.REOPENED_UNTIL),)
            else:
                resumed += sum(each.at(*cell) for each in case.earlier)
                terms = _with_earlier(case, Cell(table, row, at.cancelled))
            if resumed > total(terms):
                yield Found(cell, resumed, Relation.AT_MOST, total(terms), terms)


def _with_earlier(case: Case, cell: Cell) -> tuple[Term, ...]:
    earlier = (Term(each.at(*cell), cell=cell, earlier=True) for each in case.earlier)
    return (case.term(cell), *earlier)


def sent_is_accepted(check: Check, case: Case) -> Iterator[Found]:
    """In the whole country what was sent was accepted, row by row."""
    if not case.nationwide:
        return
    for table in check.tables:
        for row in case.rows(check, table):
            if row in case.edition.children or row == case.edition.total:
                continue
            for sent, accepted in check.pairs:
                cell, term = Cell(table, row, sent), case.term(Cell(table, row, accepted))
                if case.at(cell) != term.value:
                    yield Found(cell, case.at(cell), Relation.EQUAL, term.value, (term,))


def no_private_sanction(check: Check, case: Case) -> Iterator[Found]:
    """No sanction is paid on documents of private bailiffs; only our own tables know whose they are."""
    name = Beside.PRIVATE_SANCTION
    for table in check.tables:
        for row in case.rows(check, table):
            private = case.filled.off(name, table, row)
            for column in check.columns if private else ():
                cell = Cell(table, row, column)
                terms = (case.term(cell), Term(private, beside=name, sign=-1))
                yield Found(cell, case.at(cell), Relation.EQUAL, total(terms), terms)


def sanction_share(check: Check, case: Case) -> Iterator[Found]:
    """The sanction is within a tenth of what bailiffs recovered in this and earlier periods."""
    for table in check.tables:
        for row in case.rows(check, table):
            for sanction, recovered in check.pairs:
                cell, base = Cell(table, row, sanction), Cell(table, row, recovered)
                if case.filled.own:
                    known: Number = case.filled.off(Beside.EXECUTED_UNTIL, table, row)
                    terms: tuple[Term, ...] = (Term(known, beside=Beside.EXECUTED_UNTIL),)
                else:
                    terms = _with_earlier(case, base)
                most = SANCTION_SHARE * total(terms)
                if case.at(cell) > most:
                    yield Found(cell, case.at(cell), Relation.AT_MOST, most, terms)
