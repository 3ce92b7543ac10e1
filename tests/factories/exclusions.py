"""Requests for exclusion and assessments for tests, made by the room's own operations.

Belongs here: entries with every field filled plausibly and short verbs. Does not belong here: what a
test looks for afterwards.
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.exclusions import operations
from supervision.exclusions.models import ActAssessment, ExclusionRequest, ProtestAssessment
from supervision.exclusions.rules import (
    AnswerEntry,
    AssessmentEntry,
    MarkEntry,
    SendEntry,
    WithdrawalEntry,
)
from supervision.law.lawbook import Lawbook
from supervision.protests.models import Protest

COPIES = "Бірінші және апелляциялық сатының қаулылары, 2 дана"


class ExclusionDesk:
    """One prosecutor at work on exclusions: each verb in its own transaction and own scope."""

    def __init__(self, session: Session, actor: Actor, law: Lawbook, today: date) -> None:
        self.session, self.actor, self.law, self.today = session, actor, law, today

    def mark(
        self, act: CourtAct, clause: str = "within_sanction", explanation: str = "Айыппұл азайтылды"
    ) -> ExclusionRequest:
        """A clause marked on the act."""
        entry, key = MarkEntry(clause, explanation), uuid.uuid4()
        made: ExclusionRequest = self.do(
            operations.mark, act.case_id, act.id, entry, idempotency_key=key
        )
        return made

    def send(self, found: ExclusionRequest, on: date | None = None, **rest: Any) -> Any:
        """The request as sent, by letter with both rulings."""
        entry = SendEntry(
            on or self.today,
            rest.pop("number", "2-22/26"),
            rest.pop("way", "paper"),
            rest.pop("copies", COPIES),
        )
        return self.do(operations.send, found.id, entry, **rest)

    def waive(self, found: ExclusionRequest, reason: str = "Негіз жеткіліксіз", **rest: Any) -> Any:
        """Consent is not asked for."""
        return self.do(operations.waive, found.id, reason, **rest)

    def answer(self, found: ExclusionRequest, consents: bool, **rest: Any) -> ExclusionRequest:
        """What the Department answers, today."""
        entry = AnswerEntry(
            consents,
            rest.pop("on", self.today),
            rest.pop("way", "electronic"),
            rest.pop("number", "7-1/26"),
            rest.pop("reasons", "Айыппұл бап санкциясының шегінде өзгертілген"),
        )
        made: ExclusionRequest = self.do(operations.answer, found.id, entry, lawful=False, **rest)
        return made

    def withdraw(
        self,
        found: ExclusionRequest,
        reasons: str = "Жаңа мән-жай анықталды",
        on: date | None = None,
    ) -> ExclusionRequest:
        """The Department takes its consent back."""
        entry = WithdrawalEntry(on or self.today, reasons)
        made: ExclusionRequest = self.do(operations.withdraw_consent, found.id, entry, lawful=False)
        return made

    def assess_act(
        self, act: CourtAct, found: bool, reasons: str = "Дәлелдер бағаланбаған", **rest: Any
    ) -> ActAssessment:
        """What the office found of an act changed or quashed."""
        key = {"idempotency_key": rest.pop("key", uuid.uuid4())}
        entry = AssessmentEntry(found, reasons)
        verb = operations.assess_act
        made: ActAssessment = self.do(verb, act.case_id, act.id, entry, lawful=False, **key, **rest)
        return made

    def assess_protest(
        self, protest: Protest, found: bool, reasons: str = "Негіздер расталмаған", **rest: Any
    ) -> ProtestAssessment:
        """What the office found of a protest that failed."""
        key = {"idempotency_key": rest.pop("key", uuid.uuid4())}
        entry = AssessmentEntry(found, reasons)
        verb = operations.assess_protest
        made: ProtestAssessment = self.do(verb, protest.id, entry, lawful=False, **key, **rest)
        return made

    def do(self, verb: Any, *about: Any, lawful: bool = True, **given: Any) -> Any:
        """Any verb, in its own transaction; with the law unless it asks for none."""
        set_scope(self.session, self.actor.scope)
        law = {"law": self.law} if lawful else {}
        with transaction(self.session):
            return verb(self.session, self.actor, *about, today=self.today, **law, **given)
