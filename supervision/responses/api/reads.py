"""Acts of response in the JSON API: the register and one act (`2002 ¶4`, `2015 ¶4, ¶12`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Flag, Listed, RegisterQuery, Shape, filled, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.responses import queries
from supervision.responses.register_views import choices_of, filters_of
from supervision.responses.rules import ActState, ResponseKind

blueprint = room_api("responses")
TAG = "acts of response"


class ResponseQuery(RegisterQuery):
    """Which acts of response are wanted; the days are of the act."""

    kind: ResponseKind | None = None
    state: ActState | None = None
    overdue: Flag = False
    """Only those whose answer is late."""
    sort: Literal["recorded", "-recorded", "number", "-number", "on", "-on"] = "-recorded"


class ResponseItem(Shape):
    """One act of response as the register shows it."""

    id: int
    office_name: str
    subject_kind: str
    subject_id: int
    subject_label: str
    kind: ResponseKind
    other_kind: str
    number: str
    on: date
    """The day it went out, or was drafted."""
    addressee: str
    answer_by: date | None
    answered_on: date | None
    outcome: str | None
    state: ActState


class ResponseList(Listed[ResponseItem]):
    """Acts of response in the order asked for."""


class ResponseBreach(Shape):
    """A breach the act is about."""

    id: int
    code: str
    description: str
    found_on: date
    removed_on: date | None
    removal_note: str | None


class HeldPerson(Shape):
    """Somebody held liable on the act."""

    name: str
    post: str
    liability: str
    held_on: date


class ResponseWhole(Shape):
    """An act of response with its breaches and who was held liable."""

    id: int
    office_id: int
    subject_kind: str
    subject_id: int
    subject_label: str
    kind: ResponseKind
    other_kind: str
    addressee: str
    demand: str
    grounds: str
    ruling_id: int | None
    state: ActState
    recorded_on: date
    recorded_by: str
    number: str
    brought_on: date | None
    answer_by: date | None
    answered_on: date | None
    outcome: str | None
    measures: str
    closed_on: date | None
    closing_note: str
    withdrawn_on: date | None
    withdrawal_reason: str
    breaches: list[ResponseBreach]
    held: list[HeldPerson]
    version: int


@blueprint.get("/responses")
@requires(Permission.SEE_CASES)
@answers(ResponseList, tag=TAG)
def list_responses(query: ResponseQuery) -> Response:
    """The register of acts of response, by the filters of the page."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    demand_offered({"office": offices_of(actor, choices.offices)})
    page = queries.register(
        session,
        filters_of(actor, choices)[0],
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        language=language,
        today=web.today(),
    )
    return told(listed(ResponseList, page, [filled(ResponseItem, row) for row in page.rows]))


@blueprint.get("/responses/<int:response_id>")
@requires(Permission.SEE_CASES)
@answers(ResponseWhole, tag=TAG)
def read_response(response_id: int) -> Response:
    """One act of response whole."""
    return told_response(response_id)


def told_response(response_id: int, *, status: int = 200) -> Response:
    """An act of response as it stands now; raises NotFound."""
    session = db.session()
    found = queries.get_act(session, response_id)
    breaches = queries.breaches_of_act(session, response_id)
    whole = filled(
        ResponseWhole,
        found,
        breaches=[filled(ResponseBreach, each) for each in breaches],
        held=[filled(HeldPerson, each) for each in queries.held_of_act(session, response_id)],
    )
    location = f"/api/v1/responses/{response_id}" if status == 201 else ""
    return told(whole, status=status, version=found.version, location=location)
