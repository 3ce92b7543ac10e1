"""Cases of a specialised office at the court's seat: notified, and some handed over (`2015 ¶7`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from supervision.cases import operations as cases
from supervision.cases.rules.case import OpenedBy
from supervision.cases.rules.notices import NoticeEntry, NoticeMeans
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.local.demo.case_story import CaseStory
from supervision.local.demo.chapters.cases import live, teller_of
from supervision.local.demo.scene import ZONE, Scene

CASES = 8
HANDED_OVER = 5


def tell(scene: Scene) -> None:
    """Cases the specialised prosecutor opened in the district's court, where there is such an office."""
    for specialised in scene.team.specialised:
        teller = teller_of(scene)
        for place in range(CASES):
            _told(scene, specialised, teller.story("environment"), place)


def _told(scene: Scene, specialised: Actor, story: CaseStory, place: int) -> None:
    """One such case: registered, its office told, and mostly handed over the next working day."""
    entry = replace(
        story.entry,
        number=story.entry.number.replace("/", "/Т-"),
        opened_by=OpenedBy.PROSECUTORS_OFFICE.value,
        opened_by_office_id=specialised.office_id,
        opened_by_name="",
    )
    case, _act = live(scene, replace(story, entry=entry, hearing=None, act=None))
    giver = scene.team.assistants[0]
    given_at = datetime.combine(story.registered_on, time(11, 30), ZONE).astimezone(UTC)
    cases.give_notice(
        scene.session,
        giver,
        case.id,
        NoticeEntry(
            to_office_id=specialised.office_id or 0,
            given_at=given_at,
            means=NoticeMeans.TELEPHONOGRAM,
            given_by=giver.name,
            taken_by=specialised.name,
        ),
        idempotency_key=scene.key(),
        zone=ZONE,
        **scene.on(story.registered_on),
    )
    if place >= HANDED_OVER:
        return
    day = min(scene.teller.working(story.registered_on + timedelta(days=1)), scene.today)
    cases.hand_over(
        scene.session, giver, case.id, to_office_id=specialised.office_id or 0, **scene.on(day)
    )
    set_scope(scene.session, specialised.scope)
    cases.assign_case(
        scene.session, specialised, case.id, assignee_id=specialised.user_id, **scene.on(day)
    )
    set_scope(scene.session, scene.team.head.scope)
