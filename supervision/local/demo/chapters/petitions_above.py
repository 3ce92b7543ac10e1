"""Petitions in the oblast office and in the GPO: forwarded, incomplete, with checks (`2015 ¶27`).

These registers belong to offices above many districts, so they are filled after the districts, by
one process an office.
"""

from __future__ import annotations

from datetime import date, timedelta

from supervision.core.access import Actor
from supervision.duties import operations as duties
from supervision.duties.queries import open_duty
from supervision.local.demo import wording
from supervision.local.demo.chapters.petitions import (
    APPELLATE,
    CASSATION,
    Counter,
    Plan,
    letter,
    live,
)
from supervision.local.demo.scene import Scene
from supervision.petitions import operations as petitions
from supervision.petitions.models import Petition
from supervision.petitions.rules import CHECK_KIND
from supervision.petitions.rules.resolving import CheckEntry, LetterKind, checklist_codes

OBLAST_PLANS = (
    Plan(APPELLATE, 2, "received"),
    Plan(APPELLATE, 6, "examined"),
    Plan(APPELLATE, 18, "court_late"),
    Plan(APPELLATE, 19, "extended"),
    Plan(APPELLATE, 11, "refusal"),
    Plan(APPELLATE, 30, "refused"),
)
GPO_PLANS = (
    Plan(CASSATION, 1, "received"),
    Plan(CASSATION, 6, "examined"),
    Plan(CASSATION, 18, "court_late"),
    Plan(CASSATION, 28, "overdue"),
    Plan(CASSATION, 21, "extended"),
    Plan(CASSATION, 10, "refusal"),
    Plan(CASSATION, 12, "given_back"),
    Plan(CASSATION, 31, "refused"),
    Plan(CASSATION, 25, "granted"),
)
# Incomplete ones by their days, and the checks by their age, their term in days and their fate.
INCOMPLETE = (3, 5, 9)
CHECKS = ((6, 14, "paused"), (20, 12, "extended"), (24, 12, "reported"))
CHECK_RULE = "2015/27/additional_check"


def tell_oblast(scene: Scene) -> None:
    """The oblast's own petitions, and those that went up to it and down from it."""
    team = scene.team
    with scene.as_(team.above_assistant) as clerk:
        counter = Counter(clerk, team.above, team.above)
        for plan in OBLAST_PLANS:
            live(scene, counter, plan)
        down = live(scene, counter, Plan(APPELLATE, 3, "received"))
        _forwarded(scene, clerk, down, team.head, wording.FORWARDING_DOWN)
    with scene.as_(team.assistants[0]) as clerk:
        counter = Counter(clerk, team.head, team.above)
        for days in (2, 6):
            up = live(scene, counter, Plan(APPELLATE, days, "received"))
            _forwarded(scene, clerk, up, team.above, wording.FORWARDING)


def tell_gpo(scene: Scene) -> None:
    """The petitions for a cassation protest, which the GPO resolves."""
    team = scene.team
    with scene.as_(team.top_assistant) as clerk:
        counter = Counter(clerk, team.top, team.top)
        lived = [live(scene, counter, plan) for plan in GPO_PLANS]
        for place, days in enumerate(INCOMPLETE):
            found = live(scene, counter, Plan(CASSATION, days, "examined"))
            _lacking(scene, clerk, found, is_returned=place == len(INCOMPLETE) - 1)
        for place, (ago, term, fate) in enumerate(CHECKS):
            _check(scene, lived[place + 1], ago, term, fate)
    with scene.as_(team.above_assistant) as clerk:
        counter = Counter(clerk, team.above, team.above)
        up = live(scene, counter, Plan(CASSATION, 4, "received"))
        _forwarded(scene, clerk, up, team.top, wording.FORWARDING)


def _forwarded(scene: Scene, clerk: Actor, petition: Petition, to: Actor, reason: str) -> None:
    day = scene.after(petition.received_on, 1)
    petitions.forward_petition(
        scene.session,
        clerk,
        petition.id,
        to_office_id=to.office_id or 0,
        reason=reason,
        **scene.on(day),
    )


def _lacking(scene: Scene, clerk: Actor, petition: Petition, *, is_returned: bool) -> None:
    """A petition whose contents were checked and lack something; one is returned already."""
    day = scene.after(petition.received_on, 2)
    present = checklist_codes(represented=False)[:-2]
    petitions.record_checklist(
        scene.session, clerk, petition.id, present=present, checked_on=day, **scene.on(day)
    )
    if is_returned:
        letter(scene, clerk, petition, LetterKind.RETURN, scene.after(day, 1))


def _check(scene: Scene, petition: Petition, ago: int, term: int, fate: str) -> None:
    """An additional check that the oblast was ordered: its clock stands, put off, or reported."""
    day = max(scene.ago(ago), scene.after(petition.received_on, 1))
    entry = CheckEntry(
        oblast_id=scene.team.above.office_id or 0,
        number=f"7-27-{scene.chance.randint(10, 99)}",
        task=wording.CHECK_TASK,
        due_on=scene.teller.working(day + timedelta(days=term)),
    )
    with scene.as_(scene.team.top) as head:
        check = petitions.order_check(
            scene.session, head, petition.id, entry, idempotency_key=scene.key(), **scene.on(day)
        )
        if fate != "reported":
            _decide(scene, head, check.id, day, fate)
    if fate == "reported":
        with scene.as_(scene.team.above_assistant) as reporter:
            on = scene.after(day, 8)
            petitions.report_check(
                scene.session,
                reporter,
                check.id,
                report=wording.CHECK_REPORT,
                reported_on=on,
                **scene.on(on),
            )


def _decide(scene: Scene, head: Actor, check_id: int, day: date, fate: str) -> None:
    """The Department's head stops the clock of a check, or puts its day off."""
    duty = open_duty(scene.session, CHECK_KIND, check_id, CHECK_RULE)
    if duty is None:
        raise LookupError(f"the check {check_id} has no open duty")
    if fate == "paused":
        on = scene.after(day, 3)
        duties.pause(
            scene.session, head, duty.id, from_on=on, reason=wording.CHECK_PAUSED, **scene.on(on)
        )
        return
    longer = scene.teller.working(scene.ago(0) + timedelta(days=8))
    duties.move_by_hand(
        scene.session,
        head,
        duty.id,
        new_due_on=longer,
        reason=wording.CHECK_EXTENDED,
        **scene.on(scene.after(day, 7)),
    )
