"""Disputes for tests, made by the room's own operations with days around one Friday.

Belongs here: an entry with every field filled plausibly, and short verbs. Does not belong here: what
a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.rules.hearings import HearingEntry
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.disputes import operations
from supervision.disputes.models import Dispute, DisputeAct, DisputeHearing
from supervision.disputes.rules import KIND
from supervision.disputes.rules.acts import ActDays, ActEntry
from supervision.disputes.rules.dispute import DisputeEntry
from supervision.disputes.rules.parties import PartyEntry
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from tests.factories.cases import ZONE

CLAIMANT = PartyEntry("claimant", "person", "Серікова Айгүл Маратқызы", "850314400017")
DEBTOR = PartyEntry("debtor", "legal_entity", "ТОО «Жетісу Құрылыс»", "050840000126")
STRANGER = PartyEntry("third_party", "person", "Үсенов Дәулет")
STATE = PartyEntry("debtor", "state", "Әуезов ауданының әкімдігі")
CHILD = PartyEntry("claimant", "person", "Серік Дана", cannot_defend=("age",))
TAKEN_AGO = timedelta(days=20)


def dispute_entry(today: date, court_id: int, **changes: Any) -> DisputeEntry:
    """A contest of a bailiff's actions by the debtor: no ground of participation."""
    entry = DisputeEntry(
        number="6301-26-00-2/77",
        court_id=court_id,
        kind="contest",
        subject="Мүлікке тыйым салу туралы қаулы",
        parties=(CLAIMANT, DEBTOR),
        contested_by=("party",),
        bailiff="Ахметов Нұрлан",
        bailiff_office="Әуезов аумақтық бөлімі",
        enforcement_number="1204/26-10",
        received_by_court_on=today - TAKEN_AGO,
    )
    return replace(entry, **changes)


@dataclass
class DisputeDesk:
    """One prosecutor at work: each verb in its own transaction, with the same law, day and zone."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date
    courts: Mapping[str, int]
    court: str = "10-01-D"

    def register(self, **changes: Any) -> Dispute:
        """A dispute with no ground unless a field is changed."""
        number = changes.pop("number", f"6301-26-00-2/{uuid.uuid4().hex[:6]}")
        entry = dispute_entry(self.today, self.courts[self.court], number=number, **changes)
        given = {"idempotency_key": uuid.uuid4(), "assignee_id": None}
        made: Dispute = self.do(operations.register_dispute, entry, **given)
        return made

    def hearing(
        self,
        dispute: Dispute,
        day: date,
        *,
        instance: str = "first",
        court: str | None = None,
        hour: int = 10,
        **changes: Any,
    ) -> DisputeHearing:
        """A hearing at that hour on the wall clock of the seat."""
        local = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
        court_id = self.courts[court or self.court]
        entry = HearingEntry(instance, court_id, local.astimezone(UTC), **changes)
        given = {"idempotency_key": uuid.uuid4(), "zone": ZONE}
        made: DisputeHearing = self.do(operations.set_hearing, dispute.id, entry, **given)
        return made

    def act(self, dispute: Dispute, made_on: date, **changes: Any) -> DisputeAct:
        """A first-instance act granting the contest, unless changed; days by their names."""
        names = ("received_on", "term_ends_on", "in_force_on")
        days = ActDays(**{name: changes.pop(name) for name in names if name in changes})
        court_id = self.courts[changes.pop("court", self.court)]
        entry = ActEntry("first", court_id, "enforcement_act", "granted", "Қаулы жойылды", made_on)
        entry = replace(entry, days=days, **changes)
        key = uuid.uuid4()
        made: DisputeAct = self.do(operations.record_act, dispute.id, entry, idempotency_key=key)
        return made

    def check(self, dispute: Dispute, act: DisputeAct, result: str, **given: Any) -> DisputeAct:
        """The result of the check of an act, found today unless given."""
        told = {"result": result, "checked_on": self.today, "note": "Зерделенді", **given}
        checked: DisputeAct = self.do(operations.record_check, dispute.id, act.id, **told)
        return checked

    def do(self, verb: Any, *about: Any, **given: Any) -> Any:
        """Any verb, in its own transaction."""
        with transaction(self.session):
            return verb(self.session, self.actor, *about, law=self.law, today=self.today, **given)

    def duties(self, dispute: Dispute) -> dict[tuple[str, str], Duty]:
        """The dispute's duties that were not dropped, by rule (without its act) and trigger."""
        rows = self.session.scalars(
            select(Duty).where(
                Duty.subject_kind == KIND, Duty.subject_id == dispute.id, Duty.state != "dropped"
            )
        )
        return {(duty.rule.removeprefix("2002/"), duty.trigger): duty for duty in rows}

    def rules(self, dispute: Dispute) -> set[str]:
        """The rules by which the dispute now has a duty, without the act's name."""
        return {rule for rule, _ in self.duties(dispute)}
