"""The way of a representation by the API: drafted, sent, answered by the office above (`2015 ¶14, ¶17`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Note, Yes
from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.errors import Problem, Refused
from supervision.disputes.rules import KIND as DISPUTE
from supervision.duties.views import lawbook
from supervision.representations import operations
from supervision.representations.api.reads import (
    TAG,
    RepresentationWhole,
    blueprint,
    told_representation,
)
from supervision.representations.rules import AnswerEntry, PartsEntry, SendEntry


class PartsBody(Body):
    """The three parts of a representation (`2015 ¶14`)."""

    descriptive: Note = ""
    reasoning: Note = ""
    resolutive: Note = ""
    breach_on: Day | None = None
    """The day the material breach was found, where it rests on one."""


class NewRepresentation(PartsBody):
    """A representation about an act of a case or of a dispute, or on a rejected protest."""

    case_id: GivenId | None = None
    dispute_id: GivenId | None = None
    act_id: GivenId | None = None
    """The act of that case or dispute."""
    protest_id: GivenId | None = None
    """The rejected protest it is about, in place of a case or dispute."""
    addressed_to_id: GivenId | None = None


class SentRepresentationBody(Body):
    """A representation as it was sent."""

    number: Line
    sent_on: Day
    signed_by_id: GivenId | None


class RepresentationAnswerBody(Body):
    """What the office above answers; a refusal gives its motives."""

    accepted: Yes
    answered_on: Day
    motives: Note = ""


@blueprint.post("/representations")
@requires(Permission.RECORD_CASES)
@creates(RepresentationWhole, tag=TAG)
def draft_representation(json: NewRepresentation) -> Response:
    """Draft a representation to the office above."""
    entry = _parts(json)
    usual = {"law": lawbook(), "today": web.today()}
    if json.protest_id is not None:
        made = once(operations.draft_on_rejection, json.protest_id, entry, **usual)
    else:
        kind, matter_id, act_id = _matter(json)
        to = json.addressed_to_id
        verb = operations.draft
        made = once(verb, matter_id, act_id, entry, kind=kind, addressed_to_id=to, **usual)
    return told_representation(made, status=201)


@blueprint.put("/representations/<int:representation_id>/draft")
@requires(Permission.RECORD_CASES)
@changes(RepresentationWhole, tag=TAG)
def change_representation(representation_id: int, json: PartsBody) -> Response:
    """Change a draft; what is left out becomes empty."""
    return _changed(representation_id, operations.change_draft, _parts(json), law=lawbook())


@blueprint.post("/representations/<int:representation_id>/send")
@requires(Permission.RECORD_CASES)
@changes(RepresentationWhole, tag=TAG)
def send_representation(representation_id: int, json: SentRepresentationBody) -> Response:
    """Record that a representation was sent; the duties of its case follow."""
    return _changed(representation_id, operations.send, SendEntry(**dict(json)), law=lawbook())


@blueprint.post("/representations/<int:representation_id>/answer")
@requires(Permission.RECORD_CASES)
@changes(RepresentationWhole, tag=TAG)
def answer_representation(representation_id: int, json: RepresentationAnswerBody) -> Response:
    """Accept a representation, or refuse it with motives."""
    return _changed(representation_id, operations.answer, AnswerEntry(**dict(json)))


def _parts(json: PartsBody) -> PartsEntry:
    return PartsEntry(**{name: getattr(json, name) for name in PartsBody.model_fields})


def _matter(json: NewRepresentation) -> tuple[str, int, int]:
    """The kind and id of what the act belongs to, and the act; raises Refused unless one is named."""
    if json.act_id is not None:
        if json.case_id is not None and json.dispute_id is None:
            return CASE, json.case_id, json.act_id
        if json.dispute_id is not None and json.case_id is None:
            return DISPUTE, json.dispute_id, json.act_id
    words = "Name the case or the dispute of the act, one of the two."
    raise Refused.because([Problem(words, "case_id")])


def _changed(
    representation_id: int, verb: Callable[..., Any], entry: object, **given: Any
) -> Response:
    """The representation after one verb, meant for the state that was read."""
    version = expected_version()
    carry_out(verb, representation_id, entry, version=version, today=web.today(), **given)
    return told_representation(representation_id)
