"""What the views of this room share: problems put on their fields, names for lists, first pages."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for
from flask_wtf import FlaskForm

from supervision.core.access import Actor, Permission
from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.core.pages import local_path


def show(form: FlaskForm, problems: Iterable[Problem]) -> None:
    """Put each problem of a refused operation beside its field, or above the form."""
    for problem in problems:
        if problem.field is not None and problem.field in form:
            field = form[problem.field]
            field.errors = [*field.errors, said(problem)]
        else:
            form.form_errors.append(said(problem))


def first_page(actor: Actor, wanted: str | None) -> str:
    """Where to go after signing in: the page asked for, the desk, or people for who has no desk."""
    desk = url_for("duties.desk")
    page = local_path(wanted)
    return url_for("offices.people") if page == desk and not _has_desk(actor) else page


def _has_desk(actor: Actor) -> bool:
    return actor.may(Permission.SEE_CASES)
