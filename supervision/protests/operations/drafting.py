"""Drafts: written, corrected, dropped, shown to a higher office for its review (`2015 ¶13`)."""

from __future__ import annotations

import uuid
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.operations.within import demand_version
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.grounds import reason_problems
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import LONGEST_NOTE, length_problems, refuse
from supervision.core.texts import written
from supervision.law.protests import grounds_of_appeal
from supervision.protests.models import Protest, ProtestReview
from supervision.protests.operations.within import (
    act_asked,
    acting_name,
    demand_state,
    held,
    hold_matter,
    note,
)
from supervision.protests.policy import demand_draft, demand_review, demand_work
from supervision.protests.queries.matters import matter_of
from supervision.protests.queries.protests import drafted_before, review_made_before
from supervision.protests.rules import Answer, DraftEntry, ProtestState, draft_problems


def draft(
    session: Session,
    actor: Actor,
    matter_id: int,
    act_id: int,
    entry: DraftEntry,
    *,
    kind: str = CASE,
    idempotency_key: uuid.UUID,
    today: date,
) -> Protest:
    """Begin a protest against an act of a case, or of a dispute; the actor's office is its author.

    The same key a second time gives the first draft. Raises NotFound, Forbidden, Refused.
    """
    hold_matter(session, kind, matter_id)
    matter = matter_of(session, kind, matter_id)
    office_id = demand_draft(actor, matter.office.id)
    first = drafted_before(session, office_id, idempotency_key)
    if first is not None:
        return first
    act = matter.act(act_id)
    entry = _written(entry)
    refuse(draft_problems(entry, act_asked(matter, act), _known()))
    place = ("dispute_id", "dispute_act_id") if matter.is_dispute else ("case_id", "act_id")
    protest = Protest(
        **dict(zip(place, (matter.id, act.id), strict=True)),
        office_id=matter.office.id,
        author_office_id=office_id,
        state=ProtestState.DRAFT.value,
        drafted_on=today,
        drafted_by=acting_name(actor),
        idempotency_key=idempotency_key,
        **asdict(entry) | {"grounds": list(entry.grounds)},
    )
    session.add(protest)
    session.flush()
    note(session, protest, "draft", {"act_id": act.id, **asdict(entry)}, actor=actor)
    return protest


def change_draft(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: DraftEntry,
    *,
    version: int | None = None,
    today: date,  # noqa: ARG001 — every verb of a protest is asked alike
) -> Protest:
    """Correct a draft. Raises NotFound, Forbidden, Stale; Refused once it is brought."""
    found = held(session, protest_id, version)
    protest = found.protest
    demand_work(actor, protest, found.line)
    demand_state(protest, ProtestState.DRAFT)
    entry = _written(entry)
    refuse(draft_problems(entry, act_asked(found.matter, found.act), _known()))
    after = asdict(entry) | {"grounds": list(entry.grounds)}
    before = {name: getattr(protest, name) for name in after}
    for name, value in after.items():
        setattr(protest, name, value)
    note(session, protest, "change_draft", after, before, actor=actor)
    return protest


def drop_draft(
    session: Session,
    actor: Actor,
    protest_id: int,
    reason: str,
    *,
    version: int | None = None,
    today: date,
) -> Protest:
    """Drop a draft that will not be brought, with the reason; it is kept and tells the law nothing.

    Raises NotFound, Forbidden, Stale; Refused once it is brought, or without a reason.
    """
    found = held(session, protest_id, version)
    protest = found.protest
    demand_work(actor, protest, found.line)
    demand_state(protest, ProtestState.DRAFT)
    reason = written(reason)
    refuse(reason_problems(reason))
    protest.state, protest.dropped_on = ProtestState.DROPPED.value, today
    protest.dropped_by, protest.drop_reason = acting_name(actor), reason
    note(session, protest, "drop_draft", {"dropped_on": today, "reason": reason}, actor=actor)
    return protest


def ask_review(
    session: Session,
    actor: Actor,
    protest_id: int,
    *,
    reviewing_office_id: int | None,
    idempotency_key: uuid.UUID,
    version: int | None = None,
    today: date,
) -> ProtestReview:
    """Send a draft to an office above the author for its review; the window does not wait for it.

    Raises NotFound, Forbidden, Stale; Refused while another review is open.
    """
    found = held(session, protest_id)
    protest = found.protest
    demand_work(actor, protest, found.line)
    made = review_made_before(session, protest.id, idempotency_key)
    if made is not None:
        return made
    demand_version(protest.version, version)
    demand_state(protest, ProtestState.DRAFT)
    if found.open_review is not None:
        raise Refused("A higher office is looking at this draft already.")
    if reviewing_office_id is None or reviewing_office_id not in found.author.ancestors[:-1]:
        raise Refused("Choose an office above yours.", field="reviewing_office_id")
    review = ProtestReview(
        protest_id=protest.id,
        office_id=protest.office_id,
        reviewing_office_id=reviewing_office_id,
        asked_on=today,
        asked_by=acting_name(actor),
        idempotency_key=idempotency_key,
    )
    session.add(review)
    note(session, protest, "ask_review", {"reviewing_office_id": reviewing_office_id}, actor=actor)
    return review


def answer_review(
    session: Session,
    actor: Actor,
    protest_id: int,
    review_id: int,
    *,
    answer: str,
    remarks: str = "",
    version: int | None = None,
    today: date,
) -> ProtestReview:
    """Agree with a draft or write remarks on it; only the office that was asked answers.

    Raises NotFound, Forbidden, Stale; Refused for an answer given before, remarks left out, or a
    dropped draft.
    """
    found = held(session, protest_id)
    review = next((each for each in found.reviews if each.id == review_id), None)
    if review is None:
        raise NotFound
    session.refresh(review)
    demand_review(actor, review)
    demand_version(review.version, version)
    if found.protest.state == ProtestState.DROPPED:
        raise Refused("This draft is dropped.")
    if review.answer is not None:
        raise Refused("This draft is answered already.")
    remarks = written(remarks)
    problems = list(length_problems(remarks, "remarks", LONGEST_NOTE))
    if answer not in set(Answer):
        problems.append(Problem("Choose one of the listed values.", "answer"))
    elif answer == Answer.REMARKS and not remarks:
        problems.append(Problem("Write down the remarks.", "remarks"))
    refuse(problems)
    review.answer, review.answered_on = answer, today
    review.remarks, review.answered_by = remarks, acting_name(actor)
    after = {"review_id": review.id, "answer": answer, "remarks": remarks}
    note(session, found.protest, "answer_review", after, actor=actor)
    return review


def _written(entry: DraftEntry) -> DraftEntry:
    """The entry as it is kept."""
    return replace(
        entry,
        part=written(entry.part),
        own_grounds=written(entry.own_grounds),
        demand=written(entry.demand),
    )


def _known() -> frozenset[str]:
    """The grounds of the law's list by code."""
    return frozenset(item.code for item in grounds_of_appeal())
