"""The register of enforcement documents and one document with its whole life."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from flask import Response
from sqlalchemy.orm import Session

from supervision.api.describing import answers, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Office, filled, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.duties.views import lawbook
from supervision.enforcement.api.blueprint import TAG, blueprint
from supervision.enforcement.api.shapes import (
    CardChild,
    DocumentEvent,
    DocumentItem,
    DocumentList,
    DocumentQuery,
    DocumentWhole,
)
from supervision.enforcement.models import EnforcementDocument, EnforcementEvent
from supervision.enforcement.operations.ledger import life_of
from supervision.enforcement.presenting import ruling_clock
from supervision.enforcement.queries import register as registers
from supervision.enforcement.queries.documents import children_of, events_of, first_ruling_on, get
from supervision.enforcement.register_views import choices_of, filters_of
from supervision.enforcement.rules.events import enterable
from supervision.law.enforcement.life import IN_ACCOUNT
from supervision.law.model import Step
from supervision.law.wording import sentence, sentences
from supervision.offices.queries import office_names

DOCUMENTS = "/enforcement/documents"


@blueprint.get(DOCUMENTS)
@requires(Permission.SEE_CASES)
@answers(DocumentList, tag=TAG)
def list_documents(query: DocumentQuery) -> Response:
    """The register of enforcement documents, by the filters of the page."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    demand_offered({"office": offices_of(actor, choices.offices), "row": choices.rows})
    page = registers.register(
        session,
        filters_of(actor, choices),
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        today=web.today(),
        language=language,
    )
    return told(listed(DocumentList, page, [_item(row) for row in page.rows]))


@blueprint.get(f"{DOCUMENTS}/<int:document_id>")
@requires(Permission.SEE_CASES)
@answers(DocumentWhole, tag=TAG)
def read_document(document_id: int) -> Response:
    """One document: its card, every event, the term of article 39 with its steps."""
    return told_document(document_id)


def told_document(document_id: int, *, status: int = 200) -> Response:
    """A document as it stands now; raises NotFound."""
    session = db.session()
    found = get(session, document_id)
    location = f"/api/v1{DOCUMENTS}/{document_id}" if status == 201 else ""
    whole = whole_of(session, found)
    return told(whole, status=status, version=found.version, location=location)


def whole_of(session: Session, found: EnforcementDocument) -> DocumentWhole:
    """A document with everything about it in the shape of the API."""
    language = current_language()
    events = events_of(session, found.id)
    life = life_of(found, events)
    running = life.term if life.standing in IN_ACCOUNT else None
    names = office_names(session, [found.office_id], language)
    sums = ("claim", "claim_now", "recovered", "sanction_paid", "beneficiary_amount")
    return filled(
        DocumentWhole,
        found,
        office=Office(id=found.office_id, name=names.get(found.office_id, "")),
        children=[filled(CardChild, child) for child in children_of(session, found.id)],
        term_steps=sentences(running.steps, language) if running else [],
        ruling=_ruling(found, events),
        may_follow=enterable(life),
        events=_events(events, language),
        **{name: tenge(getattr(found, name)) for name in sums},
    )


def _ruling(found: EnforcementDocument, events: Sequence[EnforcementEvent]) -> str | None:
    ruled_on, calendar = first_ruling_on(events), lawbook().calendar
    clock = ruling_clock(found.received_on, ruled_on, calendar=calendar, today=web.today())
    return None if clock is None else clock.words


def tenge(amount: Decimal | None) -> str | None:
    """A sum as it travels: with a point and both digits of its tiyn."""
    return None if amount is None else f"{amount:.2f}"


def _item(row: registers.DocumentRow) -> DocumentItem:
    return filled(
        DocumentItem, row, claim_now=tenge(row.claim_now), recovered=f"{row.recovered:.2f}"
    )


def _events(events: Sequence[EnforcementEvent], language: str) -> list[DocumentEvent]:
    return [
        filled(
            DocumentEvent,
            each,
            amount=tenge(each.amount),
            steps=[sentence(Step.from_json(step), language) for step in each.term_steps or ()],
        )
        for each in events
    ]
