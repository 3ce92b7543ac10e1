"""The room at a glance: what the law asks of the office, what the registers count, who is missing."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import _, day
from supervision.duties.views import lawbook, presenter
from supervision.guidance.asking import Counted, counted_of, offices_of
from supervision.guidance.blueprint import blueprint
from supervision.guidance.form_walk import list_url
from supervision.guidance.operations.following import recurring_rules
from supervision.guidance.presenting import clocks
from supervision.guidance.queries import counted, staffing
from supervision.guidance.queries.followed import owed
from supervision.guidance.rules import REGISTERS
from supervision.guidance.rules.inspections import KIND as INSPECTION
from supervision.guidance.rules.posts import KIND as POST
from supervision.guidance.rules.shape import Register, Tally

MOST_BREACHES = 500


class Number(NamedTuple):
    """A number with its words and the address of the rows behind it."""

    words: str
    value: int
    url: str


class Section(NamedTuple):
    """One register on the overview: what it is called, where it is, its numbers."""

    title: str
    about: str
    url: str
    numbers: list[Number]


@blueprint.get("")
@requires(Permission.SEE_CASES)
def overview() -> str:
    """Every register with its numbers for the days asked for, and the duties that wait."""
    session, actor, writer = db.session(), web.actor(), presenter()
    offices = offices_of(session, actor, writer.language)
    found = counted_of(session, actor, offices, writer.today)
    rules = [rule.name for rule in recurring_rules(lawbook(), writer.today)]
    own = owed(session, actor.office_id or 0, rules, writer.language)
    return render_template(
        "guidance/overview.html",
        sections=[_section(session, each, found) for each in REGISTERS],
        duties=clocks(own, writer),
        offices=offices,
        counted=found,
        since=day(found.asked.since, "kk"),
        until=day(found.asked.until, "kk"),
        narrowed=any(request.args.values()),
    )


def _section(session: Session, register: Register, found: Counted) -> Section:
    """One register's numbers, each opening its rows."""
    numbers = counted.numbers(session, register, found.asked)
    told = [
        Number(_(tally.title), numbers[tally.name], _rows_url(register, tally, found))
        for tally in register.tallies
    ]
    more = {INSPECTION: _of_inspections, POST: _of_posts}.get(register.kind)
    told += more(session, found) if more else []
    return Section(_(register.title), _(register.about), list_url(register), told)


def _of_inspections(session: Session, found: Counted) -> list[Number]:
    led_to = counted.of_inspections(session, found.asked)
    url = url_for("guidance.inspection_breaches", **_kept(found))
    return [
        Number(_("Breaches found"), led_to.found, url),
        Number(_("of them removed"), led_to.removed, url),
        Number(_("Acts of response brought"), led_to.responses, url),
    ]


def _of_posts(session: Session, found: Counted) -> list[Number]:
    language, today = presenter().language, web.today()
    missing = staffing.unstaffed(session, found.asked.office_ids, today=today, language=language)
    url = url_for("guidance.unstaffed", office=found.office or None)
    return [Number(_("Offices with nobody in the post"), len(missing), url)]


def _kept(found: Counted) -> dict[str, Any]:
    return {
        "from": found.asked.since.isoformat(),
        "to": found.asked.until.isoformat(),
        "office": found.office or None,
    }


def _rows_url(register: Register, tally: Tally, found: Counted) -> str:
    kept = _kept(found) if tally.by else {"office": found.office or None}
    return url_for(f"guidance.{register.kind}_register", tally=tally.name, **kept)


@blueprint.get("/inspections/breaches")
@requires(Permission.SEE_CASES)
def inspection_breaches() -> str:
    """The breaches behind the numbers of inspections, each with its inspection."""
    session, actor, writer = db.session(), web.actor(), presenter()
    offices = offices_of(session, actor, writer.language)
    found = counted_of(session, actor, offices, writer.today)
    return render_template(
        "guidance/breaches.html",
        breaches=counted.breaches(session, found.asked, limit=MOST_BREACHES),
        offices=offices,
        counted=found,
        since=day(found.asked.since, "kk"),
        until=day(found.asked.until, "kk"),
        narrowed=any(request.args.values()),
        today=writer.today,
    )


@blueprint.get("/posts/unstaffed")
@requires(Permission.SEE_CASES)
def unstaffed() -> str:
    """The offices in which nobody holds a post of the branch (`2002 ¶14`)."""
    session, actor, writer = db.session(), web.actor(), presenter()
    offices = offices_of(session, actor, writer.language)
    found = counted_of(session, actor, offices, writer.today)
    rows = staffing.unstaffed(
        session, found.asked.office_ids, today=writer.today, language=writer.language
    )
    return render_template(
        "guidance/unstaffed.html", rows=rows, offices=offices, office=found.office
    )
