"""Rulings changed on appeal: requests not to count them, and what the oblast found (`2015 ¶22–23`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from supervision.cases.models import CourtAct
from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.exclusions import operations as exclusions
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.rules import (
    AnswerEntry,
    AssessmentEntry,
    MarkEntry,
    SendEntry,
    Way,
    WithdrawalEntry,
)
from supervision.law.protests import Outcome
from supervision.local.demo import wording
from supervision.local.demo.chapters.cases import changed_on_appeal, decided, teller_of
from supervision.local.demo.scene import Scene
from supervision.protests.models import Protest

NUMBERS = 501
# How many days ago the copy of each first ruling came, the clause that applies once it was changed on
# appeal, and how far the request for the Department's consent has come.
PLANS = (
    (40, "within_sanction", "sent"),
    (26, "new_evidence", "marked"),
    (62, "within_sanction", "consented"),
    (58, "new_evidence", "refused"),
    (66, "amnesty_or_reconciliation", "withdrawn"),
    (49, "alternative_penalty", "waived"),
    (44, "", "none"),
    (54, "", "breach"),
    (51, "", "no_breach"),
)
ON_APPEAL = 16  # days from the copy of the first ruling to the act of appeal


def tell(scene: Scene) -> None:
    """Each ruling changed on a complaint with its request; then the oblast's assessments."""
    for act, clause, fate in _changed(scene):
        if clause:
            _asked(scene, act, clause, fate)
        elif fate != "none":
            _assessed(scene, act, has_breach=fate == "breach")
    _assessed_protest(scene)


def _changed(scene: Scene) -> Sequence[tuple[CourtAct, str, str]]:
    """An act of appeal for every plan, in a case of expulsion, which is mandatory (`2015 ¶6`)."""
    teller, plans = teller_of(scene, NUMBERS), scene.some(PLANS)
    stories = [
        teller.decided("expulsion", scene.ago(days), ActKind.PENALTY, CheckResult.LAWFUL)
        for days, _clause, _fate in plans
    ]
    first = decided(scene, stories)
    return [
        (changed_on_appeal(scene, act, _reviewed_on(scene, act)), clause, fate)
        for act, (_days, clause, fate) in zip(first, plans, strict=True)
    ]


def _reviewed_on(scene: Scene, act: CourtAct) -> date:
    return scene.after(act.copy_on or act.made_on, ON_APPEAL)


def _asked(scene: Scene, act: CourtAct, clause: str, fate: str) -> None:
    """A request as far as its story has come; it went within the ten working days."""
    author, on = scene.team.assistants[0], scene.after(act.made_on, 2)
    made = exclusions.mark(
        scene.session,
        author,
        act.case_id,
        act.id,
        MarkEntry(clause, wording.EXCLUSION[clause]),
        idempotency_key=scene.key(),
        **scene.on(on),
    )
    if fate == "marked":
        return
    if fate == "waived":
        day = scene.on(scene.after(on, 3))
        exclusions.waive(scene.session, author, made.id, wording.WAIVER, **day)
        return
    sent_on = scene.after(on, 4)
    entry = SendEntry(
        sent_on, f"2-22-{made.id + 100}", Way.ELECTRONIC.value, wording.COPIES_OF_ACTS
    )
    exclusions.send(scene.session, author, made.id, entry, **scene.on(sent_on))
    if fate != "sent":
        _answered(scene, made, fate, scene.after(sent_on, 6))


def _answered(scene: Scene, made: ExclusionRequest, fate: str, on: date) -> None:
    """What the Department answered, and the consent it took back."""
    reasons = wording.REFUSED_EXCLUSION if fate == "refused" else wording.CONSENT
    number = f"7-22-{made.id + 300}"
    entry = AnswerEntry(fate != "refused", on, Way.ELECTRONIC.value, number, reasons)
    with scene.as_(scene.team.top_assistant) as department:
        exclusions.answer(scene.session, department, made.id, entry, today=on)
        if fate == "withdrawn":
            back = WithdrawalEntry(scene.after(on, 9), wording.WITHDRAWN_CONSENT)
            day = back.withdrawn_on
            exclusions.withdraw_consent(scene.session, department, made.id, back, today=day)


def _assessed(scene: Scene, act: CourtAct, *, has_breach: bool) -> None:
    """What the oblast found of an act changed without the district's protest."""
    entry = AssessmentEntry(has_breach, wording.ASSESSED_ACT[0 if has_breach else 1])
    with scene.as_(scene.team.above_assistant) as oblast:
        exclusions.assess_act(
            scene.session,
            oblast,
            act.case_id,
            act.id,
            entry,
            idempotency_key=scene.key(),
            today=scene.after(act.made_on, 7),
        )


def _assessed_protest(scene: Scene) -> None:
    """The oldest protest of the district that failed, found well-founded; the others still wait."""
    statement = (
        select(Protest)
        .where(
            Protest.author_office_id == scene.team.head.office_id,
            Protest.outcome.in_((Outcome.REJECTED.value, Outcome.RETURNED.value)),
        )
        .order_by(Protest.outcome_on, Protest.id)
        .limit(1)
    )
    failed = scene.session.scalars(statement).first()
    if failed is None:
        return
    with scene.as_(scene.team.above_assistant) as oblast:
        exclusions.assess_protest(
            scene.session,
            oblast,
            failed.id,
            AssessmentEntry(False, wording.ASSESSED_PROTEST),
            idempotency_key=scene.key(),
            today=scene.after(failed.outcome_on or scene.today, 8),
        )
