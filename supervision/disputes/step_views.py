"""The steps of a dispute as pages: given away, a ground overruled, a decision taken back (`2002 ¶5`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

from supervision.cases.presenting import target_words, titles
from supervision.cases.step_forms import AssignForm, OverruleForm, ReasonForm
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.disputes import operations
from supervision.disputes.blueprint import blueprint
from supervision.disputes.part_views import carried_out, opened, people_choices
from supervision.disputes.queries.findings import PARAGRAPH, grounds_of
from supervision.disputes.queries.whole import overrule_of, whole_of
from supervision.duties.views import lawbook

STEP = "cases/step.html"


@blueprint.route("/<int:dispute_id>/assign", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def assign(dispute_id: int) -> Answer:
    """Give the dispute to a colleague."""
    dispute = opened(dispute_id)
    form = AssignForm(
        colleagues=people_choices(dispute.office_id),
        data={"version": dispute.version, "assignee_id": str(dispute.assignee_id or "")},
    )
    return carried_out(
        dispute,
        form,
        STEP,
        lambda session, actor: operations.assign_dispute(
            session,
            actor,
            dispute_id,
            assignee_id=form.chosen,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Give to a colleague"),
        submit=_("Give the dispute"),
        done=_("The dispute has a new executor."),
        anchor="facts",
    )


@blueprint.route("/<int:dispute_id>/overrule", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def overrule(dispute_id: int) -> Answer:
    """Overrule a ground or the whole result, or name a ground that no recorded fact gives."""
    dispute = opened(dispute_id)
    grounds = grounds_of(whole_of(db.session(), dispute_id))
    form = OverruleForm(
        standing=sorted(grounds.codes),
        derived=sorted(grounds.derived_codes),
        paragraph=PARAGRAPH,
        data={"version": dispute.version},
    )
    return carried_out(
        dispute,
        form,
        STEP,
        lambda session, actor: operations.overrule_ground(
            session,
            actor,
            dispute_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Decide against the recorded facts"),
        note=_("The decision and its reason are kept, shown and counted (2002 ¶5)"),
        submit=_("Record the decision"),
        done=_("The decision is recorded; the duties follow it."),
        anchor="grounds",
    )


@blueprint.route("/<int:dispute_id>/overrules/<int:overrule_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def lift_overrule(dispute_id: int, overrule_id: int) -> Answer:
    """Take a decision against the facts back."""
    dispute = opened(dispute_id)
    found = overrule_of(db.session(), dispute_id, overrule_id)
    form = ReasonForm(data={"version": dispute.version})
    grounds = titles(PARAGRAPH, "grounds", current_language())
    return carried_out(
        dispute,
        form,
        STEP,
        lambda session, actor: operations.lift_overrule(
            session,
            actor,
            dispute_id,
            overrule_id,
            reason=form.reason.data or "",
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Take the decision back"),
        about=[target_words(found.target, grounds), found.reason],
        submit=_("Take the decision back"),
        done=_("The decision is taken back; what the facts give stands again."),
        anchor="grounds",
    )
