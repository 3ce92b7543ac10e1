"""The register of cases, narrowed, searched, sorted, page by page; and that of notices."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.cases.blueprint import blueprint
from supervision.cases.case_forms import law_choices
from supervision.cases.presenting import case_lines
from supervision.cases.queries import cases as queries
from supervision.cases.queries.cases import SORTS, Filters
from supervision.cases.queries.choices import courts_seen
from supervision.cases.queries.notices import notices as notices_given
from supervision.cases.queries.notices import transfers
from supervision.cases.queries.parts import court_names
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.offices.queries import all_office_ids, colleagues, office_names

DEFAULT_SORT = "-registered"


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    grounds: list[tuple[str, str]]
    courts: list[tuple[str, str]]
    states: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    assignees: list[tuple[str, str]]


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The cases the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = _choices(session, actor, language)
    filters, wrong = _filters(actor, choices)
    sort = _sort()
    page = queries.register(
        session,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    articles = queries.articles_of_cases(session, [row.id for row in page.rows])
    return render_template(
        "cases/register.html",
        lines=case_lines(page.rows, articles, dict(choices.grounds), web.settings().zone),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=wrong,
        several=len(actor.offices_below) > 1,
        may_register=actor.may(Permission.RECORD_CASES),
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


@blueprint.get("/notices")
@requires(Permission.SEE_CASES)
def notices() -> str:
    """The register of notices and the hand-overs of a period; this year unless asked (`2015 ¶7`)."""
    session, actor, today = db.session(), web.actor(), web.today()
    since, until = (
        asked_day("from") or date(today.year, 1, 1),
        asked_day("to") or date(today.year, 12, 31),
    )
    below = list(actor.offices_below)
    given = notices_given(session, below, since, until)
    handed = transfers(session, below, since, until)
    courts = {each.court_id for each in given} | {each.court_id for each in handed}
    language = current_language()
    return render_template(
        "cases/notices.html",
        notices=given,
        transfers=handed,
        offices=office_names(session, all_office_ids(session), language),
        courts=court_names(session, courts, language),
        asked={"from": since.strftime("%d.%m.%Y"), "to": until.strftime("%d.%m.%Y")},
        wrong=_wrong_days(),
    )


def _choices(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    courts = courts_seen(session, actor.office_id, below, language)
    people = colleagues(session, actor.office_id) if actor.office_id is not None else []
    return Choices(
        grounds=law_choices("2015 ¶6", "grounds"),
        courts=[(str(number), name) for number, name in courts],
        states=[(state, _(f"cases.state.{state}")) for state in ("decided", "undecided")],
        offices=[(str(number), name) for number, name in offices.items()],
        assignees=[(str(person.id), person.full_name) for person in people],
    )


def _filters(actor: Actor, choices: Choices) -> tuple[Filters, str]:
    """What the address asks for, and what is wrong with it in words."""
    office, court = chosen("office", choices.offices), chosen("court", choices.courts)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    assignee = chosen("assignee", choices.assignees)
    decided = {"decided": True, "undecided": False}.get(chosen("state", choices.states) or "")
    return Filters(
        text=asked("q")[:200],
        office_id=int(office) if office else only,
        court_id=int(court) if court else None,
        assignee_id=int(assignee) if assignee else None,
        category=chosen("ground", choices.grounds),
        decided=decided,
        received_from=asked_day("from"),
        received_to=asked_day("to"),
    ), _wrong_days()


def _wrong_days() -> str:
    """What is wrong with the days of the address, in words."""
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return words if unread else ""


def _sort() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    order = asked("sort")
    return order if order.removeprefix("-") in SORTS else DEFAULT_SORT
