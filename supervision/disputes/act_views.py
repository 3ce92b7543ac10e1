"""Court acts of a dispute as pages: recorded, their later days, their check (`2002 ¶2, ¶7`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import request

from supervision.cases.act_forms import CheckForm
from supervision.cases.queries.parts import duties_by_trigger
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.disputes import operations
from supervision.disputes.act_presenting import act_name, chips_of
from supervision.disputes.blueprint import blueprint
from supervision.disputes.forms import ActForm, DaysForm
from supervision.disputes.part_views import carried_out, court_choices, opened
from supervision.disputes.queries.whole import act_of, whole_of
from supervision.disputes.rules import KIND
from supervision.disputes.rules.dispute import ACT_KINDS, DisputeKind
from supervision.duties.views import lawbook, presenter


@blueprint.route("/<int:dispute_id>/acts/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_act(dispute_id: int) -> Answer:
    """Record an act of a court; once it reached the office its check is owed."""
    dispute = opened(dispute_id)
    language = current_language()
    form = ActForm(
        courts=court_choices(dispute),
        acts=[
            (str(act.id), act_name(act, language))
            for act in whole_of(db.session(), dispute_id).acts
        ],
        data={
            "court_id": str(dispute.court_id),
            "kind": ACT_KINDS[DisputeKind(dispute.kind)],
            "idempotency_key": str(uuid.uuid4()),
        },
    )
    return carried_out(
        dispute,
        form,
        "disputes/act.html",
        lambda session, actor: operations.record_act(
            session,
            actor,
            dispute_id,
            form.entry(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The act is recorded."),
        anchor="acts",
    )


@blueprint.route("/<int:dispute_id>/acts/<int:act_id>/days", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_days(dispute_id: int, act_id: int) -> Answer:
    """Record, or correct, when an act came, the end of its appellate term, its entry into force."""
    dispute, act = opened(dispute_id), act_of(db.session(), dispute_id, act_id)
    names = ("received_on", "term_ends_on", "in_force_on")
    shown = {name: getattr(act, name) for name in names}
    form = DaysForm(data={"version": str(act.version), **shown})
    return carried_out(
        dispute,
        form,
        "disputes/act_days.html",
        lambda session, actor: operations.record_days(
            session,
            actor,
            dispute_id,
            act_id,
            form.days,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The days are recorded; the duties follow them."),
        anchor="acts",
        standing=lambda: _standing(dispute_id, act_id),
        act=act_name(act, current_language()),
    )


@blueprint.route("/<int:dispute_id>/acts/<int:act_id>/check", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_check(dispute_id: int, act_id: int) -> Answer:
    """Record whether an act is lawful (`2002 ¶2, ¶7`), beside the term that runs."""
    dispute, act, writer = opened(dispute_id), act_of(db.session(), dispute_id, act_id), presenter()
    if request.method == "GET" and act.is_checked:
        raise Refused("The result of this check is recorded already.")
    form = CheckForm(data={"version": str(act.version), "checked_on": web.today()})
    duties = duties_by_trigger(db.session(), dispute_id, writer.language, kind=KIND)
    chips = chips_of(act, duties, writer)
    checked_on = form.checked_on.data or web.today()
    return carried_out(
        dispute,
        form,
        "cases/act_check.html",
        lambda session, actor: operations.record_check(
            session,
            actor,
            dispute_id,
            act_id,
            result=form.result.data or "",
            checked_on=form.day("checked_on"),
            note=form.note.data or "",
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The result of the check is recorded."),
        anchor="acts",
        standing=lambda: _standing(dispute_id, act_id),
        act=act_name(act, writer.language),
        chips=chips,
        late=any(each.due_on and not each.done_on and each.due_on < checked_on for each in chips),
    )


def _standing(dispute_id: int, act_id: int) -> Sequence[tuple[str, str]]:
    """The act as it stands now, for whom it was changed under the hand."""
    now = act_of(db.session(), dispute_id, act_id)
    result = _(f"cases.check.{now.check_result}") if now.check_result else ""
    told = (
        (_("Court acts"), act_name(now, current_language())),
        (_("Reached the office on"), day(now.received_on) if now.received_on else ""),
        (_("Last day of the appellate term"), day(now.term_ends_on) if now.term_ends_on else ""),
        (_("In force since"), day(now.in_force_on) if now.in_force_on else ""),
        (_("Result of the check"), result),
        (_("What the check found"), now.check_note),
    )
    return [(label, value) for label, value in told if value]
