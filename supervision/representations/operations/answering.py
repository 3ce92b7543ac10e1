"""The higher office answers a representation, or drafts a protest from it (`2015 ¶14`, `2002 ¶7`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.operations.within import demand_version
from supervision.core.access import Actor
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.protests import ProtestKind
from supervision.protests.models import Protest
from supervision.protests.operations import draft as draft_protest
from supervision.protests.operations.within import acting_name
from supervision.protests.rules import DraftEntry
from supervision.representations.models import Representation
from supervision.representations.operations.within import demand_state, held, note_change
from supervision.representations.policy import demand_answer
from supervision.representations.queries.representations import Dossier
from supervision.representations.rules import AnswerEntry, RepresentationState, answer_problems


def answer(
    session: Session,
    actor: Actor,
    representation_id: int,
    entry: AnswerEntry,
    *,
    version: int | None = None,
    today: date,
) -> Representation:
    """Accept a representation, or refuse it with motives; the office it is addressed to does so.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = held(session, representation_id, version)
    kept = found.representation
    demand_answer(actor, kept)
    demand_state(kept, RepresentationState.SENT)
    entry = replace(entry, motives=written(entry.motives))
    refuse(answer_problems(entry, kept.sent_on or today, today))
    state = RepresentationState.ACCEPTED if entry.accepted else RepresentationState.REFUSED
    kept.state, kept.answered_on = state.value, entry.answered_on
    kept.answered_by, kept.motives = acting_name(actor), entry.motives
    note_change(session, kept, "answer", {**asdict(entry), "state": state}, actor=actor)
    return kept


def turn_into_protest(
    session: Session,
    actor: Actor,
    representation_id: int,
    *,
    version: int | None = None,
    today: date,
) -> Protest:
    """Draft the protest the representation asks for, linked with it both ways; the draft takes over
    its reasoning and its demand. A second time it gives the first draft, unless that was dropped.

    Raises NotFound, Forbidden, Stale, Refused.
    """
    found = held(session, representation_id)
    kept = found.representation
    demand_answer(actor, kept)
    first = found.leads_to
    if first is not None and not found.may_be_drafted_anew:
        return first
    demand_version(kept.version, version)
    demand_turnable(found)
    in_dispute = found.matter.is_dispute
    order = ProtestKind.SUPERVISORY if in_dispute else ProtestKind.CASSATION
    entry = DraftEntry(order.value, own_grounds=kept.reasoning, demand=kept.resolutive)
    made = draft_protest(
        session,
        actor,
        found.matter.id,
        found.act.id,
        entry,
        kind=found.matter.kind,
        idempotency_key=uuid.uuid5(kept.idempotency_key, str(first.id if first else "")),
        today=today,
    )
    kept.state, kept.leads_to_id = RepresentationState.TURNED.value, made.id
    kept.answered_on = kept.answered_on or today
    kept.answered_by = kept.answered_by or acting_name(actor)
    note_change(session, kept, "turn_into_protest", {"protest_id": made.id}, actor=actor)
    return made


def demand_turnable(found: Dossier) -> None:
    """Refuse before it was sent, after a refusal, and while the protest drafted from it stands."""
    if not found.may_be_drafted_anew:
        states = (RepresentationState.SENT, RepresentationState.ACCEPTED)
        demand_state(found.representation, *states)
