"""Expenses charged in a studied file: entered, struck out, offered as breaches (`EXP ¶2–7`, `2002 ¶6`).

Belongs here: one verb per function. Does not belong here: what breaks the methodology (the law).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Problem, Refused
from supervision.core.problems import LONGEST_NOTE, length_problems
from supervision.core.texts import written
from supervision.law.expenses import Flag
from supervision.law.lawbook import Lawbook
from supervision.responses import operations as responses
from supervision.responses.models import Breach
from supervision.responses.queries import of_subject
from supervision.responses.rules import FoundBreach
from supervision.studies import rules
from supervision.studies.expense_queries import expense, expenses_of, flagged_by, made_by
from supervision.studies.expense_rules import ExpenseEntry, as_kept, expense_problems
from supervision.studies.models import FileExpense
from supervision.studies.operations.within import changing, follow, note_change
from supervision.studies.rules import KIND, FileState

HELD = (FileState.RECEIVED, FileState.STUDIED, FileState.RETURNED)


def add_expense(
    session: Session,
    actor: Actor,
    file_id: int,
    entry: ExpenseEntry,
    *,
    idempotency_key: uuid.UUID,
    today: date,
) -> FileExpense:
    """Enter one item of the expenses charged in a file that is, or was, in the office.

    A breach of the methodology stands against nothing: it is flagged. The same key again gives the
    item of the first time. Raises NotFound, Forbidden; Refused with every problem of the entry.
    """
    file, _chain = changing(session, file_id, None, *HELD, actor=actor)
    made = made_by(session, file.office_id, idempotency_key)
    if made is not None:
        return made
    entry = as_kept(entry)
    rules.refuse(expense_problems(entry, today))
    items = expenses_of(session, file.id)
    item = FileExpense(
        file_id=file.id,
        office_id=file.office_id,
        sequence=max((each.item.sequence for each in items), default=0) + 1,
        strike_reason="",
        idempotency_key=idempotency_key,
        **asdict(entry),
    )
    session.add(item)
    session.flush()
    told = {name: value for name, value in asdict(entry).items() if value not in (None, "")}
    note_change(session, actor, file, "add_expense", {"expense_id": item.id, **told})
    return item


def strike_expense(
    session: Session,
    actor: Actor,
    file_id: int,
    expense_id: int,
    *,
    reason: str,
    today: date,
) -> FileExpense:
    """Strike out an item entered by mistake; it stays to be read. Raises NotFound, Forbidden, Refused."""
    file, _chain = changing(session, file_id, None, *HELD, actor=actor)
    item = expense(session, file.id, expense_id)
    if item.struck_on is not None:
        raise Refused("This item is struck out already.")
    missing = [] if written(reason) else [Problem("Say why.", "reason")]
    rules.refuse([*missing, *length_problems(reason, "reason", LONGEST_NOTE)])
    item.struck_on, item.strike_reason = today, written(reason)
    session.flush()
    note_change(
        session, actor, file, "strike_expense", {"expense_id": item.id, "reason": written(reason)}
    )
    return item


def record_expense_breach(
    session: Session,
    actor: Actor,
    file_id: int,
    flag: Flag,
    *,
    description: str,
    law: Lawbook,
    today: date,
) -> Breach:
    """Record what the items break as a breach of the study (`2002 ¶6`, `EXP`).

    Raises NotFound, Forbidden; Refused when no item breaks that, or it is recorded already.
    """
    file, chain = changing(
        session, file_id, None, FileState.STUDIED, FileState.RETURNED, actor=actor
    )
    rules.refuse(_breach_problems(session, file_id, flag, description))
    found = FoundBreach(flag.value, written(description))
    breaches = responses.record_breaches(
        session,
        actor,
        subject=(KIND, file.id),
        office_id=file.office_id,
        found=[found],
        found_on=today,
    )
    follow(session, actor, file, chain, law=law, today=today)
    return breaches[0]


def _breach_problems(
    session: Session, file_id: int, flag: Flag, description: str
) -> Iterator[Problem]:
    if flag not in flagged_by(expenses_of(session, file_id)):
        yield Problem("No expense of this file breaks that.")
    if flag in {breach.code for breach in of_subject(session, KIND, file_id)}:
        yield Problem("This breach is recorded already.")
    if not written(description):
        yield Problem("Say what was breached.", "description")
    yield from length_problems(description, "description", LONGEST_NOTE)


def note_export(session: Session, actor: Actor, file_id: int, *, rows: int) -> None:
    """Leave in the trail that the register of expenses left as a workbook."""
    file, _chain = changing(session, file_id, None, *HELD, actor=actor)
    note_change(session, actor, file, "export_expenses", {"rows": rows})
