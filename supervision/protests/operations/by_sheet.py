"""A protest that comes by a sheet: entered as brought, with its outcome where there is one, and taken
back while nobody has worked on it (`2015 ¶13, ¶23`).

Belongs here: the verbs of the protest's pages in one step. Does not belong here: any rule of theirs.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from supervision.audit.queries import worked_on_since
from supervision.cases.operations import tell
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.removing import BUILT_UPON, remove
from supervision.disputes.operations.told import tell as tell_dispute
from supervision.disputes.rules import KIND as DISPUTE
from supervision.duties.queries import decided_by_hand
from supervision.law.lawbook import Lawbook
from supervision.protests.models import Protest
from supervision.protests.operations.bringing import NO_WINDOW, bring, tell_term
from supervision.protests.operations.drafting import draft
from supervision.protests.operations.ending import record_outcome
from supervision.protests.operations.within import held, note
from supervision.protests.policy import demand_work
from supervision.protests.queries.protests import place_of, terms_of
from supervision.protests.queries.windows import window_of
from supervision.protests.rules import KIND, BringEntry, DraftEntry, OutcomeEntry, ProtestState

_STEP = "enter_by_sheet"
_AS_BROUGHT, _AS_ENDED = 2, 3  # the versions in which a row leaves its protest


@dataclass(frozen=True)
class Lodged:
    """A protest as lodged: what it says, how it was brought, and what became of it so far."""

    draft: DraftEntry
    brought: BringEntry
    outcome: OutcomeEntry | None = None


def enter_protest(
    session: Session,
    actor: Actor,
    matter: tuple[str, int],
    act_id: int,
    lodged: Lodged,
    *,
    idempotency_key: uuid.UUID,
    law: Lawbook,
    today: date,
) -> Protest:
    """Enter a protest that was brought, by the very steps of its pages, so the same duties follow.

    `matter` is the kind and id of its case or dispute. Raises NotFound, Forbidden, Refused.
    """
    kind, matter_id = matter
    protest = draft(
        session,
        actor,
        matter_id,
        act_id,
        lodged.draft,
        kind=kind,
        idempotency_key=idempotency_key,
        today=today,
    )
    bring(session, actor, protest.id, lodged.brought, law=law, today=today)
    if lodged.outcome is not None:
        record_outcome(session, actor, protest.id, lodged.outcome, law=law, today=today)
    note(session, protest, _STEP, {"number": protest.number}, actor=actor)
    return protest


def take_back_protest(
    session: Session, actor: Actor, protest_id: int, *, law: Lawbook, today: date
) -> None:
    """Take a protest of a sheet away; what it told its case or dispute goes, and the duties follow.

    Raises NotFound, Forbidden; Refused once anything was recorded on it or decided on its duties.
    """
    found = held(session, protest_id)
    protest, matter, act = found.protest, found.matter, found.act
    demand_work(actor, protest, found.line)
    kind, matter_id = place_of(protest)
    if worked_on_since(session, KIND, protest.id, entered_by=f"protests.{_STEP}") or any(
        decided_by_hand(session, kind, matter_id, key)
        for key in (f"act-{act.id}", f"protest-{protest.id}")
    ):
        raise Refused(BUILT_UPON)
    names = ("number", "kind", "brought_on", "brought_by", "outcome", "outcome_on")
    before = {"act_id": act.id, **{name: getattr(protest, name) for name in names}}
    note(session, protest, "take_back_protest", {}, before, actor=actor)
    ended = protest.state == ProtestState.ENDED
    remove(session, protest, entered_as=_AS_ENDED if ended else _AS_BROUGHT)
    window = window_of(matter, act, terms_of(session, kind, matter_id), law) or NO_WINDOW
    tell_term(session, actor, matter, act, window, law=law, today=today)
    telling = tell_dispute if kind == DISPUTE else tell
    telling(session, actor, matter_id, source=(KIND, protest_id), events=(), law=law, today=today)
