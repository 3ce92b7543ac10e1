"""What reports count of enforcement documents: damage to the state (`2002 ¶10`).

Belongs here: one select in the shape of `core/counting.py`. Does not belong here: Form No. 4.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Numeric, Select, and_, cast, func, literal, select, union_all

from supervision.core.counting import Asked, Counted, Record, counted
from supervision.enforcement.models import EnforcementDocument as Document
from supervision.enforcement.models import EnforcementEvent as Event
from supervision.enforcement.rules.card import KIND
from supervision.law.enforcement.card import DAMAGE_ROWS
from supervision.law.enforcement.events import ENDINGS, INITIATIONS, EventKind

SUMS = ("awarded", "recovered", "outstanding")
BY_PROSECUTOR = "_by_prosecutor"
DAMAGE = tuple(name + of for name in SUMS for of in ("", BY_PROSECUTOR))
_PAID = (EventKind.FULFILLED.value, EventKind.PAID_BEFORE.value)
# What brings a document into the account or takes it out; the newest tells where it stood on a day.
_GONE = frozenset({EventKind.REFUSED, EventKind.RECEIPT_CONFIRMED, EventKind.INITIATION_CANCELLED})
_BACK = frozenset({EventKind.ENDING_CANCELLED, EventKind.RESUMED_AFTER_CANCELLATION})
_TURNS = sorted(INITIATIONS | ENDINGS | _GONE | _BACK)


def damage_to_state(asked: Asked) -> Counted:
    """Documents on damage to the state in the account during the period, in tenge: awarded, recovered
    until its last day and outstanding then, each also for claims of prosecutors alone.

    Awarded is always recovered and outstanding together. A document that went to another account by
    the last day counts there; what happened after that day changes nothing.
    """
    each = _documents(asked).cte("damage")
    parts = []
    for name in SUMS:
        for suffix in ("", BY_PROSECUTOR):
            part = select(*_columns(name + suffix, each, each.c[name])).where(each.c[name] > 0)
            parts.append(part.where(each.c.plaintiff == "prosecutor") if suffix else part)
    return select(union_all(*parts).subquery("counted"))


def _documents(asked: Asked) -> Select[Any]:
    """Each document with its three sums as they stood on the last day of the period."""
    claim = func.coalesce(_changed_claim(asked), Document.claim, 0)
    parts = func.coalesce(_recovered_parts(asked), 0)
    recovered = func.least(cast(_when_paid(asked, claim, parts), Numeric(18, 2)), claim)
    return select(
        Document.id,
        Document.office_id,
        Document.received_on,
        Document.writ_number,
        Document.debtor_name,
        Document.plaintiff,
        claim.label("awarded"),
        recovered.label("recovered"),
        (claim - recovered).label("outstanding"),
    ).where(
        Document.office_id.in_(asked.offices),
        Document.report_row.in_(sorted(DAMAGE_ROWS)),
        Document.received_on <= asked.end,
        _in_account(asked),
    )


def _in_account(asked: Asked) -> ColumnElement[bool]:
    """Whether the document stood in the account on some day of the period and had not left by its
    last: read from the events, since what is kept on the document is its standing of today.
    """
    turn = func.coalesce(_newest(asked, Event.kind, *_TURNS), "")
    on = _newest(asked, Event.effective_on, *_TURNS)
    return and_(turn.not_in(sorted(_GONE)), turn.not_in(sorted(ENDINGS)) | (on >= asked.start))


def _of_document(asked: Asked, *kinds: str) -> list[ColumnElement[bool]]:
    """The standing events of a document of these kinds until the last day."""
    return [
        Event.document_id == Document.id,
        ~Event.superseded,
        Event.kind.in_(kinds),
        Event.effective_on <= asked.end,
    ]


def _newest(asked: Asked, value: Any, *kinds: str) -> Any:
    statement = select(value).where(*_of_document(asked, *kinds))
    newest = (Event.effective_on.desc(), Event.place.desc(), Event.sequence.desc())
    return statement.order_by(*newest).limit(1).correlate(Document).scalar_subquery()


def _changed_claim(asked: Asked) -> Any:
    return _newest(asked, Event.amount, EventKind.AMOUNT_CHANGED.value)


def _recovered_parts(asked: Asked) -> Any:
    of = _of_document(asked, EventKind.PARTLY_RECOVERED.value)
    return select(func.sum(Event.amount)).where(*of).correlate(Document).scalar_subquery()


def _when_paid(asked: Asked, claim: Any, parts: Any) -> Any:
    """The whole claim once it was paid and that ending was not cancelled, else the parts."""
    last = _newest(asked, Event.kind, *_PAID, EventKind.ENDING_CANCELLED.value)
    return func.coalesce(
        select(claim).where(last.in_(_PAID)).correlate(Document).scalar_subquery(), parts
    )


def _columns(key: str, each: Any, amount: Any) -> list[Any]:
    at = each.c
    return counted(
        key=literal(key),
        subject=(KIND, at.id),
        record=Record(KIND, at.id),
        office_id=at.office_id,
        on_day=at.received_on,
        label=at.writ_number,
        detail=at.debtor_name,
        amount=amount,
    )
