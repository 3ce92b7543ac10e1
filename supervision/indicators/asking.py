"""What the address of a page of figures asks for, and how links keep it.

Belongs here: reading office, days, computation and narrowing so that anything unreadable gives the
default and a plain sentence about it. Does not belong here: reading figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.asking import asked, asked_day, asked_flag
from supervision.core.errors import NotFound
from supervision.core.i18n import _, day
from supervision.duties.board_views import Named, named
from supervision.indicators.models import FrozenPeriod, IndicatorRun
from supervision.indicators.queries import listing, runs
from supervision.indicators.rules import (
    FIRST_DAY,
    LAST_DAY,
    LATEST,
    NOBODY,
    Moment,
    Narrowing,
    Side,
    Span,
    standard_spans,
)
from supervision.law.checklist import list_items
from supervision.law.period import Period
from supervision.offices.queries import below, office_names

# The numbers of a page that open into a list.
SIDES = tuple(side for side in Side if side is not Side.ALL)
_ARTICLE = re.compile(r"[0-9]{1,4}(-[0-9]{1,3})?")
_NUMBER = re.compile(r"[0-9]{1,9}")
_PLACE = "zzz"  # stands for a figure while the pattern of an address is found


@dataclass(frozen=True)
class Question:
    """What a page shows: whose figures, of which days, by which computation, narrowed to what.

    `own` leaves the offices below out. `run` is None before the first computation. `problems` says
    what of the address could not be taken.
    """

    office: Named
    office_ids: tuple[int, ...]
    own: bool
    span: Span
    narrowing: Narrowing
    run: IndicatorRun | None
    is_latest: bool
    as_of: date | None
    frozen: FrozenPeriod | None
    problems: list[str] = field(default_factory=list)

    @property
    def moment(self) -> Moment:
        """The computation to read; the latest by its standing rows, which is quicker."""
        return LATEST if self.is_latest or self.run is None else Moment(self.run.id)

    @property
    def depth(self) -> int:
        """How many offices stand in the line of the office, itself included."""
        return len(self.office.ancestors)

    @cached_property
    def kept(self) -> dict[str, str]:
        """The question as an address says it."""
        found = {"office": str(self.office.id), **days_of(self.span)}
        if self.frozen is not None:
            found = {"office": found["office"], "frozen": self.frozen.period}
        elif self.as_of is not None:
            found["as_of"] = day(self.as_of, "ru")
        if self.own:
            found["own"] = "1"
        narrowed = {
            "prosecutor": self.narrowing.prosecutor_id,
            "category": self.narrowing.category,
            "article": self.narrowing.article,
        }
        return found | {name: str(value) for name, value in narrowed.items() if value is not None}


def days_of(span: Span) -> dict[str, str]:
    """A span as an address says it."""
    if span.key:
        return {"period": span.key}
    return {"from": day(span.start, "ru"), "to": day(span.end, "ru")}


def question_of(session: Session, actor: Actor, today: date) -> Question:
    """What the address asks for. Raises NotFound for somebody without an office."""
    problems: list[str] = []
    office = _office(session, actor, problems)
    latest = runs.latest_run(session)
    found = _frozen(session, problems)
    as_of = None if found else _as_of(problems)
    run = found[1] if found else latest
    if as_of is not None:
        run = runs.run_of_day(session, as_of)
        if run is None and latest is not None:
            problems.append(_("Nothing was computed by that day; the latest figures are shown."))
            run, as_of = latest, None
    own = asked_flag("own")
    office_ids = (office.id,) if own else below(session, office.id)
    return Question(
        office=office,
        office_ids=office_ids,
        own=own,
        span=_frozen_span(found[0]) if found else _span(today, problems),
        narrowing=_narrowing(session, office_ids, problems),
        run=run,
        is_latest=run is None or (latest is not None and run.id == latest.id),
        as_of=as_of,
        frozen=found[0] if found else None,
        problems=problems,
    )


def _office(session: Session, actor: Actor, problems: list[str]) -> Named:
    if actor.office_id is None:
        raise NotFound
    wanted = asked("office")
    known = {str(office): office for office in actor.offices_below}
    if wanted and wanted not in known:
        problems.append(_("You see no such office; your own is shown."))
    return named(session, known.get(wanted, actor.office_id))


def _frozen(session: Session, problems: list[str]) -> tuple[FrozenPeriod, IndicatorRun] | None:
    wanted = asked("frozen")
    if not wanted:
        return None
    found = runs.frozen(session, wanted[:20])
    if found is None:
        problems.append(_("That quarter is not frozen; the latest figures are shown."))
    return found


def _frozen_span(period: FrozenPeriod) -> Span:
    return Span(period.starts_on, period.ends_on, period.period)


def _as_of(problems: list[str]) -> date | None:
    found = asked_day("as_of")
    if asked("as_of") and found is None:
        problems.append(_("Write the day as dd.mm.yyyy; the latest figures are shown."))
    return found


def _span(today: date, problems: list[str]) -> Span:
    """The period by its name, else the days typed, else the quarter of today."""
    default = standard_spans(today)["this_quarter"]
    if asked("period"):
        try:
            found = Span.of(Period.from_key(asked("period")))
        except ValueError:
            problems.append(_("There is no such period; this quarter is shown."))
            return default
        return _possible(found, default, problems)
    if not asked("from") and not asked("to"):
        return default
    start, end = asked_day("from"), asked_day("to")
    if start is None or end is None:
        problems.append(_("Write both days as dd.mm.yyyy; this quarter is shown."))
        return default
    if start > end:
        problems.append(_("The period must begin before it ends; this quarter is shown."))
        return default
    return _possible(Span.between(start, end), default, problems)


def _possible(found: Span, default: Span, problems: list[str]) -> Span:
    if found.start >= FIRST_DAY and found.end <= LAST_DAY:
        return found
    problems.append(_("There are no figures of such days; this quarter is shown."))
    return default


def _narrowing(session: Session, office_ids: tuple[int, ...], problems: list[str]) -> Narrowing:
    category, article = asked("category"), asked("article")
    prosecutor = _prosecutor(session, office_ids)
    if asked("prosecutor") and prosecutor is None:
        problems.append(_("You see no such prosecutor; the figures are not narrowed by it."))
    known = category in {item.code for item in list_items("2015 ¶6", "grounds")}
    if category and not known:
        problems.append(_("There is no such category; the figures are not narrowed by it."))
    written = _ARTICLE.fullmatch(article) is not None
    if article and not written:
        problems.append(_("Write the article as a number; the figures are not narrowed by it."))
    return Narrowing(prosecutor, category if known else None, article if written else None)


def _prosecutor(session: Session, office_ids: tuple[int, ...]) -> int | None:
    """The prosecutor asked for: one the reader sees, or one these offices' things name."""
    wanted = asked("prosecutor")
    if not _NUMBER.fullmatch(wanted):
        return None
    number = int(wanted)
    if (
        number == NOBODY
        or listing.prosecutor_names(session, [number])
        or listing.is_named(session, number, office_ids)
    ):
        return number
    return None


def person_words(number: int | None, known: Mapping[int, str]) -> str:
    """A prosecutor by name, or why there is none to say."""
    if not number:
        return _("No prosecutor is named")
    return known.get(number) or _("A prosecutor of another office")


def side_of() -> Side:
    """Which things the list shows; those below the line where the address names none."""
    return Side(asked("side")) if asked("side") in set(SIDES) else Side.DENOMINATOR


class Choices(NamedTuple):
    """What the bar over the figures offers; each a list of (value, words)."""

    offices: list[tuple[str, str]]
    prosecutors: list[tuple[str, str]]
    categories: list[tuple[str, str]]
    frozen: list[tuple[str, str]]


def choices_of(
    session: Session,
    actor: Actor,
    question: Question,
    language: str,
    period_words: Callable[[str, str], str],
) -> Choices:
    """The lists of the bar; prosecutors where one office is asked about, of it alone."""
    seen = actor.offices_below
    offices = office_names(session, seen, language) if len(seen) > 1 else {}
    people: list[tuple[str, str]] = []
    if len(question.office_ids) == 1:
        found = listing.prosecutors(session, question.office_ids)
        people = [(each.value, each.words) for each in found]
    chosen = question.narrowing.prosecutor_id
    if chosen is not None and str(chosen) not in dict(people):
        names = listing.prosecutor_names(session, [chosen])
        people += [(str(chosen), person_words(chosen, names))]
    return Choices(
        offices=[(str(number), name) for number, name in offices.items()],
        prosecutors=people,
        categories=[
            (item.code, item.title.in_language(language))
            for item in list_items("2015 ¶6", "grounds")
        ],
        frozen=[
            (period.period, period_words(period.period, language))
            for period, _run in runs.frozen_periods(session)
        ],
    )


class Links:
    """Addresses of the pages of figures that keep what was asked; each route is looked up once."""

    def __init__(self, question: Question) -> None:
        self._kept = question.kept
        self._overview = url_for("indicators.overview")
        self._map = url_for("indicators.heat_map")
        self._changed = url_for("indicators.changed")
        self._figure = url_for("indicators.figure", figure=_PLACE).split(_PLACE)
        self._things = url_for("indicators.things", figure=_PLACE).split(_PLACE)
        self._queries: dict[tuple[tuple[str, str | None], ...], str] = {}

    def query(self, **changes: str | None) -> str:
        """The question with some of it changed; None takes a part out."""
        key = tuple(changes.items())
        if key not in self._queries:
            changed: dict[str, str | None] = {**self._kept, **changes}
            pairs = {name: value for name, value in changed.items() if value is not None}
            self._queries[key] = "?" + urlencode(pairs)
        return self._queries[key]

    def overview(self, **changes: str | None) -> str:
        """All figures of an office."""
        return self._overview + self.query(**changes)

    def map(self, **changes: str | None) -> str:
        """The heat map."""
        return self._map + self.query(**changes)

    def changed(self, **changes: str | None) -> str:
        """What moved a frozen quarter."""
        return self._changed + self.query(**changes)

    def figure(self, code: str, **changes: str | None) -> str:
        """One figure whole."""
        return code.join(self._figure) + self.query(**changes)

    def things(self, code: str, side: Side, **changes: str | None) -> str:
        """The list behind a number."""
        return code.join(self._things) + self.query(**changes, side=side.value)

    def of_span(self, span: Span) -> dict[str, str | None]:
        """The changes that ask for other days; a frozen quarter is left then."""
        nothing: dict[str, str | None] = dict.fromkeys(("period", "from", "to", "frozen"))
        return nothing | days_of(span)
