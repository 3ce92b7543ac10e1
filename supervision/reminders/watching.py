"""The watchdog: what should have gone is compared with what went, without beat and without worker.

Belongs here: looking, keeping what was seen for a moment, and the thread that looks by itself in
every web process. Does not belong here: what counts as silence (`watch_rules.py`).
"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import cast

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.core import clock, web
from supervision.core.access import system_actor
from supervision.core.db import db
from supervision.core.queue import waiting_tasks
from supervision.core.transaction import transaction
from supervision.offices.queries import enter_as_house
from supervision.reminders import letter_statements
from supervision.reminders.letter_rules import LetterKind
from supervision.reminders.operations import note_incidents
from supervision.reminders.sending import send_waiting
from supervision.reminders.watch_rules import (
    KEPT_FOR,
    LOOK_EVERY,
    MOST_COUNTED,
    RECENT,
    TOLERANCE,
    Watched,
    findings,
)

SEEN = "watched"
log = structlog.get_logger()


def look(session: Session, settings: Settings, now: datetime, *, ask_queue: bool) -> Watched:
    """What is so at this moment; `session` must carry the house's scope."""
    row = session.execute(
        letter_statements.WATCH,
        {"late": now - TOLERANCE, "recently": now - RECENT, "most": MOST_COUNTED},
    ).one()
    return Watched(
        at=now,
        mail_is_on=settings.mail_server is not None,
        waiting_tasks=waiting_tasks(settings) if ask_queue else None,
        **row._asdict(),
    )


def look_aside(now: datetime, *, ask_queue: bool = False) -> Watched:
    """The same in a transaction of its own with the house's scope, whoever asks for it."""
    with Session(db.engine) as session:
        enter_as_house(session)
        return look(session, web.settings(), now, ask_queue=ask_queue)


def seen_lately(now: datetime) -> Watched:
    """What this process saw at most some seconds ago: a page need not count anew each time."""
    kept = cast(Watched | None, current_app.extensions.get(SEEN))
    if kept is None or now - kept.at > KEPT_FOR:
        kept = current_app.extensions[SEEN] = look_aside(now)
    return kept


def watch_once(app: Flask, now: datetime) -> Watched:
    """Look, note incidents begun and ended, and send the letters that tell of them."""
    with app.app_context():
        settings, session = web.settings(), db.session()
        actor = system_actor(enter_as_house(session))
        seen = look(session, settings, now, ask_queue=True)
        found = list(findings(seen))
        by_mail = settings.mail_server is not None
        with transaction(session):
            note_incidents(session, actor, found, now=now, by_mail=by_mail)
        app.extensions[SEEN] = seen
        if found:
            send_waiting(session, actor, kinds=(LetterKind.ALARM,))
        return seen


class Watchdog(threading.Thread):
    """Looks by itself for as long as its process lives, whatever becomes of a single look."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._app = app
        self._end = threading.Event()

    def run(self) -> None:
        """Look, and look again."""
        while not self._end.wait(LOOK_EVERY.total_seconds()):
            try:
                watch_once(self._app, clock.now())
            except Exception as problem:
                # Whatever it was, most often a database that is away: the next look must come.
                log.warning("watchdog.blind", error=type(problem).__name__)

    def stop(self) -> None:
        """Look no more; returns when the last look is over."""
        self._end.set()
        self.join()


def start(app: Flask) -> Watchdog:
    """Watch from now on."""
    watchdog = Watchdog(app)
    watchdog.start()
    return watchdog
