"""Warnings at giving somebody a hearing or a case: away that day, or in court at that hour.

Belongs here: telling without refusing, for every page that gives work to a person. Does not belong
here: what is refused (`rules`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask import flash
from sqlalchemy.orm import Session

from supervision.cases.models import CaseHearing
from supervision.cases.queries.hearings import clashing, hearings_ahead
from supervision.cases.queries.parts import people_names
from supervision.core import web
from supervision.core.i18n import _, current_language, day, moment
from supervision.offices.absence_queries import away_on

MOST = 5  # a page that warns of everything is read by nobody


def warn_of_hearing(session: Session, hearing: CaseHearing) -> None:
    """Tell that the prosecutor of a hearing is away that day or has another at that hour."""
    if hearing.prosecutor_id is None:
        return
    for words in _against(session, hearing.prosecutor_id, hearing):
        flash(words, "warning")


def warn_of_assignment(session: Session, person_id: int | None, case_ids: Iterable[int]) -> None:
    """Tell that who is given these cases cannot attend their hearings still to come."""
    if person_id is None:
        return
    told: list[str] = []
    away = away_on(session, person_id, web.today())
    if away is not None:
        name = people_names(session, [person_id]).get(person_id, "")
        until = day(away.until_on, current_language())
        told.append(_("%(name)s is away until %(day)s.", name=name, day=until))
    for hearing in hearings_ahead(session, list(case_ids)):
        if len(told) < MOST:
            told += _against(session, person_id, hearing)
    for words in dict.fromkeys(told):
        flash(words, "warning")


def _against(session: Session, person_id: int, hearing: CaseHearing) -> list[str]:
    """What keeps a person from a hearing of a case, each in a sentence."""
    others = clashing(session, person_id, hearing.starts_at, hearing.id)
    return obstacles(session, person_id, hearing.day, [each.starts_at for each in others])


def obstacles(
    session: Session, person_id: int, held_on: date, others: Sequence[datetime]
) -> list[str]:
    """What keeps a person from a hearing on that day, each in a sentence; `others` are the moments
    of the person's other hearings at that hour, whatever they are about.
    """
    told = []
    if away_on(session, person_id, held_on) is not None:
        on = day(held_on, current_language())
        told.append(_("This prosecutor is away on the day of the hearing: %(day)s.", day=on))
    if others:
        at = moment(others[0], web.settings().zone)
        told.append(_("This prosecutor has another hearing at that hour: %(at)s.", at=at))
    return told
