"""What the address of a list or of the overview asks for.

Belongs here: filters and days as typed, choices out of those offered. Does not belong here: reading
rows.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.i18n import _
from supervision.guidance.queries.counted import Asked
from supervision.guidance.queries.registers import Filters
from supervision.guidance.rules.shape import Register
from supervision.guidance.words import code_words, state_words
from supervision.offices.queries import below, office_names

Offered = list[tuple[str, str]]
SORTS = ("on", "entered")
DEFAULT_SORT = "-on"


class Choices(NamedTuple):
    """What the filter bar of a list offers; each a list of (value, words)."""

    codes: Offered
    states: Offered
    tallies: Offered
    offices: Offered


def choices_of(session: Session, actor: Actor, register: Register, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    narrowing = register.fields[register.choice]
    return Choices(
        codes=[(code, code_words(narrowing, code, language)) for code in narrowing.offered],
        states=[(state, state_words(register, state)) for state in register.states],
        tallies=[(tally.name, _(tally.title)) for tally in register.tallies],
        offices=offices_of(session, actor, language),
    )


def offices_of(session: Session, actor: Actor, language: str) -> Offered:
    """The offices a list may be narrowed to; none for a reader who sees a single one."""
    seen = actor.offices_below
    names = office_names(session, seen, language) if len(seen) > 1 else {}
    return [(str(number), name) for number, name in names.items()]


def filters_of(session: Session, register: Register, choices: Choices) -> tuple[Filters, str]:
    """What the address asks for, and what is wrong with it in words."""
    office = chosen("office", choices.offices)
    tally = chosen("tally", choices.tallies)
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return Filters(
        text=asked("q")[:200],
        office_ids=below(session, int(office)) if office else None,
        state=chosen("state", choices.states),
        code=chosen("kind", choices.codes),
        since=asked_day("from"),
        until=asked_day("to"),
        tally=next((each for each in register.tallies if each.name == tally), None),
    ), words if unread else ""


def sort_of() -> str:
    """The order the address asks a list in, with a minus for descending."""
    return asked_sort(SORTS, DEFAULT_SORT)


class Counted(NamedTuple):
    """What the overview counts, with the office chosen, if one was."""

    asked: Asked
    office: str
    wrong: str


def counted_of(session: Session, actor: Actor, offices: Offered, today: date) -> Counted:
    """The days and offices the overview counts: this year, and all the reader sees, unless asked."""
    office = chosen("office", offices)
    seen = below(session, int(office)) if office else actor.offices_below
    since = asked_day("from") or date(today.year, 1, 1)
    until = asked_day("to") or date(today.year, 12, 31)
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    wrong = _("Write the days as dd.mm.yyyy; until then this year is counted.") if unread else ""
    return Counted(Asked(seen, since, until), office or "", wrong)
