"""Verbs over files taken away: ask, hand over, claim, keep, fetch, forget. Each leaves its trace."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden, Refused
from supervision.exchange import queries
from supervision.exchange.models import ExportRun
from supervision.exchange.rules import (
    AN_HOUR,
    EXPORT_KIND,
    KEPT_FOR,
    LONGEST_QUERY,
    MOST_ATTEMPTS,
    ExportState,
    Form,
)


def ask_export(
    session: Session, actor: Actor, *, kind: str, form: Form, query: str, now: datetime
) -> ExportRun:
    """Ask for one list as a file; it waits to be made.

    Raises Refused while another file of this person is under way, and past ten in an hour.
    """
    actor.demand(Permission.SEE_CASES)
    if actor.user_id is None or actor.office_id is None:
        raise Forbidden("Your post does not give the right to do this.")
    queries.hold_person(session, actor.user_id)
    if queries.under_way(session, actor.user_id):
        raise Refused("A file of yours is still being made. Fetch it first: see Files taken away.")
    lately = queries.asked_since(session, actor.user_id, now - timedelta(hours=1))
    if len(lately) >= AN_HOUR:
        wait = lately[-AN_HOUR] + timedelta(hours=1) - now
        raise Refused(
            "You took %(many)s files within an hour. The next one can be taken in %(minutes)s min.",
            many=str(AN_HOUR),
            minutes=str(int(wait.total_seconds() // 60) + 1),
        )
    run = ExportRun(
        office_id=actor.office_id,
        user_id=actor.user_id,
        kind=kind,
        form=form.value,
        query=query[:LONGEST_QUERY],
        asked_at=now,
        touched_at=now,
    )
    session.add(run)
    session.flush()
    _note(session, actor, run, "exchange.ask_export", {"query": run.query})
    return run


def hand_over_export(session: Session, actor: Actor, run: ExportRun, *, rows: int) -> None:
    """A small file left with the answer to its asking; nothing is kept of it."""
    run.state, run.rows = ExportState.HANDED.value, rows
    _note(session, actor, run, "exchange.export", {"rows": rows})


def note_house_export(session: Session, actor: Actor, *, kind: str, query: str, rows: int) -> None:
    """A list left by the command line, in the house's own name."""
    after = {"list": kind, "query": query, "rows": rows}
    record(session, actor, action="exchange.export", subject=(EXPORT_KIND, None), after=after)


def claim_export(session: Session, now: datetime) -> ExportRun | None:
    """Take the next file to be made, also one whose worker died; None when nothing waits.

    A file that failed its worker three times is given up, and says so.
    """
    while (run := queries.next_to_make(session, now)) is not None:
        run.touched_at = now
        if run.attempts >= MOST_ATTEMPTS:
            give_up_export(
                session, run, "The file could not be made. Narrow the list and try again."
            )
            session.flush()
            continue
        run.state, run.rows, run.attempts = ExportState.RUNNING.value, 0, run.attempts + 1
        return run
    return None


def progress_export(run: ExportRun, *, rows: int, now: datetime) -> None:
    """Say how far a file has come."""
    run.rows, run.touched_at = rows, now


def keep_export(
    session: Session, actor: Actor, run: ExportRun, *, content: bytes, rows: int, today: date
) -> None:
    """The file is whole: keep it for its person for seven days."""
    run.state, run.content, run.rows = ExportState.READY.value, content, rows
    run.kept_until = today + KEPT_FOR
    _note(session, actor, run, "exchange.make_export", {"rows": rows})


def give_up_export(_session: Session, run: ExportRun, reason: str) -> None:
    """The file will not be made; `reason` is a message key its person reads."""
    run.state, run.reason = ExportState.FAILED.value, reason


def fetch_export(session: Session, actor: Actor, run_id: int, *, now: datetime) -> ExportRun:
    """Hand a finished file to the person it was made for; raises NotFound for any other."""
    actor.demand(Permission.SEE_CASES)
    run = queries.own_ready(session, actor.user_id, run_id)
    run.seen_at = run.seen_at or now
    _note(session, actor, run, "exchange.export", {"rows": run.rows})
    return run


def forget_exports(session: Session, today: date) -> int:
    """Let go of files past their day; returns how many."""
    old = queries.past_their_day(session, today)
    for run in old:
        run.state, run.content = ExportState.GONE.value, None
    return len(old)


def _note(
    session: Session, actor: Actor, run: ExportRun, action: str, told: dict[str, object]
) -> None:
    after = {"list": run.kind, "form": run.form, **told}
    record(session, actor, action=action, subject=(EXPORT_KIND, run.id), after=after)
