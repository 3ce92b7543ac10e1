"""Pages of amendments of the law's data: entered, rehearsed, applied, undone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, cast

from flask import current_app, flash, redirect, render_template, request, url_for

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused, Stale
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.core.queue import TaskName, hand_over
from supervision.core.transaction import after_commit, transaction
from supervision.decrees.law_at_work import law_of
from supervision.duties.sources import FactSource
from supervision.duties.views import presenter
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.rehearsals import operations, queries
from supervision.rehearsals.blueprint import blueprint
from supervision.rehearsals.forms import AmendmentForm
from supervision.rehearsals.other_law import LawMoves, rehearse_amendment
from supervision.rehearsals.policy import may_change
from supervision.rehearsals.presenting import duty_lines, moved_by_office, office_lines
from supervision.rehearsals.rules import ROWS_SHOWN
from supervision.rehearsals.undo_walk import at_now, undone

FORM = "rehearsals/amendment.html"
CHANGED_MEANWHILE = (
    "The law was changed meanwhile. What the amendment moves has been worked out anew; look at it "
    "before you apply."
)


@blueprint.get("/law")
@requires(Permission.CHANGE_CALENDAR)
def new_amendment() -> str:
    """Enter an amendment; a file of the act may be taken from the law that stands."""
    form = _form()
    if not form.is_submitted():
        form.act.data = request.args.get("act", "")
    return _page(form)


@blueprint.post("/law")
@requires(Permission.CHANGE_CALENDAR)
def rehearse() -> Answer:
    """See what the amendment would move; nothing is stored."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    return _rehearsed(form)


@blueprint.post("/law/apply")
@requires(Permission.CHANGE_CALENDAR)
def apply_amendment() -> Answer:
    """Apply the amendment that was rehearsed."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    settings = web.settings()
    try:
        with transaction() as session:
            change = operations.apply_amendment(
                session,
                web.actor(),
                _sources(),
                form.entry(),
                files=_files(),
                at=at_now(),
                seen=form.seen,
                idempotency_key=form.key,
            )
            after_commit(session, lambda: hand_over(settings, TaskName.REBUILD_DUTIES))
    except Forbidden:
        raise
    except Stale:
        flash(_(CHANGED_MEANWHILE), "warning")
        return _rehearsed(form)
    except Refused as refused:
        return _page(form, form.take(refused.problems)), 422
    flash(_("The amendment is applied; every page counts by it from now on."), "success")
    return redirect(url_for(".change", change_id=change.id))


@blueprint.route("/<int:change_id>/undo-law", methods=["GET", "POST"])
@requires(Permission.CHANGE_CALENDAR)
def undo_amendment(change_id: int) -> Answer:
    """Take an amendment back, with the reason."""
    line = queries.change_told(db.session(), change_id)
    if line.act_id is None:
        raise NotFound
    return undone(
        line,
        "rehearsals/undo_amendment.html",
        lambda session, actor, form: operations.undo_amendment(
            session,
            actor,
            _sources(),
            change_id,
            reason=form.reason.data or "",
            version=form.seen,
            files=_files(),
            at=at_now(),
        ),
        done=_("The amendment is undone; the law is what it was before."),
    )


def _form() -> AmendmentForm:
    form = AmendmentForm()
    language = current_language()
    form.act.choices = [("", "—")] + [
        (act.id, _act_words(act.id, language)) for act in _files().acts() if act.text_loaded
    ]
    return form


def _act_words(act_id: str, language: str) -> str:
    act = _files().act(act_id)
    words = act.short.in_language(language)
    if act.in_force.until is None:
        return words
    return _("%(act)s, in force until %(day)s", act=words, day=day(act.in_force.until, language))


def act_told(act_id: str, language: str) -> str:
    """What an act of an amendment is called; an amendment outlives the files."""
    try:
        return _files().act(act_id).short.in_language(language)
    except UnknownLaw:
        return act_id


def _page(form: AmendmentForm, problems: Iterable[str] = (), **more: Any) -> str:
    return render_template(
        FORM,
        form=form,
        may_change=may_change(web.actor()),
        problems=list(problems),
        **{"found": None, **more},
    )


def _rehearsed(form: AmendmentForm) -> Answer:
    """The form with what the amendment would move below it, and the button that applies it."""
    session, language = db.session(), current_language()
    try:
        found = rehearse_amendment(
            session,
            web.actor(),
            _sources(),
            form.entry(),
            files=_files(),
            today=web.today(),
            language=language,
        )
    except Forbidden:
        raise
    except Refused as refused:
        return _page(form, form.take(refused.problems)), 422
    return _page(form, **_told(found, language))


def _told(found: LawMoves, language: str) -> dict[str, Any]:
    session, writer, actor = db.session(), presenter(), web.actor()
    moved = moved_by_office(found.moved)
    return {
        "found": found,
        "opened": duty_lines(session, writer, actor, found.opened),
        "dropped": duty_lines(session, writer, actor, found.dropped),
        "offices": office_lines(session, moved, language),
        "lines": duty_lines(session, writer, actor, found.moved[:ROWS_SHOWN]),
        "state": queries.state_of_law(session),
        "key": uuid.uuid4(),
    }


def _files() -> Lawbook:
    return law_of(current_app).files


def _sources() -> tuple[FactSource, ...]:
    return cast(tuple[FactSource, ...], tuple(current_app.extensions["fact_sources"].values()))
