"""Requests for exclusion read: the register and one request (`2015 ¶22`)."""

from __future__ import annotations

from datetime import date

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Id, Listed, PageQuery, Shape, filled, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.exclusions.queries import lists
from supervision.exclusions.queries.requests import get
from supervision.exclusions.register_views import choices_of, filters_of
from supervision.exclusions.rules import RequestState

blueprint = room_api("exclusions")
TAG = "exclusions"


class ExclusionQuery(PageQuery):
    """Which requests are wanted; all the token's person sees without a filter."""

    state: RequestState | None = None
    clause: str | None = None
    """The clause of 2015 ¶22 it rests on, by code."""
    office: Id | None = None
    """The office of the case."""


class ExclusionItem(Shape):
    """One request as the register shows it."""

    id: int
    case_id: int
    act_id: int
    office_id: int
    clause: str
    state: RequestState
    case_number: str
    offender: str
    office_name: str
    author_office_id: int
    court: str
    decides: str
    made_on: date
    found_on: date
    sent_on: date | None
    sent_number: str | None
    waived_on: date | None
    answered_on: date | None
    withdrawn_on: date | None
    due_on: date | None
    """The day by which it has or had to be sent."""


class ExclusionList(Listed[ExclusionItem]):
    """Requests, the newest first."""


class ExclusionWhole(Shape):
    """A request with the Department's answer."""

    id: int
    case_id: int
    act_id: int
    cassation_act_id: int | None
    office_id: int
    author_office_id: int
    clause: str
    state: RequestState
    explanation: str
    found_on: date
    found_by: str
    sent_on: date | None
    sent_number: str | None
    sent_way: str | None
    sent_by: str | None
    copies: str | None
    answered_on: date | None
    answered_by: str | None
    answer_way: str | None
    answer_number: str | None
    answer_reasons: str | None
    withdrawn_on: date | None
    withdrawal_reasons: str | None
    waived_on: date | None
    waiver_reason: str | None
    version: int


@blueprint.get("/exclusions")
@requires(Permission.SEE_CASES)
@answers(ExclusionList, tag=TAG)
def list_exclusions(query: ExclusionQuery) -> Response:
    """The register of requests for exclusion, by the filters of the page."""
    choices = choices_of()
    offices = list(offices_of(web.actor(), choices["offices"]))
    demand_offered({"office": offices, "clause": choices["clauses"]})
    page = lists.register(
        db.session(),
        filters_of({**choices, "offices": offices}),
        cursor=query.cursor,
        language=current_language(),
    )
    return told(listed(ExclusionList, page, [filled(ExclusionItem, row) for row in page.rows]))


@blueprint.get("/exclusions/<int:exclusion_id>")
@requires(Permission.SEE_CASES)
@answers(ExclusionWhole, tag=TAG)
def read_exclusion(exclusion_id: int) -> Response:
    """One request whole."""
    return told_exclusion(exclusion_id)


def told_exclusion(exclusion_id: int, *, status: int = 200) -> Response:
    """A request as it stands now; raises NotFound."""
    found = get(db.session(), exclusion_id)
    location = f"/api/v1/exclusions/{exclusion_id}" if status == 201 else ""
    whole = filled(ExclusionWhole, found)
    return told(whole, status=status, version=found.version, location=location)
