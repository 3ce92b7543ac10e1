"""What the forms of the registers have in common: opened, carried out, told when outdated.

Belongs here: the walk of one form. Does not belong here: a page.
"""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.db import db
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.i18n import _
from supervision.duties.forms import RecordForm
from supervision.duties.views import presenter
from supervision.guidance import policy
from supervision.guidance.models import Record
from supervision.guidance.presenting import history, record_url, title_of
from supervision.guidance.queries.registers import get
from supervision.guidance.rules.shape import Register

FORM = "guidance/step.html"


def opened(register: Register, record_id: int) -> Record:
    """The record for a form; refuses whoever may not change it."""
    found = get(db.session(), register, record_id)
    policy.demand_change(web.actor(), register, found)
    return found


def list_url(register: Register) -> str:
    """The page of a register."""
    return url_for(f"guidance.{register.kind}_register")


def crumbs_of(register: Register) -> list[tuple[str, str]]:
    """The way down to a register."""
    return [
        (_("Guidance"), url_for("guidance.overview")),
        (_(register.title), list_url(register)),
    ]


def on_record(
    register: Register, found: Record, form: RecordForm, verb: Verb, **page: Any
) -> Answer:
    """Show a form about a record, or carry out its verb and go back to the record."""
    back = record_url(register, found.id)
    title = title_of(register, found, presenter().language)

    def meanwhile() -> list[Any]:
        """What somebody else recorded last, told as the history tells it."""
        entries = history_of(db.session(), register.kind, found.id)
        return history(register, entries[-1:], presenter())

    told = {"crumbs": [*crumbs_of(register), (title, back)], "back": back, "helps": {}, **page}
    return walk(form, FORM, verb, to=back, meanwhile=meanwhile, **told)
