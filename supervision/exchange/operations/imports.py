"""Verbs over sheets sent in: send, say what a column is, enter, stop, take back; the worker's steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden, Problem, Refused
from supervision.core.texts import written
from supervision.exchange import import_queries as queries
from supervision.exchange.models import ImportBatch, ImportMapping, ImportRow
from supervision.exchange.rules import (
    BATCH_KIND,
    MAY_GO_BACK,
    MOST_ATTEMPTS,
    MOST_WAITING,
    SILENT_FOR,
    STOPPABLE,
    WORKING,
    BatchState,
    RowState,
)
from supervision.exchange.upload_guard import form_of

LONGEST_NAME = 120


def send_sheet(
    session: Session,
    actor: Actor,
    *,
    kind: str,
    permission: Permission,
    filename: str,
    content: bytes,
    now: datetime,
) -> ImportBatch:
    """Take a sheet in: it waits to be read and checked, and nothing of it is entered yet.

    Raises Forbidden; Refused for a file that is no sheet or would unpack into too much, and while
    three sheets of the office are under way.
    """
    actor.demand(permission)
    if actor.user_id is None or actor.office_id is None:
        raise Forbidden("Your post does not give the right to do this.")
    form = form_of(filename, content)
    session.execute(select(func.pg_advisory_xact_lock(7_251_031, actor.office_id)))
    working = [
        each for each in queries.batches_of(session, actor.office_id) if each.state in WORKING
    ]
    if len(working) >= MOST_WAITING:
        raise Refused("Three sheets of your office are being worked on: wait until one is done.")
    batch = ImportBatch(
        office_id=actor.office_id,
        user_id=actor.user_id,
        kind=kind,
        form=form.value,
        filename=written(PurePosixPath(filename.replace("\\", "/")).name)[-LONGEST_NAME:],
        content=content,
        asked_at=now,
        touched_at=now - 2 * SILENT_FOR,
    )
    session.add(batch)
    session.flush()
    _note(session, actor, batch, "exchange.send_sheet", {"bytes": len(content)})
    return batch


def map_columns(
    session: Session,
    actor: Actor,
    batch_id: int,
    *,
    mapping: Mapping[str, str],
    permission: Permission,
    now: datetime,
) -> ImportBatch:
    """Say which field each column is; the office's own names are remembered. Raises Refused, NotFound."""
    actor.demand(permission)
    batch = queries.for_change(session, actor.office_id, batch_id)
    if batch.state not in (BatchState.MAPPING, BatchState.CHECKED):
        raise Refused("The columns can be told only before the rows are entered.")
    for head, field in mapping.items():
        row = insert(ImportMapping).values(
            office_id=batch.office_id, kind=batch.kind, head=head, field=field
        )
        session.execute(
            row.on_conflict_do_update(
                index_elements=["office_id", "kind", "head"], set_={"field": field}
            )
        )
    _work_on(batch, BatchState.READING, now)
    _note(session, actor, batch, "exchange.map_columns", {"mapping": dict(mapping)})
    return batch


def enter_sheet(
    session: Session, actor: Actor, batch_id: int, *, permission: Permission, now: datetime
) -> ImportBatch:
    """Say that the good rows are entered; a stopped sheet goes on, with checking where it was
    stopped there. Raises Refused, NotFound."""
    actor.demand(permission)
    batch = queries.for_change(session, actor.office_id, batch_id)
    if batch.state not in (BatchState.CHECKED, BatchState.STOPPED):
        raise Refused("This sheet is not ready to be entered.")
    unlooked = queries.numbers(session, [batch.id])[batch.id].read
    _work_on(batch, BatchState.CHECKING if unlooked else BatchState.ENTERING, now)
    _note(session, actor, batch, "exchange.enter_sheet", {})
    return batch


def stop_sheet(
    session: Session, actor: Actor, batch_id: int, *, permission: Permission
) -> ImportBatch:
    """Ask the worker to stop before the next row; what is entered stays. Raises Refused, NotFound."""
    actor.demand(permission)
    if queries.batch_of(session, actor.office_id, batch_id).state == BatchState.TAKING_BACK:
        raise Refused("A sheet that is being taken back goes back whole: it cannot be stopped.")
    batch = queries.for_change(session, actor.office_id, batch_id)
    if batch.state not in STOPPABLE:
        raise Refused("Nothing is being done with this sheet now.")
    batch.stop_asked = True
    _note(session, actor, batch, "exchange.stop_sheet", {})
    return batch


def take_back_sheet(
    session: Session, actor: Actor, batch_id: int, *, permission: Permission, now: datetime
) -> ImportBatch:
    """Ask for everything the sheet entered to be taken away again, all of it or nothing.

    Raises Refused where nothing of it stands entered, NotFound.
    """
    actor.demand(permission)
    batch = queries.for_change(session, actor.office_id, batch_id)
    if batch.state not in MAY_GO_BACK or not queries.numbers(session, [batch.id])[batch.id].entered:
        raise Refused("Nothing of this sheet is entered, so there is nothing to take back.")
    _tell_rows(session, batch, {})
    _work_on(batch, BatchState.TAKING_BACK, now)
    _note(session, actor, batch, "exchange.take_back_sheet", {})
    return batch


def rows_went_back(session: Session, batch: ImportBatch) -> None:
    """Every row the sheet entered is taken back; what it named is gone."""
    session.execute(
        update(ImportRow)
        .where(ImportRow.batch_id == batch.id, ImportRow.state == RowState.ENTERED.value)
        .values(state=RowState.TAKEN_BACK.value, subject_kind="", subject_id=None)
    )


def leave_entered(
    session: Session,
    actor: Actor,
    batch: ImportBatch,
    built: Mapping[int, Sequence[Problem]],
    now: datetime,
) -> None:
    """Work was recorded on some rows, so all stay; `built` tells why, by the row's number."""
    _tell_rows(session, batch, built)
    end_step(session, actor, batch, BatchState.ENTERED, {"built_upon": len(built)}, now)
    batch.reason = "Nothing was taken back: work has been recorded on rows of this sheet."


def _tell_rows(
    session: Session, batch: ImportBatch, built: Mapping[int, Sequence[Problem]]
) -> None:
    own = update(ImportRow).where(
        ImportRow.batch_id == batch.id, ImportRow.state == RowState.ENTERED.value
    )
    session.execute(own.where(ImportRow.problems != []).values(problems=[]))
    for number, problems in built.items():
        kept = [["", "", each.message, each.params] for each in problems]
        session.execute(own.where(ImportRow.number == number).values(problems=kept))


def claim_sheet(session: Session, now: datetime) -> ImportBatch | None:
    """Take the next sheet to work on, also one whose worker died; None when nothing waits.

    A sheet that ended three workers in a row without one row of progress is given up.
    """
    while (batch := queries.next_to_work(session, now)) is not None:
        batch.touched_at, batch.attempts = now, batch.attempts + 1
        if batch.attempts <= MOST_ATTEMPTS:
            return batch
        if batch.state == BatchState.TAKING_BACK:
            fail_sheet(
                batch, "The sheet is too large to be taken back: nothing was taken back.", now
            )
            batch.state = BatchState.ENTERED.value
        else:
            fail_sheet(
                batch, "The file could not be read to its end. Divide it and try again.", now
            )
        session.flush()
    return None


def fail_sheet(batch: ImportBatch, reason: str, now: datetime) -> None:
    """The sheet cannot be read; `reason` is a message key its person reads."""
    batch.state, batch.reason = BatchState.FAILED.value, reason
    batch.finished_at, batch.stop_asked = now, False


def end_step(
    session: Session,
    actor: Actor,
    batch: ImportBatch,
    state: BatchState,
    told: Mapping[str, object],
    now: datetime,
) -> None:
    """A step of the worker is over: read, checked, entered or stopped."""
    batch.state, batch.attempts, batch.stop_asked = state.value, 0, False
    batch.finished_at = now
    _note(session, actor, batch, f"exchange.sheet_{state}", dict(told))


def leave_to_next(batch: ImportBatch) -> None:
    """The worker's time is over: another may go on at once."""
    batch.touched_at -= 2 * SILENT_FOR


def _work_on(batch: ImportBatch, state: BatchState, now: datetime) -> None:
    batch.state, batch.stop_asked, batch.attempts = state.value, False, 0
    batch.touched_at, batch.reason = now - 2 * SILENT_FOR, ""


def _note(
    session: Session, actor: Actor, batch: ImportBatch, action: str, told: Mapping[str, object]
) -> None:
    after = {"sheet": batch.kind, "file": batch.filename, **told}
    record(session, actor, action=action, subject=(BATCH_KIND, batch.id), after=after)
