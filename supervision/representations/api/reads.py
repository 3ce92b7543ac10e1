"""Representations to a higher office in the JSON API: the register and one of them (`2015 ¶14, ¶17`)."""

from __future__ import annotations

from datetime import date

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Days, Id, Listed, PageQuery, Shape, filled, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.representations.queries import lists
from supervision.representations.queries.representations import get
from supervision.representations.register_views import filters_of, office_choices
from supervision.representations.rules import Cause, RepresentationState

blueprint = room_api("representations")
TAG = "representations"


class RepresentationQuery(PageQuery, Days):
    """Which representations are wanted; the days are of sending, for a draft of drafting."""

    kind: Cause | None = None
    """What gave rise to it."""
    state: RepresentationState | None = None
    office: Id | None = None
    """The office of the case."""


class RepresentationItem(Shape):
    """One representation as the register shows it."""

    id: int
    number: str | None
    cause: Cause
    state: RepresentationState
    case_id: int | None
    dispute_id: int | None
    matter_number: str
    office_name: str
    author_office_id: int
    addressed_to_id: int
    day: date
    answered_on: date | None


class RepresentationList(Listed[RepresentationItem]):
    """Representations, the newest first."""


class RepresentationWhole(Shape):
    """A representation with its three parts and its answer."""

    id: int
    case_id: int | None
    act_id: int | None
    dispute_id: int | None
    dispute_act_id: int | None
    office_id: int
    author_office_id: int
    addressed_to_id: int
    cause: Cause
    protest_id: int | None
    breach_on: date | None
    state: RepresentationState
    descriptive: str
    reasoning: str
    resolutive: str
    drafted_on: date
    drafted_by: str
    number: str | None
    sent_on: date | None
    signed_by: str | None
    answered_on: date | None
    answered_by: str | None
    motives: str | None
    leads_to_id: int | None
    """The protest it led to."""
    version: int


@blueprint.get("/representations")
@requires(Permission.SEE_CASES)
@answers(RepresentationList, tag=TAG)
def list_representations(query: RepresentationQuery) -> Response:
    """The register of representations, by the filters of the page."""
    demand_offered({"office": offices_of(web.actor(), office_choices())})
    filters = filters_of(
        [(each.value, "") for each in RepresentationState],
        [(each.value, "") for each in Cause],
        query.office,
    )
    page = lists.register(db.session(), filters, cursor=query.cursor, language=current_language())
    items = [filled(RepresentationItem, row) for row in page.rows]
    return told(listed(RepresentationList, page, items))


@blueprint.get("/representations/<int:representation_id>")
@requires(Permission.SEE_CASES)
@answers(RepresentationWhole, tag=TAG)
def read_representation(representation_id: int) -> Response:
    """One representation whole."""
    return told_representation(representation_id)


def told_representation(representation_id: int, *, status: int = 200) -> Response:
    """A representation as it stands now; raises NotFound."""
    found = get(db.session(), representation_id)
    whole = filled(RepresentationWhole, found)
    location = f"/api/v1/representations/{representation_id}" if status == 201 else ""
    return told(whole, status=status, version=found.version, location=location)
