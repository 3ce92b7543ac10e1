"""What tests of the control journal share: a morning's run, and what it left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor, system_actor
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from supervision.printing.models import Paper, PaperCopy
from supervision.printing.rules import Form
from supervision.reports import operations
from supervision.reports.models import ControlJournal, JournalLine
from tests.conftest import Web

ALMATY = ZoneInfo("Asia/Almaty")
DISTRICT = 3
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
THURSDAY, FRIDAY, SATURDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)


def at(day: date, hour: int = 6, minute: int = 0) -> datetime:
    """A moment on the wall clock of the office's seat, in UTC."""
    return datetime.combine(day, time(hour, minute), ALMATY).astimezone(UTC)


@dataclass
class Desk:
    """The house issuing journals, and what it issued."""

    session: Session
    actor: Actor
    law: Lawbook
    app: Flask

    def issue(self, now: datetime, only: set[int] | None = None) -> int:
        self.session.commit()
        with self.app.app_context():  # words come from the application's catalogs
            return operations.issue_journals(
                self.session, self.actor, law=self.law, now=now, zone=ALMATY, only=only
            )

    def journal(self, morning: date, office: int = DISTRICT) -> ControlJournal:
        return self.session.scalars(
            select(ControlJournal).where(
                ControlJournal.office_id == office, ControlJournal.morning == morning
            )
        ).one()

    def lines(self, morning: date, office: int = DISTRICT) -> set[tuple[str, int]]:
        journal = self.journal(morning, office)
        rows = select(JournalLine.part, JournalLine.duty_id).where(
            JournalLine.journal_id == journal.id
        )
        return {(part, duty) for part, duty in self.session.execute(rows)}

    def paper(self, morning: date, office: int = DISTRICT) -> Paper:
        return self.session.get_one(Paper, self.journal(morning, office).paper_id)

    def copy(self, paper: Paper, language: str = "ru", form: str = Form.PDF) -> PaperCopy:
        return self.session.scalars(
            select(PaperCopy).where(
                PaperCopy.paper_id == paper.id,
                PaperCopy.language == language,
                PaperCopy.form == form,
            )
        ).one()


@pytest.fixture
def desk(session: Session, web: Web, law: Lawbook) -> Desk:
    """The house at its desk."""
    offices = enter_as_house(session)
    session.commit()
    return Desk(session, system_actor(offices), law, web.app)
