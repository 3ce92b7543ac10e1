"""Administrative cases in court: registered, heard, decided, their acts checked (`2015 ¶4–16`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, Court, CourtAct
from supervision.cases.operations.within import following_together
from supervision.cases.queries.courts import courts_of
from supervision.cases.rules.acts import ActEntry, ActKind
from supervision.cases.rules.hearings import HearingEntry
from supervision.core.access import Actor
from supervision.duties.rules import Lateness
from supervision.law.participation import Instance
from supervision.local.demo import wording
from supervision.local.demo.case_story import ActStory, CaseStory, CaseTeller, HearingStory
from supervision.local.demo.scene import ZONE, Scene


def tell(scene: Scene) -> None:
    """The office's cases in the order in which the court received them; the last two clash."""
    teller = teller_of(scene)
    stories = sorted(
        (teller.story() for _ in range(scene.share.cases)), key=lambda story: story.registered_on
    )
    stories = clashing(stories)
    with following_together(scene.session, scene.law):
        lives = [live(scene, story) for story in stories]
    # A late check names its cause, so it is recorded when the duty it ends is there.
    with following_together(scene.session, scene.law):
        for story, (_case, act) in zip(stories, lives, strict=True):
            if story.act is not None and act is not None:
                _check(scene, act, story.act)


def decided(scene: Scene, stories: Sequence[CaseStory]) -> list[CourtAct]:
    """Cases whose act was checked in time, so that the law follows each but once; their acts."""
    acts = []
    with following_together(scene.session, scene.law):
        for story in stories:
            _case, act = live(scene, story)
            if story.act is not None and act is not None:
                _check(scene, act, story.act)
                acts.append(act)
    return acts


def teller_of(scene: Scene, first_number: int = 101) -> CaseTeller:
    """Who tells the cases of the court at the office's own seat, counting from that number."""
    court = own_court(scene)
    code = court.code.removesuffix("-D")
    return CaseTeller(scene.chance, scene.teller, scene.today, court.id, code, first_number)


def own_court(scene: Scene) -> Court:
    """The first-instance court at the office's own seat."""
    office_id = scene.team.head.office_id or 0
    return next(
        each
        for each in courts_of(scene.session, office_id)
        if each.seat_office_id == office_id and each.instance == Instance.FIRST
    )


def changed_on_appeal(scene: Scene, act: CourtAct, on: date) -> CourtAct:
    """The act by which the court of appeal above the office changed a ruling, in force at once."""
    courts = courts_of(scene.session, scene.team.head.office_id or 0)
    upper = next(each for each in courts if each.instance == Instance.APPELLATE)
    entry = ActEntry(
        instance=Instance.APPELLATE,
        court_id=upper.id,
        kind=ActKind.CHANGED,
        made_on=on,
        part=wording.PART_ON_APPEAL,
        reviews_id=act.id,
        in_force_on=on,
    )
    return cases.record_act(
        scene.session,
        scene.team.assistants[0],
        act.case_id,
        entry,
        idempotency_key=scene.key(),
        **scene.on(on),
    )


def clashing(stories: list[CaseStory]) -> list[CaseStory]:
    """The stories with one hearing to come moved onto another of the same prosecutor."""
    ahead = [
        place
        for place, story in enumerate(stories)
        if story.hearing is not None and story.hearing.outcome is None
    ]
    if len(ahead) < 2:
        return stories
    first, second = (stories[place].hearing for place in ahead[-2:])
    if first is None or second is None:
        return stories
    moved = replace(second, starts_at=first.starts_at, assistant=first.assistant or 0)
    stories[ahead[-2]] = replace(
        stories[ahead[-2]], hearing=replace(first, assistant=first.assistant or 0)
    )
    stories[ahead[-1]] = replace(stories[ahead[-1]], hearing=moved)
    return stories


def live(
    scene: Scene, story: CaseStory, actor: Actor | None = None
) -> tuple[AdminCase, CourtAct | None]:
    """One case from its registration as far as its story has come, but for the check of its act.

    `actor` is who records it, if not the assistant of the story.
    """
    actor = actor or scene.team.assistants[story.assistant or 0]
    case = cases.register_case(
        scene.session,
        actor,
        story.entry,
        idempotency_key=scene.key(),
        assignee_id=actor.user_id if story.assistant is not None else None,
        **scene.on(story.registered_on),
    )
    if story.hearing is not None:
        _hear(scene, actor, case, story.hearing)
    act = None if story.act is None else _decide(scene, actor, case, story.act)
    return case, act


def _hear(scene: Scene, actor: Actor, case: AdminCase, story: HearingStory) -> None:
    people = scene.team.assistants
    prosecutor = None if story.assistant is None else people[story.assistant].user_id
    hearing = cases.set_hearing(
        scene.session,
        actor,
        case.id,
        HearingEntry(Instance.FIRST, case.court_id, story.starts_at, "", prosecutor),
        idempotency_key=scene.key(),
        zone=ZONE,
        **scene.on(case.registered_on),
    )
    if story.outcome is not None:
        cases.record_outcome(
            scene.session, actor, case.id, hearing.id, story.outcome, **scene.on(hearing.day)
        )


def _decide(scene: Scene, actor: Actor, case: AdminCase, story: ActStory) -> CourtAct:
    """The act with its later days, recorded when the last of them came."""
    entry = ActEntry(
        instance=Instance.FIRST,
        court_id=case.court_id,
        kind=story.kind,
        made_on=story.made_on,
        is_arrest=story.is_arrest,
        termination_ground=story.termination_ground,
        part=story.part,
        copy_on=story.copy_on,
        in_force_on=story.in_force_on,
    )
    known = max(day for day in (story.made_on, story.copy_on, story.in_force_on) if day)
    return cases.record_act(
        scene.session, actor, case.id, entry, idempotency_key=scene.key(), **scene.on(known)
    )


def _check(scene: Scene, act: CourtAct, story: ActStory) -> None:
    if story.checked_on is None or story.result is None:
        return
    actor = scene.team.assistants[0]
    cases.record_check(
        scene.session,
        actor,
        act.case_id,
        act.id,
        result=story.result,
        checked_on=story.checked_on,
        note=story.note,
        lateness=Lateness(story.late_cause, actor.office_name),
        **scene.on(max(story.checked_on, story.in_force_on or story.checked_on)),
    )
