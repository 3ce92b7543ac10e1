"""What table 3 asks of alimony proceedings: arrears rulings, distinct debtors and children.

Belongs here: one line a proceeding and the sets of proceedings the columns speak of. Does not belong
here: tables 1 and 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)

from supervision.enforcement.models import EnforcementChild as Child
from supervision.enforcement.models import EnforcementDocument as Document
from supervision.form4.queries.asked import Reading, in_row
from supervision.form4.queries.lines import sum_riding
from supervision.form4.queries.parts import part
from supervision.law.form4.reader import ARREARS_OF


def proceedings(reading: Reading, line: CTE) -> CTE:
    """One row a proceeding of alimony: whether it was open at either end, what happened in the period,
    and the arrears in force at the first instant and at its last event within the period.
    """
    at, edition = line.c, reading.edition
    before = ~at.within

    def happened(kinds: frozenset[str]) -> ColumnElement[int]:
        return func.count().filter(at.within, at.kind.in_(sorted(kinds)))

    left = {edition.left}
    if reading.answers["cancelled_initiations"] == "subtracted":
        left.add(edition.voided)
    return (
        select(
            at.document_id,
            at.ordinal,
            func.max(at.row).label("row"),
            func.max(at.kind_row).label("kind_row"),
            func.coalesce(func.sum(at.sign).filter(before), 0).label("open_from"),
            func.sum(at.sign).label("open_to"),
            happened(edition.initiations).label("initiated"),
            happened(frozenset({edition.resumed})).label("resumed"),
            happened(frozenset(left)).label("left"),
            sum_riding(func.max(at.ruling).filter(before)).label("arrears_from"),
            sum_riding(func.max(at.ruling)).label("arrears"),
        )
        .where(at.ordinal > 0, at.row.in_(edition.alimony_rows))
        .group_by(at.document_id, at.ordinal)
        .cte("proceeding")
    )


def in_execution(proceeding: CTE) -> ColumnElement[bool]:
    """The proceedings of column 9: open at the start, initiated or resumed, and not gone elsewhere."""
    at = proceeding.c
    came = or_(at.open_from > 0, at.initiated > 0, at.resumed > 0)
    return and_(came, at.left == 0)


def set_of(
    reading: Reading, line: CTE, proceeding: CTE, name: str
) -> tuple[CTE, ColumnElement[bool], ColumnElement[Any]]:
    """A set of proceedings by the name its columns call it: where from, which, their ruling.

    Persons are counted over the proceedings in execution.
    """
    if name == "ended":
        ended = and_(
            line.c.within,
            line.c.kind.in_(sorted(reading.edition.ends)),
            line.c.row.in_(reading.edition.alimony_rows),
        )
        return line, ended, sum_riding(line.c.ruling)
    at = proceeding.c
    match name:
        case "from":
            return proceeding, at.open_from > 0, at.arrears_from
        case "to":
            return proceeding, at.open_to > 0, at.arrears
        case "initiated":
            return proceeding, at.initiated > 0, at.arrears
        case _:
            return proceeding, in_execution(proceeding), at.arrears


def sets(reading: Reading, line: CTE, proceeding: CTE) -> Iterator[Select[Any]]:
    """Proceedings with an arrears ruling by the set they belong to: a part of a statement each."""
    for name in ARREARS_OF:
        yield _set(name, *set_of(reading, line, proceeding, name))


def _set(
    name: str, source: CTE, belongs: ColumnElement[bool], ruling: ColumnElement[Any]
) -> Select[Any]:
    row, kind_row = source.c.row, source.c.kind_row
    counted = part(name, row=row, kind_row=kind_row, number=func.count(), sum=func.sum(ruling))
    return counted.where(belongs, ruling.is_not(None)).group_by(row, kind_row)


def persons(reading: Reading, proceeding: CTE) -> Iterator[Select[Any]]:
    """Distinct persons of the proceedings in execution, a row of table 1 each.

    A debtor is known by the IIN or BIN, without one by name and day of birth; a child by full name
    and day of birth.
    """
    at = proceeding.c
    standing = union_all(
        *(
            select(at.document_id, literal(row).label("row")).where(
                in_execution(proceeding), in_row(reading, row, at.row, at.kind_row)
            )
            for row in reading.edition.alimony_rows
        )
    ).cte("standing")
    debtor = case(
        (Document.debtor_number != "", Document.debtor_number),
        else_=func.concat_ws("|", Document.debtor_name, Document.debtor_birth_on),
    )
    child = tuple_(Child.surname, Child.first_name, Child.patronymic, Child.birth_on)
    for name, person, key in (
        ("debtors", func.count(debtor.distinct()), Document.id),
        ("children", func.count(func.distinct(child)), Child.document_id),
    ):
        joined = part(name, row=standing.c.row, number=person)
        joined = joined.join_from(standing, key.class_, key == standing.c.document_id)
        yield joined.group_by(standing.c.row)
