"""Verbs of conclusions on court acts, from the draft to the approval (`2015 ¶10`).

Does not belong here: the letter and the GPO's control (`conclusion_control.py`), the oblast's own
check of an act (`oblast_checks.py`).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.conclusion_policy import (
    demand_approval,
    demand_writing,
    writing_office,
)
from supervision.cases.models import AdminCase, Conclusion, CourtAct
from supervision.cases.operations.conclusion_held import (
    Held,
    act_in,
    held_conclusion,
    keep_step,
    note_step,
)
from supervision.cases.operations.within import demand_version, follow, note_change
from supervision.cases.queries.cases import get, hold_case, made_before
from supervision.cases.queries.conclusions import (
    conclusion_on,
    is_reasoned_asked,
    is_reasoned_late,
)
from supervision.cases.rules.conclusions import (
    EDITABLE,
    NOT_ASKED,
    ConclusionKind,
    ConclusionState,
    StepKind,
    approval_problems,
    kind_of,
    return_problems,
    submission_problems,
    text_problems,
    written_sections,
)
from supervision.core.access import Actor, Post
from supervision.core.errors import Forbidden, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.rules import Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.absence_queries import head_is_away
from supervision.offices.queries import above


def write_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    act_id: int,
    *,
    reasoned: bool,
    sections: Mapping[str, str],
    idempotency_key: uuid.UUID,
    today: date,
) -> Conclusion:
    """Begin the conclusion on an act; sections may still be empty (`2015 ¶10`).

    The same key a second time gives the first one. Raises NotFound, Forbidden; Refused where there
    is one already, and for a reasoned one that the law does not ask for.
    """
    hold_case(session, case_id)
    case = get(session, case_id)
    act = act_in(session, case, act_id)
    kind = ConclusionKind.REASONED if reasoned else kind_of(act.instance)
    office_id = demand_writing(actor, kind, above(session, case.office_id))
    first: Conclusion | None = made_before(session, Conclusion, idempotency_key)
    if first is not None:
        return first
    kept = written_sections(kind, sections)
    refuse([*text_problems(kept), *_asked_problems(session, actor, case, act, kind)])
    if actor.user_id is None:
        raise Forbidden("Your post does not give the right to do this.")
    conclusion = Conclusion(
        case_id=case.id,
        office_id=case.office_id,
        act_id=act.id,
        kind=kind.value,
        state=ConclusionState.DRAFT.value,
        sections=kept,
        remarks="",
        author_office_id=office_id,
        author_id=actor.user_id,
        author_name=actor.name,
        edited_on=today,
        editor_name=actor.name,
        idempotency_key=idempotency_key,
    )
    session.add(conclusion)
    session.flush()
    after = {"conclusion_id": conclusion.id, "act_id": act.id, "kind": kind, "sections": kept}
    note_change(session, case, "write_conclusion", after, actor=actor)
    return conclusion


def edit_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    conclusion_id: int,
    *,
    sections: Mapping[str, str],
    version: int | None = None,
    today: date,
) -> Conclusion:
    """Change the text of a draft or of a returned conclusion; any colleague of the office may.

    Raises NotFound, Forbidden, Stale; Refused once it is submitted.
    """
    held = held_conclusion(session, case_id, conclusion_id)
    case, conclusion = held.case, held.conclusion
    demand_writing(actor, conclusion.kind, held.above)
    demand_version(conclusion.version, version)
    kept = written_sections(conclusion.kind, sections)
    if conclusion.state not in EDITABLE:
        raise Refused("A submitted conclusion is not changed: have it returned first.")
    refuse(text_problems(kept))
    before = conclusion.sections
    changed = {code: text for code, text in kept.items() if before.get(code, "") != text}
    if not changed:
        return conclusion
    conclusion.sections = kept
    conclusion.edited_on, conclusion.editor_name = today, actor.name
    note_change(
        session,
        case,
        "edit_conclusion",
        {"conclusion_id": conclusion.id, "sections": changed},
        {"sections": {code: before.get(code, "") for code in changed}},
        actor=actor,
    )
    session.flush()
    return conclusion


def submit_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    conclusion_id: int,
    *,
    version: int | None = None,
    today: date,
) -> Conclusion:
    """Submit a conclusion for approval: every section must be filled in (`2015 ¶10`).

    Raises NotFound, Forbidden, Stale; Refused naming each empty section.
    """
    held = held_conclusion(session, case_id, conclusion_id)
    conclusion, act = held.conclusion, held.act
    demand_writing(actor, conclusion.kind, held.above)
    demand_version(conclusion.version, version)
    refuse(
        submission_problems(
            conclusion.state,
            conclusion.kind,
            conclusion.sections,
            act.check_result,
            act.made_on,
            today,
        )
    )
    conclusion.state = ConclusionState.SUBMITTED.value
    conclusion.submitted_on, conclusion.submitted_by = today, actor.name
    conclusion.submitted_by_id = actor.user_id
    keep_step(session, held, actor, StepKind.SUBMITTED, today)
    note_step(session, held, actor, "submit_conclusion", {"on": today})
    return conclusion


def approve_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    conclusion_id: int,
    *,
    lateness: Lateness | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Conclusion:
    """Approve a submitted conclusion; its duty closes (`2015 ¶10`).

    Never by its author nor by who submitted it. After the 30 working days of a reasoned one the
    cause and the unit at fault are demanded. Raises NotFound, Forbidden, Stale, Refused.
    """
    held = held_conclusion(session, case_id, conclusion_id)
    conclusion, act = held.conclusion, held.act
    _demand_approval(session, actor, held, today)
    demand_version(conclusion.version, version)
    problems = list(
        approval_problems(
            conclusion.state,
            act.check_result,
            act.made_on,
            today,
            approver_id=actor.user_id,
            author_id=conclusion.author_id,
            submitted_by_id=conclusion.submitted_by_id,
        )
    )
    if conclusion.kind == ConclusionKind.REASONED:
        problems += _reasoned_problems(session, held, lateness, today)
    refuse(problems)
    conclusion.state = ConclusionState.APPROVED.value
    conclusion.approved_on, conclusion.approved_by = today, actor.name
    conclusion.approved_by_id = actor.user_id
    conclusion.first_approved_on = conclusion.first_approved_on or today
    keep_step(session, held, actor, StepKind.APPROVED, today)
    note_step(
        session, held, actor, "approve_conclusion", {"on": today, "late": conclusion.late_cause}
    )
    follow(session, held.case.id, actor=actor, law=law, today=today)
    return conclusion


def return_conclusion(
    session: Session,
    actor: Actor,
    case_id: int,
    conclusion_id: int,
    *,
    remarks: str,
    version: int | None = None,
    today: date,
) -> Conclusion:
    """Return a submitted conclusion with remarks; its authors go on with it (`2015 ¶10`).

    Raises NotFound, Forbidden, Stale; Refused without remarks.
    """
    held = held_conclusion(session, case_id, conclusion_id)
    conclusion = held.conclusion
    _demand_approval(session, actor, held, today)
    demand_version(conclusion.version, version)
    remarks = written(remarks)
    refuse(return_problems(conclusion.state, remarks))
    conclusion.state, conclusion.remarks = ConclusionState.RETURNED.value, remarks
    keep_step(session, held, actor, StepKind.RETURNED, today, remarks)
    note_step(session, held, actor, "return_conclusion", {"reason": remarks})
    return conclusion


def _demand_approval(session: Session, actor: Actor, held: Held, today: date) -> None:
    """Refuse whoever does not approve such a conclusion on this day."""
    away = head_is_away(session, writing_office(held.conclusion.kind, held.above), today)
    demand_approval(actor, held.conclusion.kind, held.above, head_away=away)


def _asked_problems(
    session: Session, actor: Actor, case: AdminCase, act: CourtAct, kind: ConclusionKind
) -> list[Problem]:
    """Why no such conclusion may be begun."""
    if conclusion_on(session, act.id, kind) is not None:
        return [Problem("The conclusion on this act is begun already: go on with it.")]
    if kind != ConclusionKind.REASONED:
        return []
    if not is_reasoned_asked(session, case.id, act.id):
        return [Problem(NOT_ASKED)]
    if actor.post is Post.HEAD:
        return [Problem("You approve the reasoned conclusions: let a colleague write this one.")]
    return []


def _reasoned_problems(
    session: Session, held: Held, lateness: Lateness | None, today: date
) -> list[Problem]:
    """What a reasoned conclusion needs besides; writes the cause down where it comes late."""
    case_id, act_id, conclusion = held.case.id, held.act.id, held.conclusion
    if not is_reasoned_asked(session, case_id, act_id):
        return [Problem(NOT_ASKED)]
    if not is_reasoned_late(session, case_id, act_id, today):
        return []
    if lateness is None or not written(lateness.unit):
        return [Problem("The approval is late: name the cause and the unit.", "late_cause")]
    conclusion.late_cause, conclusion.late_unit = lateness.cause.value, written(lateness.unit)
    conclusion.late_note = written(lateness.note)
    return []
