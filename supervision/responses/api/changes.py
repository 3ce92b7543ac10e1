"""The way of an act of response by the API: drafted, brought, answered, its breaches removed, closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from flask import Response
from pydantic import Field

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Note
from supervision.core.access import Permission, requires
from supervision.core.errors import NotFound
from supervision.responses import operations
from supervision.responses.api.reads import TAG, ResponseWhole, blueprint, told_response
from supervision.responses.form_walk import house, rooms
from supervision.responses.rules import ActEntry, AnswerEntry, BringEntry, LiableEntry

Code = Annotated[str, Field(max_length=80)]


class ResponseBody(Body):
    """An act of response: to whom, what it demands, and on which grounds."""

    kind: Code
    addressee: Line
    demand: Note
    other_kind: Line = ""
    grounds: Note = ""
    breach_ids: Annotated[list[GivenId], Field(max_length=100)] = Field(default_factory=list)
    """The breaches of its subject that it is about."""
    ruling_id: GivenId | None = None

    def entry(self) -> ActEntry:
        """The act as the rules take it."""
        given = {name: getattr(self, name) for name in ResponseBody.model_fields}
        return ActEntry(**{**given, "breach_ids": tuple(self.breach_ids)})


class NewResponse(ResponseBody):
    """An act of response on a subject: a requested file, a case, an inspection."""

    subject_kind: Code
    subject_id: GivenId


class BroughtBody(Body):
    """An act of response as it was brought."""

    number: Line
    brought_on: Day
    answer_by: Day | None = None


class ResponseAnswerBody(Body):
    """What was answered, and by which measures."""

    answered_on: Day
    outcome: Code
    measures: Note


class RemovedBody(Body):
    """A breach removed, by which measure."""

    removed_on: Day
    note: Note


class LiableBody(Body):
    """Somebody held liable on the act."""

    name: Line
    post: Line
    liability: Code
    held_on: Day


class ClosedBody(Body):
    """The day an act of response is closed, and what came of it."""

    closed_on: Day
    note: Note


class ResponseWithdrawalBody(Body):
    """The day an act of response is withdrawn, and why."""

    withdrawn_on: Day
    reason: Note


@blueprint.post("/responses")
@requires(Permission.RECORD_CASES)
@creates(ResponseWhole, tag=TAG)
def draft_response(json: NewResponse) -> Response:
    """Draft an act of response on a subject."""
    if json.subject_kind not in rooms():
        raise NotFound
    subject = (json.subject_kind, json.subject_id)
    made = once(operations.draft_act, subject, json.entry(), house=house())
    return told_response(made, status=201)


@blueprint.put("/responses/<int:response_id>/draft")
@requires(Permission.RECORD_CASES)
@changes(ResponseWhole, tag=TAG)
def change_response(response_id: int, json: ResponseBody) -> Response:
    """Change a draft; what is left out becomes empty."""
    return _changed(response_id, operations.change_draft, json.entry())


@blueprint.post("/responses/<int:response_id>/bring")
@requires(Permission.RECORD_CASES)
@changes(ResponseWhole, tag=TAG)
def bring_response(response_id: int, json: BroughtBody) -> Response:
    """Record that an act of response was brought."""
    return _changed(response_id, operations.bring_act, BringEntry(**dict(json)))


@blueprint.post("/responses/<int:response_id>/answer")
@requires(Permission.RECORD_CASES)
@changes(ResponseWhole, tag=TAG)
def answer_response(response_id: int, json: ResponseAnswerBody) -> Response:
    """Record the answer to an act of response."""
    return _changed(response_id, operations.record_answer, AnswerEntry(**dict(json)))


@blueprint.post("/responses/<int:response_id>/breaches/<int:breach_id>/removal")
@requires(Permission.RECORD_CASES)
@changes(ResponseWhole, tag=TAG)
def remove_response_breach(response_id: int, breach_id: int, json: RemovedBody) -> Response:
    """Record that a breach of the act is removed, and by which measure."""
    return _changed(response_id, operations.record_removal, breach_id, **dict(json))


@blueprint.post("/responses/<int:response_id>/held")
@requires(Permission.RECORD_CASES)
@creates(ResponseWhole, tag=TAG)
def hold_liable(response_id: int, json: LiableBody) -> Response:
    """Record who was held liable on the act."""
    once(operations.record_held_liable, response_id, LiableEntry(**dict(json)), house=house())
    return told_response(response_id, status=201)


@blueprint.post("/responses/<int:response_id>/close")
@requires(Permission.RECORD_CASES)
@changes(ResponseWhole, tag=TAG)
def close_response(response_id: int, json: ClosedBody) -> Response:
    """Close an act of response."""
    return _changed(response_id, operations.close_act, **dict(json))


@blueprint.post("/responses/<int:response_id>/withdraw")
@requires(Permission.RECORD_CASES)
@changes(ResponseWhole, tag=TAG)
def withdraw_response(response_id: int, json: ResponseWithdrawalBody) -> Response:
    """Withdraw an act of response, with the reason."""
    return _changed(response_id, operations.withdraw_act, **dict(json))


def _changed(response_id: int, verb: Callable[..., Any], *entries: Any, **given: Any) -> Response:
    """The act after one verb, meant for the state that was read."""
    version = expected_version()
    carry_out(verb, response_id, *entries, version=version, house=house(), **given)
    return told_response(response_id)
