"""The one table of what runs when, on which queue, for which paragraph.

Belongs here: the timetable. Does not belong here: what a task does. A line that waits in the queue
longer than `expires` seconds is dropped: its successor does the same work from the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supervision.core.queue import QueueName, TaskName, daily_at

MINUTE = 60
HOUR = 60 * MINUTE


@dataclass(frozen=True)
class Line:
    """One line of the timetable.

    `when` is an interval in seconds, or (hour, minute) of each day at the office's seat.
    `at_start` lines also run when the scheduler starts, to catch up what it missed.
    """

    task: TaskName
    when: int | tuple[int, int]
    queue: QueueName
    serves: str
    expires: int
    at_start: bool = False


LINES = (
    Line(
        TaskName.BEAT_HEARTBEAT,
        MINUTE,
        QueueName.REMINDERS,
        "sign of life: pages warn when the scheduler or the workers are silent",
        expires=MINUTE - 5,
        at_start=True,
    ),
    Line(
        TaskName.SWEEP_REMINDERS,
        5 * MINUTE,
        QueueName.REMINDERS,
        "ladders (`remind`) of every rule, e.g. 2002 ¶6, 2015 ¶13",
        expires=5 * MINUTE - 20,
        at_start=True,
    ),
    Line(
        TaskName.SEND_LETTERS,
        MINUTE,
        QueueName.MAIL,
        "letters of notices, digests of working mornings, alarms; tried again until they arrive",
        expires=MINUTE - 5,
        at_start=True,
    ),
    Line(
        TaskName.OPEN_RECURRING_DUTIES,
        (0, 10),
        QueueName.DUTIES,
        "monthly, quarterly and yearly duties (`recurs`) of every rule, e.g. 2015 ¶31",
        expires=12 * HOUR,
        at_start=True,
    ),
    Line(
        TaskName.REBUILD_DUTIES,
        (0, 30),
        QueueName.DUTIES,
        "days of open duties after a change of the law's files or of the calendar",
        expires=12 * HOUR,
    ),
    Line(
        TaskName.OPEN_MISSED_WINDOWS,
        (6, 30),
        QueueName.DUTIES,
        "responsibility for a missed protest term, each working morning (2015 ¶17)",
        expires=12 * HOUR,
        at_start=True,
    ),
    Line(
        TaskName.COMPUTE_INDICATORS,
        (2, 10),
        QueueName.DUTIES,
        "figures of all offices as of the night, quarters frozen at their cut-off (2015 ¶20–24)",
        expires=12 * HOUR,
        at_start=True,
    ),
    Line(
        TaskName.COMPUTE_ASKED_INDICATORS,
        5 * MINUTE,
        QueueName.DUTIES,
        "figures somebody asked for, should the message have been lost",
        expires=5 * MINUTE - 20,
    ),
    Line(
        TaskName.COUNT_FORM4,
        5 * MINUTE,
        QueueName.DEFAULT,
        "accounts in which something happened, counted ahead by month for Form No. 4 (F4 ¶11–75-1)",
        expires=5 * MINUTE - 20,
        at_start=True,
    ),
    Line(
        TaskName.ISSUE_JOURNALS,
        15 * MINUTE,
        QueueName.DUTIES,
        "the control journal of each office, from 06:00 of every working day; what was lost is made up",
        expires=15 * MINUTE - 20,
        at_start=True,
    ),
    Line(
        TaskName.WORK_ON_SHEETS,
        MINUTE,
        QueueName.DEFAULT,
        "sheets sent in: checked, entered, gone on with where a worker died",
        expires=MINUTE - 5,
        at_start=True,
    ),
    Line(
        TaskName.MAKE_EXPORTS,
        MINUTE,
        QueueName.DEFAULT,
        "lists too long for one answer, should the message have been lost; files past their day go",
        expires=MINUTE - 5,
        at_start=True,
    ),
    Line(
        TaskName.FORGET_OLD_KEYS,
        (1, 10),
        QueueName.DEFAULT,
        "keys under which programs created things go after 30 days",
        expires=12 * HOUR,
    ),
    Line(
        TaskName.VERIFY_AUDIT,
        (1, 30),
        QueueName.DEFAULT,
        "proof that no audit entry was mended",
        expires=12 * HOUR,
    ),
)


def timetable() -> dict[str, dict[str, Any]]:
    """The table in the scheduler's own form."""
    return {
        line.task.value: {
            "task": line.task.value,
            "schedule": daily_at(*line.when) if isinstance(line.when, tuple) else line.when,
            "options": {"expires": line.expires},
        }
        for line in LINES
    }


def routes() -> dict[str, dict[str, str]]:
    """Which queue each task travels on, however it is sent."""
    return {line.task.value: {"queue": line.queue.value} for line in LINES}
