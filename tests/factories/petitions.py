"""Petitions for tests, made by the room's own operations with days around one Friday.

Belongs here: entries with every field filled plausibly, and short verbs. Does not belong here: what
a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import Rebuilt, rebuild
from supervision.law.lawbook import Lawbook
from supervision.petitions import operations
from supervision.petitions.facts import CHECKS_SOURCE, SOURCE
from supervision.petitions.models import Petition, PetitionLetter, PetitionRequest
from supervision.petitions.rules import KIND
from supervision.petitions.rules.examining import Ordered
from supervision.petitions.rules.intake import PetitionEntry
from supervision.petitions.rules.resolving import LetterEntry, ProtestTold

ALL_ITEMS = (
    *("addressee", "petitioner", "courts", "ruling", "breach_and_request"),
    *("signature", "power_of_attorney", "certified_copies"),
)


def petition_entry(today: date, **changes: Any) -> PetitionEntry:
    """A petition for an appellate protest in a tax case whose act is in force, came by post."""
    entry = PetitionEntry(
        kind="appellate_protest",
        petitioner_kind="person",
        petitioner_name="Омарова Әсел Қайратқызы",
        identity_number="850314400017",
        address="Семей қаласы, Абай көшесі 1",
        procedural_status="жәбірленуші",
        subject="Қаулының күшін жоюды сұраймын",
        came_by="post",
        received_on=today - timedelta(days=2),
        case_number="6301-26-00-3/77",
        court_name="Әуезов соты",
        act_made_on=today - timedelta(days=20),
        categories=("tax",),
        entered_into_force="yes",
    )
    return replace(entry, **changes)


@dataclass
class Counter:
    """One prosecutor at the petitions counter: each verb in its own transaction."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date

    def as_(self, actor: Actor) -> Counter:
        """The same counter with somebody else at it."""
        set_scope(self.session, actor.scope)
        return replace(self, actor=actor)

    def on(self, today: date) -> Counter:
        """The same counter on another day."""
        return replace(self, today=today)

    def register(
        self, *, is_new: bool = False, repeats_id: int | None = None, **changes: Any
    ) -> Petition:
        """A petition taken in; `changes` are fields of the entry."""
        made: Petition = self.do(
            operations.register_petition,
            petition_entry(self.today, **changes),
            idempotency_key=uuid.uuid4(),
            is_new=is_new,
            repeats_id=repeats_id,
        )
        return made

    def examined(self, reached_on: date | None = None, **changes: Any) -> Petition:
        """A petition that has reached its examining official, today unless said."""
        found = self.register(**changes)
        self.do(
            operations.assign_examiner,
            found.id,
            examiner_id=self.actor.user_id or 0,
            reached_on=reached_on or self.today,
        )
        return found

    def order(
        self, found: Petition, ordered_on: date | None = None, **changes: Any
    ) -> PetitionRequest:
        """An order to request the case file from the court, given today unless said."""
        entry = Ordered(
            "case_file", "Әуезов соты", "6301-26-00-3/77", "О-5", ordered_on or self.today
        )
        made: PetitionRequest = self.do(
            operations.order_request,
            found.id,
            replace(entry, **changes),
            idempotency_key=uuid.uuid4(),
        )
        return made

    def letter(
        self, found: Petition, kind: str, *, protest: ProtestTold | None = None, **changes: Any
    ) -> PetitionLetter:
        """A letter to the petitioner, sent today unless said."""
        entry = LetterEntry(kind, "7-11-26", self.today, "Негіз жоқ")
        made: PetitionLetter = self.do(
            operations.send_letter, found.id, replace(entry, **changes), protest=protest
        )
        return made

    def refuse(self, found: Petition, found_on: date | None = None) -> Any:
        """A conclusion on leaving the petition without satisfaction."""
        given = {"arguments": "Айып дәлелденбеген", "reasons": "Айып құжаттармен дәлелденген"}
        on = found_on or self.today
        return self.do(operations.draft_refusal, found.id, found_on=on, **given)

    def do(self, verb: Any, *about: Any, **given: Any) -> Any:
        """Any verb, in its own transaction."""
        with transaction(self.session):
            return verb(self.session, self.actor, *about, law=self.law, today=self.today, **given)

    def rebuild(self) -> Rebuilt:
        """Ask the law again for every petition and check this actor sees."""
        with transaction(self.session):
            return rebuild(
                self.session, self.actor, (SOURCE, CHECKS_SOURCE), law=self.law, today=self.today
            )

    def duties(self, subject_id: int, kind: str = KIND) -> dict[str, Duty]:
        """The duties of a petition that were not dropped, by rule and, where it has one, key."""
        rows = self.session.scalars(
            select(Duty)
            .where(
                Duty.subject_kind == kind,
                Duty.subject_id == subject_id,
                Duty.state != "dropped",
            )
            .execution_options(populate_existing=True)
        )
        return {duty.rule: duty for duty in rows}
