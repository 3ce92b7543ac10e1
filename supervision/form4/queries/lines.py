"""The lives of some documents as lines of events, with the sum each document stood with.

Belongs here: running sums by window, for the few documents that need them: those whose sum changed,
and alimony. Does not belong here: what is counted of the lines (`marks.py`, `alimony.py`, `groups.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Date,
    Numeric,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.form4.queries.asked import Reading, counts, day_of, keys_of, sign_of

MONEY = Numeric(18, 2)

# An event's place in the life of its document as one number: day, place in the day, order of entry.
PLACE: ColumnElement[int] = literal_column(
    "((enforcement_event.effective_on - date '2000-01-01')::bigint * 10000000000 "
    "+ enforcement_event.place::bigint * 100000 + enforcement_event.sequence)",
    BigInteger(),
)
WIDTH = 10**16  # added to a place it gives every place as many digits
_SUMS = literal_column(str(10**16), Numeric())  # more than any sum: a sum rides behind its place


def changing_kinds(reading: Reading) -> frozenset[str]:
    """The kinds of events that change the sum a document stands with, by Q6 and Q7."""
    changes, answers = reading.edition.changes, reading.answers
    kinds = {changes.claim}
    if answers["periodic_sums"] == "accruals":
        kinds.add(changes.arrears)
    if answers["recovered_parts"] == "net":
        kinds.add(changes.recovered)
    return frozenset(kinds)


def of_kinds(reading: Reading, kinds: Collection[str]) -> ColumnElement[bool]:
    """Events of the documents that had an event of one of these kinds."""
    had = select(Event.document_id).where(counts(reading), Event.kind.in_(sorted(kinds)))
    return Event.document_id.in_(had)


def of_alimony(reading: Reading) -> ColumnElement[bool]:
    """Events of alimony documents."""
    return Event.report_row.in_(reading.edition.alimony_rows)


def month_of(day: Any) -> ColumnElement[Any]:
    """The first day of the month in which a day lies."""
    return cast(func.date_trunc(literal_column("'month'"), day), Date)


def special(reading: Reading) -> CTE:
    """The lines of all documents whose lives must be gone through: changed sums, and alimony."""
    return lines(reading, or_(of_kinds(reading, changing_kinds(reading)), of_alimony(reading)))


def lines(reading: Reading, of: ColumnElement[bool]) -> CTE:
    """Every counted event of the chosen documents in the order they count in.

    `turn` numbers the events of a document up to `turns`, `ordinal` its proceedings; `changing` says
    whether the document's sum has changed, `open` whether it is in the balance after the event;
    `ruling` is the newest ruling on arrears by its own day behind its place (`sum_riding`),
    `recovered` the money until then (of arrears since their ruling), `value` and `value_before` the
    sum the document stands with after and before the event.
    """
    changes, day = reading.edition.changes, day_of(reading)
    whole: dict[str, Any] = {"partition_by": Event.document_id}
    span: dict[str, Any] = {**whole, "order_by": [day, PLACE], "rows": (None, 0)}
    sign = sign_of(reading)

    def newest(kind: str) -> ColumnElement[Any]:
        riding = cast(PLACE + WIDTH, Numeric) * _SUMS + Event.amount
        return func.max(riding).filter(Event.kind == kind).over(**span)

    money = func.sum(Event.amount).filter(Event.kind == changes.recovered).over(**span)
    begun = func.count().filter(Event.kind.in_(sorted(reading.edition.initiations)))
    changing = func.bool_or(Event.kind.in_(sorted(changing_kinds(reading))))
    first = (
        select(
            *keys_of(reading),
            Event.id.label("event_id"),
            Event.document_id,
            Event.office_id,
            func.coalesce(Event.claim, 0).label("kept"),
            func.coalesce(Document.claim, 0).label("card"),
            day.label("day"),
            PLACE.label("place"),
            func.row_number()
            .over(partition_by=Event.document_id, order_by=span["order_by"])
            .label("turn"),
            func.count().over(**whole).label("turns"),
            changing.over(**span).label("changing"),
            begun.over(**span).label("ordinal"),
            sign.label("sign"),
            func.sum(sign).over(**span).label("open"),
            func.coalesce(money, 0).label("of_claim"),
            newest(changes.claim).label("changed"),
            newest(changes.arrears).label("ruling"),
        )
        .join(Document, Document.id == Event.document_id)
        .where(counts(reading), of)
        .cte("first")
    )
    return _with_value_before(_with_value(reading, first))


def sum_riding(riding: ColumnElement[Any]) -> ColumnElement[Any]:
    """The sum behind a place: of the greatest the newest by its own day, so that a change entered
    late for closed days does not undo a newer one.
    """
    return cast(func.mod(riding, _SUMS), MONEY)


def span_of(at: Any) -> dict[str, Any]:
    """The order of the lines again: the server sorts them once for all windows."""
    return {"partition_by": at.document_id, "order_by": [at.day, at.place]}


def _with_value(reading: Reading, first: CTE) -> CTE:
    """What each document stands with after each event, and the money recovered of it until then."""
    at = first.c
    ruled = func.div(at.ruling, _SUMS) == at.place + WIDTH  # this very event is the newest ruling
    until = func.max(at.of_claim).filter(ruled).over(**span_of(at), rows=(None, 0))
    inner = select(*at, func.coalesce(until, 0).label("until_ruling")).cte("ruled")
    claim = func.coalesce(sum_riding(inner.c.changed), inner.c.card)
    value: ColumnElement[Any] = claim
    recovered: ColumnElement[Any] = inner.c.of_claim
    if reading.answers["recovered_parts"] == "net":
        value = func.greatest(claim - inner.c.of_claim, 0)
    if reading.answers["periodic_sums"] == "accruals":
        # A ruling on arrears has taken account of what was paid before it.
        arrears = sum_riding(inner.c.ruling)
        accrued = and_(inner.c.row.in_(reading.edition.alimony_rows), inner.c.ruling.is_not(None))
        value = case((accrued, arrears), else_=value)
        of_arrears = func.least(inner.c.of_claim - inner.c.until_ruling, arrears)
        recovered = case((accrued, of_arrears), else_=recovered)
    return select(*inner.c, value.label("value"), recovered.label("recovered")).cte("valued")


def _with_value_before(valued: CTE) -> CTE:
    at = valued.c
    before = func.lag(at.value, 1).over(**span_of(at))
    return select(*at, func.coalesce(before, at.card).label("value_before")).cte("line")


def missing_of(line: CTE) -> ColumnElement[Any]:
    """What the claim kept on an event misses of the sum its document stood with."""
    return line.c.value - line.c.kept


def change_of(line: CTE) -> ColumnElement[Any]:
    """By how much an event changed the sum of a document in the balance."""
    in_balance = and_(line.c.open > 0, line.c.sign == 0)
    return case((in_balance, line.c.value - line.c.value_before), else_=literal(0, MONEY))
