"""Putting right what a card says, as long as nothing was counted by it (`F4`, appendix 1).

Belongs here: the one verb that changes the fields of a card. Does not belong here: what happened to
the document, which an event says and a later event puts right (`events.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.problems import refuse
from supervision.enforcement.models import (
    EnforcementChild,
    EnforcementDocument,
    EnforcementEvent,
    EnforcementWord,
)
from supervision.enforcement.operations.ledger import changing
from supervision.enforcement.operations.registration import (
    add_children,
    add_words,
    demand_single,
    told,
)
from supervision.enforcement.queries.closing import closing_of
from supervision.enforcement.queries.documents import (
    children_of,
    events_of,
    get,
    hold_entry,
    standing,
)
from supervision.enforcement.rules import card as rules
from supervision.enforcement.rules import corrections
from supervision.enforcement.rules.card import KIND, CardEntry
from supervision.enforcement.rules.content import card_of_document
from supervision.law.enforcement.card import kind_row


def correct_card(
    session: Session,
    actor: Actor,
    document_id: int,
    entry: CardEntry,
    *,
    version: int | None = None,
    today: date,
) -> EnforcementDocument:
    """Put the card of a document right; the log keeps what it said before.

    Raises NotFound, Forbidden, Stale; Refused with every problem: those of any card, what events
    that stand are counted by, what a submitted form has counted, or where nothing was changed.
    """
    hold_entry(session, get(session, document_id).office_id)
    document = changing(session, document_id, version, actor=actor)
    before = card_of_document(document, children_of(session, document_id))
    entry = rules.as_kept(entry)
    changed = corrections.changed_fields(before, entry)
    if not changed:
        raise Refused("Nothing on the card was changed.")
    events = events_of(session, document_id)
    first = min((each.effective_on for each in standing(events)), default=None)
    refuse(
        [
            *rules.entry_problems(entry, today),
            *corrections.lived_problems(before, entry, first),
            *corrections.closed_problems(before, entry, _closed(session, document, events)),
        ]
    )
    _change(session, document, entry, changed)
    record(
        session,
        actor,
        action="enforcement.correct_card",
        subject=(KIND, document.id),
        office_id=document.office_id,
        before=_of(before, changed),
        after=_of(entry, changed),
    )
    return document


def _of(entry: CardEntry, changed: Sequence[str]) -> dict[str, Any]:
    """The changed fields as the trail keeps them; a field left empty is told as such."""
    filled = told(entry)
    return {name: filled.get(name) for name in changed}


def _closed(
    session: Session, document: EnforcementDocument, events: Sequence[EnforcementEvent]
) -> date | None:
    """The last closed day of the account, where an event of the document counted up to it."""
    closing = closing_of(session, document.office_id)
    if closing is None or all(each.accounted_on > closing.through_on for each in events):
        return None
    return closing.through_on


def _change(
    session: Session, document: EnforcementDocument, entry: CardEntry, changed: Sequence[str]
) -> None:
    demand_single(session, document.office_id, entry, except_document=document.id)
    if "claim" in changed:
        document.claim_now = entry.claim  # no event stands that could have changed it
    for name in changed:
        if name != "children":
            setattr(document, name, getattr(entry, name))
    document.number_key = rules.key_of(entry.writ_number)
    document.body_key = rules.key_of(entry.issuing_body)
    document.kind_row = kind_row(entry.document_kind, entry.extra_row, entry.report_row)
    if "children" in changed:
        session.execute(delete(EnforcementChild).where(EnforcementChild.document_id == document.id))
        add_children(session, document, entry)
    session.execute(delete(EnforcementWord).where(EnforcementWord.document_id == document.id))
    add_words(session, document, entry)
    session.flush()
