"""Representations to the offices above, and terms missed to protest (`2015 ¶14, ¶17`, `2002 ¶7`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from supervision.cases.models import CourtAct
from supervision.cases.rules import KIND as CASE
from supervision.cases.rules.acts import CheckResult
from supervision.core.access import Actor
from supervision.disputes.models import DisputeAct
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.protests import Outcome
from supervision.local.demo import wording
from supervision.local.demo.scene import Scene
from supervision.protests.models import Protest
from supervision.representations import operations as representations
from supervision.representations.models import MissedWindow, Representation
from supervision.representations.rules import (
    AnswerEntry,
    Decision,
    DecisionEntry,
    FindingsEntry,
    MissedCause,
    MissedState,
    PartsEntry,
    SendEntry,
    Stage,
)

# What the oblast made of each rejected protest and of acts in force; the rest still wait.
ON_REJECTED = ("sent", "draft")
ON_BREACHES = ("turned", "refused")
EXAMINED = 2


def tell(scene: Scene) -> None:
    """The oblast's representations on the office's cases, and the office's own in a dispute."""
    with scene.as_(scene.team.above_assistant) as author:
        for protest, fate in zip(_rejected(scene), ON_REJECTED, strict=False):
            day = scene.after(protest.outcome_on or scene.today, 2)
            made = representations.draft_on_rejection(
                scene.session,
                author,
                protest.id,
                _parts(),
                idempotency_key=scene.key(),
                **scene.on(day),
            )
            _gone_on(scene, author, scene.team.above, made, fate)
        for act, fate in zip(_unlawful_in_force(scene), ON_BREACHES, strict=False):
            found_on = scene.after(act.in_force_on or act.made_on, 3)
            made = _drafted(scene, author, (CASE, act.case_id), act.id, found_on, found_on)
            _gone_on(scene, author, scene.team.above, made, fate)
    author = scene.team.assistants[0]
    for dispute_act in _unlawful_in_disputes(scene):
        day = scene.after(dispute_act.checked_on or dispute_act.made_on, 2)
        place = (DISPUTE, dispute_act.dispute_id)
        made = _drafted(scene, author, place, dispute_act.id, day, None, scene.team.above)
        _gone_on(scene, author, scene.team.head, made, "sent")


def tell_missed(scene: Scene) -> None:
    """What the oblast found of the terms its districts missed: one decided, one being examined."""
    with scene.as_(scene.team.above_assistant) as actor:
        statement = (
            select(MissedWindow)
            .where(MissedWindow.state == MissedState.OPEN.value)
            .order_by(MissedWindow.window_ends_on, MissedWindow.id)
            .limit(EXAMINED)
        )
        for place, missed in enumerate(scene.session.scalars(statement).all()):
            _examined(scene, actor, missed, is_decided=place == 0)


def _rejected(scene: Scene) -> Sequence[Protest]:
    """The office's rejected protests, the oldest first."""
    statement = select(Protest).where(
        Protest.office_id == scene.team.head.office_id, Protest.outcome == Outcome.REJECTED.value
    )
    return scene.session.scalars(statement.order_by(Protest.outcome_on, Protest.id)).all()


def _unlawful_in_force(scene: Scene) -> Sequence[CourtAct]:
    """The office's unlawful acts in force that nobody has protested, the oldest first."""
    protested = select(Protest.act_id).where(Protest.act_id.is_not(None))
    statement = select(CourtAct).where(
        CourtAct.office_id == scene.team.head.office_id,
        CourtAct.check_result == CheckResult.UNLAWFUL.value,
        CourtAct.in_force_on.is_not(None),
        CourtAct.id.not_in(protested),
    )
    return scene.session.scalars(statement.order_by(CourtAct.made_on, CourtAct.id)).all()


def _unlawful_in_disputes(scene: Scene) -> Sequence[DisputeAct]:
    """The unlawful acts in force in the office's disputes."""
    statement = select(DisputeAct).where(
        DisputeAct.office_id == scene.team.head.office_id,
        DisputeAct.check_result == CheckResult.UNLAWFUL.value,
        DisputeAct.in_force_on.is_not(None),
    )
    return scene.session.scalars(statement.order_by(DisputeAct.id)).all()


def _parts(breach_on: date | None = None) -> PartsEntry:
    return PartsEntry(**wording.REPRESENTATION, breach_on=breach_on)


def _drafted(
    scene: Scene,
    author: Actor,
    place: tuple[str, int],
    act_id: int,
    day: date,
    breach_on: date | None,
    addressee: Actor | None = None,
) -> Representation:
    kind, matter_id = place
    return representations.draft(
        scene.session,
        author,
        matter_id,
        act_id,
        _parts(breach_on),
        kind=kind,
        addressed_to_id=addressee.office_id if addressee is not None else None,
        idempotency_key=scene.key(),
        **scene.on(day),
    )


def _gone_on(scene: Scene, author: Actor, head: Actor, made: Representation, fate: str) -> None:
    """A representation as far as its story has come: a draft, sent, answered or become a protest."""
    if fate == "draft":
        return
    sent_on = scene.after(made.drafted_on, 2)
    sent = SendEntry(f"2-14-{made.id + 100}", sent_on, head.user_id)
    representations.send(scene.session, author, made.id, sent, **scene.on(sent_on))
    answered_on = scene.after(sent_on, 6)
    with scene.as_(scene.team.top_assistant) as above:
        if fate == "refused":
            answer = AnswerEntry(False, answered_on, wording.MOTIVES)
            representations.answer(scene.session, above, made.id, answer, today=answered_on)
        elif fate == "turned":
            representations.turn_into_protest(scene.session, above, made.id, today=answered_on)


def _examined(scene: Scene, actor: Actor, missed: MissedWindow, *, is_decided: bool) -> None:
    """The examination of a missed term, with the decision of the oblast's head."""
    findings = FindingsEntry(
        cause=MissedCause.ACT_NOT_CHECKED_IN_TIME.value,
        stage=Stage.CHECK.value if is_decided else "",
        employees=scene.team.assistants[0].name if is_decided else "",
    )
    representations.examine(scene.session, actor, missed.id, findings, today=scene.today)
    if is_decided:
        entry = DecisionEntry(
            Decision.DISCIPLINARY.value, scene.today, scene.team.above.user_id, wording.DECISION
        )
        representations.decide(scene.session, actor, missed.id, entry, **scene.on(scene.today))
