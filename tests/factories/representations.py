"""Representations and missed terms for tests, made by the room's own operations.

Belongs here: entries with every field filled plausibly and short verbs. Does not belong here: what a
test looks for afterwards.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.protests.models import Protest
from supervision.representations import operations
from supervision.representations.models import Representation
from supervision.representations.rules import AnswerEntry, PartsEntry, SendEntry

PARTS = PartsEntry(
    descriptive="Сот қаулыны өзгеріссіз қалдырды.",
    reasoning="Сот ӘҚБтК 440-бабын дұрыс қолданбаған.",
    resolutive="Қаулының күшін жою",
)


class RepresentationDesk:
    """One prosecutor at work on representations: each verb in its own transaction and own scope."""

    def __init__(self, session: Session, actor: Actor, law: Lawbook, today: date) -> None:
        self.session, self.actor, self.law, self.today = session, actor, law, today

    def on_rejection(self, protest: Protest, entry: PartsEntry = PARTS) -> Representation:
        """A draft that answers a rejected protest, in its three parts."""
        key = uuid.uuid4()
        made: Representation = self.do(
            operations.draft_on_rejection, protest.id, entry, idempotency_key=key
        )
        return made

    def on_breach(self, case_id: int, act_id: int, entry: PartsEntry) -> Representation:
        """A draft on a material breach."""
        key = uuid.uuid4()
        made: Representation = self.do(
            operations.draft, case_id, act_id, entry, idempotency_key=key
        )
        return made

    def send(self, found: Representation, on: date | None = None, **rest: Any) -> Representation:
        """The representation as sent, signed by the actor unless told otherwise."""
        entry = SendEntry(
            rest.pop("number", "2-14/26"),
            on or self.today,
            rest.pop("signed_by_id", self.actor.user_id),
        )
        made: Representation = self.do(operations.send, found.id, entry)
        return made

    def answer(self, found: Representation, accepted: bool, motives: str = "") -> Representation:
        """What the higher office answers, today."""
        entry = AnswerEntry(accepted, self.today, motives)
        made: Representation = self.do(operations.answer, found.id, entry, lawful=False)
        return made

    def turn(self, found: Representation) -> Protest:
        """The protest drafted from the representation."""
        made: Protest = self.do(operations.turn_into_protest, found.id, lawful=False)
        return made

    def do(self, verb: Any, *about: Any, lawful: bool = True, **given: Any) -> Any:
        """Any verb, in its own transaction; with the law unless it asks for none."""
        set_scope(self.session, self.actor.scope)
        law = {"law": self.law} if lawful else {}
        with transaction(self.session):
            return verb(self.session, self.actor, *about, today=self.today, **law, **given)
