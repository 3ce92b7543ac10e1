"""What the views of this room share: problems put on their fields, names for lists, first pages."""

from __future__ import annotations

from flask import url_for
from flask_wtf import FlaskForm

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden, Refused
from supervision.core.i18n import _, said
from supervision.core.pages import local_path


def show(form: FlaskForm, refused: Refused) -> None:
    """Put each problem of a refused operation beside its field, or above the form.

    What the actor may not do at all is no mistake in a form: `Forbidden` goes on to its own page.
    """
    if isinstance(refused, Forbidden):
        raise refused
    for problem in refused.problems:
        if problem.field is not None and problem.field in form:
            field = form[problem.field]
            field.errors = [*field.errors, said(problem)]
        else:
            form.form_errors.append(said(problem))


def changed_meanwhile(form: FlaskForm, present: dict[str, str]) -> None:
    """Say that somebody else was quicker and what stands there now; what was typed stays typed.

    `present` gives the present values that differ from the typed ones, by the form's field names.
    """
    told = [f"{form[name].label.text}: {value}" for name, value in present.items()]
    form.form_errors.append(
        _(
            "Somebody else changed this meanwhile. Now it says: %(present)s.",
            present="; ".join(told),
        )
    )
    form.form_errors.append(_("Send again to put what you typed in its place."))


def first_page(actor: Actor, wanted: str | None) -> str:
    """Where to go after signing in: the page asked for, the desk, or people for who has no desk."""
    desk = url_for("duties.desk")
    page = local_path(wanted)
    return url_for("offices.people") if page == desk and not _has_desk(actor) else page


def _has_desk(actor: Actor) -> bool:
    return actor.may(Permission.SEE_CASES)
