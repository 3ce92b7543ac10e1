"""Failed controls in sentences: which cell, what stands there, what should.

Belongs here: words for pages, sheets and imports alike. Does not belong here: judging.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from supervision.core.i18n import _
from supervision.law.form4.controls.outcome import Failure, Relation, Term
from supervision.law.form4.filled import Beside, Cell, Number
from supervision.law.form4.model import Edition


@dataclass(frozen=True)
class Told:
    """Whose words are spoken: the edition's titles in a language."""

    edition: Edition
    language: str


def plain_number(value: Number) -> int | float:
    """A number as JSON carries it: whole, or tenge with tiyn, which a float holds exactly enough."""
    return int(value) if value == int(value) else float(Decimal(value))


def number_words(value: Number) -> str:
    """A number with thin gaps between thousands; tiyn only where there are any."""
    if value == int(value):
        return f"{int(value):,}".replace(",", "\u202f")
    return f"{Decimal(value):,.2f}".replace(",", "\u202f").replace(".", ",")


def cell_words(cell: Cell) -> str:
    """A place of the form: table, row, column."""
    return _(
        "table %(table)s, row %(row)s, column %(column)s",
        table=cell.table[-1],
        row=cell.row,
        column=cell.column,
    )


def failure_words(failure: Failure, told: Told) -> str:
    """One failed control as a sentence with its values."""
    control = told.edition.controls[failure.control]
    title = control.title.in_language(told.language)
    return f"{title}. {cell_words(failure.cell)}: {values_words(failure)}"


def values_words(failure: Failure) -> str:
    """What stands in the cell and what it was compared with."""
    value, against = number_words(failure.value), number_words(failure.against)
    terms = _terms(failure)
    shown = f"{against} ({terms})" if terms else against
    match failure.relation:
        case Relation.EQUAL:
            return _("%(value)s, and it should be %(against)s", value=value, against=shown)
        case Relation.AT_MOST:
            return _("%(value)s, and it should be at most %(against)s", value=value, against=shown)
        case Relation.AT_LEAST:
            return _("%(value)s, and it should be at least %(against)s", value=value, against=shown)
        case Relation.WHOLE:
            return _("%(value)s, and it should be a whole number, not negative", value=value)
        case Relation.MONEY:
            return _(
                "%(value)s, and it should be a sum, not negative, no finer than a tiyn", value=value
            )
        case Relation.POSITIVE:
            return _("nothing stands here beside %(terms)s", terms=terms)


def _terms(failure: Failure) -> str:
    """The other side of the comparison, written out; a long one is left to its sum."""
    told = [_term(term, failure.cell) for term in failure.terms if term.value]
    return "" if len(told) > 8 else " ".join(told).removeprefix("+ ")


def _term(term: Term, beside: Cell) -> str:
    sign = "−" if term.sign < 0 else "+"
    return f"{sign} {_name(term, beside)} {number_words(term.value)}"


def _name(term: Term, beside: Cell) -> str:
    if term.beside is not None:
        return {
            Beside.VOIDED: _("cancelled initiations"),
            Beside.ADJUSTED: _("growth of open claims"),
            Beside.RESUMED_UNTIL: _("resumed until the end of the period"),
            Beside.REOPENED_UNTIL: _("ending rulings cancelled until the end of the period"),
            Beside.EXECUTED_UNTIL: _("executed until the end of the period"),
            Beside.PRIVATE_SANCTION: _("of it on documents of private bailiffs"),
        }[term.beside]
    cell = term.cell or beside
    where = _("r. %(row)s c. %(column)s", row=cell.row, column=cell.column)
    if cell.row == beside.row and cell.table == beside.table:
        where = _("c. %(column)s", column=cell.column)
    if cell.table != beside.table:
        where = _("T%(table)s", table=cell.table[-1]) + " " + where
    return _("earlier %(cell)s", cell=where) if term.earlier else where
