"""The registers of petitions: the petitions themselves, the forwarded ones, the lists of the chiefs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import render_template, request
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.duties.views import presenter
from supervision.offices.queries import all_office_ids, colleagues, office_names
from supervision.petitions.blueprint import blueprint
from supervision.petitions.presenting import petition_lines
from supervision.petitions.queries import control as lists
from supervision.petitions.queries import petitions as queries
from supervision.petitions.queries.petitions import SORTS, Filters
from supervision.petitions.rules.intake import PetitionKind, PetitionState

DEFAULT_SORT = "-registered"


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    kinds: list[tuple[str, str]]
    states: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    officials: list[tuple[str, str]]


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The petitions the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    sort = sort_of()
    page = queries.register(
        session,
        filters_of(actor, choices),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    return render_template(
        "petitions/register.html",
        lines=petition_lines(page.rows, language),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=_wrong_days(),
        several=len(actor.offices_below) > 1,
        may_register=actor.may(Permission.RECORD_CASES) and actor.office_id is not None,
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


@blueprint.get("/forwarded")
@requires(Permission.SEE_CASES)
def forwarded() -> str:
    """What was forwarded and what came forwarded in a period; this year unless asked."""
    session, actor, today = db.session(), web.actor(), web.today()
    since = asked_day("from") or date(today.year, 1, 1)
    until = asked_day("to") or date(today.year, 12, 31)
    return render_template(
        "petitions/forwarded.html",
        transfers=lists.forwarded(session, list(actor.offices_below), since, until),
        seen=set(actor.offices_below),
        offices=office_names(session, all_office_ids(session), current_language()),
        asked={"from": since.strftime("%d.%m.%Y"), "to": until.strftime("%d.%m.%Y")},
        wrong=_wrong_days(),
    )


@blueprint.get("/control")
@requires(Permission.SEE_CASES)
def control() -> str:
    """Courts late with case files, longer terms, overdue and near petitions, additional checks."""
    session, actor, writer = db.session(), web.actor(), presenter()
    below, today, language = list(actor.offices_below), writer.today, writer.language
    checks, late = lists.checks(session, below), lists.late_courts(session, below, today, language)
    return render_template(
        "petitions/control.html",
        courts=writer.lines(late),
        addressees=lists.late_addressees(session, [row.id for row in late]),
        overdue=writer.lines(lists.open_duties(session, below, "overdue", today, language)),
        near=writer.lines(lists.open_duties(session, below, "due_soon", today, language)),
        extensions=lists.extensions(session, below, language),
        checks=checks,
        offices=office_names(session, [check.office_id for check in checks], language),
    )


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    people = colleagues(session, actor.office_id) if actor.office_id is not None else []
    return Choices(
        kinds=[(each.value, _(f"petitions.kind.{each}")) for each in PetitionKind],
        states=[(each.value, _(f"petitions.state.{each}")) for each in PetitionState],
        offices=[(str(number), name) for number, name in offices.items()],
        officials=[(str(person.id), person.full_name) for person in people],
    )


def filters_of(actor: Actor, choices: Choices) -> Filters:
    """What the address asks for."""
    office, official = chosen("office", choices.offices), chosen("assignee", choices.officials)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    return Filters(
        text=asked("q")[:200],
        kind=chosen("kind", choices.kinds),
        state=chosen("state", choices.states),
        office_id=int(office) if office else only,
        examiner_id=int(official) if official else None,
        received_from=asked_day("from"),
        received_to=asked_day("to"),
    )


def _wrong_days() -> str:
    """What is wrong with the days of the address, in words."""
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return words if unread else ""


def sort_of() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    return asked_sort(SORTS, DEFAULT_SORT)
