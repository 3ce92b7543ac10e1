"""What happens to a registered file: supplied, studied, returned or declined (`2002 ¶4, ¶6`).

Belongs here: one verb per function. Does not belong here: how a step is guarded, noted and followed
by the law (`within.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.texts import written
from supervision.duties.queries import open_duty
from supervision.duties.rules import Lateness, is_late
from supervision.law.lawbook import Lawbook
from supervision.responses import operations as responses
from supervision.responses.models import Breach
from supervision.responses.queries import get as get_breach
from supervision.responses.rules import FoundBreach
from supervision.studies import rules
from supervision.studies.models import RequestedFile, StudyAnswer
from supervision.studies.operations.within import (
    add_supply,
    changing,
    demand_colleague,
    demand_running,
    follow,
    note_change,
)
from supervision.studies.rules import (
    KIND,
    STUDY_RULE,
    Answer,
    Completeness,
    FileState,
    PointAnswer,
)


def record_supply(
    session: Session,
    actor: Actor,
    file_id: int,
    *,
    supplied_on: date,
    completeness: Completeness,
    note: str = "",
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> RequestedFile:
    """Record what the bailiff supplied; a complete file is received and its 5 days begin.

    A partial or illegible supply is kept and leaves the bailiff's clock running. Raises NotFound,
    Forbidden, Stale; TermRunOut when the term was over on the day it came; Refused otherwise.
    """
    file, chain = changing(session, file_id, version, FileState.REQUESTED, actor=actor)
    problems = list(
        rules.receipt_problems(supplied_on, file.requested_on, today, name="supplied_on")
    )
    if completeness is not Completeness.COMPLETE and not written(note):
        problems.append(Problem("Say what is missing or cannot be read.", "note"))
    problems += length_problems(note, "note", LONGEST_NOTE)
    rules.refuse(problems)
    if completeness is Completeness.COMPLETE:
        demand_running(file.statutory_term_ends_on, supplied_on, field="supplied_on")
        file.received_on, file.state = supplied_on, FileState.RECEIVED.value
    add_supply(session, file, supplied_on, completeness, written(note))
    note_change(
        session,
        actor,
        file,
        "record_supply",
        {"supplied_on": supplied_on, "completeness": completeness, "note": written(note)},
    )
    follow(session, actor, file, chain, law=law, today=today, breaches=())
    return file


def decline_run_out(
    session: Session,
    actor: Actor,
    file_id: int,
    *,
    received_on: date,
    returned_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> RequestedFile:
    """Return a file unstudied, because its statutory term was over when it came (`2002 ¶6`).

    Raises Refused while the term ran on the day of receipt: such a file is studied.
    """
    file, chain = changing(session, file_id, version, FileState.REQUESTED, actor=actor)
    problems = list(rules.receipt_problems(received_on, file.requested_on, today))
    problems += rules.return_problems(returned_on, received_on, today)
    if not rules.has_run_out(file.statutory_term_ends_on, received_on):
        ended = rules.day_in_words(file.statutory_term_ends_on)
        problems.append(
            Problem(
                "The statutory term runs until %(ended)s: the file is studied, not declined.",
                "received_on",
                {"ended": ended},
            )
        )
    rules.refuse(problems)
    file.received_on, file.returned_on = received_on, returned_on
    file.state = FileState.DECLINED.value
    add_supply(session, file, received_on, Completeness.COMPLETE, "")
    note_change(
        session,
        actor,
        file,
        "decline_run_out",
        {
            "received_on": received_on,
            "returned_on": returned_on,
            "statutory_term_ends_on": file.statutory_term_ends_on,
        },
    )
    follow(session, actor, file, chain, law=law, today=today, breaches=())
    return file


def record_study(
    session: Session,
    actor: Actor,
    file_id: int,
    *,
    studied_on: date,
    answers: Mapping[str, PointAnswer],
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> RequestedFile:
    """Record the study of a received file: five answers, a breach for each "no" (`2002 ¶6`).

    After the due day the cause and the unit at fault are demanded and kept. Raises NotFound,
    Forbidden, Stale, Refused.
    """
    file, chain = changing(session, file_id, version, FileState.RECEIVED, actor=actor)
    received_on = file.received_on or studied_on
    problems = list(rules.study_problems(answers, studied_on, received_on, today))
    duty = open_duty(session, KIND, file.id, STUDY_RULE)
    late = duty is not None and is_late(duty.due_on, studied_on)
    if late and lateness is None:
        problems.append(Problem("The study is late: choose the cause.", "late_cause"))
    if late and lateness is not None and not written(lateness.unit):
        problems.append(Problem("The study is late: name the unit at fault.", "late_unit"))
    if lateness is not None:
        problems += length_problems(lateness.unit, "late_unit", LONGEST_LINE)
        problems += length_problems(lateness.note, "late_note", LONGEST_NOTE)
    rules.refuse(problems)
    file.studied_on, file.state = studied_on, FileState.STUDIED.value
    if late and lateness is not None:
        file.late_cause, file.late_unit = lateness.cause.value, written(lateness.unit)
        file.late_note = written(lateness.note)
    session.execute(insert(StudyAnswer), [_answer_row(file, each) for each in answers.items()])
    breaches = responses.record_breaches(
        session,
        actor,
        subject=(KIND, file.id),
        office_id=file.office_id,
        found=[
            FoundBreach(code, written(given.note))
            for code, given in answers.items()
            if given.answer == Answer.NO
        ],
        found_on=studied_on,
    )
    note_change(
        session,
        actor,
        file,
        "record_study",
        {
            "studied_on": studied_on,
            "answers": {code: given.answer for code, given in answers.items()},
            "late_cause": file.late_cause,
            "late_unit": file.late_unit,
        },
    )
    follow(session, actor, file, chain, law=law, today=today, breaches=breaches)
    return file


def record_return(
    session: Session,
    actor: Actor,
    file_id: int,
    *,
    returned_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> RequestedFile:
    """Record that a studied file went back to the bailiff; open breaches stay open (`2002 ¶4`)."""
    file, chain = changing(session, file_id, version, FileState.STUDIED, actor=actor)
    rules.refuse(rules.return_problems(returned_on, file.studied_on or returned_on, today))
    file.returned_on, file.state = returned_on, FileState.RETURNED.value
    note_change(session, actor, file, "record_return", {"returned_on": returned_on})
    follow(session, actor, file, chain, law=law, today=today)
    return file


def assign(
    session: Session,
    actor: Actor,
    file_id: int,
    *,
    assignee_id: int | None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> RequestedFile:
    """Give a file that is not back yet to a colleague of the own office, or to nobody."""
    file, chain = changing(
        session,
        file_id,
        version,
        FileState.REQUESTED,
        FileState.RECEIVED,
        FileState.STUDIED,
        actor=actor,
    )
    demand_colleague(session, file.office_id, assignee_id, actor=actor)
    before = file.assignee_id
    file.assignee_id = assignee_id
    note_change(
        session,
        actor,
        file,
        "assign",
        {"assignee_id": assignee_id},
        before={"assignee_id": before},
    )
    follow(session, actor, file, chain, law=law, today=today)
    return file


def correct_receipt(
    session: Session,
    actor: Actor,
    file_id: int,
    *,
    received_on: date,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> RequestedFile:
    """Correct the day a file came, with the reason; its duty moves with it (`2002 ¶6`).

    Only before the study is recorded: what was on time or late then does not change afterwards.
    """
    file, chain = changing(session, file_id, version, FileState.RECEIVED, actor=actor)
    problems = list(rules.receipt_problems(received_on, file.requested_on, today))
    problems += rules.run_out_at_receipt(file.statutory_term_ends_on, received_on)
    if received_on == file.received_on:
        problems.append(Problem("This is the day recorded already.", "received_on"))
    if not written(reason):
        problems.append(Problem("Say why the day is corrected.", "reason"))
    problems += length_problems(reason, "reason", LONGEST_NOTE)
    rules.refuse(problems)
    before = file.received_on
    file.received_on = received_on
    note_change(
        session,
        actor,
        file,
        "correct_receipt",
        {"received_on": received_on, "reason": written(reason)},
        before={"received_on": before},
    )
    follow(session, actor, file, chain, law=law, today=today, breaches=())
    return file


def remove_breach(
    session: Session,
    actor: Actor,
    file_id: int,
    breach_id: int,
    *,
    removed_on: date,
    note: str,
    law: Lawbook,
    today: date,
) -> Breach:
    """Record that a breach found in the study is removed; closes its duties (`2002 ¶4`)."""
    file, chain = changing(
        session, file_id, None, FileState.STUDIED, FileState.RETURNED, actor=actor
    )
    breach = get_breach(session, KIND, file.id, breach_id)
    responses.remove_breach(
        session, actor, breach, removed_on=removed_on, note=written(note), today=today
    )
    follow(session, actor, file, chain, law=law, today=today)
    return breach


def _answer_row(file: RequestedFile, answer: tuple[str, PointAnswer]) -> dict[str, Any]:
    point, given = answer
    return {
        "file_id": file.id,
        "office_id": file.office_id,
        "point": point,
        "answer": given.answer,
        "note": written(given.note),
    }
