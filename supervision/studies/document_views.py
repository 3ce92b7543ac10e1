"""Requested files beside the account of documents: what is worth requesting, the link (`2002 ¶6`)."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import _, current_language
from supervision.duties.forms import number_in
from supervision.enforcement.models import EnforcementDocument
from supervision.enforcement.operations.ledger import life_of
from supervision.enforcement.presenting import TONES, event_lines, money
from supervision.enforcement.queries.documents import events_of, get, proceedings_of
from supervision.enforcement.queries.supervising import MOST_PROPOSED
from supervision.enforcement.queries.supervising import proposed as proposed_by
from supervision.law.enforcement.card import PersonKind
from supervision.law.enforcement.life import IN_ACCOUNT
from supervision.law.enforcement.proposals import Reason
from supervision.law.participation import PartyKind, PartyRole
from supervision.law.wording import sentences
from supervision.offices.queries import office_names
from supervision.studies.blueprint import blueprint


@blueprint.get("/proposed")
@requires(Permission.SEE_CASES)
def proposed() -> str:
    """Documents worth requesting, each under its reason (`2002 ¶6`)."""
    session, actor = db.session(), web.actor()
    below, today = list(actor.offices_below), web.today()
    found = {reason.value: proposed_by(session, below, reason, today) for reason in Reason}
    return render_template(
        "studies/proposed.html",
        found=found,
        offices=office_names(session, below, current_language()),
        several=len(below) > 1,
        own=actor.office_id if actor.may(Permission.RECORD_CASES) else None,
        money=money,
        most=MOST_PROPOSED,
    )


def asked_document(session: Session, office_id: int) -> dict[str, Any]:
    """What the form of a new file takes over from the document the address names, if any."""
    document_id = number_in(request.args.get("document"))
    if document_id is None:
        return {}
    try:
        document = get(session, document_id)
    except NotFound:
        return {}
    return _brought(session, document) if document.office_id == office_id else {}


def _brought(session: Session, document: EnforcementDocument) -> dict[str, Any]:
    """Number, bailiff, days, term and parties of a document, as the form of a file begins."""
    proceedings = proceedings_of(session, document.id)
    number = proceedings[-1].serial_number if proceedings else document.writ_number
    return {
        "document_id": str(document.id),
        "number": number,
        "subject": document.substance,
        "bailiff": document.bailiff,
        "private_bailiff": document.filled_by == "private_bailiff",
        "initiated_on": document.initiated_on,
        "statutory_term_ends_on": document.term_ends_on,
        "statutory_term_reason": _("Term of article 39 by the account of the document"),
        "parties": [
            _party(document, PartyRole.CLAIMANT, "claimant"),
            _party(document, PartyRole.DEBTOR, "debtor"),
        ],
    }


def _party(document: EnforcementDocument, role: PartyRole, block: str) -> dict[str, Any]:
    natural = getattr(document, f"{block}_kind") == PersonKind.NATURAL
    return {
        "role": role.value,
        "kind": (PartyKind.PERSON if natural else PartyKind.LEGAL_ENTITY).value,
        "name": getattr(document, f"{block}_name"),
        "identity_number": getattr(document, f"{block}_number"),
        "birth_on": getattr(document, f"{block}_birth_on") if natural else None,
    }


def linked_document(session: Session, document_id: int | None) -> dict[str, Any] | None:
    """The document a file is about: parties, sum, the events of its life, and the term of article 39
    with its steps; for the page of the file and for whoever writes down its study.
    """
    if document_id is None:
        return None
    document, events = get(session, document_id), events_of(session, document_id)
    life = life_of(document, events)
    running = life.term if life.standing in IN_ACCOUNT else None
    return {
        "document": document,
        "tone": TONES[document.standing],
        "claim": money(document.claim_now),
        "term": sentences(running.steps, current_language()) if running else [],
        "events": [line for line in event_lines(events, {}, {}, {}) if not line.superseded],
    }
