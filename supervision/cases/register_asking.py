"""What the address of the register of cases asks for: filters, order, the list a case stands in.

Belongs here: reading the address for the register itself and for pages opened from it, and writing
it into their links. Does not belong here: reading cases.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request, url_for
from sqlalchemy.orm import Session

from supervision.cases.case_forms import law_choices
from supervision.cases.models import AdminCase
from supervision.cases.queries.cases import SORTS, Filters
from supervision.cases.queries.choices import courts_seen
from supervision.cases.queries.neighbours import neighbours_of
from supervision.core.access import Actor
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.i18n import _
from supervision.offices.queries import colleagues, office_names

DEFAULT_SORT = "-registered"
STATES = ("decided", "undecided", "unchecked")
HEARINGS = ("today", "week", "unassigned", "none")
LONGEST = 200
NAMES = (
    *("q", "ground", "court", "state", "hearing", "competence", "office", "assignee"),
    *("from", "to"),
)


class Choices(NamedTuple):
    """What the filter bar offers; each a list of (value, words)."""

    grounds: list[tuple[str, str]]
    courts: list[tuple[str, str]]
    states: list[tuple[str, str]]
    hearings: list[tuple[str, str]]
    competences: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    assignees: list[tuple[str, str]]


class InList(NamedTuple):
    """Where a case stands in the list it was opened from, for its page."""

    previous_url: str
    next_url: str
    back_url: str
    place: int | None


def choices_of(session: Session, actor: Actor, language: str) -> Choices:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    offices = office_names(session, below, language) if len(below) > 1 else {}
    courts = courts_seen(session, actor.office_id, below, language)
    people = colleagues(session, actor.office_id) if actor.office_id is not None else []
    return Choices(
        grounds=law_choices("2015 ¶6", "grounds"),
        courts=[(str(number), name) for number, name in courts],
        states=[(state, _(f"cases.state.{state}")) for state in STATES],
        hearings=[(when, _(f"cases.hearing_when.{when}")) for when in HEARINGS],
        competences=law_choices("2015 ¶7", "competences"),
        offices=[(str(number), name) for number, name in offices.items()],
        assignees=[(str(person.id), person.full_name) for person in people],
    )


def filters_of(actor: Actor, choices: Choices, today: date) -> Filters:
    """What the address asks for; an unknown choice narrows nothing."""
    office, court = chosen("office", choices.offices), chosen("court", choices.courts)
    only = actor.office_id if len(actor.offices_below) == 1 else None
    assignee = chosen("assignee", choices.assignees)
    state, when = chosen("state", choices.states), chosen("hearing", choices.hearings)
    since, until = _hearing_days(when, today)
    return Filters(
        text=asked("q")[:LONGEST],
        office_id=int(office) if office else only,
        court_id=int(court) if court else None,
        assignee_id=int(assignee) if assignee else None,
        category=chosen("ground", choices.grounds),
        decided={"decided": True, "undecided": False}.get(state or ""),
        received_from=asked_day("from"),
        received_to=asked_day("to"),
        competence=chosen("competence", choices.competences),
        hearing_from=since,
        hearing_to=until,
        without_hearing=when == "none",
        unassigned=when == "unassigned",
        unchecked=state == "unchecked",
    )


def _hearing_days(when: str | None, today: date) -> tuple[date | None, date | None]:
    """The days of hearings asked for: today, or the week from its Monday to its Sunday."""
    if when == "today":
        return today, today
    if when == "week":
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    return None, None


def wrong_days() -> str:
    """What is wrong with the days of the address, in words."""
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return words if unread else ""


def sort_of() -> str:
    """The order asked for: a key of the allow-list, with "-" before it when descending."""
    return asked_sort(SORTS, DEFAULT_SORT)


def is_narrowed() -> bool:
    """Whether the address asks for anything but an order and a page."""
    return any(asked(name) for name in NAMES)


def list_query() -> str:
    """The list as a query for the address of a case opened from it; the order always stands in it."""
    return urlencode({**_kept(), "sort": sort_of()})


def list_address() -> str:
    """The address of the register as the present address describes it."""
    kept: dict[str, Any] = {**_kept(), "sort": sort_of()}
    return url_for("cases.register", **kept)


def place_in_list(
    session: Session, actor: Actor, case: AdminCase, today: date, language: str
) -> InList | None:
    """Where the case stands in the list its address names; None when it was opened otherwise."""
    if not asked("sort"):
        return None
    filters, sort = filters_of(actor, choices_of(session, actor, language), today), sort_of()
    found = neighbours_of(
        session, case, filters, sort=sort.lstrip("-"), descending=sort.startswith("-")
    )
    kept: dict[str, Any] = {**_kept(), "sort": sort}
    return InList(
        previous_url=_address(found.previous, kept),
        next_url=_address(found.following, kept),
        back_url=url_for("cases.register", **kept),
        place=found.place,
    )


def _address(case_id: int | None, kept: dict[str, Any]) -> str:
    """The page of a case with the list in its address; empty at an end of the list."""
    return "" if case_id is None else url_for("cases.case", case_id=case_id, **kept)


def _kept() -> dict[str, str]:
    """The filters and the page of the address, as typed but no longer than a filter takes."""
    kept = {name: asked(name)[:LONGEST] for name in NAMES if asked(name)}
    if asked("page"):
        kept["page"] = request.args["page"][: 2 * LONGEST]
    return kept
