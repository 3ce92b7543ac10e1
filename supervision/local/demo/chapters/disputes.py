"""Disputes in enforcement proceedings: hearings past and ahead, acts to be checked (`2002 ¶5, ¶7`)."""

from __future__ import annotations

from supervision.cases.rules.acts import CheckResult
from supervision.cases.rules.hearings import HearingEntry
from supervision.core.access import Actor
from supervision.disputes import operations as disputes
from supervision.disputes.models import Dispute
from supervision.duties.rules import LateCause, Lateness
from supervision.law.participation import Instance
from supervision.local.demo import names
from supervision.local.demo.chapters.cases import own_court
from supervision.local.demo.dispute_story import FATES, DisputeStory, DisputeTeller
from supervision.local.demo.scene import ZONE, Scene


def tell(scene: Scene) -> None:
    """The office's disputes, one of each fate."""
    court = own_court(scene)
    teller = DisputeTeller(
        scene.chance, scene.teller, scene.today, court.id, court.code.removesuffix("-D")
    )
    for place, fate in enumerate(FATES):
        _live(scene, scene.team.assistants[place % 2], teller.story(fate))


def _live(scene: Scene, actor: Actor, story: DisputeStory) -> None:
    """One dispute from its registration as far as its story has come."""
    dispute = disputes.register_dispute(
        scene.session,
        actor,
        story.entry,
        idempotency_key=scene.key(),
        assignee_id=actor.user_id,
        **scene.on(story.registered_on),
    )
    hearing = disputes.set_hearing(
        scene.session,
        actor,
        dispute.id,
        HearingEntry(Instance.FIRST, dispute.court_id, story.hearing_at, "", actor.user_id),
        idempotency_key=scene.key(),
        zone=ZONE,
        **scene.on(story.registered_on),
    )
    if story.outcome is None:
        return
    disputes.record_outcome(
        scene.session, actor, dispute.id, hearing.id, story.outcome, **scene.on(hearing.day)
    )
    _decided(scene, actor, dispute, story)


def _decided(scene: Scene, actor: Actor, dispute: Dispute, story: DisputeStory) -> None:
    """The court's act, and its check where there was one."""
    if story.act is None:
        return
    days = story.act.days
    known_on = max(day for day in (story.act.made_on, days.received_on, days.in_force_on) if day)
    act = disputes.record_act(
        scene.session,
        actor,
        dispute.id,
        story.act,
        idempotency_key=scene.key(),
        **scene.on(known_on),
    )
    if story.result is None:
        return
    day = scene.after(known_on, 4)
    disputes.record_check(
        scene.session,
        actor,
        dispute.id,
        act.id,
        result=story.result.value,
        checked_on=day,
        note=scene.chance.choice(names.FINDINGS[story.result is CheckResult.UNLAWFUL]),
        lateness=Lateness(LateCause.WORKLOAD, actor.office_name),
        **scene.on(day),
    )
