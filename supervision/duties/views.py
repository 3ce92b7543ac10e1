"""The desk, the list behind each number, and one duty with why its date is this date.

The board and the law library have views of their own beside this file; `blueprints` names all.
"""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.access import Actor, Level, Permission, requires, signed_in
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.decrees import law_at_work
from supervision.decrees.queries import words_of
from supervision.duties import board_views, library_views, operations, plan_views, policy, queries
from supervision.duties.desk_panels import news_of
from supervision.duties.forms import FulfilmentForm, MoveForm, take_problems
from supervision.duties.presenting import Presenter
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import below

blueprint = Blueprint("duties", __name__)
SOMEBODY_ELSE = (
    "Somebody else saved this record after you opened it, so your change was not saved over theirs."
)
blueprints: tuple[Blueprint, ...] = (
    blueprint,
    board_views.blueprint,
    plan_views.blueprint,
    library_views.blueprint,
)


def lawbook() -> Lawbook:
    """The law of the running request, with the decrees that stand, for the rooms above."""
    return law_at_work.lawbook()


def presenter() -> Presenter:
    """A writer of duties for this page."""
    sources = current_app.extensions["fact_sources"]
    return Presenter(lawbook(), sources, language=current_language(), today=web.today())


@blueprint.get("/")
@signed_in
def desk() -> str | AnyResponse:
    """What the office, or its user alone, owes now: overdue, today, the next seven days."""
    actor = web.actor()
    if not actor.may(Permission.SEE_CASES) or actor.office_id is None:
        return redirect(url_for("offices.people"))
    mine = request.args.get("whose") == "mine"
    today, language = web.today(), current_language()
    found = queries.desk(
        db.session(),
        office_id=actor.office_id,
        user_id=actor.user_id if mine else None,
        today=today,
        language=language,
    )
    late = queries.outside_late(
        db.session(), office_id=actor.office_id, today=today, language=language
    )
    writer = presenter()
    return render_template(
        "duties/desk.html",
        today=today,
        mine=mine,
        counts=found.counts,
        overdue=writer.lines(found.overdue),
        due_today=writer.lines(found.today),
        soon=writer.lines(found.soon),
        outside=writer.lines(late),
        below=_below(actor),
        panels=news_of(db.session(), actor),
    )


def _below(actor: Actor) -> tuple[int, int] | None:
    """Offices below with overdue duties, for those who have offices below."""
    others = [office for office in actor.offices_below if office != actor.office_id]
    if actor.level is Level.DISTRICT or not others:
        return None
    return queries.overdue_below(db.session(), office_ids=others, today=web.today())


@blueprint.get("/duties/list")
@requires(Permission.SEE_CASES)
def listed() -> str:
    """The open duties behind a number; the same condition counted them."""
    actor, asked = web.actor(), request.args
    office_id = asked.get("office", actor.office_id, type=int)
    if office_id is None or office_id not in actor.offices_below:
        raise NotFound
    column = asked.get("when") if asked.get("when") in queries.COLUMNS else None
    office_ids = below(db.session(), office_id) if asked.get("below") == "1" else (office_id,)
    page = queries.listed(
        db.session(),
        office_ids=office_ids,
        column=column,
        today=web.today(),
        language=current_language(),
        cursor=Cursor.parse(asked.get("page")),
        rule=asked.get("rule") or None,
        assignee_id=actor.user_id if asked.get("whose") == "mine" else None,
    )
    writer = presenter()
    return render_template(
        "duties/list.html",
        page=page,
        lines=writer.lines(page.rows),
        filters=asked,
        column=column,
        office=board_views.named(db.session(), office_id),
        below=len(office_ids) > 1,
        rules=_rule_choices(),
    )


def _rule_choices() -> list[tuple[str, str]]:
    """The rules that bind today, for the filter, by paragraph and title."""
    language = current_language()
    return [
        (rule.name, f"{rule.paragraph} · {rule.title.in_language(language)}")
        for rule in lawbook().rules(web.today())
        if rule.owed_by is not None and not rule.owed_by.is_outside
    ]


@blueprint.get("/duties/<int:duty_id>")
@requires(Permission.SEE_CASES)
def duty(duty_id: int) -> str:
    """One duty whole."""
    return _duty_page(duty_id)


@blueprint.post("/duties/<int:duty_id>/move")
@requires(Permission.MOVE_DUTIES)
def move(duty_id: int) -> AnyResponse | tuple[str, int]:
    """Give the duty another day, with a reason."""
    form = MoveForm(prefix="move")
    loose: list[str] = []
    if form.validate():
        try:
            with transaction() as session:
                operations.move_by_hand(
                    session,
                    web.actor(),
                    duty_id,
                    new_due_on=form.day,
                    reason=form.reason.data or "",
                    version=form.seen,
                    today=web.today(),
                )
            flash(_("The duty has its new day."), "success")
            return redirect(url_for(".duty", duty_id=duty_id))
        except Forbidden:
            raise
        except Stale as stale:
            form.version.data = str(stale.found_version)
            return _duty_page(duty_id, moving=form, loose=[_(SOMEBODY_ELSE)]), 409
        except Refused as refused:
            loose = take_problems(form, refused.problems)
    return _duty_page(duty_id, moving=form, loose=loose), 422


@blueprint.post("/duties/<int:duty_id>/done")
@requires(Permission.RECORD_CASES)
def record_done(duty_id: int) -> AnyResponse | tuple[str, int]:
    """Close a recurring duty with the day and the document that fulfilled it."""
    form = FulfilmentForm(prefix="done")
    loose: list[str] = []
    if form.validate():
        try:
            with transaction() as session:
                operations.record_fulfilment(
                    session,
                    web.actor(),
                    duty_id,
                    done_on=form.day,
                    document=form.document.data or "",
                    lateness=form.lateness,
                    today=web.today(),
                    by_hand=current_app.extensions["closed_by_hand"],
                )
            flash(_("Recorded: the duty is fulfilled."), "success")
            return redirect(url_for(".duty", duty_id=duty_id))
        except Forbidden:
            raise
        except Refused as refused:
            loose = take_problems(form, refused.problems)
    return _duty_page(duty_id, closing=form, loose=loose), 422


def _duty_page(
    duty_id: int,
    *,
    moving: MoveForm | None = None,
    closing: FulfilmentForm | None = None,
    loose: list[str] | None = None,
) -> str:
    """The page of a duty with the forms its reader may use; a refused one keeps what was typed."""
    session, actor = db.session(), web.actor()
    row = queries.row_of(session, duty_id, current_language())
    thing = operations.get(session, duty_id)
    moves = queries.moves_of(session, [duty_id])
    by_hand_rules = current_app.extensions["closed_by_hand"]
    by_hand = next((change for change in reversed(moves) if change.by_hand), None)
    writer = presenter()
    empty_move = MoveForm(formdata=None, prefix="move", data={"version": thing.version})
    empty_done = FulfilmentForm(formdata=None, prefix="done")
    return render_template(
        "duties/duty.html",
        duty=thing,
        line=writer.line(row),
        why=writer.why(row, by_hand.reason if by_hand else ""),
        law=writer.demand(row),
        closed_by=writer.closed_by(thing),
        moves=moves,
        changes=words_of(session, [change.change_id for change in moves if change.change_id]),
        language=current_language(),
        history=history_of(session, "duty", duty_id),
        safe_days=writer.safe_days(row, queries.back_plan_of(session, thing.owner_office_id)[0]),
        may_plan=policy.may_plan(actor, thing),
        case_office=board_views.named(session, thing.office_id),
        move=moving or (empty_move if policy.may_move(actor, thing) else None),
        done=closing or (empty_done if policy.may_fulfil(actor, thing, by_hand_rules) else None),
        problems=loose or [],
        moving=moving is not None,
    )
