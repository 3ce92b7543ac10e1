"""Protests for tests, made by the room's own operations.

Belongs here: entries with every field filled plausibly and short verbs. Does not belong here: what a
test looks for afterwards.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.protests import operations
from supervision.protests.models import Protest, ProtestMotion, RestoredTerm
from supervision.protests.rules import (
    BringEntry,
    DraftEntry,
    MotionEntry,
    OutcomeEntry,
    RestoredEntry,
)

DRAFT = DraftEntry(
    kind="appellate",
    part="Жаза бөлігі",
    grounds=("wrong_application_of_law",),
    own_grounds="Сот ӘҚБтК 440-бабын дұрыс қолданбаған.",
    demand="Қаулының күшін жою",
)


class ProtestDesk:
    """One prosecutor at work on protests: each verb in its own transaction and own scope."""

    def __init__(self, session: Session, actor: Actor, law: Lawbook, today: date) -> None:
        self.session, self.actor, self.law, self.today = session, actor, law, today

    def draft(self, act: CourtAct, **changes: Any) -> Protest:
        """A draft against the act, its grounds written out."""
        entry = replace(DRAFT, **changes)
        return self._do(
            operations.draft, act.case_id, act.id, entry, idempotency_key=uuid.uuid4(), lawful=False
        )

    def bring(
        self,
        protest: Protest,
        on: date,
        by: int | None = None,
        number: str = "2-15/26",
        **rest: Any,
    ) -> Protest:
        """The protest as brought by the actor, or somebody else of the own office."""
        entry = BringEntry(number, on, by or self.actor.user_id, **rest)
        return self._do(operations.bring, protest.id, entry)

    def motion(self, protest: Protest, on: date, **changes: Any) -> ProtestMotion:
        """A motion to let the protest be withdrawn, with motives and a paper."""
        entry = replace(MotionEntry(on, "Негіз жоқ", "7-26", True), **changes)
        return self._do(
            operations.move_withdrawal,
            protest.id,
            entry,
            idempotency_key=uuid.uuid4(),
            lawful=False,
        )

    def outcome(self, protest: Protest, decision: str, on: date, **rest: Any) -> Protest:
        """What became of the protest."""
        return self._do(operations.record_outcome, protest.id, OutcomeEntry(decision, on, **rest))

    def restore(self, act: CourtAct, ruled_on: date, until_on: date) -> RestoredTerm:
        """The court's ruling that restored the term."""
        entry = RestoredEntry("3-12", ruled_on, until_on)
        key = uuid.uuid4()
        return self._do(operations.restore_term, act.case_id, act.id, entry, idempotency_key=key)

    def do(self, verb: Any, *about: Any, **given: Any) -> Any:
        """Any other verb, which asks no law."""
        return self._do(verb, *about, lawful=False, **given)

    def _do(self, verb: Any, *about: Any, lawful: bool = True, **given: Any) -> Any:
        set_scope(self.session, self.actor.scope)
        law = {"law": self.law} if lawful else {}
        with transaction(self.session):
            return verb(self.session, self.actor, *about, today=self.today, **law, **given)
