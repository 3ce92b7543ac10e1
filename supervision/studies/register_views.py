"""The register of requested files: narrowed, searched, sorted, page by page."""

from __future__ import annotations

from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.db import db
from supervision.core.i18n import _
from supervision.core.paging import Cursor
from supervision.duties.views import presenter
from supervision.law.checklist import branches
from supervision.offices.queries import colleagues, office_names
from supervision.studies import queries
from supervision.studies.blueprint import blueprint
from supervision.studies.presenting import file_lines
from supervision.studies.queries import DEADLINES, SORTS, Filters
from supervision.studies.rules import FileState

DEFAULT_SORT = "-registered"


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    states: list[tuple[str, str]]
    branches: list[tuple[str, str]]
    deadlines: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    assignees: list[tuple[str, str]]


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The files the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, writer = db.session(), web.actor(), presenter()
    choices = choices_of(session, actor, writer.language)
    filters, wrong = filters_of(actor, choices)
    sort = sort_of()
    page = queries.register(
        session,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        today=web.today(),
        language=writer.language,
    )
    shown = [row.id for row in page.rows]
    lines = file_lines(
        page.rows,
        queries.parties_of_files(session, shown),
        queries.clocks_of_files(session, shown, writer.language),
        branches=dict(choices.branches),
        writer=writer,
    )
    return render_template(
        "studies/register.html",
        lines=lines,
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=wrong,
        several=len(actor.offices_below) > 1,
        may_register=actor.may(Permission.RECORD_CASES),
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    people = colleagues(session, actor.office_id) if actor.office_id is not None else []
    return Choices(
        states=[(state.value, _(f"studies.state.{state}")) for state in FileState],
        branches=[(item.code, item.title.in_language(language)) for item in branches()],
        deadlines=[(name, _(f"studies.deadline.{name}")) for name in DEADLINES],
        offices=[(str(number), name) for number, name in offices.items()],
        assignees=[(str(person.id), person.full_name) for person in people],
    )


def filters_of(actor: Actor, choices: Choices) -> tuple[Filters, str]:
    """What the address asks for, and what is wrong with it in words."""
    office = chosen("office", choices.offices)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    assignee = chosen("assignee", choices.assignees)
    since, until = asked_day("from"), asked_day("to")
    unread = [name for name, day in (("from", since), ("to", until)) if asked(name) and not day]
    return Filters(
        text=asked("q")[:200],
        state=chosen("state", choices.states),
        branch=chosen("branch", choices.branches),
        office_id=int(office) if office else only,
        assignee_id=int(assignee) if assignee else None,
        deadline=chosen("deadline", choices.deadlines),
        requested_from=since,
        requested_to=until,
    ), _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.") * bool(
        unread
    )


def sort_of() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    return asked_sort(SORTS, DEFAULT_SORT)
