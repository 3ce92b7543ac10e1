"""One duty: why its date is this date, its history, and the decisions a head takes about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import current_app, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.decrees.queries import words_of
from supervision.duties import board_views, change_words, operations, policy, queries
from supervision.duties.blueprint import blueprint
from supervision.duties.forms import (
    DecisionForm,
    FulfilmentForm,
    LatenessForm,
    MoveForm,
    PauseForm,
    ReopenForm,
    ResumeForm,
    take_problems,
)
from supervision.duties.models import Duty
from supervision.duties.serving import lawbook, presenter

SOMEBODY_ELSE = (
    "Somebody else saved this record after you opened it, so your change was not saved over theirs."
)
Answer = AnyResponse | tuple[str, int]
AnyForm = DecisionForm | FulfilmentForm
Act = Callable[[Session, Actor], object]


class Typed(NamedTuple):
    """A form that was refused: its name on the page, and the sentences of no one field."""

    name: str
    form: AnyForm
    problems: list[str]


@blueprint.get("/duties/<int:duty_id>")
@requires(Permission.SEE_CASES)
def duty(duty_id: int) -> str:
    """One duty whole."""
    return _duty_page(duty_id)


@blueprint.post("/duties/<int:duty_id>/move")
@requires(Permission.MOVE_DUTIES)
def move(duty_id: int) -> Answer:
    """Give the duty another day, with a reason."""
    form = MoveForm(prefix="move")
    return _decided(
        duty_id,
        "move",
        form,
        lambda session, actor: operations.move_by_hand(
            session,
            actor,
            duty_id,
            new_due_on=form.day,
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The duty has its new day."),
    )


@blueprint.post("/duties/<int:duty_id>/pause")
@requires(Permission.MOVE_DUTIES)
def pause(duty_id: int) -> Answer:
    """Stop the clock of a duty."""
    form = PauseForm(prefix="pause")
    return _decided(
        duty_id,
        "pause",
        form,
        lambda session, actor: operations.pause(
            session,
            actor,
            duty_id,
            from_on=form.day,
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The clock of the duty stands; it reminds of nothing until it runs again."),
    )


@blueprint.post("/duties/<int:duty_id>/resume")
@requires(Permission.MOVE_DUTIES)
def resume(duty_id: int) -> Answer:
    """Let the clock of a duty run again."""
    form = ResumeForm(prefix="resume")
    return _decided(
        duty_id,
        "resume",
        form,
        lambda session, actor: operations.resume(
            session,
            actor,
            duty_id,
            on=form.day,
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The clock of the duty runs again; its new day is shown with every step."),
    )


@blueprint.post("/duties/<int:duty_id>/reopen")
@requires(Permission.MOVE_DUTIES)
def reopen(duty_id: int) -> Answer:
    """Open a duty again that was recorded as done wrongly."""
    form = ReopenForm(prefix="reopen")
    return _decided(
        duty_id,
        "reopen",
        form,
        lambda session, actor: operations.reopen(
            session,
            actor,
            duty_id,
            reason=form.reason.data or "",
            version=form.seen,
            today=web.today(),
        ),
        done=_("The duty is open again with its day and its history."),
    )


@blueprint.post("/duties/<int:duty_id>/lateness")
@requires(Permission.MOVE_DUTIES)
def lateness(duty_id: int) -> Answer:
    """Name the cause and the unit at fault of a duty that was done late."""
    form = LatenessForm(prefix="lateness")
    return _decided(
        duty_id,
        "lateness",
        form,
        lambda session, actor: operations.explain_lateness(
            session, actor, duty_id, form.lateness, version=form.seen
        ),
        done=_("The cause of the lateness is recorded."),
    )


@blueprint.post("/duties/<int:duty_id>/done")
@requires(Permission.RECORD_CASES)
def record_done(duty_id: int) -> Answer:
    """Close a recurring duty with the day and the document that fulfilled it."""
    form = FulfilmentForm(prefix="done")
    return _decided(
        duty_id,
        "done",
        form,
        lambda session, actor: operations.record_fulfilment(
            session,
            actor,
            duty_id,
            done_on=form.day,
            document=form.document.data or "",
            lateness=form.lateness,
            today=web.today(),
            by_hand=current_app.extensions["closed_by_hand"],
        ),
        done=_("Recorded: the duty is fulfilled."),
    )


def _decided(duty_id: int, name: str, form: AnyForm, act: Act, *, done: str) -> Answer:
    """Carry one decision out and go back to the duty; a refused form keeps what was typed."""
    loose: list[str] = []
    if form.validate():
        try:
            with transaction() as session:
                act(session, web.actor())
            flash(done, "success")
            return redirect(url_for(".duty", duty_id=duty_id))
        except Forbidden:
            raise
        except Stale as stale:
            if isinstance(form, DecisionForm):
                form.version.data = str(stale.found_version)
            return _duty_page(duty_id, Typed(name, form, [_(SOMEBODY_ELSE)])), 409
        except Refused as refused:
            loose = take_problems(form, refused.problems)
    return _duty_page(duty_id, Typed(name, form, loose)), 422


def _duty_page(duty_id: int, typed: Typed | None = None) -> str:
    """The page of a duty with the forms its reader may use; a refused one keeps what was typed."""
    session, actor = db.session(), web.actor()
    row = queries.row_of(session, duty_id, current_language())
    thing = operations.get(session, duty_id)
    moves = queries.moves_of(session, [duty_id])
    writer = presenter()
    return render_template(
        "duties/duty.html",
        duty=thing,
        line=writer.line(row),
        why=writer.why(row, change_words.deciding_reason(moves)),
        law=writer.demand(row),
        allows=writer.allows(row),
        closed_by=writer.closed_by(thing),
        moves=change_words.told(moves, writer.language),
        changes=words_of(session, [change.change_id for change in moves if change.change_id]),
        language=writer.language,
        history=history_of(session, "duty", duty_id),
        safe_days=writer.safe_days(row, queries.back_plan_of(session, thing.owner_office_id)[0]),
        may_plan=policy.may_plan(actor, thing),
        case_office=board_views.named(session, thing.office_id),
        forms=_forms(actor, thing) | ({typed.name: typed.form} if typed else {}),
        typed=typed.name if typed else "",
        problems=typed.problems if typed else [],
    )


def _forms(actor: Actor, thing: Duty) -> dict[str, AnyForm]:
    """The empty forms of the decisions this reader may take now, by their names."""
    seen: dict[str, Any] = {"formdata": None, "data": {"version": thing.version}}
    allowed = {
        "move": policy.may_move(actor, thing),
        "pause": policy.may_pause(actor, thing, lawbook(), web.today()),
        "resume": policy.may_resume(actor, thing, lawbook()),
        "reopen": policy.may_reopen(actor, thing, web.today()),
        "lateness": policy.may_explain(actor, thing),
        "done": policy.may_fulfil(actor, thing, current_app.extensions["closed_by_hand"]),
    }
    made: dict[str, Callable[..., AnyForm]] = {
        "move": MoveForm,
        "pause": PauseForm,
        "resume": ResumeForm,
        "reopen": ReopenForm,
        "lateness": LatenessForm,
        "done": FulfilmentForm,
    }
    return {name: made[name](prefix=name, **seen) for name, may in allowed.items() if may}
