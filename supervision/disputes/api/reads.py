"""Disputes in enforcement proceedings in the JSON API: the register and one dispute (`2002 ¶5, ¶7`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import FoundQuery, Id, Listed, Shape, filled, listed, part_of
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.disputes.queries import disputes as queries
from supervision.disputes.queries.whole import whole_of
from supervision.disputes.register_views import choices_of, filters_of
from supervision.disputes.rules.dispute import DisputeKind, DisputeState

blueprint = room_api("disputes")
TAG = "disputes"


class DisputeQuery(FoundQuery):
    """Which disputes are wanted."""

    kind: DisputeKind | None = None
    ground: str | None = None
    """A ground of mandatory participation, by code."""
    court: Id | None = None
    state: DisputeState | None = None
    hearing: Literal["soon", "unassigned"] | None = None
    """With a hearing in the week ahead; or with one that nobody is assigned to."""
    assignee: Id | None = None
    """Given to this prosecutor of the own office."""
    sort: Literal[
        "registered", "-registered", "number", "-number", "received_on", "-received_on"
    ] = "-registered"


class DisputeItem(Shape):
    """One dispute as the register shows it."""

    id: int
    office_id: int
    office_name: str
    number: str
    kind: DisputeKind
    subject: str
    court: str
    received_on: date
    grounds: list[str]
    next_hearing: datetime | None
    last_act: str | None
    assignee: str | None


class DisputeList(Listed[DisputeItem]):
    """Disputes in the order asked for."""


class DisputeParty(Shape):
    """A party of the dispute."""

    role: str
    kind: str
    name: str
    identity_number: str
    birth_on: date | None
    cannot_defend: list[str]


class DisputeHearing(Shape):
    """A hearing of the dispute."""

    id: int
    instance: str
    court_id: int
    starts_at: datetime
    place: str
    prosecutor_id: int | None
    outcome: str | None
    took_part_name: str | None
    absence_cause: str | None
    note: str
    version: int


class DisputeAct(Shape):
    """An act of the court in the dispute."""

    id: int
    instance: str
    court_id: int
    kind: str
    decision: str
    content: str
    made_on: date
    reviews_id: int | None
    received_on: date | None
    term_ends_on: date | None
    in_force_on: date | None
    check_result: str | None
    checked_on: date | None
    check_note: str
    version: int


class DisputeWhole(Shape):
    """A dispute with its parties, hearings and acts."""

    id: int
    office_id: int
    registered_on: date
    number: str
    court_id: int
    kind: DisputeKind
    subject: str
    contested_by: list[str]
    bailiff: str
    bailiff_office: str
    enforcement_number: str
    received_by_court_on: date | None
    assignee_id: int | None
    parties: list[DisputeParty]
    hearings: list[DisputeHearing]
    acts: list[DisputeAct]
    version: int


@blueprint.get("/disputes")
@requires(Permission.SEE_CASES)
@answers(DisputeList, tag=TAG)
def list_disputes(query: DisputeQuery) -> Response:
    """The register of disputes, by the filters of the page."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    demand_offered(
        {
            "office": offices_of(actor, choices.offices),
            "ground": choices.grounds,
            "court": choices.courts,
            "assignee": choices.assignees,
        }
    )
    page = queries.register(
        session,
        filters_of(actor, choices),
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        today=web.today(),
        language=language,
    )
    return told(listed(DisputeList, page, [filled(DisputeItem, row) for row in page.rows]))


@blueprint.get("/disputes/<int:dispute_id>")
@requires(Permission.SEE_CASES)
@answers(DisputeWhole, tag=TAG)
def read_dispute(dispute_id: int) -> Response:
    """One dispute whole."""
    return told_dispute(dispute_id)


@blueprint.get("/disputes/<int:dispute_id>/hearings/<int:hearing_id>")
@requires(Permission.SEE_CASES)
@answers(DisputeHearing, tag=TAG)
def read_dispute_hearing(dispute_id: int, hearing_id: int) -> Response:
    """One hearing of a dispute; its ETag is what a change of it is meant for."""
    return told_dispute_hearing(dispute_id, hearing_id)


@blueprint.get("/disputes/<int:dispute_id>/acts/<int:act_id>")
@requires(Permission.SEE_CASES)
@answers(DisputeAct, tag=TAG)
def read_dispute_act(dispute_id: int, act_id: int) -> Response:
    """One court act of a dispute; its ETag is what a change of it is meant for."""
    return told_dispute_act(dispute_id, act_id)


def told_dispute(dispute_id: int, *, status: int = 200) -> Response:
    """A dispute as it stands now; raises NotFound."""
    found = whole_of(db.session(), dispute_id)
    whole = filled(
        DisputeWhole,
        found.dispute,
        parties=[filled(DisputeParty, each) for each in found.parties],
        hearings=[filled(DisputeHearing, each) for each in found.hearings],
        acts=[filled(DisputeAct, each) for each in found.acts],
    )
    location = f"/api/v1/disputes/{dispute_id}" if status == 201 else ""
    return told(whole, status=status, version=found.dispute.version, location=location)


def told_dispute_hearing(dispute_id: int, hearing_id: int, *, status: int = 200) -> Response:
    """A hearing as it stands now; raises NotFound."""
    hearing = part_of(whole_of(db.session(), dispute_id).hearings, hearing_id)
    location = f"/api/v1/disputes/{dispute_id}/hearings/{hearing_id}" if status == 201 else ""
    shape = filled(DisputeHearing, hearing)
    return told(shape, status=status, version=hearing.version, location=location)


def told_dispute_act(dispute_id: int, act_id: int, *, status: int = 200) -> Response:
    """A court act as it stands now; raises NotFound."""
    act = part_of(whole_of(db.session(), dispute_id).acts, act_id)
    location = f"/api/v1/disputes/{dispute_id}/acts/{act_id}" if status == 201 else ""
    shape = filled(DisputeAct, act)
    return told(shape, status=status, version=act.version, location=location)
