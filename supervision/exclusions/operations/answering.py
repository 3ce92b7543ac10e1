"""The Department consents or refuses, or takes its consent back (`2015 ¶22`)."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.operations.asking import demand_clause_stands
from supervision.exclusions.operations.within import demand_state, held, note_change
from supervision.exclusions.policy import demand_answer
from supervision.exclusions.rules import (
    AnswerEntry,
    RequestState,
    WithdrawalEntry,
    answer_problems,
    withdrawal_problems,
)
from supervision.protests.operations.within import acting_name


def answer(
    session: Session,
    actor: Actor,
    request_id: int,
    entry: AnswerEntry,
    *,
    version: int | None = None,
    today: date,
) -> ExclusionRequest:
    """Consent that the act is not counted, or refuse; in writing or electronically, with reasons.

    Raises NotFound, Forbidden, Stale; Refused before it was sent, and for a consent where the acts
    were corrected so that the clause applies no more.
    """
    found = held(session, request_id, version)
    kept = found.request
    demand_answer(actor, kept)
    demand_state(kept, RequestState.SENT)
    entry = replace(entry, number=written(entry.number), reasons=written(entry.reasons))
    refuse(answer_problems(entry, kept.sent_on or today, today))
    if entry.consents:
        demand_clause_stands(found)
    state = RequestState.CONSENTED if entry.consents else RequestState.REFUSED
    kept.state, kept.answered_on = state.value, entry.answered_on
    kept.answered_by = acting_name(actor)
    kept.answer_way, kept.answer_number = entry.way, entry.number
    kept.answer_reasons = entry.reasons
    note_change(session, kept, "answer", {**asdict(entry), "state": state}, actor=actor)
    return kept


def withdraw_consent(
    session: Session,
    actor: Actor,
    request_id: int,
    entry: WithdrawalEntry,
    *,
    version: int | None = None,
    today: date,
) -> ExclusionRequest:
    """Take a consent back, with reasons: the act counts again.

    Raises NotFound, Forbidden, Stale; Refused where no consent stands.
    """
    found = held(session, request_id, version)
    kept = found.request
    demand_answer(actor, kept)
    demand_state(kept, RequestState.CONSENTED)
    entry = replace(entry, reasons=written(entry.reasons))
    refuse(withdrawal_problems(entry, kept.answered_on or today, today))
    kept.state, kept.withdrawn_on = RequestState.WITHDRAWN.value, entry.withdrawn_on
    kept.withdrawn_by, kept.withdrawal_reasons = acting_name(actor), entry.reasons
    note_change(session, kept, "withdraw_consent", asdict(entry), actor=actor)
    return kept
