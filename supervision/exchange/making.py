"""The long work: files too large for one answer, made by a worker with their person's own rights.

Belongs here: claiming, reading as the person would, telling progress. Does not belong here: what a
file holds. The state of the work stands in the database, so a worker that dies loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask, g
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Permission
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.i18n import speaking
from supervision.core.transaction import transaction
from supervision.exchange import queries
from supervision.exchange.exportables import Reading, exportable_of, make
from supervision.exchange.models import ExportRun
from supervision.exchange.operations import exports as operations
from supervision.exchange.rules import MOST_ROWS, Form
from supervision.offices.queries import house_scope

CLOSED = "The account that asked for it no longer has the right to it."


@contextmanager
def as_asked(app: Flask, actor: Actor, query: str) -> Iterator[None]:
    """Stand where the person stood: their list's address, their language, their name."""
    with app.test_request_context(f"/?{query}"):
        before, g.actor = g.get("actor"), actor
        try:
            with speaking(actor.language):
                yield
        finally:
            g.actor = before


def make_waiting(
    app: Flask, session: Session, *, zone: ZoneInfo, today: date, clock: Callable[[], datetime]
) -> int:
    """Make every file that waits, then forget old ones; returns how many were made."""
    made = 0
    house = house_scope(session)
    while True:
        set_scope(session, house)
        with transaction(session):
            run = operations.claim_export(session, clock())
        if run is None:
            break
        made += _make_one(app, session, run, zone=zone, today=today, clock=clock)
    with transaction(session):
        operations.forget_exports(session, today)
    return made


def _make_one(
    app: Flask,
    session: Session,
    run: ExportRun,
    *,
    zone: ZoneInfo,
    today: date,
    clock: Callable[[], datetime],
) -> bool:
    """Make one file with the rights its person has now, whatever they were when it was asked for."""
    actor = queries.actor_behind(session, run.user_id)
    if actor is None or not actor.may(Permission.SEE_CASES):
        with transaction(session):
            operations.give_up_export(session, run, CLOSED)
        return False
    set_scope(session, actor.scope)

    def progress(rows: int) -> None:
        with transaction(session):
            operations.progress_export(run, rows=rows, now=clock())

    reading = Reading(session, actor, actor.language, today, zone)
    with as_asked(app, actor, run.query):
        try:
            content, rows = make(
                exportable_of(run.kind), reading, Form(run.form), most=MOST_ROWS, progress=progress
            )
        except Refused as refused:
            with transaction(session):
                operations.give_up_export(session, run, refused.problems[0].message)
            return False
    with transaction(session):
        operations.keep_export(session, actor, run, content=content, rows=rows, today=today)
    return True
