"""Which documents stand under a mark at the end of the period, and with what.

Belongs here: when a mark stands, document by document. Does not belong here: the sums of documents
that changed (`lines.py`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    Text,
    and_,
    cast,
    func,
    literal,
    select,
    union_all,
)

from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries.asked import Reading, counts, sign_of
from supervision.form4.queries.lines import PLACE, WIDTH, changing_kinds, lines, of_kinds


def kinds_of_marks(reading: Reading) -> set[str]:
    """The kinds of events that set a mark."""
    return {state.set for state in reading.edition.states.values()}


def marked(reading: Reading) -> CompoundSelect[Any]:
    """Documents open at the end of the period under any mark, a row a document."""
    changed = of_kinds(reading, changing_kinds(reading))
    line = lines(reading, and_(of_kinds(reading, kinds_of_marks(reading)), changed))
    return union_all(steady(reading), changing(reading, line))


def steady(reading: Reading) -> Select[Any]:
    """The many that stand with the claim of their card all along, a row a document: added up without
    a window.
    """
    changing = Event.kind.in_(sorted(changing_kinds(reading)))
    money = func.sum(Event.amount).filter(Event.kind == reading.edition.changes.recovered)
    columns: list[Any] = [
        Event.document_id.label("document_id"),
        func.max(Event.report_row).label("row"),
        func.max(Event.kind_row).label("kind_row"),
        func.max(func.coalesce(Event.claim, 0)).label("claim"),
        func.coalesce(money, 0).label("recovered"),
        *marks_of(reading, PLACE, Event.kind.expression, Event.ground.expression),
    ]
    return (
        select(*columns)
        .where(counts(reading), of_kinds(reading, kinds_of_marks(reading)))
        .group_by(Event.document_id)
        .having(func.sum(sign_of(reading)) > 0, ~func.bool_or(changing))
    )


def changing(reading: Reading, line: CTE) -> Select[Any]:
    """Those whose sum changed: they stand with the value of their last line."""
    at = line.c
    last = at.turn == at.turns
    columns: list[Any] = [
        at.document_id.label("document_id"),
        func.max(at.row).label("row"),
        func.max(at.kind_row).label("kind_row"),
        func.max(at.value).filter(last).label("claim"),
        func.max(at.recovered).filter(last).label("recovered"),
        *marks_of(reading, at.place, at.kind, at.ground),
    ]
    marked = func.bool_or(at.kind.in_(sorted(kinds_of_marks(reading))))
    in_balance = func.sum(at.sign) > 0
    changed = func.bool_or(at.changing)
    return select(*columns).group_by(at.document_id).having(in_balance, marked, changed)


def marks_of(
    reading: Reading,
    place: ColumnElement[int],
    kind: ColumnElement[str],
    ground: ColumnElement[str | None],
    span: dict[str, Any] | None = None,
) -> list[ColumnElement[Any]]:
    """For each mark whether it stands, and the ground it was last set on where a column asks for it:
    of a group of events, or with `span` after each event.

    A mark stands where the last event that set it came, by its own day, after every one that takes
    it off. The ground rides behind its place as text of one width: the greatest is the last one,
    found by hashing where an ordered aggregate would sort the events of every document.
    """

    def newest(value: ColumnElement[Any], where: ColumnElement[bool]) -> ColumnElement[Any]:
        greatest = func.max(value).filter(where)
        return greatest if span is None else greatest.over(**span)

    found: list[ColumnElement[Any]] = []
    for name, state in reading.edition.states.items():
        put = newest(place, kind == state.set)
        taken = newest(place, kind.in_(sorted(state.cleared_by)))
        stands: ColumnElement[bool] = put.is_not(None)
        if state.cleared_by:
            stands = and_(stands, func.coalesce(put > taken, True))
        found.append(stands.label(name))
        last: ColumnElement[Any] = literal("")
        if name in reading.edition.grounded_states:
            riding: ColumnElement[str] = func.concat(cast(place + WIDTH, Text), ground)
            riding = newest(riding.collate("C"), kind == state.set)
            last = func.coalesce(func.substr(riding, len(str(WIDTH)) + 1), "")
        found.append(last.label(f"{name}_ground"))
    return found
