"""What the watchdog calls silence, as plain data.

Belongs here: findings and their limits. Does not belong here: reading anything (`watching.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from supervision.reminders.rules import silent


class Finding(enum.StrEnum):
    """What can have gone wrong with the machinery."""

    SCHEDULER_SILENT = "scheduler_silent"
    WORKER_SILENT = "worker_silent"
    QUEUE_GROWING = "queue_growing"
    NOTICES_OVERDUE = "notices_overdue"
    MAIL_FAILING = "mail_failing"


# The sweep runs every five minutes: what is three runs late was not missed by chance.
TOLERANCE = timedelta(minutes=15)
LOOK_EVERY = timedelta(seconds=60)
KEPT_FOR = timedelta(seconds=20)
MOST_COUNTED = 1000
MOST_WAITING_TASKS = 50
RECENT = timedelta(hours=1)


@dataclass(frozen=True)
class Watched:
    """What was seen at one moment. `waiting_tasks` is None where the queue was not asked.

    `letters_late` are those whose moment is long past, `letters_refused` those no server took in
    two attempts or more, `letters_accepted` those of the last hour.
    """

    at: datetime
    last_beat: datetime | None
    last_work: datetime | None
    notices_late: int
    letters_late: int
    letters_refused: int
    letters_accepted: int
    mail_is_on: bool
    waiting_tasks: int | None = None


@dataclass(frozen=True)
class Found:
    """One finding with how many it concerns, or since when."""

    what: Finding
    number: int = 0
    since: datetime | None = None


def findings(seen: Watched) -> Iterator[Found]:
    """What is wrong now; nothing when all is well.

    A worker is asked by the scheduler, so while the scheduler is silent the worker's silence says
    nothing. Mail fails when at least as many letters were refused as were taken.
    """
    if silent(seen.last_beat, seen.at):
        yield Found(Finding.SCHEDULER_SILENT, since=seen.last_beat)
    elif silent(seen.last_work, seen.at):
        yield Found(Finding.WORKER_SILENT, since=seen.last_work)
    if seen.waiting_tasks is not None and seen.waiting_tasks > MOST_WAITING_TASKS:
        yield Found(Finding.QUEUE_GROWING, number=seen.waiting_tasks)
    if seen.notices_late:
        yield Found(Finding.NOTICES_OVERDUE, number=seen.notices_late)
    refused = seen.letters_refused if seen.letters_refused >= seen.letters_accepted else 0
    if seen.mail_is_on and (waiting := max(refused, seen.letters_late)):
        yield Found(Finding.MAIL_FAILING, number=waiting)
