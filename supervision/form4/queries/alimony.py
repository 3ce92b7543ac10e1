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
    Integer,
    Select,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

from supervision.enforcement.models import EnforcementChild as Child
from supervision.enforcement.models import EnforcementDocument as Document
from supervision.form4.models import Form4Proceeding
from supervision.form4.queries.asked import END, START, Reading, in_row
from supervision.form4.queries.lines import sum_riding
from supervision.form4.queries.parts import ENDED, part
from supervision.law.form4.reader import ARREARS_OF


def proceedings(reading: Reading, line: CTE) -> Select[Any]:
    """One row a proceeding of alimony: whether it was open at either end, what happened in the period,
    and the arrears in force at the first instant and at its last event within the period.
    """
    at, edition = line.c, reading.edition
    before = ~at.within

    def happened(kinds: frozenset[str]) -> ColumnElement[int]:
        return func.count().filter(at.within, at.kind.in_(sorted(kinds)))

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
            happened(leaving(reading)).label("left"),
            sum_riding(func.max(at.ruling).filter(before)).label("arrears_from"),
            sum_riding(func.max(at.ruling)).label("arrears"),
        )
        .where(at.ordinal > 0, at.row.in_(edition.alimony_rows))
        .group_by(at.document_id, at.ordinal)
    )


def leaving(reading: Reading) -> frozenset[str]:
    """The kinds by which a proceeding is no longer one in execution: gone elsewhere, or void."""
    left = {reading.edition.left}
    if reading.answers["cancelled_initiations"] == "subtracted":
        left.add(reading.edition.voided)
    return frozenset(left)


def ended(reading: Reading, line: CTE) -> ColumnElement[bool]:
    """Whether an event ended an alimony proceeding."""
    ends, rows = sorted(reading.edition.ends), reading.edition.alimony_rows
    return and_(line.c.kind.in_(ends), line.c.row.in_(rows))


def counted_proceedings() -> Select[Any]:
    """The same of accounts that were counted ahead, from the months of their proceedings."""
    at = Form4Proceeding
    offices: ColumnElement[Any] = bindparam("counted", type_=ARRAY(Integer))
    within = at.month >= START

    def happened(column: Any) -> ColumnElement[int]:
        return func.coalesce(func.sum(column).filter(within), 0)

    return (
        select(
            at.document_id,
            at.ordinal,
            func.max(at.row).label("row"),
            func.max(at.kind_row).label("kind_row"),
            func.coalesce(func.sum(at.moved).filter(~within), 0).label("open_from"),
            func.sum(at.moved).label("open_to"),
            happened(at.initiated).label("initiated"),
            happened(at.resumed).label("resumed"),
            happened(at.went).label("left"),
            sum_riding(func.max(at.ruling).filter(~within)).label("arrears_from"),
            sum_riding(func.max(at.ruling)).label("arrears"),
        )
        .where(at.office_id == any_(offices), at.month < END)
        .group_by(at.office_id, at.document_id, at.ordinal)
    )


def in_execution(proceeding: CTE) -> ColumnElement[bool]:
    """The proceedings of column 9: open at the start, initiated or resumed, and not gone elsewhere."""
    at = proceeding.c
    came = or_(at.open_from > 0, at.initiated > 0, at.resumed > 0)
    return and_(came, at.left == 0)


def set_of(proceeding: CTE, name: str) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
    """A set of proceedings by the name its columns call it: which they are, and their ruling.

    Persons are counted over the proceedings in execution; ended ones are events (`ended`).
    """
    at = proceeding.c
    match name:
        case "from":
            return at.open_from > 0, at.arrears_from
        case "to":
            return at.open_to > 0, at.arrears
        case "initiated":
            return at.initiated > 0, at.arrears
        case _:
            return in_execution(proceeding), at.arrears


def sets(proceeding: CTE) -> Iterator[Select[Any]]:
    """Proceedings with an arrears ruling by the set they belong to: a part of a statement each."""
    for name in ARREARS_OF:
        if name != ENDED:
            yield _set(name, proceeding, *set_of(proceeding, name))


def ended_set(reading: Reading, line: CTE) -> Select[Any]:
    """The proceedings with an arrears ruling that ended in the period."""
    happened = and_(line.c.within, ended(reading, line))
    keys = (line.c.row, line.c.kind_row)
    ruling = sum_riding(line.c.ruling)
    counted = part(
        ENDED,
        row=line.c.row,
        kind_row=line.c.kind_row,
        within=true(),
        number=func.count(),
        sum=func.sum(ruling),
    )
    return counted.where(happened, ruling.is_not(None)).group_by(*keys)


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
