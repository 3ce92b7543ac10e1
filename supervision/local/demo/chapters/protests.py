"""Protests against acts found unlawful, from the draft to the outcome (`2015 ¶13, ¶17, ¶23`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supervision.cases.models import CourtAct
from supervision.cases.rules.acts import ActKind, CheckResult
from supervision.core.access import Actor
from supervision.law.protests import EndedBy, ProtestKind, grounds_of_appeal
from supervision.local.demo import wording
from supervision.local.demo.chapters.cases import changed_on_appeal, decided, teller_of
from supervision.local.demo.scene import Scene
from supervision.protests import operations as protests
from supervision.protests.models import Protest
from supervision.protests.rules import (
    Answer,
    BringEntry,
    Decision,
    DraftEntry,
    MotionEntry,
    OutcomeEntry,
)

NUMBERS = 801
# How many days ago the copy of each act came, and what became of the protest against it.
PLANS = (
    (8, "none"),
    (3, "draft"),
    (5, "review"),
    (6, "remarks"),
    (9, "brought"),
    (30, "brought"),
    (45, "granted"),
    (52, "granted_in_part"),
    (48, "rejected"),
    (50, "rejected"),
    (54, "rejected"),
    (38, "withdrawn"),
    (41, "returned"),
    (4, "above"),
    (24, "missed"),
    (55, "missed"),
    (63, "missed"),
    (60, "cassation"),
)
GRANTED = frozenset({Decision.GRANTED, Decision.GRANTED_IN_PART})
DECIDED = frozenset(Decision) - {Decision.NONE}


def tell(scene: Scene) -> None:
    """Cases whose act was found unlawful, and what became of the protest against each."""
    for act, fate in _unlawful(scene):
        if fate == "above":
            _of_oblast(scene, act)
        elif fate == "cassation":
            _of_gpo(scene, act)
        elif fate not in ("none", "missed"):
            _of_office(scene, act, fate)


def _unlawful(scene: Scene) -> Iterator[tuple[CourtAct, str]]:
    """An act for every plan, found unlawful."""
    teller, plans = teller_of(scene, NUMBERS), scene.some(PLANS)
    stories = [
        teller.decided("plain", scene.ago(days), ActKind.PENALTY, CheckResult.UNLAWFUL)
        for days, _fate in plans
    ]
    for act, (_days, fate) in zip(decided(scene, stories), plans, strict=True):
        yield act, fate


def _of_office(scene: Scene, act: CourtAct, fate: str) -> None:
    """A protest of the office itself as far as its story has come."""
    assistant = scene.team.assistants[0]
    protest = _drafted(scene, assistant, act)
    if fate in ("review", "remarks"):
        _shown(scene, assistant, protest, scene.team.above_assistant, answered=fate == "remarks")
        return
    if fate == "draft":
        return
    brought_on = _brought(scene, scene.team.head, protest, scene.after(protest.drafted_on, 1))
    if fate == "withdrawn":
        motion = MotionEntry(scene.after(brought_on, 5), wording.WITHDRAWAL_MOTIVES, "2-9-31", True)
        protests.move_withdrawal(
            scene.session,
            scene.team.head,
            protest.id,
            motion,
            idempotency_key=scene.key(),
            today=motion.moved_on,
        )
    if fate != "brought":
        entry = _outcome(scene, act, fate, scene.after(brought_on, 11))
        protests.record_outcome(
            scene.session, assistant, protest.id, entry, **scene.on(entry.outcome_on)
        )


def _of_oblast(scene: Scene, act: CourtAct) -> None:
    """A draft of the oblast itself, shown to the GPO."""
    with scene.as_(scene.team.above_assistant) as actor:
        protest = _drafted(scene, actor, act)
        _shown(scene, actor, protest, scene.team.top_assistant, answered=False)


def _of_gpo(scene: Scene, act: CourtAct) -> None:
    """A cassation protest against an act in force: of one office only drafted, of the next brought."""
    with scene.as_(scene.team.top_assistant) as actor:
        protest = _drafted(scene, actor, act, ProtestKind.CASSATION)
        if act.office_id % 2:
            _brought(scene, scene.team.top, protest, scene.after(protest.drafted_on, 14))


def _drafted(
    scene: Scene, actor: Actor, act: CourtAct, kind: ProtestKind = ProtestKind.APPELLATE
) -> Protest:
    """A draft with its grounds, written when the act was checked."""
    entry = DraftEntry(
        kind=kind.value,
        part=wording.PROTEST_PART,
        grounds=(scene.chance.choice(grounds_of_appeal()).code,),
        own_grounds=scene.chance.choice(wording.PROTEST_GROUNDS),
        demand=wording.PROTEST_DEMAND,
    )
    days = [act.checked_on or act.made_on]
    if kind is ProtestKind.CASSATION and act.in_force_on is not None:
        days.append(act.in_force_on)
    return protests.draft(
        scene.session,
        actor,
        act.case_id,
        act.id,
        entry,
        idempotency_key=scene.key(),
        today=max(days),
    )


def _shown(
    scene: Scene, actor: Actor, protest: Protest, reviewer: Actor, *, answered: bool
) -> None:
    """The draft shown to the office above, which has answered or has it on its desk."""
    review = protests.ask_review(
        scene.session,
        actor,
        protest.id,
        reviewing_office_id=reviewer.office_id,
        idempotency_key=scene.key(),
        today=protest.drafted_on,
    )
    if not answered:
        return
    with scene.as_(reviewer):
        protests.answer_review(
            scene.session,
            reviewer,
            protest.id,
            review.id,
            answer=Answer.REMARKS.value,
            remarks=wording.REVIEW_REMARKS,
            today=scene.after(protest.drafted_on, 1),
        )


def _brought(scene: Scene, actor: Actor, protest: Protest, on: date) -> date:
    """The protest brought by this very prosecutor; returns the day."""
    with scene.as_(actor):
        entry = BringEntry(f"2-13-{protest.id + 100}", on, actor.user_id)
        protests.bring(scene.session, actor, protest.id, entry, **scene.on(on))
    return on


def _outcome(scene: Scene, act: CourtAct, fate: str, on: date) -> OutcomeEntry:
    """What the court made of a protest; a granted one changed the ruling."""
    if fate in GRANTED:
        changed = changed_on_appeal(scene, act, on)
        return OutcomeEntry(fate, on, wording.COURT_ON_PROTEST, act_id=changed.id)
    if fate in DECIDED:
        return OutcomeEntry(fate, on, wording.COURT_ON_PROTEST)
    if fate == "withdrawn":
        how, note = EndedBy.COURT_GRANTED_MOTION, wording.WITHDRAWN
    else:
        how, note = EndedBy.COURT_RETURNED, wording.RETURNED
    return OutcomeEntry(Decision.NONE.value, on, note, how.value)
