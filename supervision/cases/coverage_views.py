"""How the hearings are covered: the week ahead and a chosen period, each number with its list.

Belongs here: reading the address, counting with one condition a number. Does not belong here: what
makes participation mandatory (the law).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.cases.blueprint import blueprint
from supervision.cases.hearing_presenting import coverage_lines
from supervision.cases.queries.hearings import NUMBERS, Coverage, coverage, covered
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, chosen
from supervision.core.db import db
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.offices.queries import below, office_names

WEEK_AHEAD = timedelta(days=6)  # with today seven days
TONES = {
    "took_part": "green",
    "nobody": "red",
    "unassigned": "amber",
    "clashes": "red",
    "absent": "red",
}


class Span(NamedTuple):
    """One of the page's two periods, both days included."""

    name: str
    start: date
    end: date


class Tile(NamedTuple):
    """One number of a period as `cards.stat` shows it; a `value` None is "no data"."""

    name: str
    label: str
    value: str | None
    tone: str
    hint: str
    url: str


@blueprint.get("/coverage", endpoint="coverage")
@requires(Permission.SEE_CASES)
def coverage_page() -> str:
    """Required, taken part, nobody assigned, clashing, away; the list behind the number asked."""
    session, actor, language = db.session(), web.actor(), current_language()
    offices = _offices(session, actor, language)
    office_ids = _chosen_offices(session, actor, offices)
    spans, wrong = _spans(web.today())
    shown = spans[1] if _asks_for_period() else spans[0]
    number = asked("show") if asked("show") in NUMBERS else None
    numbers = {
        span.name: coverage(session, office_ids=office_ids, start=span.start, end=span.end)
        for span in spans
    }
    page = covered(
        session,
        office_ids=office_ids,
        start=shown.start,
        end=shown.end,
        number=number,
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    return render_template(
        "cases/coverage.html",
        week=spans[0],
        period=spans[1],
        tiles={span.name: _tiles(span, numbers[span.name]) for span in spans},
        shown=shown,
        number=number,
        page=page,
        lines=coverage_lines(page.rows, language, zone=web.settings().zone),
        offices=offices,
        asked=request.args,
        wrong=wrong,
    )


def _asks_for_period() -> bool:
    """Whether the list is that of the period: a number of it was followed, or days were typed."""
    typed = any(asked(name) for name in ("from", "to"))
    return request.args.get("span", "period" if typed else "week") == "period"


def _offices(session: Session, actor: Actor, language: str) -> list[tuple[str, str]]:
    """The offices to choose from, for those who have offices below."""
    if len(actor.offices_below) < 2:
        return []
    found = office_names(session, actor.offices_below, language)
    return [(str(number), name) for number, name in found.items()]


def _chosen_offices(
    session: Session, actor: Actor, offices: list[tuple[str, str]]
) -> tuple[int, ...]:
    """The office asked for with those below it; all of the actor's when none of them is asked."""
    office = chosen("office", offices)
    return below(session, int(office)) if office else tuple(actor.offices_below)


def _spans(today: date) -> tuple[tuple[Span, Span], str]:
    """The week ahead and the chosen period, and what is wrong with the days in words.

    Unless chosen the period is the month so far.
    """
    week = Span("week", today, today + WEEK_AHEAD)
    month = Span("period", today.replace(day=1), today)
    days = {name: asked_day(name) for name in ("from", "to")}
    if any(asked(name) and found is None for name, found in days.items()):
        return (week, month), _("Write the days as dd.mm.yyyy; until then it is the month so far.")
    start, end = days["from"] or month.start, days["to"] or month.end
    if start > end:
        return (week, month), _("The period must begin before it ends.")
    return (week, Span("period", start, end)), ""


def _tiles(span: Span, found: Coverage) -> list[Tile]:
    """The numbers of a period: required of all, the others n/N, with no data where N is nought."""
    shares = {
        "required": (found.required, found.hearings),
        "took_part": (found.took_part, found.required),
        "nobody": (found.nobody, found.required),
        "unassigned": (found.unassigned, found.required),
        "clashes": (found.clashes, found.hearings),
        "absent": (found.absent, found.hearings),
    }
    kept: dict[str, Any] = {
        name: request.args[name] for name in ("office", "from", "to") if name in request.args
    }
    return [
        Tile(
            name=name,
            label=_(f"cases.coverage.{name}"),
            value=f"{part}/{whole}" if whole else None,
            tone=TONES.get(name, "") if part else "",
            hint=_(f"cases.coverage_hint.{name}"),
            url=url_for("cases.coverage", **kept, span=span.name, show=name, _anchor="results"),
        )
        for name, (part, whole) in shares.items()
    ]
