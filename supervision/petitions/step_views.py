"""The way of a petition as pages: to its official, to another office, longer, with files (`¶5, ¶18`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half. Does not
belong here: how a petition ends (`resolution_views.py`).
"""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.duties.views import lawbook
from supervision.offices.queries import all_office_ids, colleagues, office_names
from supervision.petitions import facts, operations, policy
from supervision.petitions.blueprint import blueprint
from supervision.petitions.models import Petition, PetitionRequest
from supervision.petitions.part_views import opened, step
from supervision.petitions.presenting import suggestion_lines
from supervision.petitions.prints import ORDER, REQUEST
from supervision.petitions.queries.petitions import get
from supervision.petitions.queries.routing import suggestions
from supervision.petitions.queries.whole import whole_of
from supervision.petitions.step_forms import (
    ExaminerForm,
    ExtendForm,
    ForwardForm,
    OrderForm,
    WayForm,
    way_recorded,
)
from supervision.printing.shelf import shelf_of


@blueprint.route("/<int:petition_id>/assign", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def assign(petition_id: int) -> Answer:
    """Give the petition to the official who examines it; topics and regions suggest whom (`¶5`)."""
    petition, session, today = opened(petition_id), db.session(), web.today()
    found = suggestions(session, petition, today)
    regions = office_names(session, [each.region_id or 0 for each in found], current_language())
    proposed = petition.examiner_id or (found[0].user_id if found else web.actor().user_id)
    form = ExaminerForm(
        colleagues=_people(session, petition.office_id),
        data={
            "version": petition.version,
            "examiner_id": str(proposed or ""),
            "reached_on": petition.reached_on or today,
        },
    )
    return step(
        petition,
        form,
        lambda session, actor: operations.assign_examiner(
            session,
            actor,
            petition_id,
            examiner_id=form.chosen,
            reached_on=form.day("reached_on"),
            version=form.seen,
            law=lawbook(),
            today=today,
        ),
        title=_("Give to an examining official"),
        note=_("From this day the order to request the case is counted (2015 ¶18)"),
        about=suggestion_lines(found, regions, current_language()),
        submit=_("Give the petition"),
        done=_("The petition has its examining official."),
    )


@blueprint.route("/<int:petition_id>/forward", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def forward(petition_id: int) -> Answer:
    """Forward the petition to the competent office; the clock runs on."""
    petition, session = opened(petition_id), db.session()
    competent = facts.competent_office(lawbook(), whole_of(session, petition_id))
    proposed = "" if competent == petition.office_id else str(competent)
    offices = office_names(session, all_office_ids(session), current_language())
    form = ForwardForm(
        offices=[
            (str(number), name) for number, name in offices.items() if number != petition.office_id
        ],
        data={"version": petition.version, "to_office_id": proposed},
    )
    return step(
        petition,
        form,
        lambda session, actor: operations.forward_petition(
            session,
            actor,
            petition_id,
            to_office_id=form.chosen,
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Forward the petition"),
        note=_("Its term runs on from the day it was received; the trail stays with both offices"),
        submit=_("Forward the petition"),
        done=_("The petition is forwarded."),
        # The petition may be out of its sender's sight from now on; the trail is not.
        to=url_for("petitions.forwarded"),
    )


@blueprint.route("/<int:petition_id>/extend", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def extend(petition_id: int) -> Answer:
    """Extend the term by a reasoned decision of the head, within the law's limit."""
    petition, law = opened(petition_id), lawbook()
    form = ExtendForm(data={"version": petition.version, "decided_on": web.today()})
    return step(
        petition,
        form,
        lambda session, actor: operations.extend_petition(
            session,
            actor,
            petition_id,
            form.entry(),
            version=form.seen,
            law=law,
            today=web.today(),
        ),
        title=_("Extend the term"),
        note=_("By a reasoned decision of the head; the petitioner is told of it"),
        about=_limits(petition),
        submit=_("Extend the term"),
        done=_("The term is extended; the petitioner must be told."),
    )


def _limits(petition: Petition) -> list[str]:
    """The end of the ordinary term and how far the law lets it be extended, in words."""
    law, language = lawbook(), current_language()
    due = facts.resolution_due(law, whole_of(db.session(), petition.id))
    ends = due.due_on if due is not None else None
    limit = facts.extension_limit(law, ends)
    if ends is None:
        return [_("No statutory term runs for this petition, so there is none to extend.")]
    lines = [_("The ordinary term ends on %(day)s.", day=day(ends, language))]
    if limit is None or limit.due_on is None:
        return [*lines, _("The law in force at the end of the term gives no extension.")]
    last = day(limit.due_on, language)
    return [*lines, _("The law lets it be extended to %(day)s and no further.", day=last)]


@blueprint.route("/<int:petition_id>/requests/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def order(petition_id: int) -> Answer:
    """Order to request the case, materials or information (`2015 ¶18`)."""
    petition = opened(petition_id)
    form = OrderForm(
        data={
            "ordered_on": web.today(),
            "addressee": petition.court_name,
            "content": petition.case_number,
            "idempotency_key": str(uuid.uuid4()),
        }
    )
    return step(
        petition,
        form,
        lambda session, actor: operations.order_request(
            session,
            actor,
            petition_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Order a request"),
        note=_("The order goes out within three working days; the court has seven days (2015 ¶18)"),
        submit=_("Record the order"),
        done=_("The order is recorded."),
        anchor="requests",
    )


@blueprint.route("/<int:petition_id>/requests/<int:request_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def request_way(petition_id: int, request_id: int) -> Answer:
    """Record when the request was sent, received by the court and performed."""
    petition = opened(petition_id, even_closed=True)
    found = _request(petition_id, request_id)
    form = WayForm(data=way_recorded(found))
    return step(
        petition,
        form,
        lambda session, actor: operations.record_request_way(
            session,
            actor,
            petition_id,
            request_id,
            form.way(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Record the way of the request"),
        note=_("The court's seven days are counted from the day it received the request"),
        about=[_(f"petitions.requested.{found.what}"), found.addressee],
        submit=_("Record the days"),
        done=_("The way of the request is recorded."),
        anchor="requests",
    )


@blueprint.get("/<int:petition_id>/requests/<int:request_id>/order")
@requires(Permission.SEE_CASES)
def order_paper(petition_id: int, request_id: int) -> str:
    """The order to request the case or materials, to be read and printed."""
    found = get(db.session(), petition_id)
    return _paper(found, _request(petition_id, request_id), is_order=True)


@blueprint.get("/<int:petition_id>/requests/<int:request_id>/letter")
@requires(Permission.SEE_CASES)
def request_paper(petition_id: int, request_id: int) -> str:
    """The request to the court or body, to be read and printed; absent until it was sent."""
    found, request = get(db.session(), petition_id), _request(petition_id, request_id)
    if request.sent_on is None:
        raise NotFound
    return _paper(found, request, is_order=False)


def _paper(petition: Petition, request: PetitionRequest, *, is_order: bool) -> str:
    language = current_language()
    offices = office_names(db.session(), [petition.office_id], language)
    return render_template(
        "petitions/request_paper.html",
        petition=petition,
        request_=request,
        is_order=is_order,
        office=offices[petition.office_id],
        may_change=policy.may_change(web.actor(), petition),
        papers=shelf_of(
            db.session(),
            web.actor(),
            ORDER.code if is_order else REQUEST.code,
            request.id,
            office_id=request.office_id,
            settled=True,
        ),
    )


def _request(petition_id: int, request_id: int) -> PetitionRequest:
    """One request of this very petition; raises NotFound for any other."""
    for each in whole_of(db.session(), petition_id).requests:
        if each.id == request_id:
            return each
    raise NotFound


def _people(session: Session, office_id: int) -> list[tuple[str, str]]:
    return [(str(person.id), person.full_name) for person in colleagues(session, office_id)]
