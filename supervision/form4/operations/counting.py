"""Counting accounts ahead by month, so that a form of the country adds up few rows.

Belongs here: writing what `queries/months.py` counts, into the account's own rows and into those of
the offices above it. Does not belong here: reading it. Nothing of it is a fact: all of it follows
from the events, so no audit row tells of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    Boolean,
    CompoundSelect,
    Insert,
    Select,
    cast,
    delete,
    exists,
    func,
    literal,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.form4.models import Form4Counted, Form4Month, Form4Proceeding, Form4Stale
from supervision.form4.queries.counted import TREE_LOCK, counted_by, usual
from supervision.form4.queries.months import by_month, proceedings_by_month
from supervision.form4.queries.parts import KEYS
from supervision.law.form4.editions import edition_on
from supervision.offices.models import Office

_COUNTING_LOCK = 7_251_041  # one counts at a time
_ALWAYS, _NEVER = date(1, 1, 1), date(9999, 12, 31)
_ROW = ("month", "name", *KEYS, "number", "sum", "other")
_SUMS = ("number", "sum", "other")
_ALWAYS_TOLD = ("month", "name", "row")
_NOTHING: dict[str, Any] = {"kind_row": 0, "kind": "", "ground": ""}


def due(session: Session, *, today: date, limit: int) -> list[int]:
    """The accounts to count: those never counted by these statements, then those long changed."""
    by = counted_by(usual(edition_on(today).edition))
    known = exists().where(Form4Counted.office_id == Office.id, Form4Counted.counted_by == by)
    oldest = (
        select(func.min(Form4Stale.id)).where(Form4Stale.office_id == Office.id).scalar_subquery()
    )
    return list(
        session.scalars(
            select(Office.id)
            .where(~known | oldest.is_not(None))
            .order_by(known, oldest, Office.id)
            .limit(limit)
        )
    )


def count_account(session: Session, office_id: int, *, today: date) -> None:
    """Count one account anew from the first month in which something changed.

    What is entered meanwhile leaves a row of its own in `form4_stale`, which stays for the next time:
    only rows that were seen are taken away, before the events are read.
    """
    session.execute(text("set local plan_cache_mode = force_custom_plan"))
    session.execute(select(func.pg_advisory_xact_lock(_COUNTING_LOCK)))
    reading = usual(edition_on(today).edition)
    nodes = _regrouped(session, office_id)
    stale = delete(Form4Stale).where(Form4Stale.office_id == office_id)
    changed = session.scalars(stale.returning(Form4Stale.since_on)).all()
    known = session.scalar(
        select(Form4Counted.counted_by).where(Form4Counted.office_id == office_id)
    )
    since = min(changed, default=_NEVER).replace(day=1)
    if known != counted_by(reading):
        since = _ALWAYS
    given = {"offices": [office_id], "start": since, "end": _NEVER}
    before = _own(-1).where(Form4Month.office_id == office_id, Form4Month.month >= since)
    moved = union_all(_row_of(by_month(reading).params(given)), before)
    session.execute(
        _added(moved.cte("moved"), [(office_id, False), *((each, True) for each in nodes)])
    )
    session.execute(
        delete(Form4Proceeding).where(
            Form4Proceeding.office_id == office_id, Form4Proceeding.month >= since
        )
    )
    found = proceedings_by_month(reading).params(given)
    names = [column.name for column in found.selected_columns]
    session.execute(insert(Form4Proceeding).from_select(names, found))
    _note(session, office_id, counted_by(reading))


def _regrouped(session: Session, office_id: int) -> list[int]:
    """The offices that add this account up, as the tree has them now; moved sums go with it."""
    ancestors = session.scalars(select(Office.ancestors).where(Office.id == office_id)).one()
    parent = exists().where(Office.parent_id == office_id)
    nodes = [each for each in ancestors if each != office_id]
    if session.scalar(select(parent)):
        nodes.append(office_id)
    held = set(
        session.scalars(
            select(Form4Counted.office_id).where(Form4Counted.whole_of.contains([office_id]))
        )
    )
    if held != set(nodes):
        session.execute(select(func.pg_advisory_xact_lock(TREE_LOCK)))
        _shift(session, office_id, held - set(nodes), -1)
        _shift(session, office_id, set(nodes) - held, 1)
    return nodes


def _shift(session: Session, office_id: int, nodes: set[int], sign: int) -> None:
    """Add an account's own rows to those of offices above it, or take them out."""
    if not nodes:
        return
    own = _own(sign).where(Form4Month.office_id == office_id)
    session.execute(_added(own.cte("own"), [(node, True) for node in nodes]))
    for node in nodes:
        session.execute(
            insert(Form4Counted)
            .values(office_id=node, counted_by="", whole_of=[])
            .on_conflict_do_nothing()
        )
    whole_of = (
        func.array_remove(Form4Counted.whole_of, office_id)
        if sign < 0
        else func.array_append(Form4Counted.whole_of, office_id)
    )
    session.execute(
        update(Form4Counted).where(Form4Counted.office_id.in_(nodes)).values(whole_of=whole_of)
    )


def _own(sign: int) -> Select[Any]:
    """The rows of single accounts, with a sign."""
    columns = {name: getattr(Form4Month, name) for name in _ROW}
    signed = columns | {name: sign * columns[name] for name in _SUMS}
    return select(*(each.label(name) for name, each in signed.items())).where(~Form4Month.whole)


def _row_of(found: CompoundSelect[Any]) -> Select[Any]:
    """What was found as a row of the table: nothing is null there."""
    fresh = found.subquery("fresh").c
    nothing = dict.fromkeys(_ROW, False) | dict.fromkeys(_SUMS, 0) | _NOTHING
    told = {
        name: fresh[name] if name in _ALWAYS_TOLD else func.coalesce(fresh[name], nothing[name])
        for name in _ROW
    }
    return select(*(each.label(name) for name, each in told.items()))


def _added(moved: Any, nodes: Iterable[tuple[int, bool]]) -> Insert:
    """Rows added to those of the same month and keys of each of these offices."""
    keys = [moved.c[name] for name in _ROW if name not in _SUMS]
    sums = [func.sum(moved.c[name]).label(name) for name in _SUMS]
    changed: Any = (
        select(*keys, *sums)
        .group_by(*keys)
        .having((sums[0].element != 0) | (sums[1].element != 0) | (sums[2].element != 0))
        .cte("changed")
    )
    into = union_all(
        *(
            select(literal(office).label("office_id"), cast(literal(whole), Boolean).label("whole"))
            for office, whole in nodes
        )
    ).cte("into")
    rows: Select[Any] = select(into.c.office_id, into.c.whole, *changed.c).join(
        changed, literal(True)
    )
    statement = insert(Form4Month).from_select(["office_id", "whole", *_ROW], rows)
    return statement.on_conflict_do_update(
        constraint="pk_form4_month",
        set_={name: getattr(Form4Month, name) + statement.excluded[name] for name in _SUMS},
    )


def _note(session: Session, office_id: int, by: str) -> None:
    """The account is counted."""
    session.execute(
        insert(Form4Counted)
        .values(office_id=office_id, whole_of=[], counted_by=by)
        .on_conflict_do_update(
            index_elements=[Form4Counted.office_id],
            set_={"counted_by": by, "counted_at": func.clock_timestamp()},
        )
    )
