"""The only file that knows Celery: names of tasks and queues, the app, and how work is handed over.

Belongs here: everything two rooms or the roof need of the queue. Does not belong here: a task. The
queue carries ticks and ids only; the state of all work lives in PostgreSQL, so a wiped queue loses
nothing.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import after_task_publish, beat_init, worker_process_init
from kombu.exceptions import KombuError, OperationalError

from config.settings import Settings


class TaskName(enum.StrEnum):
    """Every task there is; the name is what travels, so it never changes with a file's name."""

    OPEN_RECURRING_DUTIES = "duties.open_recurring"
    REBUILD_DUTIES = "duties.rebuild"
    SWEEP_REMINDERS = "reminders.sweep"
    SEND_LETTERS = "reminders.send_letters"
    BEAT_HEARTBEAT = "reminders.beat_heartbeat"
    OPEN_MISSED_WINDOWS = "representations.open_missed_windows"
    COMPUTE_INDICATORS = "indicators.compute"
    COMPUTE_ASKED_INDICATORS = "indicators.compute_asked"
    COUNT_FORM4 = "form4.count"
    ISSUE_JOURNALS = "reports.issue_journals"
    WORK_ON_SHEETS = "exchange.work_on_sheets"
    MAKE_EXPORTS = "exchange.make_exports"
    FORGET_OLD_KEYS = "api.forget_old_keys"
    VERIFY_AUDIT = "audit.verify"


class QueueName(enum.StrEnum):
    """Queues in order of hurry."""

    REMINDERS = "reminders"
    DUTIES = "duties"
    DEFAULT = "default"
    MAIL = "mail"  # last: a slow mail server holds up nothing but letters


def make_celery(settings: Settings) -> Celery:
    """The Celery app with the house's settings: late acks, JSON only, no results kept."""
    celery = Celery("supervision", broker=settings.redis_url or "memory://")
    celery.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_soft_time_limit=240,
        task_time_limit=300,
        task_default_queue=QueueName.DEFAULT.value,
        worker_prefetch_multiplier=1,
        worker_max_tasks_per_child=200,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options={"visibility_timeout": 600},
        broker_connection_timeout=2,
        timezone=settings.timezone,
        enable_utc=True,
    )
    return celery


def on_worker_process_start(prepare: Callable[[], None]) -> None:
    """Run `prepare` in each new pool process: a database connection must not cross a fork."""

    def prepare_process(**_: Any) -> None:
        prepare()

    worker_process_init.connect(prepare_process, weak=False)


def on_scheduler_start(begin: Callable[[], None]) -> None:
    """Run `begin` when a scheduler starts: what it missed while it was away is caught up at once."""

    def begin_scheduler(**_: Any) -> None:
        begin()

    beat_init.connect(begin_scheduler, weak=False)


def on_task_sent(name: TaskName, note: Callable[[], None]) -> None:
    """Run `note` in whichever process has just put this task into the queue."""

    def sent(sender: str | None = None, **_: Any) -> None:
        if sender == name.value:
            note()

    after_task_publish.connect(sent, weak=False)


def hand_over(settings: Settings, name: TaskName) -> None:
    """Put a task into the queue at once, its queue and all; raises OSError when the queue is away.

    Called after the commit: what the task does stands in the database already, and the scheduler
    sends the same task again and again, so a message that is lost delays and loses nothing.
    """
    try:
        make_celery(settings).send_task(name.value, retry=False, queue=QueueName.DUTIES.value)
    except OperationalError as problem:
        raise OSError(str(problem)) from problem


def daily_at(hour: int, minute: int) -> crontab:
    """Once a day on the wall clock of the installation's zone."""
    return crontab(hour=hour, minute=minute)


def queue_answers(settings: Settings, *, patience: float = 1.0) -> bool:
    """Whether the queue takes a connection within `patience` seconds."""
    if not settings.redis_url:
        return False
    try:
        opened = make_celery(settings).connection_for_write(connect_timeout=patience)
        with opened as connection:
            connection.ensure_connection(
                max_retries=1, interval_start=0, interval_max=0, timeout=patience
            )
    except (OperationalError, OSError):
        return False
    return True


def waiting_tasks(settings: Settings, *, patience: float = 1.0) -> int | None:
    """How many tasks wait in all queues together; None when the queue does not answer."""
    if not settings.redis_url:
        return None
    try:
        opened = make_celery(settings).connection_for_write(connect_timeout=patience)
        with opened as connection:
            connection.ensure_connection(
                max_retries=1, interval_start=0, interval_max=0, timeout=patience
            )
            return sum(_length(connection, queue) for queue in QueueName)
    except (KombuError, OSError):
        return None


def _length(connection: Any, queue: QueueName) -> int:
    try:
        declared = connection.default_channel.queue_declare(queue=queue.value, passive=True)
    except connection.channel_errors:  # an empty queue is no queue to the broker
        return 0
    return int(declared.message_count)
