"""The register of enforcement documents: search by debtor, claimant, document and number."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.enforcement.blueprint import blueprint
from supervision.enforcement.card_forms import row_choices
from supervision.enforcement.presenting import document_lines
from supervision.enforcement.queries import register as queries
from supervision.enforcement.queries.register import DEADLINES, SORTS, Filters
from supervision.enforcement.queries.transfers import waiting_for
from supervision.law.enforcement.life import Standing
from supervision.offices.queries import office_names

DEFAULT_SORT = "-registered"
Choice = list[tuple[str, str]]


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    states: Choice
    rows: Choice
    deadlines: Choice
    offices: Choice


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The documents the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    sort = sort_of()
    page = queries.register(
        session,
        filters_of(actor, choices),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        today=web.today(),
        language=language,
    )
    return render_template(
        "enforcement/register.html",
        lines=document_lines(page.rows, web.today()),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        waiting=waiting_for(session, actor.office_id) if actor.office_id is not None else 0,
        several=len(actor.offices_below) > 1,
        may_register=actor.may(Permission.RECORD_CASES),
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


def sort_of() -> str:
    """The order the address asks for, with a minus for descending."""
    return asked_sort(SORTS, DEFAULT_SORT)


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    return Choices(
        states=[(each.value, _(f"enforcement.standing.{each}")) for each in Standing],
        rows=row_choices(web.today()),
        deadlines=[(each, _(f"enforcement.deadline.{each}")) for each in DEADLINES],
        offices=[(str(number), name) for number, name in offices.items()],
    )


def filters_of(actor: Actor, choices: Choices) -> Filters:
    """What the address asks for."""
    office, row = chosen("office", choices.offices), chosen("row", choices.rows)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    return Filters(
        text=asked("q")[:200],
        standing=chosen("state", choices.states),
        report_row=int(row) if row else None,
        office_id=int(office) if office else only,
        deadline=chosen("deadline", choices.deadlines),
        received_from=asked_day("from"),
        received_to=asked_day("to"),
    )
