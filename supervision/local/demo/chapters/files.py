"""Enforcement files from their request to their return (`2002 ¶6`)."""

from __future__ import annotations

import uuid
from datetime import date
from random import Random

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.duties.rules import Lateness
from supervision.law.lawbook import Lawbook
from supervision.local.demo.scene import Scene
from supervision.local.demo.story import Story, Storyteller
from supervision.responses.queries import of_subject
from supervision.studies import operations as studies
from supervision.studies.models import RequestedFile
from supervision.studies.rules import KIND, Completeness, TermRunOut


def tell(scene: Scene) -> None:
    """The office's files, in the order in which they were requested."""
    stories = sorted(
        (scene.teller.story() for _ in range(scene.share.files)),
        key=lambda story: story.entry.requested_on,
    )
    for story in stories:
        actor = scene.chance.choice(scene.team.assistants)
        _live(scene.session, actor, story, scene.teller, scene.law, scene.chance)


def _live(
    session: Session,
    actor: Actor,
    story: Story,
    teller: Storyteller,
    law: Lawbook,
    chance: Random,
) -> None:
    """One file from its registration as far as its story has come."""
    file = studies.register_request(
        session,
        actor,
        story.entry,
        idempotency_key=uuid.UUID(int=chance.getrandbits(128), version=4),
        assignee_id=actor.user_id if chance.random() < 0.92 else None,
        law=law,
        today=story.entry.requested_on,
    )
    if story.partial_on:
        studies.record_supply(
            session,
            actor,
            file.id,
            supplied_on=story.partial_on,
            completeness=teller.completeness(),
            note="2-том жоқ",
            law=law,
            today=story.partial_on,
        )
    if story.received_on and _receive(session, actor, file, story.received_on, law):
        _study(session, actor, file, story, law)


def _receive(
    session: Session, actor: Actor, file: RequestedFile, received_on: date, law: Lawbook
) -> bool:
    """Record the receipt; a file whose statutory term was over goes back unstudied."""
    try:
        studies.record_supply(
            session,
            actor,
            file.id,
            supplied_on=received_on,
            completeness=Completeness.COMPLETE,
            law=law,
            today=received_on,
        )
    except TermRunOut:
        studies.decline_run_out(
            session,
            actor,
            file.id,
            received_on=received_on,
            returned_on=received_on,
            law=law,
            today=received_on,
        )
        return False
    return True


def _study(session: Session, actor: Actor, file: RequestedFile, story: Story, law: Lawbook) -> None:
    if story.studied_on is None:
        return
    studies.record_study(
        session,
        actor,
        file.id,
        studied_on=story.studied_on,
        answers=story.answers,
        lateness=Lateness(story.late_cause, actor.office_name),
        law=law,
        today=story.studied_on,
    )
    if story.returned_on:
        studies.record_return(
            session,
            actor,
            file.id,
            returned_on=story.returned_on,
            law=law,
            today=story.returned_on,
        )
    if story.removed_on:
        for breach in of_subject(session, KIND, file.id):
            studies.remove_breach(
                session,
                actor,
                file.id,
                breach.id,
                removed_on=story.removed_on,
                note="Ұсыныс бойынша жойылды.",
                law=law,
                today=story.removed_on,
            )
