"""Verbs of a reasoned conclusion after its approval: the letter and the GPO's control (`2015 ¶10`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.conclusion_policy import demand_control, demand_writing
from supervision.cases.models import Conclusion
from supervision.cases.operations.conclusion_held import held_conclusion, keep_step, note_step
from supervision.cases.operations.within import demand_version, follow
from supervision.cases.rules.conclusions import (
    ConclusionState,
    ControlResult,
    StepKind,
    control_problems,
    sending_problems,
)
from supervision.core.access import Actor
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook


def send_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    conclusion_id: int,
    *,
    sent_on: date,
    number: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Conclusion:
    """Record the letter by which a reasoned conclusion went to the GPO for control (`2015 ¶10`).

    Raises NotFound, Forbidden, Stale, Refused.
    """
    held = held_conclusion(session, case_id, conclusion_id)
    conclusion = held.conclusion
    demand_writing(actor, conclusion.kind, held.above)
    demand_version(conclusion.version, version)
    number = written(number)
    refuse(
        sending_problems(
            conclusion.kind, conclusion.approved_on, conclusion.sent_on, sent_on, number, today
        )
    )
    conclusion.sent_on, conclusion.sent_number = sent_on, number
    conclusion.first_sent_on = conclusion.first_sent_on or sent_on
    keep_step(session, held, actor, StepKind.SENT, sent_on, number)
    note_step(session, held, actor, "send_conclusion", {"on": sent_on, "note": number})
    follow(session, held.case.id, actor=actor, law=law, today=today)
    return conclusion


def control_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    conclusion_id: int,
    *,
    result: str,
    remarks: str,
    controlled_on: date,
    version: int | None = None,
    today: date,
) -> Conclusion:
    """Record what the GPO's control found: agreed, or returned to the oblast with remarks (`¶10`).

    With remarks the oblast writes, approves and sends it again; the days of the first approval and
    letter stay. Raises NotFound, Forbidden, Stale, Refused.
    """
    held = held_conclusion(session, case_id, conclusion_id)
    conclusion = held.conclusion
    demand_control(actor, held.above)
    demand_version(conclusion.version, version)
    remarks = written(remarks)
    refuse(
        control_problems(
            conclusion.sent_on, conclusion.controlled_on, result, remarks, controlled_on, today
        )
    )
    if result == ControlResult.AGREED:
        conclusion.controlled_on, conclusion.controlled_by = controlled_on, actor.name
        keep_step(session, held, actor, StepKind.AGREED, controlled_on, remarks)
    else:
        _open_again(conclusion, remarks)
        keep_step(session, held, actor, StepKind.REMARKED, controlled_on, remarks)
    after = {"result": result, "on": controlled_on, "reason": remarks}
    note_step(session, held, actor, "control_conclusion", after)
    return conclusion


def _open_again(conclusion: Conclusion, remarks: str) -> None:
    """Back to the oblast: the approval and the letter are those of the former text."""
    conclusion.state, conclusion.remarks = ConclusionState.RETURNED.value, remarks
    conclusion.approved_on = conclusion.approved_by_id = conclusion.approved_by = None
    conclusion.sent_on = conclusion.sent_number = None
