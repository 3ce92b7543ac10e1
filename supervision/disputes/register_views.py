"""The register of disputes: narrowed, searched, sorted, page by page, with the week ahead on top."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.cases.case_forms import law_choices
from supervision.cases.queries.choices import courts_seen
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_sort, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.disputes.blueprint import blueprint
from supervision.disputes.presenting import dispute_lines
from supervision.disputes.queries import disputes as queries
from supervision.disputes.queries.disputes import SORTS, Filters
from supervision.disputes.queries.findings import PARAGRAPH
from supervision.disputes.queries.hearings import HEARINGS_NEAR, week_ahead
from supervision.disputes.rules.dispute import DisputeKind, DisputeState
from supervision.offices.queries import colleagues, office_names

DEFAULT_SORT = "-registered"
Choice = list[tuple[str, str]]


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    kinds: Choice
    grounds: Choice
    courts: Choice
    states: Choice
    hearings: Choice
    offices: Choice
    assignees: Choice


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The disputes the reader sees; an unknown choice in the address narrows nothing."""
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
    parties = queries.parties_of_disputes(session, [row.id for row in page.rows])
    return render_template(
        "disputes/register.html",
        lines=dispute_lines(page.rows, parties, dict(choices.grounds), web.settings().zone),
        page=page,
        sort=sort,
        choices=choices,
        tiles=_tiles(session, actor),
        asked=request.args,
        several=len(actor.offices_below) > 1,
        may_register=actor.may(Permission.RECORD_CASES),
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


def _tiles(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """The week ahead in numbers: hearings, those with mandatory participation, nobody assigned.

    Each opens the disputes behind it; the middle one is part of the first and opens none.
    """
    week = week_ahead(session, actor.offices_below, web.today())
    soon = url_for("disputes.register", hearing="soon")
    unassigned = url_for("disputes.register", hearing="unassigned")
    return [
        {"label": _("disputes.week.hearings"), "value": week.hearings, "url": soon, "tone": "blue"},
        {"label": _("disputes.week.required"), "value": week.required, "url": "", "tone": ""},
        {
            "label": _("disputes.week.unassigned"),
            "value": week.unassigned,
            "url": unassigned,
            "tone": "red" if week.unassigned else "green",
        },
    ]


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    courts = courts_seen(session, actor.office_id, below, language)
    people = colleagues(session, actor.office_id) if actor.office_id is not None else []
    return Choices(
        kinds=[(each.value, _(f"disputes.kind.{each}")) for each in DisputeKind],
        grounds=law_choices(PARAGRAPH, "grounds"),
        courts=[(str(number), name) for number, name in courts],
        states=[(each.value, _(f"disputes.state.{each}")) for each in DisputeState],
        hearings=[(name, _(f"disputes.hearing.{name}")) for name in HEARINGS_NEAR],
        offices=[(str(number), name) for number, name in offices.items()],
        assignees=[(str(person.id), person.full_name) for person in people],
    )


def filters_of(actor: Actor, choices: Choices) -> Filters:
    """What the address asks for."""
    office, court = chosen("office", choices.offices), chosen("court", choices.courts)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    assignee = chosen("assignee", choices.assignees)
    return Filters(
        text=asked("q")[:200],
        office_id=int(office) if office else only,
        court_id=int(court) if court else None,
        assignee_id=int(assignee) if assignee else None,
        kind=chosen("kind", choices.kinds),
        ground=chosen("ground", choices.grounds),
        state=chosen("state", choices.states),
        hearing=chosen("hearing", choices.hearings),
    )


def sort_of() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    return asked_sort(SORTS, DEFAULT_SORT)
