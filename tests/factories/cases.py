"""Cases for tests, made by the room's own operations with days around one Friday.

Belongs here: a list of courts, entries with every field filled plausibly, and short verbs. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import AdminCase, CaseHearing, Court, CourtAct, Notice
from supervision.cases.rules import KIND
from supervision.cases.rules.acts import ActEntry
from supervision.cases.rules.case import ArticleEntry, CaseEntry
from supervision.cases.rules.hearings import HearingEntry
from supervision.cases.rules.notices import NoticeEntry
from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook

ZONE = ZoneInfo("Asia/Almaty")  # UTC+5
TRANSPORT_OFFICE = 10
COURTS = """code,office_code,kind,name_kk,name_ru,name_en
SC,00,supreme,Жоғарғы Сот,Верховный Суд,Supreme Court
10-O,10,oblast,Абай облысының соты,Суд области Абай,Abai Oblast Court
10-01-D,10-01,specialised_offences,Әуезов соты,Суд Ауэзова,Auezov Court
10-02-D,10-02,district,Зайсан соты,Зайсанский суд,Zaisan Court
20-O,20,oblast,Тұран облысының соты,Суд области Туран,Turan Oblast Court
20-01-D,20-01,district,Қаратау соты,Каратауский суд,Karatau Court
"""


def courts_by_code(session: Session) -> dict[str, int]:
    """The ids of the loaded courts by code."""
    return dict(session.execute(select(Court.code, Court.id)).all())


def case_entry(today: date, court_id: int, **changes: Any) -> CaseEntry:
    """A case of no mandatory category: an adult, a plain article, opened by the police."""
    entry = CaseEntry(
        number="6301-26-00-3/101",
        court_id=court_id,
        articles=(ArticleEntry("440", "1"),),
        opened_by="authorised_body",
        opened_by_name="Полиция департаменті",
        offender_kind="person",
        offender_name="Ахметов Нұрлан Серікұлы",
        birth_on=date(1985, 3, 14),
        identity_number="850314400017",
        offence_on=today - timedelta(days=10),
        received_by_court_on=today - timedelta(days=4),
    )
    return replace(entry, **changes)


@dataclass
class Desk:
    """One prosecutor at work: each verb in its own transaction, with the same law, day and zone."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date
    courts: Mapping[str, int]
    court: str = "10-01-D"

    def register(self, **changes: Any) -> AdminCase:
        """A case registered at the desk's own court; `changes` are fields of the entry."""
        number = changes.pop("number", f"6301-26-00-3/{uuid.uuid4().hex[:6]}")
        with transaction(self.session):
            return operations.register_case(
                self.session,
                self.actor,
                case_entry(self.today, self.courts[self.court], number=number, **changes),
                idempotency_key=uuid.uuid4(),
                assignee_id=None,
                law=self.law,
                today=self.today,
            )

    def hearing(
        self,
        case: AdminCase,
        day: date,
        *,
        instance: str = "first",
        court: str | None = None,
        hour: int = 10,
        minute: int = 0,
        **changes: Any,
    ) -> CaseHearing:
        """A hearing at that hour on the wall clock of the seat."""
        local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
        entry = HearingEntry(
            instance, self.courts[court or self.court], local.astimezone(UTC), **changes
        )
        with transaction(self.session):
            return operations.set_hearing(
                self.session,
                self.actor,
                case.id,
                entry,
                idempotency_key=uuid.uuid4(),
                zone=ZONE,
                law=self.law,
                today=self.today,
            )

    def notice(self, case: AdminCase, **changes: Any) -> Notice:
        """A telephonogram to the transport office, given this morning."""
        moment = datetime(self.today.year, self.today.month, self.today.day, 4, tzinfo=UTC)
        entry = NoticeEntry(TRANSPORT_OFFICE, moment, "telephonogram", "Серікова", "Омаров")
        with transaction(self.session):
            return operations.give_notice(
                self.session,
                self.actor,
                case.id,
                replace(entry, **changes),
                idempotency_key=uuid.uuid4(),
                zone=ZONE,
                law=self.law,
                today=self.today,
            )

    def act(self, case: AdminCase, made_on: date, **changes: Any) -> CourtAct:
        """A first-instance act imposing a penalty, unless changed."""
        court = changes.pop("court", self.court)
        entry = ActEntry("first", self.courts[court], "penalty", made_on)
        with transaction(self.session):
            return operations.record_act(
                self.session,
                self.actor,
                case.id,
                replace(entry, **changes),
                idempotency_key=uuid.uuid4(),
                law=self.law,
                today=self.today,
            )

    def do(self, verb: Any, *about: Any, **given: Any) -> Any:
        """Any other verb, in its own transaction."""
        with transaction(self.session):
            return verb(self.session, self.actor, *about, law=self.law, today=self.today, **given)

    def duties(self, case_id: int) -> dict[tuple[str, str], Duty]:
        """The case's duties that were not dropped, by rule (without its act) and trigger."""
        rows = self.session.scalars(
            select(Duty).where(
                Duty.subject_kind == KIND,
                Duty.subject_id == case_id,
                Duty.state != "dropped",
            )
        )
        return {(duty.rule.removeprefix("2015/"), duty.trigger): duty for duty in rows}

    def rules(self, case_id: int) -> set[str]:
        """The rules by which the case now has a duty, without the act's name."""
        return {rule for rule, _ in self.duties(case_id)}
