"""The register of acts of response, narrowed, searched, sorted, page by page."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, asked_flag, asked_sort, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.offices.queries import office_names
from supervision.responses import queries
from supervision.responses.blueprint import blueprint
from supervision.responses.form_walk import rooms
from supervision.responses.presenting import register_lines
from supervision.responses.queries import SORTS, Filters
from supervision.responses.rules import ActState, ResponseKind

DEFAULT_SORT = "-recorded"


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    kinds: list[tuple[str, str]]
    states: list[tuple[str, str]]
    offices: list[tuple[str, str]]


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The acts of response the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    filters, wrong = filters_of(actor, choices)
    sort = sort_of()
    page = queries.register(
        session,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
        today=web.today(),
    )
    return render_template(
        "responses/register.html",
        lines=register_lines(page.rows, rooms(), web.today()),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=wrong,
        several=len(actor.offices_below) > 1,
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    return Choices(
        kinds=[(each.value, _(f"responses.kind.{each}")) for each in ResponseKind],
        states=[(each.value, _(f"responses.state.{each}")) for each in ActState],
        offices=[(str(number), name) for number, name in offices.items()],
    )


def filters_of(actor: Actor, choices: Choices) -> tuple[Filters, str]:
    """What the address asks for, and what is wrong with it in words."""
    office = chosen("office", choices.offices)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return Filters(
        text=asked("q")[:200],
        office_id=int(office) if office else only,
        kind=chosen("kind", choices.kinds),
        state=chosen("state", choices.states),
        overdue=asked_flag("overdue"),
        since=asked_day("from"),
        until=asked_day("to"),
    ), words if unread else ""


def sort_of() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    return asked_sort(SORTS, DEFAULT_SORT)
