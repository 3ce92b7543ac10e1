"""The register of protests and the list of windows open now, both printable."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.cases.queries.whole import wholes_of
from supervision.cases.rules import KIND as CASE
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.duties.queries import own_back_plans
from supervision.duties.views import lawbook, presenter
from supervision.law.lawbook import Lawbook
from supervision.law.protests import Outcome, ProtestKind
from supervision.offices.queries import all_office_ids, colleagues, office_names
from supervision.protests.blueprint import blueprint
from supervision.protests.planning import Planner
from supervision.protests.presenting import lines_of
from supervision.protests.queries import lists, open_windows
from supervision.protests.queries.lists import AWAITING, SORTS, Filters
from supervision.protests.queries.matters import of_case
from supervision.protests.queries.open_windows import WindowRow
from supervision.protests.queries.protests import terms_of
from supervision.protests.queries.windows import window_of
from supervision.protests.rules import CLOSING_SOON, ProtestState
from supervision.protests.window_presenting import window_lines

DEFAULT_SORT = "-newest"


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    kinds: list[tuple[str, str]]
    results: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    authors: list[tuple[str, str]]
    people: list[tuple[str, str]]


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The protests the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, writer = db.session(), web.actor(), presenter()
    choices = choices_of(session, actor, writer.language)
    sort = sort_of()
    page = lists.register(
        session,
        filters_of(choices),
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=writer.language,
    )
    offices = office_names(session, all_office_ids(session), writer.language)
    return render_template(
        "protests/register.html",
        lines=lines_of(page.rows, offices, writer),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=_wrong_days(),
        several=len(actor.offices_below) > 1,
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


@blueprint.get("/windows")
@requires(Permission.SEE_CASES)
def windows() -> str:
    """Windows open now by their last day, what awaits its outcome, drafts sent for review."""
    session, actor, writer = db.session(), web.actor(), presenter()
    language = writer.language
    offices = _office_choices(session, actor, language)
    office = chosen("office", offices)
    only = int(office) if office else None
    asking: dict[str, Any] = {"office_id": only, "today": writer.today, "language": language}
    rows = open_windows.windows_of_cases(session, **asking)
    disputed = open_windows.windows_of_disputes(session, law=writer.law, **asking)
    moved = _last_days(session, [row for row in rows if row.moved], lawbook())
    planner = Planner(own_back_plans(session), writer)
    names = office_names(session, all_office_ids(session), language)
    waiting = lists.awaiting(session, office_id=only, language=language)
    asked_of_us = lists.to_review(session, actor.office_id, language)
    return render_template(
        "protests/windows.html",
        lines=window_lines([*rows, *disputed], moved, planner, writer),
        awaiting=lines_of(waiting, names, writer),
        to_review=lines_of(asked_of_us, names, writer),
        soon_days=CLOSING_SOON,
        offices=offices,
        office=office or "",
        several=len(actor.offices_below) > 1,
    )


def _last_days(session: Session, rows: list[WindowRow], law: Lawbook) -> dict[int, date]:
    """The law's own last day of windows whose duty was moved by hand, by duty."""
    found: dict[int, date] = {}
    wholes = wholes_of(session, [row.matter_id for row in rows])
    matters = {whole.case.id: of_case(whole) for whole in wholes}
    for row in rows:
        matter = matters[row.matter_id]
        terms = terms_of(session, CASE, row.matter_id)
        window = window_of(matter, matter.act(row.act_id), terms, law)
        if window is not None and window.last_day is not None:
            found[row.duty_id] = window.last_day
    return found


def _office_choices(session: Session, actor: Actor, language: str) -> list[tuple[str, str]]:
    """The offices a list may be narrowed to."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    return [(str(number), name) for number, name in offices.items()]


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    offices = _office_choices(session, actor, language)
    people = colleagues(session, actor.office_id) if actor.office_id is not None else []
    results = [
        (ProtestState.DRAFT.value, _("protests.state.draft")),
        (ProtestState.DROPPED.value, _("protests.state.dropped")),
        (AWAITING, _("awaiting the outcome")),
        *((each.value, _(f"protests.outcome.{each}")) for each in Outcome),
    ]
    every = office_names(session, all_office_ids(session), current_language())
    return Choices(
        kinds=[(each.value, _(f"protests.kind.{each}")) for each in ProtestKind],
        results=results,
        offices=offices,
        authors=[(str(number), name) for number, name in every.items()],
        people=[(str(person.id), person.full_name) for person in people],
    )


def filters_of(choices: Choices) -> Filters:
    """What the address asks for."""
    office, author = chosen("office", choices.offices), chosen("author", choices.authors)
    person, kind = chosen("assignee", choices.people), chosen("kind", choices.kinds)
    return Filters(
        text=asked("q")[:200],
        kind=ProtestKind(kind).value if kind else None,
        result=chosen("state", choices.results),
        office_id=int(office) if office else None,
        author_office_id=int(author) if author else None,
        brought_by_id=int(person) if person else None,
        since=asked_day("from"),
        until=asked_day("to"),
    )


def sort_of() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    return asked_sort(SORTS, DEFAULT_SORT)


def _wrong_days() -> str:
    """What is wrong with the days of the address, in words."""
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return words if unread else ""
