"""Enforcement documents out of a sheet: each row is entered on card 4.0 as by the form (`F4`, appendix 1).

Belongs here: columns, and how a row becomes an entry with its lines of children and its first ruling.
Does not belong here: any rule of a card.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Permission
from supervision.core.errors import Refused
from supervision.core.i18n import _, current_language
from supervision.core.problems import day_in_words
from supervision.enforcement.models import (
    EnforcementChild,
    EnforcementDocument,
    EnforcementEvent,
    EnforcementProceeding,
)
from supervision.enforcement.operations import register_document, take_back_document
from supervision.enforcement.rules.card import (
    KIND,
    MOST_CHILDREN,
    SEXES,
    CardEntry,
    ChildEntry,
    key_of,
)
from supervision.enforcement.rules.events import EventEntry
from supervision.exchange.importables import (
    Entering,
    Field,
    Importable,
    Pairs,
    Values,
    What,
    at_columns,
    day_of,
    spoken,
)
from supervision.law.enforcement import card as law
from supervision.law.enforcement.card import PersonKind, ReceiptKind
from supervision.law.enforcement.events import INITIATIONS, EventKind, grounds_of
from supervision.law.model import ListItem

_NUMBER = "The number of the row of the form, 1–39."
_CHILD = (
    "Write each child as surname, first name, patronymic, day of birth, sex; several parted by "
    "semicolons."
)
_PARTS = 5  # of a child: fields 14.6–14.10
_RULINGS = (EventKind.INITIATED, EventKind.REFUSED)
_COLUMNS = {"effective_on": "decided_on", "kind": "decision"} | {
    f"children-{place}-{field.name}": "children"
    for place in range(MOST_CHILDREN)
    for field in fields(ChildEntry)
}


def _said(found: Iterable[ListItem]) -> Pairs:
    return [(item.code, item.title.in_language(current_language())) for item in found]


def _persons() -> Pairs:
    return [(each.value, _(f"enforcement.person.{each}")) for each in PersonKind]


def _sexes() -> Pairs:
    return [(each, _(f"enforcement.sex.{each}")) for each in SEXES]


def _rulings() -> Pairs:
    return [(each.value, _(f"enforcement.decision.{each}")) for each in _RULINGS]


def _key(values: Values) -> str:
    """The number, the body and the day of issue tell documents apart (Q3)."""
    number, body = key_of(values["writ_number"]), key_of(values["issuing_body"])
    return f"{number}|{body}|{values['writ_issued_on']}"


def _find(at: Entering, values: Values) -> int | None:
    statement = select(EnforcementDocument.id).where(
        EnforcementDocument.office_id == at.actor.office_id,
        EnforcementDocument.number_key == key_of(values["writ_number"]),
        EnforcementDocument.body_key == key_of(values["issuing_body"]),
        EnforcementDocument.writ_issued_on == values["writ_issued_on"],
    )
    return at.session.scalars(statement.limit(1)).first()


def _children(text: str) -> tuple[ChildEntry, ...]:
    """The lines 14.6–14.10 written into one cell; raises Refused for one that cannot be read."""
    sexes = {words.lower(): code for code, words in spoken(_sexes)}
    children = []
    for line in filter(None, (each.strip() for each in text.split(";"))):
        parts = [part.strip() for part in line.split(",")]
        parts += [""] * (_PARTS - len(parts))
        surname, first_name, patronymic, birth, sex = parts[:_PARTS]
        if len(parts) > _PARTS or not surname or (sex and sex.lower() not in sexes):
            raise Refused(_CHILD, field="children")
        try:
            born = day_of(birth)
        except ValueError as wrong:
            raise Refused(str(wrong), field="children") from None
        chosen = sexes.get(sex.lower())
        children.append(ChildEntry(surname, first_name, patronymic, born, chosen))
    return tuple(children)


def _ruling(values: Values) -> EventEntry | None:
    """The refusal or the initiation the card tells; raises Refused for half of one."""
    decision, on = values["decision"], values["decided_on"]
    if not decision:
        if on or values["serial_number"] or values["ground"]:
            raise Refused("Say what was ruled: initiation or refusal.", field="decision")
        return None
    if on is None:
        raise Refused("This must be filled in.", field="decided_on")
    came = values["receipt_kind"] == ReceiptKind.BY_TERRITORIALITY
    kind = EventKind.ACCEPTED if came and decision == EventKind.INITIATED else EventKind(decision)
    names = ("ground", "serial_number", "addressee")
    return EventEntry(kind, on, **{name: values[name] for name in names})


def _enter(at: Entering, values: Values, key: uuid.UUID) -> tuple[str, int]:
    children = _children(values["children"])
    given = {field.name: values[field.name] for field in fields(CardEntry) if field.name in values}
    given |= {"children": children, "children_count": values["children_count"] or len(children)}
    with at_columns(_COLUMNS):
        document = register_document(
            at.session,
            at.actor,
            CardEntry(**given),
            _ruling(values),
            idempotency_key=key,
            today=at.today,
        )
    return KIND, document.id


def values_of(session: Session, document_ids: Sequence[int]) -> list[Values]:
    """What a sheet would hold of these documents, in their order."""
    statement = select(EnforcementDocument).where(EnforcementDocument.id.in_(document_ids))
    found = {document.id: document for document in session.scalars(statement)}
    children, rulings = _lines_of(session, document_ids), _rulings_of(session, document_ids)
    return [
        {name: getattr(found[each], name) for name in _OF_CARD}
        | {"children": children.get(each, ""), "children_count": found[each].children_count or None}
        | rulings.get(each, {})
        for each in document_ids
    ]


def _lines_of(session: Session, document_ids: Sequence[int]) -> dict[int, str]:
    """The lines 14.6–14.10 of each document as one cell."""
    statement = select(EnforcementChild).where(EnforcementChild.document_id.in_(document_ids))
    sexes, written = dict(_sexes()), dict[int, list[str]]()
    for child in session.scalars(statement.order_by(EnforcementChild.position)):
        named = (child.surname, child.first_name, child.patronymic)
        line = ", ".join((*named, day_in_words(child.birth_on), sexes[child.sex]))
        written.setdefault(child.document_id, []).append(line)
    return {document_id: "; ".join(lines) for document_id, lines in written.items()}


def _rulings_of(session: Session, document_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The first ruling of each document that still stands."""
    event = EnforcementEvent
    statement = (
        select(event, EnforcementProceeding.serial_number)
        .join(EnforcementProceeding, EnforcementProceeding.id == event.proceeding_id, isouter=True)
        .where(
            event.document_id.in_(document_ids),
            event.sequence == 1,
            event.superseded.is_(False),
            event.kind.in_([*INITIATIONS, EventKind.REFUSED]),
        )
    )
    return {
        ruling.document_id: {
            "decision": (
                EventKind.REFUSED if ruling.kind == EventKind.REFUSED else EventKind.INITIATED
            ).value,
            "decided_on": ruling.effective_on,
            "serial_number": serial_number or "",
            "ground": ruling.ground,
            "addressee": ruling.addressee,
        }
        for ruling, serial_number in session.execute(statement)
    }


def _take_back(at: Entering, document_id: int) -> None:
    take_back_document(at.session, at.actor, document_id)


def _chosen(name: str, title: str, listed: str, *, required: bool = False) -> Field:
    return Field(
        name, title, What.CHOICE, required=required, choices=lambda: _said(law.card_list(listed))
    )


IMPORTABLE = Importable(
    "enforcement_documents",
    "Enforcement documents",
    Permission.RECORD_CASES,
    (
        Field("writ_number", "Number of the writ (1)", required=True),
        Field("court_act_on", "Date of the court act", What.DAY),
        Field("case_number", "Number of the case (1.1)"),
        Field("writ_issued_on", "Issued on (2)", What.DAY, required=True),
        Field("issuing_body", "Issued by (3)", required=True),
        _chosen("plaintiff", "Plaintiff in the civil case (3.1)", "plaintiffs"),
        Field(
            "document_kind",
            "Kind of document (4)",
            What.CHOICE,
            required=True,
            choices=lambda: _said(law.document_kinds()),
        ),
        Field("received_on", "Received on (7)", What.DAY, required=True),
        _chosen("receipt_kind", "How it came (7.1)", "receipt_kinds", required=True),
        _chosen("delivery_mode", "Delivered (7.2)", "delivery_modes", required=True),
        Field("report_row", "Category of the claim (8)", What.WHOLE, required=True, note=_NUMBER),
        Field(
            "extra_row",
            "Addition to the category (8.1)",
            What.WHOLE,
            note="The number of the row that adds to the category.",
        ),
        Field("substance", "Substance of the claim (9)", required=True),
        Field("claim", "Sum to be recovered, tenge (10)", What.SUM),
        Field("joint", "Joint and several (10.1)", What.YES_NO),
        Field("joint_group", "Sign of the joint debt", note="The same for all cards of one debt."),
        Field("debtor_kind", "The debtor is", What.CHOICE, required=True, choices=_persons),
        Field("debtor_name", "Name of the debtor (11, 12)", required=True),
        Field("debtor_number", "IIN or BIN of the debtor (11.2, 12.1)"),
        Field("debtor_birth_on", "Birth date (11)", What.DAY),
        Field("debtor_sex", "Sex (11.8)", What.CHOICE, choices=_sexes),
        Field("debtor_address", "Address of the debtor (11.7, 13)"),
        Field("debtor_paper_number", "Identity card (11.1)"),
        Field("debtor_paper_issuer", "issued by (11.1)"),
        Field("debtor_paper_on", "issued on (11.1)", What.DAY),
        Field("debtor_workplace", "Place of work (11.3)"),
        Field("debtor_post", "Position (11.4)"),
        Field("debtor_foreign", "Foreign person (11.5)", What.YES_NO),
        Field("debtor_citizenship", "Citizenship (11.6)"),
        Field("debtor_account", "Settlement account (12.2)"),
        Field("claimant_kind", "The claimant is", What.CHOICE, required=True, choices=_persons),
        Field("claimant_name", "Name of the claimant (14, 15)", required=True),
        Field("claimant_number", "IIN or BIN of the claimant (14.2, 15.1)"),
        Field("claimant_birth_on", "Birth date (14.1)", What.DAY),
        Field("claimant_foreign", "Foreign person (14.3)", What.YES_NO),
        Field("claimant_address", "Address of the claimant (14.4, 16)"),
        _chosen("beneficiary", "In whose favour (14.5)", "beneficiaries"),
        Field("beneficiary_amount", "Sum by the certificate, tenge (14.5)", What.SUM),
        Field("children", "Children (14.6–14.10)", note=_CHILD),
        Field("children_count", "Number of children (14.11)", What.WHOLE),
        _chosen("filled_by", "Filled in by (17)", "filled_by", required=True),
        Field("bailiff", "Bailiff (17.1)", required=True),
        Field("filler_number", "IIN of who filled it in (17.2)", required=True),
        Field(
            "decision",
            "What was ruled (5, 6)",
            What.CHOICE,
            choices=_rulings,
            note="Empty while the bailiff has not ruled.",
        ),
        Field("decided_on", "Date of the ruling (5.1, 6)", What.DAY),
        Field(
            "serial_number",
            "Number of the proceeding (6.2)",
            note="Where proceedings are initiated.",
        ),
        Field(
            "ground",
            "Ground of refusal, art. 38(1) (5)",
            What.CHOICE,
            choices=lambda: _said(grounds_of(EventKind.REFUSED)),
        ),
        Field("addressee", "Returned to (5.2)"),
    ),
    _key,
    _find,
    _enter,
    _take_back,
)
_LINES = ("children", "children_count")
_OF_CARD = [
    field.name
    for field in IMPORTABLE.fields
    if field.name not in _LINES and field.name in CardEntry.__dataclass_fields__
]
