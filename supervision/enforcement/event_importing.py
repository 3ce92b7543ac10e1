"""Events of enforcement documents out of a sheet: each row is recorded as by the form (`F4 ¶11–36`).

Belongs here: columns, and how a row finds its document and becomes an entry. Does not belong here: any
rule of an event. Rows of one document follow one another as its events did.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select

from supervision.core.access import Permission
from supervision.core.errors import Refused
from supervision.core.i18n import _, current_language
from supervision.enforcement.models import EnforcementDocument, EnforcementEvent
from supervision.enforcement.operations import record_event, take_back_event
from supervision.enforcement.rules.card import key_of
from supervision.enforcement.rules.events import EVENT_KIND, EventEntry
from supervision.exchange.importables import Entering, Field, Importable, Pairs, Values, What
from supervision.law.enforcement.events import (
    BY_CONTROL_CARD,
    WITH_AMOUNT,
    EventKind,
    grounds_of,
    needs_ground,
)

_BY_HAND = [
    kind for kind in EventKind if kind not in BY_CONTROL_CARD and kind is not EventKind.ANNULLED
]


def _kinds() -> Pairs:
    return [(kind.value, _(f"enforcement.event.{kind}")) for kind in _BY_HAND]


def _grounds() -> Pairs:
    """The grounds of every kind, each under its event: articles count theirs from one alike."""
    language = current_language()
    return [
        (
            f"{kind}.{item.code}",
            f"{_(f'enforcement.event.{kind}')}: {item.title.in_language(language)}",
        )
        for kind in _BY_HAND
        for item in grounds_of(kind)
    ]


def _line(values: Values) -> str:
    """The document a row is about: number, body and day of issue tell documents apart (Q3)."""
    number, body = key_of(values["writ_number"]), key_of(values["issuing_body"])
    return f"{number}|{body}|{values['writ_issued_on']}"


def _key(values: Values) -> str:
    """A document has one event of a kind on a day, and one payment of a sum."""
    return f"{_line(values)}|{values['kind']}|{values['effective_on']}|{_amount(values) or ''}"


def _amount(values: Values) -> object:
    return values["amount"] if values["kind"] in WITH_AMOUNT else None


def _document(at: Entering, values: Values) -> int:
    """The own document of this number, body and day; raises Refused where there is none."""
    statement = select(EnforcementDocument.id).where(
        EnforcementDocument.office_id == at.actor.office_id,
        EnforcementDocument.number_key == key_of(values["writ_number"]),
        EnforcementDocument.body_key == key_of(values["issuing_body"]),
        EnforcementDocument.writ_issued_on == values["writ_issued_on"],
    )
    found = at.session.scalars(statement.limit(1)).first()
    if found is None:
        raise Refused(
            "Your office has no card of a document with this number, body and day of issue: enter the "
            "card first.",
            field="writ_number",
        )
    return found


def _find(at: Entering, values: Values) -> int | None:
    statement = select(EnforcementEvent.id).where(
        EnforcementEvent.document_id == _document(at, values),
        EnforcementEvent.kind == values["kind"],
        EnforcementEvent.effective_on == values["effective_on"],
        EnforcementEvent.amount.is_not_distinct_from(_amount(values)),
        EnforcementEvent.superseded.is_(False),
    )
    return at.session.scalars(statement.limit(1)).first()


def _ground(values: Values) -> str | None:
    """The code of the ground; raises Refused for one of another event."""
    if not values["ground"] or not needs_ground(EventKind(values["kind"])):
        return None
    kind, _point, code = values["ground"].partition(".")
    if kind != values["kind"]:
        raise Refused("This is a ground of another event.", field="ground")
    return str(code)


def _enter(at: Entering, values: Values, key: uuid.UUID) -> tuple[str, int]:
    names = ("kind", "effective_on", "amount", "serial_number", "addressee", "note", "until_on")
    entry = EventEntry(**{name: values[name] for name in names}, ground=_ground(values))
    event = record_event(
        at.session,
        at.actor,
        _document(at, values),
        entry,
        idempotency_key=key,
        today=at.today,
    )
    return EVENT_KIND, event.id


def _take_back(at: Entering, event_id: int) -> None:
    take_back_event(at.session, at.actor, event_id)


IMPORTABLE = Importable(
    "enforcement_events",
    "Events of enforcement documents",
    Permission.RECORD_CASES,
    (
        Field(
            "writ_number",
            "Number of the writ (1)",
            required=True,
            note="Rows of one document stand in the order in which its events happened.",
        ),
        Field("writ_issued_on", "Issued on (2)", What.DAY, required=True),
        Field("issuing_body", "Issued by (3)", required=True),
        Field("kind", "What happened to the document", What.CHOICE, required=True, choices=_kinds),
        Field("effective_on", "Date of the ruling or payment", What.DAY, required=True),
        Field(
            "ground",
            "Ground of the Law",
            What.CHOICE,
            choices=_grounds,
            note="Where the event needs one.",
        ),
        Field(
            "amount",
            "Sum, tenge",
            What.SUM,
            note="Of a payment, an arrears ruling, a sanction, or the new sum of the claim.",
        ),
        Field(
            "serial_number",
            "Number of the proceeding (6.2)",
            note="Where proceedings are initiated.",
        ),
        Field("until_on", "Last day of the agreed term", What.DAY),
        Field("addressee", "Returned to"),
        Field("note", "Note"),
    ),
    _key,
    _find,
    _enter,
    _take_back,
    line=_line,
)
