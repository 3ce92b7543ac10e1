"""Subjects and facts as rooms hand them over, for tests that go through the one door for dates."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.rules import Chain, Event, Facts, Lateness, Subject
from supervision.duties.sync import Synced, sync
from supervision.law.lawbook import Lawbook

STUDY = "2002/6/study_requested_file"  # 5 calendar days; a day off moves to the next working day
SUPPLY = "2002/6/supply_requested_file"  # by the day stated in the request; owed by the bailiff
CHAINS = {  # by the office's id in the small world: own, oblast, GPO
    2: Chain(2, 2, 1),
    3: Chain(3, 2, 1),
    4: Chain(4, 2, 1),
    5: Chain(5, 2, 1),
    7: Chain(7, 6, 1),
}


def subject(
    number: int = 1,
    *,
    office_id: int = 3,
    assignee_id: int | None = None,
    kind: str = "requested_file",
) -> Subject:
    """A requested file of an office of the small world."""
    return Subject(kind, number, f"{number}/2026", CHAINS[office_id], assignee_id)


def received(on: date | None) -> Event:
    """The file reached the office."""
    return Event("requested_file_received", on)


def studied(on: date, lateness: Lateness | None = None) -> Event:
    """The file was studied."""
    return Event("study_completed", on, lateness=lateness)


def requested(on: date, stated_on: date | None) -> Event:
    """The request went to the bailiff, who was told to supply the file by a day."""
    return Event("requested_file_request_sent", on, stated_on=stated_on)


def facts(*events: Event, **attributes: list[str]) -> Facts:
    """All that is recorded of a subject."""
    return Facts(events, attributes)


def open_studies(
    session: Session,
    actor: Actor,
    law: Lawbook,
    received_on: list[date],
    *,
    office_id: int = 3,
    assignee_id: int | None = None,
    first: int = 1,
    today: date,
) -> list[Synced]:
    """One received file for each day, its study duty opened by the law."""
    return [
        sync(
            session,
            actor,
            subject(first + place, office_id=office_id, assignee_id=assignee_id),
            facts(received(on)),
            law=law,
            today=today,
        )
        for place, on in enumerate(received_on)
    ]


def days_before(today: date, *ago: int) -> list[date]:
    """Days so many calendar days before today."""
    return [today - timedelta(days=days) for days in ago]
