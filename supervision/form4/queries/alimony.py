"""What table 3 asks of alimony proceedings: arrears rulings, distinct debtors and children.

Belongs here: one line a proceeding and the sets of proceedings the columns speak of. Does not belong
here: tables 1 and 2.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Numeric,
    Select,
    SmallInteger,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from supervision.enforcement.models import EnforcementChild as Child
from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries.asked import Asked, in_row
from supervision.form4.queries.lines import lines, newest_of
from supervision.law.form4.adding import Arrears
from supervision.law.form4.reader import ARREARS_OF, PERSONS


def alimony_line(asked: Asked) -> CTE:
    """The lines of all alimony documents of the offices."""
    return lines(asked, Event.report_row.in_(asked.edition.alimony_rows))


def proceedings(asked: Asked, line: CTE) -> CTE:
    """One row a proceeding: whether it was open at either end, what happened in the period, and the
    arrears in force at the first instant and at its last event within the period.
    """
    at, edition = line.c, asked.edition
    before, newest = ~at.within, at.turn.desc()

    def happened(kinds: frozenset[str]) -> ColumnElement[int]:
        return func.count().filter(at.within, at.kind.in_(sorted(kinds)))

    left = {edition.left}
    if asked.answers["cancelled_initiations"] == "subtracted":
        left.add(edition.voided)
    return (
        select(
            at.document_id,
            at.ordinal,
            newest_of(at.row, newest).label("row"),
            newest_of(at.kind_row, newest).label("kind_row"),
            func.coalesce(func.sum(at.sign).filter(before), 0).label("open_from"),
            func.sum(at.sign).label("open_to"),
            happened(edition.initiations).label("initiated"),
            happened(frozenset({edition.resumed})).label("resumed"),
            happened(frozenset(left)).label("left"),
            newest_of(at.arrears, newest, before).label("arrears_from"),
            newest_of(at.arrears, newest).label("arrears"),
        )
        .where(at.ordinal > 0)
        .group_by(at.document_id, at.ordinal)
        .cte("proceeding")
    )


def in_execution(proceeding: CTE) -> ColumnElement[bool]:
    """The proceedings of column 9: open at the start, initiated or resumed, and not gone elsewhere."""
    at = proceeding.c
    came = or_(at.open_from > 0, at.initiated > 0, at.resumed > 0)
    return and_(came, at.left == 0)


def set_of(
    asked: Asked, line: CTE, proceeding: CTE, name: str
) -> tuple[CTE, ColumnElement[bool], ColumnElement[Any]]:
    """A set of proceedings by the name its columns call it: where from, which, their ruling.

    Persons are counted over the proceedings in execution.
    """
    if name == "ended":
        ended = and_(line.c.within, line.c.kind.in_(sorted(asked.edition.ends)))
        return line, ended, line.c.arrears
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


def found(session: Session, asked: Asked) -> tuple[tuple[Arrears, ...], dict[tuple[str, int], int]]:
    """Proceedings with an arrears ruling by the set they belong to, added up by row; and distinct
    debtors and children of the proceedings in execution by row. One statement: the lives of alimony
    documents are gone through once.
    """
    line = alimony_line(asked)
    proceeding = proceedings(asked, line)
    parts = [_set(name, *set_of(asked, line, proceeding, name)) for name in ARREARS_OF]
    parts += _persons(asked, proceeding)
    arrears: list[Arrears] = []
    persons: dict[tuple[str, int], int] = {}
    for row in session.execute(union_all(*parts)):
        if row.name in PERSONS:
            persons[row.name, row.row] = row.number
        else:
            arrears.append(Arrears(row.row, row.kind_row, row.name, row.number, row.sum))
    return tuple(arrears), persons


def _set(
    name: str, source: CTE, belongs: ColumnElement[bool], ruling: ColumnElement[Any]
) -> Select[Any]:
    keys = (source.c.row, source.c.kind_row)
    return (
        select(
            literal(name).label("name"),
            *keys,
            func.count().label("number"),
            func.sum(ruling).label("sum"),
        )
        .where(belongs, ruling.is_not(None))
        .group_by(*keys)
    )


def _persons(asked: Asked, proceeding: CTE) -> list[Select[Any]]:
    """Distinct persons of the proceedings in execution, a row of table 1 each.

    A debtor is known by the IIN or BIN, without one by name and day of birth; a child by full name
    and day of birth.
    """
    at = proceeding.c
    standing = union_all(
        *(
            select(at.document_id, literal(row).label("row")).where(
                in_execution(proceeding), in_row(asked, row, at.row, at.kind_row)
            )
            for row in asked.edition.alimony_rows
        )
    ).cte("standing")
    debtor = case(
        (Document.debtor_number != "", Document.debtor_number),
        else_=func.concat_ws("|", Document.debtor_name, Document.debtor_birth_on),
    )
    child = tuple_(Child.surname, Child.first_name, Child.patronymic, Child.birth_on)
    found: list[Select[Any]] = []
    for name, person, key in (
        ("debtors", func.count(debtor.distinct()), Document.id),
        ("children", func.count(func.distinct(child)), Child.document_id),
    ):
        columns: list[Any] = [
            literal(name).label("name"),
            standing.c.row,
            literal(None, SmallInteger).label("kind_row"),
            person.label("number"),
            literal(None, Numeric).label("sum"),
        ]
        joined = select(*columns).join_from(standing, key.class_, key == standing.c.document_id)
        found.append(joined.group_by(standing.c.row))
    return found
