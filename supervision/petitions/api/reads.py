"""Petitions and complaints in the JSON API: the register and one petition (`2015 ¶17–18`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Id, Listed, RegisterQuery, Shape, filled, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.petitions.queries import petitions as queries
from supervision.petitions.register_views import choices_of, filters_of
from supervision.petitions.rules.intake import PetitionKind, PetitionState

blueprint = room_api("petitions")
TAG = "petitions"


class PetitionQuery(RegisterQuery):
    """Which petitions are wanted; the days are of receipt."""

    kind: PetitionKind | None = None
    state: PetitionState | None = None
    assignee: Id | None = None
    """Examined by this official of the own office."""
    sort: Literal[
        "registered", "-registered", "received_on", "-received_on", "petitioner", "-petitioner"
    ] = "-registered"


class PetitionItem(Shape):
    """One petition as the register shows it."""

    id: int
    office_name: str
    year: int
    sequence: int
    kind: PetitionKind
    petitioner_name: str
    case_number: str
    received_on: date
    state: PetitionState
    examiner: str | None
    repeats_id: int | None


class PetitionList(Listed[PetitionItem]):
    """Petitions in the order asked for."""


class PetitionWhole(Shape):
    """A petition as it is recorded."""

    id: int
    office_id: int
    registered_on: date
    year: int
    sequence: int
    kind: PetitionKind
    petitioner_kind: str
    petitioner_name: str
    identity_number: str
    address: str
    procedural_status: str
    representative_name: str
    power_of_attorney: str
    subject: str
    enclosures: str
    came_by: str
    received_on: date
    case_id: int | None
    act_id: int | None
    case_number: str
    court_name: str
    act_made_on: date | None
    categories: list[str]
    repeats_id: int | None
    state: PetitionState
    examiner_id: int | None
    reached_on: date | None
    checked_on: date | None
    missing: list[str] | None
    protest_number: str | None
    protest_on: date | None
    version: int


@blueprint.get("/petitions")
@requires(Permission.SEE_CASES)
@answers(PetitionList, tag=TAG)
def list_petitions(query: PetitionQuery) -> Response:
    """The register of petitions, by the filters of the page."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    demand_offered({"office": offices_of(actor, choices.offices), "assignee": choices.officials})
    page = queries.register(
        session,
        filters_of(actor, choices),
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        language=language,
    )
    return told(listed(PetitionList, page, [filled(PetitionItem, row) for row in page.rows]))


@blueprint.get("/petitions/<int:petition_id>")
@requires(Permission.SEE_CASES)
@answers(PetitionWhole, tag=TAG)
def read_petition(petition_id: int) -> Response:
    """One petition whole."""
    return told_petition(petition_id)


def told_petition(petition_id: int, *, status: int = 200) -> Response:
    """A petition as it stands now; raises NotFound."""
    found = queries.get(db.session(), petition_id)
    whole = filled(PetitionWhole, found)
    location = f"/api/v1/petitions/{petition_id}" if status == 201 else ""
    return told(whole, status=status, version=found.version, location=location)
