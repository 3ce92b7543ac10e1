"""Inspections, training, publications, proposals, practice and posts of each office, by its level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from supervision.core.access import Actor
from supervision.guidance import operations
from supervision.guidance.models import Record
from supervision.guidance.rules import BY_KIND
from supervision.local.demo import guidance_wording as words
from supervision.local.demo.scene import Scene
from supervision.responses.queries import of_subject


def tell(scene: Scene) -> None:
    """A district's year: an inspection, publications, a proposal, its post."""
    actor = scene.team.assistants[0]
    with scene.as_(actor):
        _inspection(scene, actor, scene.chance.randint(60, 250), is_mended=True)
        _publications(scene, actor, scene.some(words.PUBLICATIONS))
        _proposals(scene, actor, words.PROPOSALS[:1])
    with scene.as_(scene.team.head) as head:
        _post(scene, head, "assistant", head.office_id or 0, is_held=scene.share.full)


def tell_oblast(scene: Scene) -> None:
    """An oblast's year: inspections, its plan of training, publications, what it found below, posts."""
    actor = scene.team.above_assistant
    district = scene.team.head.office_id or 0
    with scene.as_(actor):
        _inspection(scene, actor, 40, is_mended=False)
        _planned(scene, actor)
        for place, (form, branch, topic, audience) in enumerate(words.TRAININGS):
            _training(scene, actor, (form, branch, topic, audience), 300 - place * 80)
        _publications(scene, actor, words.PUBLICATIONS)
        _proposals(scene, actor, words.PROPOSALS)
        for nature, source, title, description, measures in words.FINDINGS[1:2]:
            told = (nature, source, title, description, measures)
            _finding(scene, actor, district, told, 20)
        _post(scene, actor, "senior_assistant", actor.office_id or 0, is_held=True)


def tell_gpo(scene: Scene) -> None:
    """The Department's year: training, publications, law-making, what it found in offices."""
    actor = scene.team.top_assistant
    with scene.as_(actor):
        for place, told in enumerate(words.TRAININGS[2:]):
            _training(scene, actor, told, 200 - place * 70)
        _publications(scene, actor, words.PUBLICATIONS[:2])
        _proposals(scene, actor, words.GPO_PROPOSALS, assigned=True)
        for place, finding in enumerate(words.FINDINGS):
            _finding(scene, actor, scene.team.head.office_id or 0, finding, 30 - place * 14)


def _enter(
    scene: Scene, actor: Actor, kind: str, on: date, *, office_id: int | None = None, **values: Any
) -> Record:
    return operations.enter(
        scene.session,
        actor,
        BY_KIND[kind],
        values,
        office_id=office_id,
        idempotency_key=scene.key(),
        **scene.on(on),
    )


def _step(scene: Scene, actor: Actor, record: Record, name: str, on: date, **values: Any) -> None:
    register = BY_KIND[record.__tablename__]
    operations.take_step(
        scene.session,
        actor,
        register,
        record.id,
        register.step(name),
        values,
        version=None,
        **scene.on(on),
    )


def _inspection(scene: Scene, actor: Actor, ago: int, *, is_mended: bool) -> None:
    """An inspection with its act and breaches; a mended one is closed."""
    on = scene.ago(ago)
    body, topic, findings, breaches = scene.chance.choice(words.INSPECTIONS)
    is_court = body.startswith("Администратор")
    record = _enter(
        scene,
        actor,
        "inspection",
        scene.ago(ago + 30),
        inspected="court_administrator" if is_court else "enforcement_official",
        body=body,
        topic=topic,
        planned_on=on,
        inspector=actor.name,
    )
    number = f"2-10-{scene.chance.randint(10, 99)}"
    mend_by = on + timedelta(days=30)
    acted = {"act_number": number, "act_on": on, "findings": findings, "mend_by": mend_by}
    _step(scene, actor, record, "conduct", on, **acted)
    about: dict[str, Any] = {"version": None, **scene.on(on)}
    for description in breaches:
        operations.record_breach(scene.session, actor, record.id, description=description, **about)
    if not is_mended:
        return
    mended = scene.after(on, 25)
    for breach in of_subject(scene.session, "inspection", record.id):
        operations.record_removal(
            scene.session,
            actor,
            record.id,
            breach.id,
            removed_on=mended,
            note=words.MENDED,
            version=None,
            **scene.on(mended),
        )
    result = scene.chance.choice(words.RESULTS)
    _step(scene, actor, record, "close", mended, closed_on=mended, result=result)


def _planned(scene: Scene, actor: Actor) -> None:
    """An inspection that waits for its day, and one that was struck from the plan."""
    for ahead, is_struck in ((20, False), (120, True)):
        body, topic, _findings, _breaches = scene.chance.choice(words.INSPECTIONS)
        record = _enter(
            scene,
            actor,
            "inspection",
            scene.ago(60),
            inspected="enforcement_official",
            body=body,
            topic=topic,
            planned_on=scene.today + timedelta(days=ahead),
        )
        if is_struck:
            reason = words.STRUCK_INSPECTION
            _step(scene, actor, record, "cancel", scene.ago(5), reason=reason)


def _training(scene: Scene, actor: Actor, told: Sequence[str], ago: int) -> None:
    """A line of the plan; those whose day has come were held."""
    form, branch, topic, audience = told
    on = scene.ago(ago) if ago > 0 else scene.teller.working(scene.today + timedelta(days=12))
    record = _enter(
        scene,
        actor,
        "training",
        scene.ago(max(ago, 0) + 20),
        form=form,
        branch=branch,
        topic=topic,
        planned_on=on,
        audience=audience,
        leader=actor.name,
    )
    if ago > 0:
        attended = scene.chance.randint(4, 38)
        held = {"held_on": on, "attended": attended, "attendees": words.ATTENDEES}
        _step(scene, actor, record, "hold", on, **held)


def _publications(scene: Scene, actor: Actor, told: Sequence[Sequence[str]]) -> None:
    for medium, outlet, title, branch, link in told:
        on = scene.ago(scene.chance.randint(1, 170))
        _enter(
            scene,
            actor,
            "publication",
            on,
            medium=medium,
            outlet=outlet,
            title=title,
            branch=branch,
            published_on=on,
            author=actor.name,
            link=link,
        )


def _proposals(
    scene: Scene, actor: Actor, told: Sequence[Sequence[str]], *, assigned: bool = False
) -> None:
    """Proposals as far as their stories have come; the Department's are made on assignments."""
    for place, (about, title, addressee, content, fate) in enumerate(told):
        given = scene.ago(12 + place * 30)
        values: dict[str, Any] = {"about": about, "title": title, "addressee": addressee}
        if assigned:
            due_on = scene.teller.working(given + timedelta(days=20))
            values |= {"assigned_by": words.ASSIGNED_BY, "assigned_on": given, "due_on": due_on}
        record = _enter(scene, actor, "proposal", given, content=content, **values)
        if fate == "prepared":
            continue
        sent = scene.after(given, 9)
        number = f"2-11-{scene.chance.randint(100, 999)}"
        _step(scene, actor, record, "send", sent, sent_number=number, sent_on=sent)
        if fate == "answered":
            on = scene.after(sent, 14)
            answered = {"answered_on": on, "outcome": "accepted", "answer": words.ANSWER}
            _step(scene, actor, record, "answer", on, **answered)


def _finding(scene: Scene, actor: Actor, office_id: int, told: Sequence[str], ago: int) -> None:
    """A breach or a positive practice found in an office, mostly entered the same day."""
    nature, source, title, description, measures = told
    on = scene.ago(ago)
    record = _enter(
        scene,
        actor,
        "practice",
        on,
        office_id=office_id,
        nature=nature,
        source=source,
        title=title,
        description=description,
        found_on=on,
    )
    if measures:
        number = f"Т-{scene.chance.randint(10, 99)}"
        entry = {"registry_number": number, "registered_on": on, "measures": measures}
        _step(scene, actor, record, "admit", on, **entry)


def _post(scene: Scene, actor: Actor, post: str, office_id: int, *, is_held: bool) -> None:
    """A post of the branch; where nobody holds it, somebody left it a while ago."""
    since, order = scene.ago(700), scene.chance.choice(words.ORDERS)
    record = _enter(
        scene,
        actor,
        "staff_post",
        since,
        office_id=office_id,
        post=post,
        provided_on=since,
        provided_by=order,
    )
    appointed = scene.ago(640)
    holder = {"holder": scene.teller.person(), "appointed_on": appointed, "appointed_by": order}
    _step(scene, actor, record, "appoint", appointed, **holder)
    if not is_held:
        left = scene.ago(45)
        _step(scene, actor, record, "vacate", left, vacated_on=left, vacancy_note=words.VACANCY)
