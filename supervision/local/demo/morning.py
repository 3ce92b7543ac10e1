"""The control journals of the demo world's last working morning, issued as on every morning.

Belongs here: which morning that is, and whose journals. Does not belong here: what a journal says.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from config.settings import Settings
from supervision.app import create_app
from supervision.core import clock
from supervision.core.db import db
from supervision.house import at_work
from supervision.law.calendar import WorkingCalendar
from supervision.offices.models import UserAccount
from supervision.reports.operations import issue_journals
from supervision.reports.rules.journal import BEGINS, is_owed


def issue_last_morning(database_url: str, extended_acts: tuple[str, ...], today: date) -> None:
    """Issue the journals of every office that has people; the scheduler goes on from there.

    The other offices get theirs from the scheduler on its first working morning.
    """
    settings = Settings(database_url=database_url, law_extensions=extended_acts)
    with at_work(create_app(settings)) as house:
        staffed = set(house.session.scalars(select(UserAccount.office_id).distinct()))
        moment = last_owed(house.law.calendar, today, house.now, settings.zone)
        issue_journals(
            house.session,
            house.actor,
            law=house.law,
            now=moment,
            zone=settings.zone,
            only=staffed,
        )
        db.engine.dispose()


def last_owed(calendar: WorkingCalendar, today: date, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment of the last journals: this one where today's are owed by now, else the beginning
    of the last working morning.
    """
    local = clock.moment_in(zone, now)
    if local.date() != today:
        local = datetime.combine(today, BEGINS, zone)
    if is_owed(calendar, local):
        return local
    return datetime.combine(calendar.nth_working_day_before(today, 1), BEGINS, zone)
