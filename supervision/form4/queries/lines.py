"""The lives of some documents as lines of events, with the sum each document stood with.

Belongs here: running sums and marks by window, for the few documents that need them: those whose sum
changed, those under a mark, alimony. Does not belong here: counting all the others (`groups.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Numeric,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries.asked import Asked, counts, day_of, keys_of, sign_of

MONEY = Numeric(18, 2)


# An event's place in the life of its document as one number: day, place in the day, order of entry.
_PLACE: ColumnElement[int] = literal_column(
    "((enforcement_event.effective_on - date '2000-01-01')::bigint * 10000000000 "
    "+ enforcement_event.place::bigint * 100000 + enforcement_event.sequence)",
    BigInteger(),
)
_WIDTH = 10**16  # added to a place it gives every place as many digits


def changing_kinds(asked: Asked) -> frozenset[str]:
    """The kinds of events that change the sum a document stands with, by Q6 and Q7."""
    changes, answers = asked.edition.changes, asked.answers
    kinds = {changes.claim}
    if answers["periodic_sums"] == "accruals":
        kinds.add(changes.arrears)
    if answers["recovered_parts"] == "net":
        kinds.add(changes.recovered)
    return frozenset(kinds)


def of_kinds(asked: Asked, kinds: Collection[str]) -> ColumnElement[bool]:
    """Events of the documents that had an event of one of these kinds."""
    had = select(Event.document_id).where(counts(asked), Event.kind.in_(sorted(kinds)))
    return Event.document_id.in_(had)


def lines(asked: Asked, of: ColumnElement[bool]) -> CTE:
    """Every counted event of the chosen documents in the order they count in.

    `turn` numbers the events of a document, `ordinal` its proceedings; `open` says whether it is in
    the balance after the event; `arrears` the ruling in force, `recovered` the money until then (of
    arrears since their ruling), `value` and `value_before` the sum the document stands with after
    and before the event.
    """
    changes = asked.edition.changes
    order = [day_of(asked), Event.effective_on, Event.place, Event.sequence]
    span: dict[str, Any] = {"partition_by": Event.document_id, "order_by": order, "rows": (None, 0)}
    sign = sign_of(asked)

    def newest(kind: str) -> ColumnElement[int]:
        return func.max(_PLACE).filter(Event.kind == kind).over(**span)

    money = func.sum(Event.amount).filter(Event.kind == changes.recovered).over(**span)
    begun = func.count().filter(Event.kind.in_(sorted(asked.edition.initiations)))
    first = (
        select(
            *keys_of(asked),
            Event.id.label("event_id"),
            Event.document_id,
            Event.amount,
            func.coalesce(Event.claim, 0).label("kept"),
            func.coalesce(Document.claim, 0).label("card"),
            day_of(asked).label("day"),
            func.row_number().over(partition_by=Event.document_id, order_by=order).label("turn"),
            begun.over(**span).label("ordinal"),
            sign.label("sign"),
            func.sum(sign).over(**span).label("open"),
            func.coalesce(money, 0).label("recovered"),
            _PLACE.label("place"),
            newest(changes.claim).label("claims"),
            newest(changes.arrears).label("rulings"),
        )
        .join(Document, Document.id == Event.document_id)
        .where(counts(asked), of)
        .cte("first")
    )
    second = _with_latest(asked, first)
    return _with_value_before(second)


def _with_latest(asked: Asked, first: CTE) -> CTE:
    """The last changed claim and the last arrears ruling of each event's moment, and the value.

    The last one by its own day: a change entered late for closed days does not undo a newer one.
    """
    changes, at = asked.edition.changes, first.c
    claim = func.max(case((at.place == at.claims, at.amount))).over(
        partition_by=[at.document_id, at.claims]
    )
    ruling = func.max(case((at.place == at.rulings, at.amount))).over(
        partition_by=[at.document_id, at.rulings]
    )
    since = func.sum(at.amount).filter(at.kind == changes.recovered)
    inner = select(
        *(column for column in at if column.name != "recovered"),
        at.recovered.label("of_claim"),
        func.coalesce(
            since.over(partition_by=[at.document_id, at.rulings], order_by=at.turn, rows=(None, 0)),
            0,
        ).label("of_arrears"),
        func.coalesce(claim, at.card).label("claim"),
        ruling.label("arrears"),
    ).cte("latest")
    value: ColumnElement[Any] = inner.c.claim
    recovered: ColumnElement[Any] = inner.c.of_claim
    if asked.answers["recovered_parts"] == "net":
        value = func.greatest(inner.c.claim - inner.c.of_claim, 0)
    if asked.answers["periodic_sums"] == "accruals":
        # A ruling on arrears has taken account of what was paid before it.
        periodic = inner.c.row.in_(asked.edition.alimony_rows)
        ruled = and_(periodic, inner.c.arrears.is_not(None))
        value = case((ruled, inner.c.arrears), else_=value)
        of_arrears = func.least(inner.c.of_arrears, inner.c.arrears)
        recovered = case((ruled, of_arrears), else_=recovered)
    return select(*inner.c, value.label("value"), recovered.label("recovered")).cte("valued")


def _with_value_before(valued: CTE) -> CTE:
    at = valued.c
    before = func.lag(at.value, 1).over(partition_by=at.document_id, order_by=at.turn)
    return select(*at, func.coalesce(before, at.card).label("value_before")).cte("line")


def corrections(asked: Asked) -> Select[Any]:
    """What the kept claims of documents whose sum changed miss, by like events, and the changes."""
    kinds = changing_kinds(asked)
    line = lines(asked, of_kinds(asked, kinds)).c
    keys = [line[label.name] for label in keys_of(asked)]
    in_balance = and_(line.open > 0, line.sign == 0)
    change = case((in_balance, line.value - line.value_before), else_=literal(0, MONEY))
    return select(
        *keys,
        func.sum(line.value - line.kept).label("missing"),
        func.sum(change).label("change"),
    ).group_by(*keys)


def marked(asked: Asked) -> CompoundSelect[Any]:
    """Documents open at the end of the period under each mark, a row a document.

    A mark stands where the last event that set it came after every one that takes it off. The many
    whose sum never changed are added up without a window.
    """
    return union_all(_marked_steady(asked), _marked_changing(asked))


def _kinds_of_marks(asked: Asked) -> set[str]:
    return {state.set for state in asked.edition.states.values()}


def _marked_steady(asked: Asked) -> Select[Any]:
    """Those that stand with the claim of their card all along."""
    changing = Event.kind.in_(sorted(changing_kinds(asked)))
    money = func.sum(Event.amount).filter(Event.kind == asked.edition.changes.recovered)
    columns: list[Any] = [
        Event.document_id.label("document_id"),
        func.max(Event.report_row).label("row"),
        func.max(Event.kind_row).label("kind_row"),
        func.max(func.coalesce(Event.claim, 0)).label("claim"),
        func.coalesce(money, 0).label("recovered"),
        *_marks(asked, _PLACE, Event.kind.expression, Event.ground.expression),
    ]
    return (
        select(*columns)
        .where(counts(asked), of_kinds(asked, _kinds_of_marks(asked)))
        .group_by(Event.document_id)
        .having(func.sum(sign_of(asked)) > 0, ~func.bool_or(changing))
    )


def _marked_changing(asked: Asked) -> Select[Any]:
    """Those whose sum changed: they stand with the value of their last line."""
    kinds = changing_kinds(asked)
    chosen = and_(of_kinds(asked, _kinds_of_marks(asked)), of_kinds(asked, kinds))
    line = lines(asked, chosen).c
    newest = line.turn.desc()
    columns: list[Any] = [
        line.document_id.label("document_id"),
        func.max(line.row).label("row"),
        func.max(line.kind_row).label("kind_row"),
        newest_of(line.value, newest).label("claim"),
        newest_of(line.recovered, newest).label("recovered"),
        *_marks(asked, line.turn, line.kind, line.ground),
    ]
    return select(*columns).group_by(line.document_id).having(func.sum(line.sign) > 0)


def _marks(
    asked: Asked,
    place: ColumnElement[int],
    kind: ColumnElement[str],
    ground: ColumnElement[str | None],
) -> list[ColumnElement[Any]]:
    """For each mark whether it stands, and the ground it was last set on where a column asks for it.

    The ground rides behind its place as text of one width: the greatest is the last one, found by
    hashing where an ordered aggregate would sort the events of every document.
    """
    found: list[ColumnElement[Any]] = []
    for name, state in asked.edition.states.items():
        put = func.max(place).filter(kind == state.set)
        taken = func.max(place).filter(kind.in_(sorted(state.cleared_by)))
        stands = put > func.coalesce(taken, 0) if state.cleared_by else put.is_not(None)
        found.append(func.coalesce(stands, False).label(name))
        last: ColumnElement[Any] = literal("")
        if name in asked.edition.grounded_states:
            riding = func.concat(cast(place + _WIDTH, Text), ground)
            newest = func.max(riding.collate("C")).filter(kind == state.set)
            last = func.coalesce(func.substr(newest, len(str(_WIDTH)) + 1), "")
        found.append(last.label(f"{name}_ground"))
    return found


def newest_of(
    value: ColumnElement[Any],
    newest: ColumnElement[Any],
    where: ColumnElement[bool] | None = None,
) -> ColumnElement[Any]:
    """The value of the last line of a group, of those that hold a condition."""
    found = func.array_agg(aggregate_order_by(value, newest))
    return found[1] if where is None else found.filter(where)[1]
