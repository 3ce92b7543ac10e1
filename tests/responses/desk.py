"""Acts of response for tests, brought by the room's own operations about a studied file.

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

from supervision.cases.subject import SUBJECT as CASES
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from supervision.responses import operations
from supervision.responses.models import Breach, ResponseAct
from supervision.responses.operations.within import House
from supervision.responses.queries import of_subject
from supervision.responses.rules import ActEntry, AnswerEntry, BringEntry
from supervision.studies.models import RequestedFile
from supervision.studies.operations import record_study
from supervision.studies.rules import PointAnswer
from supervision.studies.subject import SUBJECT as STUDIES
from tests.factories.studies import answers, registered

FILE = STUDIES.kind
ROOMS = {room.kind: room for room in (STUDIES, CASES)}


def act_entry(**changes: Any) -> ActEntry:
    """A representation to the territorial department of bailiffs."""
    entry = ActEntry("representation", "Аумақтық бөлім басшысына", "Бұзушылықтарды жою")
    return replace(entry, **changes)


@dataclass
class ActDesk:
    """One prosecutor at work on acts of response: each verb in its own transaction."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date

    @property
    def house(self) -> House:
        """What the verbs are given beside what they record."""
        return House(ROOMS, self.law, self.today)

    def studied(
        self, *, found_ago: int = 0, points: tuple[str, ...] = ("state_duty",)
    ) -> list[Breach]:
        """The breaches of a file studied that many days ago, one for each of these points."""
        on = self.today - timedelta(days=found_ago)
        with transaction(self.session):
            file: RequestedFile = registered(
                self.session,
                self.actor,
                law=self.law,
                today=self.today,
                number=f"1204/26-{uuid.uuid4().hex[:6]}",
                requested_on=on - timedelta(days=3),
                received_on=on,
                supply_by=on,
            )
        with transaction(self.session):
            record_study(
                self.session,
                self.actor,
                file.id,
                studied_on=on,
                answers=answers(**{code: PointAnswer("no", "Өндірілмеген") for code in points}),
                law=self.law,
                today=self.today,
            )
        return of_subject(self.session, FILE, file.id)

    def draft(self, *breaches: Breach, **changes: Any) -> ResponseAct:
        """A draft about these breaches of one file."""
        linked = {"breach_ids": tuple(each.id for each in breaches)}
        with transaction(self.session):
            return operations.draft_act(
                self.session,
                self.actor,
                (breaches[0].subject_kind, breaches[0].subject_id),
                act_entry(**(linked | changes)),
                idempotency_key=uuid.uuid4(),
                house=self.house,
            )

    def bring(self, act: ResponseAct, on: date | None = None, **changes: Any) -> ResponseAct:
        """The act brought, today unless a day is given."""
        sent = replace(BringEntry("12-08/77", on or self.today), **changes)
        made: ResponseAct = self.do(operations.bring_act, act.id, sent)
        return made

    def answer(self, act: ResponseAct, outcome: str = "granted", **changes: Any) -> ResponseAct:
        """The answer, today unless changed."""
        entry = replace(AnswerEntry(self.today, outcome, "Баж өндірілді"), **changes)
        made: ResponseAct = self.do(operations.record_answer, act.id, entry)
        return made

    def do(self, verb: Any, *about: Any, version: int | None = None, **given: Any) -> Any:
        """Any verb of an act, in its own transaction."""
        with transaction(self.session):
            return verb(
                self.session, self.actor, *about, version=version, house=self.house, **given
            )

    def duties(self, breach: Breach) -> dict[str, str]:
        """The states of the duties a breach opened, by rule, dropped ones left out."""
        rows = self.session.execute(
            select(Duty.rule, Duty.state).where(
                Duty.subject_kind == breach.subject_kind,
                Duty.subject_id == breach.subject_id,
                Duty.trigger.endswith(f"#{breach.id}"),
                Duty.state != "dropped",
            )
        )
        return dict(rows.all())
