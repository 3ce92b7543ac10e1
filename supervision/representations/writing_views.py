"""A representation is written and sent, or the rejection is found justified: forms (`2015 ¶14, ¶19`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import url_for

from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Permission, Post, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.disputes.rules import KIND as DISPUTE
from supervision.duties.forms import Choices
from supervision.duties.views import lawbook
from supervision.protests.presenting import matter_url
from supervision.protests.presenting import title_of as protest_title
from supervision.protests.queries.matters import Matter, matter_of
from supervision.protests.queries.protests import Dossier as ProtestDossier
from supervision.protests.queries.protests import dossier_of as protest_dossier
from supervision.protests.queries.windows import offices_in_line
from supervision.protests.rules import KIND as PROTEST
from supervision.representations import operations, policy
from supervision.representations.blueprint import blueprint
from supervision.representations.forms import JustifiedForm, PartsForm, SendForm
from supervision.representations.operations.within import demand_state
from supervision.representations.operations.writing import demand_rejected, missing_parts
from supervision.representations.part_views import page_of, stepped
from supervision.representations.presenting import part_titles, title_of
from supervision.representations.queries.representations import Dossier, dossier_of, leaders_of
from supervision.representations.rules import KIND, Cause, RepresentationState


@blueprint.route("/of-case/<int:case_id>/acts/<int:act_id>/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new(case_id: int, act_id: int) -> Answer:
    """Begin a representation on a material breach (`2015 ¶14`)."""
    return _drafted(CASE, case_id, act_id, Cause.MATERIAL_BREACH)


@blueprint.route("/of-dispute/<int:dispute_id>/acts/<int:act_id>/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_in_dispute(dispute_id: int, act_id: int) -> Answer:
    """Begin a representation on an unlawful act in enforcement proceedings (`2002 ¶7`)."""
    return _drafted(DISPUTE, dispute_id, act_id, Cause.UNLAWFUL_ACT)


def _drafted(kind: str, matter_id: int, act_id: int, cause: Cause) -> Answer:
    """The form of a new draft, or the draft and its page."""
    matter = matter_of(db.session(), kind, matter_id)
    policy.demand_write(web.actor(), matter.line, in_dispute=matter.is_dispute)
    act, offices = matter.act(act_id), _above(matter) if matter.is_dispute else []
    form = PartsForm(cause=cause, offices=offices, data=_fresh() | {"breach_on": web.today()})
    return stepped(
        matter,
        act,
        form,
        lambda session, actor: operations.draft(
            session,
            actor,
            matter_id,
            act_id,
            form.entry(),
            kind=kind,
            addressed_to_id=form.addressee,
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Draft a representation"),
        submit=_("Keep the draft"),
        done=_("The draft representation is kept."),
        subject=(kind, matter_id),
        to=lambda made: page_of(made.id),
        back=matter_url(matter),
        helps=part_titles(current_language()),
    )


@blueprint.route("/of-protest/<int:protest_id>/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_on_rejection(protest_id: int) -> Answer:
    """Begin the representation that answers a rejected protest (`2015 ¶14`)."""
    found = _rejected(protest_id)
    form = PartsForm(cause=Cause.REJECTED_PROTEST, data=_fresh())
    return stepped(
        found.matter,
        found.act,
        form,
        lambda session, actor: operations.draft_on_rejection(
            session,
            actor,
            protest_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Draft a representation"),
        submit=_("Keep the draft"),
        done=_("The draft representation is kept."),
        subject=(PROTEST, protest_id),
        to=lambda made: page_of(made.id),
        back=url_for("protests.protest", protest_id=protest_id),
        helps=part_titles(current_language()),
        note=protest_title(found.protest),
    )


@blueprint.route("/of-protest/<int:protest_id>/justified", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def justified(protest_id: int) -> Answer:
    """Record that the protest was rejected with reason (`2015 ¶14`)."""
    found = _rejected(protest_id)
    form = JustifiedForm(data={"found_on": web.today()})
    return stepped(
        found.matter,
        found.act,
        form,
        lambda session, actor: operations.find_justified(
            session,
            actor,
            protest_id,
            reasons=form.reasons.data or "",
            found_on=form.day("found_on"),
            law=lawbook(),
            today=web.today(),
        ),
        title=_("The rejection is justified"),
        submit=_("Record the finding"),
        done=_("The finding is recorded; no representation follows."),
        subject=(PROTEST, protest_id),
        to=url_for("protests.protest", protest_id=protest_id),
        back=url_for("protests.protest", protest_id=protest_id),
        note=protest_title(found.protest),
    )


@blueprint.route("/<int:representation_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def edit(representation_id: int) -> Answer:
    """Correct a draft."""
    found = _worked_on(representation_id)
    kept = found.representation
    names = ("descriptive", "reasoning", "resolutive", "breach_on")
    data = {name: getattr(kept, name) for name in names} | {"version": str(kept.version)}
    form = PartsForm(cause=kept.cause, data=data)
    return _of(
        found,
        form,
        lambda session, actor: operations.change_draft(
            session,
            actor,
            representation_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Correct the draft representation"),
        submit=_("Keep the draft"),
        done=_("The draft representation is corrected."),
        helps=part_titles(current_language()),
    )


@blueprint.route("/<int:representation_id>/send", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def send(representation_id: int) -> Answer:
    """Record that the representation was sent, signed by the head."""
    found = _worked_on(representation_id)
    if missing_parts(found.representation):
        raise Refused("Write all three parts before it is sent (2015 ¶19).")
    heads = leaders_of(db.session(), web.actor().office_id or 0, [Post.HEAD])
    people = [(str(person.id), person.full_name) for person in heads]
    data = {"sent_on": web.today(), "version": str(found.representation.version)}
    form = SendForm(people=people, data=data)
    return _of(
        found,
        form,
        lambda session, actor: operations.send(
            session,
            actor,
            representation_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Send the representation"),
        submit=_("Record as sent"),
        done=_("The representation is recorded as sent; the duties of the case follow."),
    )


def _of(found: Dossier, form: Any, verb: Any, **words: Any) -> Answer:
    """One form over a representation."""
    number = found.representation.id
    return stepped(
        found.matter,
        found.act,
        form,
        verb,
        subject=(KIND, number),
        to=page_of(number),
        back=page_of(number),
        standing=lambda: standing_of(number),
        **words,
    )


def standing_of(representation_id: int) -> Sequence[tuple[str, str]]:
    """The representation as it stands now, for whom it was changed under the hand."""
    now = dossier_of(db.session(), representation_id).representation
    told = (
        (_("State"), _(f"representations.state.{now.state}")),
        (_("Descriptive part"), now.descriptive),
        (_("Reasoning part"), now.reasoning),
        (_("Resolutive part"), now.resolutive),
        (title_of(now), day(now.sent_on) if now.sent_on else ""),
        (_("Motives of the refusal"), now.motives or ""),
    )
    return [(label, value) for label, value in told if value]


def _worked_on(representation_id: int) -> Dossier:
    """A draft for a form of its own office."""
    found = dossier_of(db.session(), representation_id)
    policy.demand_work(web.actor(), found.representation, found.matter.line)
    demand_state(found.representation, RepresentationState.DRAFT)
    return found


def _rejected(protest_id: int) -> ProtestDossier:
    """A rejected protest for a form of the oblast above its case."""
    found = protest_dossier(db.session(), protest_id)
    policy.demand_write(web.actor(), found.line, in_dispute=found.matter.is_dispute)
    demand_rejected(found.protest)
    return found


def _above(matter: Matter) -> Choices:
    """The offices above the actor's that a representation in a dispute may be addressed to."""
    own = web.actor().office_id or 0
    offices = offices_in_line(db.session(), matter.line[: matter.line.index(own)])
    return [(str(office.id), office.name_in(current_language())) for office in offices]


def _fresh() -> dict[str, Any]:
    return {"idempotency_key": str(uuid.uuid4())}
