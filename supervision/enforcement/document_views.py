"""One document whole: its card, its life with what may lawfully follow, its control cards."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import _, current_language, said_all
from supervision.duties.views import lawbook
from supervision.enforcement import policy
from supervision.enforcement.blueprint import blueprint
from supervision.enforcement.card_forms import items, row_choices
from supervision.enforcement.models import (
    EnforcementDocument,
    EnforcementEvent,
    EnforcementProceeding,
)
from supervision.enforcement.operations.ledger import life_of
from supervision.enforcement.presenting import TONES, event_lines, money, ruling_clock
from supervision.enforcement.queries.closing import closings_of
from supervision.enforcement.queries.documents import (
    children_of,
    events_of,
    first_ruling_on,
    get,
    proceedings_of,
)
from supervision.enforcement.queries.transfers import cards_of, open_card_of
from supervision.enforcement.rules.card import warnings_of
from supervision.enforcement.rules.content import card_of_document
from supervision.enforcement.rules.events import enterable
from supervision.law.enforcement import card as law
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import IN_ACCOUNT, legal_next
from supervision.law.wording import sentence
from supervision.offices.queries import office_names


@blueprint.get("/<int:document_id>")
@requires(Permission.SEE_CASES)
def document(document_id: int) -> str:
    """One document with every event of its life."""
    session, actor, language = db.session(), web.actor(), current_language()
    found = get(session, document_id)
    children, events = children_of(session, document_id), events_of(session, document_id)
    life, cards = life_of(found, events), cards_of(session, document_id)
    serials = {each.id: each.serial_number for each in proceedings_of(session, document_id)}
    concerned = {found.office_id, *(card.addressee_office_id for card in cards)}
    concerned |= {each.counterpart_office_id for each in events if each.counterpart_office_id}
    concerned |= {card.office_id for card in cards}
    offices = office_names(session, sorted(concerned), language)
    return render_template(
        "enforcement/document.html",
        document=found,
        tone=TONES[found.standing],
        office=offices.get(found.office_id, ""),
        may_change=policy.may_change(actor, found),
        facts=facts_of(found),
        children=children,
        warnings=said_all(warnings_of(card_of_document(found, children))),
        events=event_lines(events, offices, serials, closings_of(session, found.office_id)),
        term=[sentence(step, language) for step in life.term.steps]
        if life.term and life.standing in IN_ACCOUNT
        else [],
        late=found.term_ends_on is not None and found.term_ends_on < web.today(),
        ruling=ruling_clock(
            found.received_on,
            first_ruling_on(events),
            calendar=lawbook().calendar,
            today=web.today(),
        ),
        steps=[(kind.value, _(f"enforcement.step.{kind}")) for kind in enterable(life)],
        may_send=EventKind.SENT in legal_next(life),
        cards=cards,
        offices=offices,
        open_card=open_card_of(session, document_id),
    )


def facts_of(found: EnforcementDocument) -> dict[str, Any]:
    """What the card says in words and sums, by the names the page asks for."""
    rows = dict(row_choices(found.received_on))
    lists = {name: dict(items(law.card_list(name))) for name in _LISTS.values()}
    told: dict[str, Any] = {
        name: lists[listed].get(getattr(found, name) or "", "") for name, listed in _LISTS.items()
    }
    return {
        **told,
        "document_kind": dict(items(law.document_kinds())).get(found.document_kind, ""),
        "report_row": rows.get(str(found.report_row), str(found.report_row)),
        "kind_row": rows.get(str(found.kind_row), "") if found.kind_row else "",
        "claim": money(found.claim_now),
        "recovered": money(recovered(found)),
        "outstanding": money(outstanding(found)) if found.claim_now is not None else "",
        "sanction_paid": money(found.sanction_paid) if found.sanction_paid else "",
    }


def recovered(found: EnforcementDocument) -> Decimal:
    """What came in: the parts recorded, or the whole claim once the document was fulfilled."""
    fulfilled = found.ended_by in (EventKind.FULFILLED, EventKind.PAID_BEFORE)
    return found.claim_now if fulfilled and found.claim_now is not None else found.recovered


def outstanding(found: EnforcementDocument) -> Decimal:
    """What is left to recover of the claim."""
    return max((found.claim_now or Decimal(0)) - recovered(found), Decimal(0))


_LISTS = {
    "plaintiff": "plaintiffs",
    "receipt_kind": "receipt_kinds",
    "delivery_mode": "delivery_modes",
    "beneficiary": "beneficiaries",
    "filled_by": "filled_by",
}


def event_of(session: Session, document_id: int, event_id: int) -> EnforcementEvent | None:
    """One event of a document, if it is of it."""
    found = [each for each in events_of(session, document_id) if each.id == event_id]
    return found[0] if found else None


def proceeding_of(session: Session, event: EnforcementEvent) -> EnforcementProceeding | None:
    """The proceeding an event stands in."""
    found = proceedings_of(session, event.document_id)
    return next((each for each in found if each.id == event.proceeding_id), None)
