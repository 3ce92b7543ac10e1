"""Pages of changes of the law: the log, a decree rehearsed and applied, one change, undoing a decree."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for

from supervision.core import web
from supervision.core.access import Permission, requires, signed_in
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.core.queue import TaskName, hand_over
from supervision.core.transaction import after_commit, transaction
from supervision.decrees.law_at_work import law_of
from supervision.decrees.queries import amendments_of, decrees_of
from supervision.duties.views import presenter
from supervision.rehearsals import operations, queries
from supervision.rehearsals.amendment_views import act_told
from supervision.rehearsals.blueprint import blueprint
from supervision.rehearsals.forms import DecreeForm
from supervision.rehearsals.policy import demand_change, may_change
from supervision.rehearsals.presenting import day_words, duty_lines, office_lines
from supervision.rehearsals.rehearsing import done_by, rehearse, shown
from supervision.rehearsals.rules import Rehearsal
from supervision.rehearsals.undo_walk import at_now, undone

__all__ = ["blueprint"]
CHANGED_MEANWHILE = (
    "The calendar was changed meanwhile. What the decree moves has been worked out anew; "
    "look at it before you apply."
)


@blueprint.get("")
@signed_in
def changes() -> str:
    """The log: every decree applied, what it moved, when, by whom, whether it was undone."""
    return render_template(
        "rehearsals/changes.html",
        changes=queries.changes(db.session()),
        may_change=may_change(web.actor()),
    )


@blueprint.get("/new")
@requires(Permission.CHANGE_CALENDAR)
def new() -> str | tuple[str, int]:
    """Enter a decree; once it is typed, see what it would move. Nothing is stored."""
    asked = "number" in request.args
    form = DecreeForm(formdata=request.args if asked else None, meta={"csrf": False})
    if not may_change(web.actor()) or not asked:
        return form_page(form)
    if not form.validate():
        return form_page(form), 422
    return _rehearsed_page(form)


@blueprint.post("/new")
@requires(Permission.CHANGE_CALENDAR)
def apply() -> Answer:
    """Apply the decree that was rehearsed."""
    demand_change(web.actor())
    form = DecreeForm()
    if not form.validate():
        return form_page(form), 422
    settings = web.settings()
    try:
        with transaction() as session:
            change = operations.apply_decree(
                session,
                web.actor(),
                form.entry(),
                files=law_of(current_app).files,
                at=at_now(),
                seen=form.seen,
                idempotency_key=form.key,
            )
            after_commit(session, lambda: hand_over(settings, TaskName.REBUILD_DUTIES))
    except Forbidden:
        raise
    except Stale:
        # What it moves is another list by now: it is looked at again, with all that was typed.
        flash(_(CHANGED_MEANWHILE), "warning")
        typed: dict[str, Any] = dict(form.sent)
        return redirect(url_for(".new", **typed))
    except Refused as refused:
        return form_page(form, problems=form.take(refused.problems)), 422
    flash(_("The decree is applied; every page counts by it from now on."), "success")
    return redirect(url_for(".change", change_id=change.id))


@blueprint.get("/<int:change_id>")
@signed_in
def change(change_id: int) -> str:
    """One change: its decree, its days, and the duties it moved that the reader may see."""
    session, language, office = db.session(), current_language(), _office()
    line = queries.change_told(session, change_id)
    decrees = decrees_of(session, [change_id])
    amendments = amendments_of(session, [change_id])
    offices, page = done_by(
        session, web.actor(), change_id, office=office, language=language, cursor=_cursor()
    )
    return render_template(
        "rehearsals/change.html",
        change=line,
        act=act_told(line.act_id, language) if line.act_id else "",
        texts=[each for amendment in amendments for each in amendment.texts],
        days=[each for decree in decrees for each in day_words(decree, language)],
        offices=office_lines(session, offices, language),
        lines=duty_lines(session, presenter(), web.actor(), page.rows),
        page=page,
        office=office,
        may_undo=line.is_laid_over and line.undone_at is None and may_change(web.actor()),
    )


@blueprint.route("/<int:change_id>/undo", methods=["GET", "POST"])
@requires(Permission.CHANGE_CALENDAR)
def undo(change_id: int) -> Answer:
    """Take a change back, with the reason."""
    session = db.session()
    line = queries.change_told(session, change_id)
    if line.number is None:
        raise NotFound
    return undone(
        line,
        "rehearsals/undo.html",
        lambda session, actor, form: operations.undo_change(
            session,
            actor,
            change_id,
            reason=form.reason.data or "",
            version=form.seen,
            files=law_of(current_app).files,
            at=at_now(),
        ),
        done=_("The decree is undone; the calendar is what it was before."),
        later=queries.built_on(session, change_id),
    )


def form_page(form: DecreeForm, **more: Any) -> str:
    """The form of a decree, with what stands against it."""
    return render_template(
        "rehearsals/decree.html",
        form=form,
        may_change=may_change(web.actor()),
        found=None,
        problems=more.pop("problems", []),
        **more,
    )


def _rehearsed_page(form: DecreeForm) -> str | tuple[str, int]:
    """The form with what the decree would move below it, and the button that applies it."""
    session, language = db.session(), current_language()
    try:
        found = rehearse(
            session,
            web.actor(),
            form.entry(),
            files=law_of(current_app).files,
            today=web.today(),
        )
    except Forbidden:
        raise
    except Refused as refused:
        return form_page(form, problems=form.take(refused.problems)), 422
    return render_template("rehearsals/decree.html", **_told(form, found, language))


def _told(form: DecreeForm, found: Rehearsal, language: str) -> dict[str, Any]:
    session, office = db.session(), _office()
    offices, page = shown(session, found, office=office, language=language, cursor=_cursor())
    return {
        "form": form,
        "may_change": True,
        "found": found,
        "problems": [],
        "days": day_words(form.entry().decree, language),
        "offices": office_lines(session, offices, language),
        "lines": duty_lines(session, presenter(), web.actor(), page.rows),
        "page": page,
        "office": office,
        "state": queries.state_of_law(session),
        "key": uuid.uuid4(),
    }


def _office() -> int:
    """The office a list is narrowed to; 0 for all."""
    return request.args.get("office", 0, type=int)


def _cursor() -> Cursor | None:
    return Cursor.parse(request.args.get("page"))
