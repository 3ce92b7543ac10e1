"""The worker's part of a sheet sent in: reading it apart, checking its rows, entering the good ones.

Belongs here: the order of steps, one transaction a row, going on after a death. Does not belong
here: what a row means (`importables`), what may be done with a sheet (`operations`).

A row is checked by entering it and taking the transaction back, so the preview tells what the
operation itself would say. A row is entered in the transaction that marks it as entered, so a worker
killed at any moment leaves it either whole or untouched.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from flask import Flask
from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.transaction import transaction
from supervision.exchange import import_queries as queries
from supervision.exchange.importables import (
    Entering,
    Heads,
    Importable,
    folded,
    importable_of,
)
from supervision.exchange.making import CLOSED, as_asked
from supervision.exchange.models import ImportBatch, ImportRow
from supervision.exchange.operations import imports as operations
from supervision.exchange.queries import actor_behind
from supervision.exchange.rows import NOT_YOURS, Outcome, Rows
from supervision.exchange.rules import BatchState, RowState
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import house_scope

PATIENCE = 90  # seconds for reading one file
SHIFT = timedelta(seconds=150)  # how long one worker stays with one sheet
AT_A_TIME = 100
BUILT_SHOWN = 100
FINDINGS = {
    "damaged": "The file is damaged: save it anew and try again.",
    "hidden": "Every sheet of the workbook is hidden: show the one to be read.",
    "columns": "The sheet has more than 100 columns.",
    "rows": "The sheet has more than 100,000 rows: divide it.",
    "long": "A cell holds more than 10,000 letters.",
    "encoding": "The file is neither UTF-8 nor Windows-1251: save it as CSV UTF-8.",
    "large": "The file takes too much memory or time to read: divide it.",
    "empty": "The sheet holds a head at most, and no row.",
}


@dataclass(frozen=True)
class Shift:
    """What a worker takes along: the session, the law, the day, the clock."""

    app: Flask
    session: Session
    law: Lawbook
    today: date
    clock: Callable[[], datetime]


def work_on_sheets(shift: Shift) -> int:
    """Work on every sheet that waits; returns how many were taken up."""
    worked, house = 0, house_scope(shift.session)
    while True:
        set_scope(shift.session, house)
        with transaction(shift.session):
            batch = operations.claim_sheet(shift.session, shift.clock())
        if batch is None:
            return worked
        worked += 1
        _take_up(shift, batch)


def _take_up(shift: Shift, batch: ImportBatch) -> None:
    """One step after another with the rights its person has now, until a person is needed."""
    session = shift.session
    importable = importable_of(batch.kind)
    actor = actor_behind(session, batch.user_id)
    if actor is None or not actor.may(importable.permission) or actor.office_id != batch.office_id:
        with transaction(session):
            operations.fail_sheet(batch, CLOSED, shift.clock())
        return
    set_scope(session, actor.scope)
    with as_asked(shift.app, actor, ""):
        if batch.state == BatchState.READING:
            _read(shift, actor, batch, importable)
        if batch.state in (BatchState.CHECKING, BatchState.ENTERING):
            _go_through(shift, actor, batch, importable)
        elif batch.state == BatchState.TAKING_BACK:
            _take_back(shift, actor, batch, importable)


# -- reading ----------------------------------------------------------------------------------


def _read(shift: Shift, actor: Actor, batch: ImportBatch, importable: Importable) -> None:
    """Keep every row of the file as it came; all rows or none."""
    session = shift.session
    try:
        lines = parsed(batch.form, batch.content)
        head = next(lines, (0, []))[1]
        with transaction(session):
            session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
            many = 0
            while piece := list(islice(lines, 1_000)):
                many += len(piece)
                _keep_rows(session, batch, piece)
            if not many:
                raise Refused(FINDINGS["empty"])
            mapping = mapping_of(session, batch.office_id, importable, head)
            state = BatchState.CHECKING
            if None in mapping.values() or missing(importable, mapping):
                state = BatchState.MAPPING
            batch.heads = head
            batch.mapping = {name: field for name, field in mapping.items() if field is not None}
            operations.end_step(session, actor, batch, state, {"rows": many}, shift.clock())
    except Refused as refused:
        with transaction(session):
            operations.fail_sheet(batch, refused.problems[0].message, shift.clock())


def _keep_rows(
    session: Session, batch: ImportBatch, piece: Sequence[tuple[int, list[str]]]
) -> None:
    """Rows of [number, cells] in one statement: the database takes the JSON apart itself."""
    one = func.jsonb_array_elements(literal(piece, JSONB), type_=JSONB).column_valued("one")
    session.execute(
        insert(ImportRow).from_select(
            ["batch_id", "office_id", "number", "cells"],
            select(
                literal(batch.id),
                literal(batch.office_id),
                one[0].as_integer(),
                one[1],
            ),
        )
    )


def parsed(form: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file, read by a program of its own under limits of memory and time.

    Raises Refused with what is wrong with the file, whatever it does to its reader.
    """
    command = [sys.executable, "-m", "supervision.exchange.parsing", form]
    try:
        done = subprocess.run(  # noqa: S603 — our own program, nothing of the file in its arguments
            command, input=content, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused(FINDINGS["large"]) from None
    lines = done.stdout.splitlines()
    if done.returncode != 0:
        named = json.loads(lines[-1]) if done.returncode == 1 and lines else ""
        raise Refused(FINDINGS.get(named if isinstance(named, str) else "", FINDINGS["large"]))
    for line in lines:
        number, cells = json.loads(line)
        yield number, cells


def mapping_of(
    session: Session, office_id: int | None, importable: Importable, head: Sequence[str]
) -> dict[str, str | None]:
    """Which field each column is; None where nobody knows."""
    heads = Heads(importable.fields, queries.remembered(session, office_id, importable.kind))
    return {folded(name): heads.field_of(name) for name in head if name}


def missing(importable: Importable, mapping: Mapping[str, str | None]) -> set[str]:
    """The required fields no column is."""
    required = {field.name for field in importable.fields if field.required}
    return required - {field for field in mapping.values() if field}


# -- checking and entering --------------------------------------------------------------------


def _go_through(shift: Shift, actor: Actor, batch: ImportBatch, importable: Importable) -> None:
    """Look at each row that waits, in its order; leave when asked to stop or when time is over."""
    session, began = shift.session, shift.clock()
    checking = batch.state == BatchState.CHECKING
    waiting = RowState.READ if checking else RowState.GOOD
    at = Entering(session, actor, shift.law, shift.today)
    rows, after = Rows(importable, batch.heads, batch.mapping), 0
    if checking:
        for row in _all_in(session, batch, RowState.GOOD):
            rows.recall(row.number, list(row.cells))
    while True:
        some = queries.rows_of(session, batch.id, [waiting], limit=AT_A_TIME, after=after)
        if not some:
            break
        for row in some:
            after = row.number
            if checking:
                _check(at, rows, row, importable.kind)
            else:
                _enter(at, rows, row, importable.kind)
        with transaction(session):
            session.refresh(batch)
            batch.touched_at, batch.attempts = shift.clock(), 1
            if batch.stop_asked:
                _stopped(shift, actor, batch, checking)
                return
            if shift.clock() - began > SHIFT:
                operations.leave_to_next(batch)
                return
    with transaction(session):
        state = BatchState.CHECKED if checking else BatchState.ENTERED
        operations.end_step(session, actor, batch, state, _told(session, batch), shift.clock())


def _check(at: Entering, rows: Rows, row: ImportRow, kind: str) -> None:
    number, texts = row.number, list(row.cells)
    outcome = replace(rows.check(at, number, texts), made=None)
    with transaction(at.session):
        _keep(at.session, row, rows, outcome, kind)


def _enter(at: Entering, rows: Rows, row: ImportRow, kind: str) -> None:
    def keep(outcome: Outcome) -> None:
        _keep(at.session, row, rows, outcome, kind)

    outcome = rows.enter(at, list(row.cells), keep)
    if outcome.problems:
        with transaction(at.session):
            keep(outcome)


def _stopped(shift: Shift, actor: Actor, batch: ImportBatch, checking: bool) -> None:
    """What was looked at stays; a sheet stopped while it was checked enters nothing by itself."""
    told = {**_told(shift.session, batch), "while": "checking" if checking else "entering"}
    operations.end_step(shift.session, actor, batch, BatchState.STOPPED, told, shift.clock())


def _told(session: Session, batch: ImportBatch) -> dict[str, int]:
    return queries.numbers(session, [batch.id])[batch.id]._asdict()


def _keep(session: Session, row: ImportRow, rows: Rows, outcome: Outcome, kind: str) -> None:
    """Note what became of a row, or would become of it."""
    kept, cells = session.merge(row), rows.cells(row.cells)
    kept.problems = [
        [each.field or "", cells.get(each.field or "", ""), each.message, each.params]
        for each in outcome.problems
    ]
    kept.subject_kind, kept.subject_id = outcome.made or ("", None)
    if outcome.problems:
        kept.state = RowState.REFUSED.value
    elif outcome.known is not None:
        kept.state, kept.subject_kind, kept.subject_id = RowState.KNOWN.value, kind, outcome.known
    else:
        kept.state = (RowState.GOOD if outcome.made is None else RowState.ENTERED).value


# -- taking back ------------------------------------------------------------------------------


class _BuiltUpon(Exception):
    """Ends the transaction of a sheet whose rows others have worked on."""


def _take_back(shift: Shift, actor: Actor, batch: ImportBatch, importable: Importable) -> None:
    """Take everything the sheet entered away in one transaction, or tell on what work was recorded."""
    session = shift.session
    at, built = Entering(session, actor, shift.law, shift.today), dict[int, Sequence[Problem]]()
    try:
        with transaction(session):
            held = queries.for_change(session, actor.office_id, batch.id)
            for row in _all_in(session, held, RowState.ENTERED, newest_first=True):
                if problems := _gone(at, importable, row.subject_id or 0):
                    built[row.number] = problems
                if len(built) == BUILT_SHOWN:
                    break
            if built:
                raise _BuiltUpon
            operations.rows_went_back(session, held)
            told = _told(session, held)
            operations.end_step(session, actor, held, BatchState.TAKEN_BACK, told, shift.clock())
    except _BuiltUpon:
        with transaction(session):
            operations.leave_entered(session, actor, batch, built, shift.clock())


def _all_in(
    session: Session, batch: ImportBatch, state: RowState, *, newest_first: bool = False
) -> Iterator[ImportRow]:
    """Every row in this state, some at a time; what one built on another goes away before it."""
    after = None
    while some := queries.rows_of(
        session, batch.id, [state], limit=AT_A_TIME, after=after, newest_first=newest_first
    ):
        after = some[-1].number
        yield from some


def _gone(at: Entering, importable: Importable, subject_id: int) -> Sequence[Problem]:
    """Take one thing away; what stands against it, with the thing left as it was."""
    try:
        with at.session.begin_nested():
            importable.take_back(at, subject_id)
    except Refused as refused:
        return refused.problems
    except NotFound:
        return [Problem(NOT_YOURS)]
    return ()
