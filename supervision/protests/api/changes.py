"""The life of a protest by the API: the verbs of the pages, each guarded by the state it was meant for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from supervision.api.changing import create_once, expected_version
from supervision.api.describing import IF_MATCH, answers, changes, creates
from supervision.cases.rules import KIND as CASE
from supervision.core import clock, web
from supervision.core.access import Actor, Permission, requires
from supervision.core.errors import Problem, Refused
from supervision.core.transaction import transaction
from supervision.disputes.rules import KIND as DISPUTE
from supervision.duties.views import lawbook
from supervision.protests import operations
from supervision.protests.api.blueprint import TAG, blueprint
from supervision.protests.api.reads import told_protest, told_review
from supervision.protests.api.shapes import (
    AnswerBody,
    BringBody,
    DraftBody,
    MendedBringing,
    MendedOutcome,
    MotionBody,
    NewProtest,
    OutcomeBody,
    ProtestWhole,
    ReasonBody,
    Review,
    ReviewBody,
)
from supervision.protests.correcting import BroughtEntry
from supervision.protests.rules import BringEntry, DraftEntry, MotionEntry, OutcomeEntry


@blueprint.post("/protests")
@requires(Permission.RECORD_CASES)
@creates(ProtestWhole, tag=TAG)
def draft_protest(json: NewProtest) -> Response:
    """Draft a protest against an act of a case, or of a dispute."""
    kind, matter_id = _matter(json)
    made = create_once(
        lambda session, key: (
            operations.draft(
                session,
                web.actor(),
                matter_id,
                json.act_id,
                _draft(json),
                kind=kind,
                idempotency_key=key,
                today=web.today(),
            ).id
        )
    )
    return told_protest(made, status=201)


@blueprint.put("/protests/<int:protest_id>/draft")
@requires(Permission.RECORD_CASES)
@changes(ProtestWhole, tag=TAG)
def change_draft(protest_id: int, json: DraftBody) -> Response:
    """Correct a draft; what is left out becomes empty."""
    return _changed(protest_id, operations.change_draft, _draft(json))


@blueprint.post("/protests/<int:protest_id>/drop")
@requires(Permission.RECORD_CASES)
@changes(ProtestWhole, tag=TAG)
def drop_draft(protest_id: int, json: ReasonBody) -> Response:
    """Drop a draft that will not be brought, with the reason."""
    return _changed(protest_id, operations.drop_draft, json.reason)


@blueprint.post("/protests/<int:protest_id>/reviews")
@requires(Permission.RECORD_CASES)
@creates(Review, tag=TAG, guards=(IF_MATCH,))
def ask_review(protest_id: int, json: ReviewBody) -> Response:
    """Send a draft to an office above for its review."""
    version = expected_version()

    def ask(session: Session, key: Any) -> int:
        review = operations.ask_review(
            session,
            web.actor(),
            protest_id,
            reviewing_office_id=json.office_id,
            idempotency_key=key,
            version=version,
            today=web.today(),
        )
        session.flush()
        return review.id

    return told_review(protest_id, create_once(ask), status=201)


@blueprint.put("/protests/<int:protest_id>/reviews/<int:review_id>/answer")
@requires(Permission.RECORD_CASES)
@changes(Review, tag=TAG)
def answer_review(protest_id: int, review_id: int, json: AnswerBody) -> Response:
    """Agree with a lower office's draft, or write remarks on it."""
    with transaction() as session:
        operations.answer_review(
            session,
            web.actor(),
            protest_id,
            review_id,
            answer=json.answer.value,
            remarks=json.remarks,
            version=expected_version(),
            today=web.today(),
        )
    return told_review(protest_id, review_id)


@blueprint.post("/protests/<int:protest_id>/bring")
@requires(Permission.RECORD_CASES)
@changes(ProtestWhole, tag=TAG)
def bring_protest(protest_id: int, json: BringBody) -> Response:
    """Record that the protest was brought; the duties of its case follow."""
    return _changed(protest_id, operations.bring, BringEntry(**dict(json)), law=lawbook())


@blueprint.put("/protests/<int:protest_id>/bringing")
@requires(Permission.RECORD_CASES)
@changes(ProtestWhole, tag=TAG)
def mend_bringing(protest_id: int, json: MendedBringing) -> Response:
    """Correct number and day of a protest brought, with the reason."""
    entry = BroughtEntry(json.number, json.brought_on)
    verb = operations.correct_bringing
    return _changed(protest_id, verb, entry, reason=json.reason, law=lawbook())


@blueprint.post("/protests/<int:protest_id>/motions")
@requires(Permission.RECORD_CASES)
@creates(ProtestWhole, tag=TAG, guards=(IF_MATCH,))
def move_withdrawal(protest_id: int, json: MotionBody) -> Response:
    """Record a motion to let the protest be withdrawn, of its author or a higher prosecutor."""
    version = expected_version()

    def move(session: Session, key: Any) -> int:
        motion = operations.move_withdrawal(
            session,
            web.actor(),
            protest_id,
            MotionEntry(**dict(json)),
            idempotency_key=key,
            version=version,
            today=web.today(),
        )
        session.flush()
        return motion.id

    create_once(move)
    return told_protest(protest_id, status=201)


@blueprint.post("/protests/<int:protest_id>/motions/<int:motion_id>/reading")
@requires(Permission.RECORD_CASES)
@answers(ProtestWhole, tag=TAG)
def read_motives(protest_id: int, motion_id: int) -> Response:
    """Note that the lower office read a higher prosecutor's motives; the first reader stays."""
    with transaction() as session:
        operations.read_motives(session, web.actor(), protest_id, motion_id, now=clock.now())
    return told_protest(protest_id)


@blueprint.post("/protests/<int:protest_id>/outcome")
@requires(Permission.RECORD_CASES)
@changes(ProtestWhole, tag=TAG)
def record_outcome(protest_id: int, json: OutcomeBody) -> Response:
    """Record what became of the protest; the duties of its case follow."""
    return _changed(protest_id, operations.record_outcome, _outcome(json), law=lawbook())


@blueprint.put("/protests/<int:protest_id>/outcome")
@requires(Permission.RECORD_CASES)
@changes(ProtestWhole, tag=TAG)
def mend_outcome(protest_id: int, json: MendedOutcome) -> Response:
    """Correct a recorded outcome, with the reason."""
    verb = operations.correct_outcome
    return _changed(protest_id, verb, _outcome(json), reason=json.reason, law=lawbook())


def _changed(protest_id: int, verb: Callable[..., Any], entry: object, **rest: Any) -> Response:
    """The protest after one verb, meant for the state that was read."""
    actor: Actor = web.actor()
    version = expected_version()
    with transaction() as session:
        verb(session, actor, protest_id, entry, version=version, today=web.today(), **rest)
    return told_protest(protest_id)


def _matter(json: NewProtest) -> tuple[str, int]:
    """The kind and id of what the act belongs to; raises Refused unless exactly one is named."""
    if json.case_id is not None and json.dispute_id is None:
        return CASE, json.case_id
    if json.dispute_id is not None and json.case_id is None:
        return DISPUTE, json.dispute_id
    words = "Name the case or the dispute of the act, one of the two."
    raise Refused.because([Problem(words, "case_id")])


def _draft(json: DraftBody) -> DraftEntry:
    return DraftEntry(
        kind=json.kind.value,
        part=json.part,
        grounds=tuple(json.grounds),
        own_grounds=json.own_grounds,
        demand=json.demand,
    )


def _outcome(json: OutcomeBody) -> OutcomeEntry:
    return OutcomeEntry(
        decision=json.decision.value,
        outcome_on=json.outcome_on,
        note=json.note,
        ended_by=None if json.ended_by is None else json.ended_by.value,
        act_id=json.act_id,
    )
