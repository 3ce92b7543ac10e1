"""The life of a request for exclusion by the API: marked, sent or waived, answered, consent taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Note, Yes
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.duties.api.changes import LatenessBody
from supervision.duties.views import lawbook
from supervision.exclusions import operations
from supervision.exclusions.api.reads import TAG, ExclusionWhole, blueprint, told_exclusion
from supervision.exclusions.rules import AnswerEntry, MarkEntry, SendEntry, Way, WithdrawalEntry


class MarkBody(Body):
    """That a clause of 2015 ¶22 applies to a court act of a case, and why."""

    case_id: GivenId
    act_id: GivenId
    clause: Line
    explanation: Note


class SentBody(Body):
    """A request as it was sent to the Department."""

    sent_on: Day
    number: Line
    way: Way
    copies: Note
    """The copies of the acts that are enclosed."""
    lateness: LatenessBody | None = None
    """Demanded after the term."""


class WaiverBody(Body):
    """Why no consent is asked for."""

    reason: Note
    lateness: LatenessBody | None = None
    """Demanded after the term."""


class ConsentBody(Body):
    """What the Department answers, always with reasons."""

    consents: Yes
    answered_on: Day
    way: Way
    number: Line
    reasons: Note


class WithdrawalBody(Body):
    """The Department takes its consent back."""

    withdrawn_on: Day
    reasons: Note


@blueprint.post("/exclusions")
@requires(Permission.RECORD_CASES)
@creates(ExclusionWhole, tag=TAG)
def mark_exclusion(json: MarkBody) -> Response:
    """Mark a ground for not counting an act."""
    entry, usual = (
        MarkEntry(json.clause, json.explanation),
        {"law": lawbook(), "today": web.today()},
    )
    made = once(operations.mark, json.case_id, json.act_id, entry, **usual)
    return told_exclusion(made, status=201)


@blueprint.post("/exclusions/<int:exclusion_id>/send")
@requires(Permission.RECORD_CASES)
@changes(ExclusionWhole, tag=TAG)
def send_exclusion(exclusion_id: int, json: SentBody) -> Response:
    """Record that the request went to the Department with copies of the acts."""
    entry = SendEntry(json.sent_on, json.number, json.way.value, json.copies)
    lateness = json.lateness.lateness if json.lateness else None
    return _changed(exclusion_id, operations.send, entry, lateness=lateness, law=lawbook())


@blueprint.post("/exclusions/<int:exclusion_id>/waive")
@requires(Permission.RECORD_CASES)
@changes(ExclusionWhole, tag=TAG)
def waive_exclusion(exclusion_id: int, json: WaiverBody) -> Response:
    """Record that no consent is asked for, and why."""
    lateness = json.lateness.lateness if json.lateness else None
    return _changed(exclusion_id, operations.waive, json.reason, lateness=lateness, law=lawbook())


@blueprint.post("/exclusions/<int:exclusion_id>/answer")
@requires(Permission.CONSENT_TO_EXCLUSIONS)
@changes(ExclusionWhole, tag=TAG)
def answer_exclusion(exclusion_id: int, json: ConsentBody) -> Response:
    """Record the answer of the Department."""
    entry = AnswerEntry(json.consents, json.answered_on, json.way.value, json.number, json.reasons)
    return _changed(exclusion_id, operations.answer, entry)


@blueprint.post("/exclusions/<int:exclusion_id>/withdraw")
@requires(Permission.CONSENT_TO_EXCLUSIONS)
@changes(ExclusionWhole, tag=TAG)
def withdraw_exclusion(exclusion_id: int, json: WithdrawalBody) -> Response:
    """Take a consent back: the act counts again."""
    entry = WithdrawalEntry(json.withdrawn_on, json.reasons)
    return _changed(exclusion_id, operations.withdraw_consent, entry)


def _changed(exclusion_id: int, verb: Callable[..., Any], entry: object, **rest: Any) -> Response:
    """The request after one verb, meant for the state that was read."""
    version = expected_version()
    carry_out(verb, exclusion_id, entry, version=version, today=web.today(), **rest)
    return told_exclusion(exclusion_id)
