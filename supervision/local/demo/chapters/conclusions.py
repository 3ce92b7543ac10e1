"""Conclusions on court acts: of the office itself, and the oblast's reasoned ones (`2015 ¶10, ¶17`)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from sqlalchemy import select

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CaseHearing, Conclusion, CourtAct
from supervision.cases.operations.within import following_together
from supervision.cases.rules import KIND
from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.cases.rules.conclusions import (
    OBLAST_CHECK_RULES,
    REASONED_RULES,
    ConclusionKind,
    ControlResult,
    sections_of,
)
from supervision.cases.rules.hearings import HearingOutcome
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.duties.models import Duty
from supervision.duties.rules import DutyState, LateCause, Lateness
from supervision.local.demo import wording
from supervision.local.demo.chapters.cases import decided, teller_of
from supervision.local.demo.scene import Scene

# How far each of an office's own conclusions came; the acts beyond these still owe one.
OWN = (
    *("approved", "submitted", "draft", "approved", "returned", "submitted"),
    *("approved", "approved", "draft", "approved", "returned", "approved"),
)
# How far each reasoned conclusion on the office's acts came in the oblast and the GPO.
REASONED = ("submitted", "sent", "agreed", "draft", "remarked", "approved")
# Terminated tax cases for them, by the days since the act came; some still wait for a conclusion.
TERMINATED = (58, 52, 44, 40, 37, 35, 31, 27)
NUMBERS = 601
CHECKS = 8


def tell(scene: Scene) -> None:
    """The office's conclusions, then what the oblast and the GPO wrote about its acts."""
    with following_together(scene.session, scene.law):
        for act, fate in zip(_to_agree_with(scene), OWN, strict=False):
            _own(scene, act, fate)
    teller = teller_of(scene, NUMBERS)
    stories = [
        teller.decided("tax", scene.ago(days), ActKind.TERMINATION, CheckResult.LAWFUL)
        for days in scene.some(TERMINATED)
    ]
    decided(scene, stories)
    with following_together(scene.session, scene.law):
        for act, fate in zip(_waiting(scene, REASONED_RULES), REASONED, strict=False):
            _reasoned(scene, act, fate)
    # Whether the oblast's check is late is asked of its duty, which must be there.
    with scene.as_(scene.team.above_assistant) as assistant:
        for place, act in enumerate(_waiting(scene, OBLAST_CHECK_RULES)[:CHECKS]):
            if place % 4:
                _oblast_check(scene, assistant, act)


def _to_agree_with(scene: Scene) -> Sequence[CourtAct]:
    """The latest acts found lawful in whose hearing the office took part."""
    attended = select(CaseHearing.case_id).where(
        CaseHearing.outcome == HearingOutcome.TOOK_PART.value
    )
    statement = (
        select(CourtAct)
        .where(
            CourtAct.office_id == scene.team.head.office_id,
            CourtAct.check_result == CheckResult.LAWFUL.value,
            CourtAct.case_id.in_(attended),
        )
        .order_by(CourtAct.made_on.desc(), CourtAct.id)
        .limit(len(OWN))
    )
    return scene.session.scalars(statement).all()


def _waiting(scene: Scene, rules: Sequence[str]) -> Sequence[CourtAct]:
    """The office's acts that wait for the oblast by these rules, the nearest first; an unlawful
    one is protested instead.
    """
    set_scope(scene.session, scene.team.above.scope)
    statement = (
        select(Duty.trigger)
        .join(AdminCase, AdminCase.id == Duty.subject_id)
        .where(
            Duty.subject_kind == KIND,
            AdminCase.office_id == scene.team.head.office_id,
            Duty.rule.in_(rules),
            Duty.state == DutyState.OPEN.value,
        )
        .order_by(Duty.due_on, Duty.id)
    )
    ids = [int(trigger.rpartition("-")[2]) for trigger in scene.session.scalars(statement)]
    found = [scene.session.get_one(CourtAct, number) for number in dict.fromkeys(ids)]
    set_scope(scene.session, scene.team.head.scope)
    return [act for act in found if act.check_result != CheckResult.UNLAWFUL]


def _own(scene: Scene, act: CourtAct, fate: str) -> None:
    """A conclusion of the office on its act, written after the check of it."""
    checked_on = act.checked_on or act.made_on
    written_on, decided_on = (scene.after(checked_on, days) for days in (1, 3))
    author, head = scene.chance.choice(scene.team.assistants), scene.team.head
    made = _written(scene, author, act, reasoned=False)
    if fate == "draft":
        return
    cases.submit_conclusion(scene.session, author, act.case_id, made.id, today=written_on)
    if fate == "returned":
        remarks = scene.chance.choice(wording.REMARKS)
        cases.return_conclusion(
            scene.session, head, act.case_id, made.id, remarks=remarks, today=decided_on
        )
    elif fate == "approved":
        cases.approve_conclusion(scene.session, head, act.case_id, made.id, **scene.on(decided_on))


def _reasoned(scene: Scene, act: CourtAct, fate: str) -> None:
    """A reasoned conclusion of the oblast, as far as the GPO's control."""
    in_force_on = act.in_force_on or act.made_on
    written_on, approved_on, sent_on = (scene.after(in_force_on, days) for days in (8, 12, 14))
    with scene.as_(scene.team.above_assistant) as author:
        made = _written(scene, author, act, reasoned=True)
        if fate == "draft":
            return
        cases.submit_conclusion(scene.session, author, act.case_id, made.id, today=written_on)
    if fate == "submitted":
        return
    with scene.as_(scene.team.above) as head:
        cases.approve_conclusion(
            scene.session,
            head,
            act.case_id,
            made.id,
            lateness=Lateness(LateCause.WORKLOAD, head.office_name),
            **scene.on(approved_on),
        )
        if fate == "approved":
            return
        number = f"2-7-{act.id % 900 + 100}"
        cases.send_conclusion(
            scene.session,
            head,
            act.case_id,
            made.id,
            sent_on=sent_on,
            number=number,
            **scene.on(sent_on),
        )
    if fate == "sent":
        return
    is_agreed = fate == "agreed"
    with scene.as_(scene.team.top_assistant) as controller:
        controlled_on = scene.after(sent_on, 6)
        cases.control_conclusion(
            scene.session,
            controller,
            act.case_id,
            made.id,
            result=(ControlResult.AGREED if is_agreed else ControlResult.REMARKS).value,
            remarks="" if is_agreed else wording.CONTROL_REMARKS,
            controlled_on=controlled_on,
            today=controlled_on,
        )


def _written(scene: Scene, author: Actor, act: CourtAct, *, reasoned: bool) -> Conclusion:
    """A conclusion with every section of its kind filled in."""
    kind = ConclusionKind.REASONED if reasoned else ConclusionKind.FIRST_INSTANCE
    words = cycle(wording.CONCLUSION.values())
    sections = {
        item.code: wording.CONCLUSION.get(item.code) or next(words) for item in sections_of(kind)
    }
    return cases.write_conclusion(
        scene.session,
        author,
        act.case_id,
        act.id,
        reasoned=reasoned,
        sections=sections,
        idempotency_key=scene.key(),
        today=scene.after(act.checked_on or act.in_force_on or act.made_on, 1),
    )


def _oblast_check(scene: Scene, actor: Actor, act: CourtAct) -> None:
    """The oblast's own check of an act within, or now and then after, the appellate term."""
    copy_on = act.copy_on or act.made_on
    checked_on = scene.after(copy_on, scene.chance.choice((3, 5, 7, 8, 14)))
    cases.record_oblast_check(
        scene.session,
        actor,
        act.case_id,
        act.id,
        result=CheckResult.LAWFUL.value,
        checked_on=checked_on,
        note=scene.chance.choice(wording.OBLAST_FOUND),
        lateness=Lateness(LateCause.WORKLOAD, actor.office_name),
        idempotency_key=scene.key(),
        **scene.on(checked_on),
    )
