"""The page of conclusions: what waits for this reader, and the whole list with its filters.

Belongs here: reading the address and choosing the queue. Does not belong here: what stands in a
queue (`queries/conclusions.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.cases.blueprint import blueprint
from supervision.cases.conclusion_policy import reasoned_offices
from supervision.cases.conclusion_presenting import awaited_lines, list_lines
from supervision.cases.hearing_presenting import chip_of
from supervision.cases.queries.conclusions import (
    Desk,
    Narrowing,
    awaited,
    awaited_count,
    duties_by_id,
    listed,
    waiting,
)
from supervision.cases.rules.conclusions import ConclusionKind, ConclusionState
from supervision.core import web
from supervision.core.access import Actor, Level, Permission, requires
from supervision.core.asking import asked, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.duties.views import presenter
from supervision.offices.queries import office_names

Choices = list[tuple[str, str]]
ALL, AWAITED = "all", "awaited"


@dataclass(frozen=True)
class Tab:
    """One part of the page, in the shape `page_header.tabs` asks for."""

    name: str
    label: str
    url: str
    active: bool
    count: int | None


@blueprint.get("/conclusions")
@requires(Permission.SEE_CASES)
def conclusions() -> str:
    """The conclusions that wait for the reader, or all he sees, narrowed as asked."""
    session, actor, writer = db.session(), web.actor(), presenter()
    tabs = _tabs(session, actor)
    shown = next(tab.name for tab in tabs if tab.active)
    cursor, desk = Cursor.parse(request.args.get("page")), _desk(actor)
    states, kinds, offices = _choices(session, actor)
    page = {"tabs": tabs, "shown": shown, "asked": request.args}
    if shown == AWAITED:
        found = awaited(session, desk.office_id, cursor=cursor, language=writer.language)
        rows = duties_by_id(session, [row.duty_id for row in found.rows], writer.language)
        chips = {number: chip_of(row, writer) for number, row in rows.items()}
        lines = awaited_lines(found.rows, chips, writer.language)
        return render_template("cases/conclusions.html", page=found, awaited=lines, **page)
    narrowing = _narrowing("" if shown == ALL else shown, states, kinds, offices)
    several = listed(session, narrowing, desk=desk, cursor=cursor, language=writer.language)
    return render_template(
        "cases/conclusions.html",
        page=several,
        lines=list_lines(several.rows, writer.language),
        states=states,
        kinds=kinds,
        offices=offices,
        narrowed=any(asked(name) for name in ("state", "kind", "office")),
        **page,
    )


def asked_for(session: Session, actor: Actor) -> tuple[Narrowing, Desk]:
    """Which conclusions the address asks for; what only waits to be written is none yet."""
    shown = next(tab.name for tab in _tabs(session, actor) if tab.active)
    queue = "" if shown in (ALL, AWAITED) else shown
    return _narrowing(queue, *_choices(session, actor)), _desk(actor)


def _narrowing(queue: str, states: Choices, kinds: Choices, offices: Choices) -> Narrowing:
    office = chosen("office", offices)
    return Narrowing(
        queue=queue,
        state=chosen("state", states),
        kind=chosen("kind", kinds),
        office_id=int(office) if office else None,
    )


def _desk(actor: Actor) -> Desk:
    return Desk(actor.office_id or 0, reasoned_offices(actor))


def _tabs(session: Session, actor: Actor) -> list[Tab]:
    """The queues of this reader's office with what stands in each, then everything.

    Without a choice the first queue with anything in it is open.
    """
    desk = _desk(actor)
    counts: dict[str, int | None] = {
        name: awaited_count(session, desk.office_id)
        if name == AWAITED
        else waiting(session, name, desk)
        for name in _queues(actor)
    }
    counts[ALL] = None
    first = next((name for name, count in counts.items() if count), ALL)
    active = asked("show") if asked("show") in counts else first
    return [
        Tab(
            name=name,
            label=_(f"cases.conclusions.{name}"),
            url=url_for("cases.conclusions", show=name),
            active=name == active,
            count=count,
        )
        for name, count in counts.items()
    ]


def _queues(actor: Actor) -> list[str]:
    """What this reader's post and office have to do with conclusions."""
    if not actor.may(Permission.RECORD_CASES):
        return []
    queues = ["approval"] if actor.may(Permission.APPROVE) else []
    queues += ["returned", "drafts"]
    if actor.level is Level.OBLAST:
        queues = [AWAITED, *queues, "to_send"]
    return ["control", *queues] if actor.level is Level.GPO else queues


def _choices(session: Session, actor: Actor) -> tuple[Choices, Choices, Choices]:
    """The lists of the filter bar: states, kinds, offices below."""
    states = [(each.value, _(f"cases.conclusion_state.{each}")) for each in ConclusionState]
    kinds = [(each.value, _(f"cases.conclusion.{each}")) for each in ConclusionKind]
    below = actor.offices_below
    names = office_names(session, below, current_language()) if len(below) > 1 else {}
    return states, kinds, [(str(number), name) for number, name in names.items()]
