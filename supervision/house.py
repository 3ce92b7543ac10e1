"""The house at work without a user: how tasks and commands enter, and what they hold then.

Belongs here: the application context, the house's own actor and scope, the clock at the edge. Does
not belong here: any work; a task or command enters and calls one operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from config.settings import Settings
from supervision.audit.queries import Verdict, verify
from supervision.core import clock
from supervision.core.access import Actor, Level, system_actor
from supervision.core.db import db
from supervision.core.faults import Fault, fault_of
from supervision.decrees.law_at_work import law_of
from supervision.duties.operations import RecurringOffice
from supervision.duties.sources import FactSource
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house, tree
from supervision.offices.rules import OfficeKind
from supervision.printing import queries as papers

PATIENCE = "240s"


@dataclass(frozen=True)
class House:
    """Everything an operation takes, for the house itself: session, actor, law, day and moment."""

    session: Session
    actor: Actor
    law: Lawbook
    settings: Settings
    sources: tuple[FactSource, ...]
    now: datetime
    today: date
    fault: Fault

    def be_patient(self) -> None:
        """Let the running transaction take minutes; pages are cut off after seconds."""
        self.session.execute(
            text("select set_config('statement_timeout', :limit, true)"), {"limit": PATIENCE}
        )

    def audit_verdict(self) -> Verdict:
        """What walking the whole audit chain finds, however long it has grown."""
        self.be_patient()
        return verify(self.session)

    def papers_verdict(self) -> papers.Verdict:
        """What following the chains of all issued papers finds."""
        self.be_patient()
        return papers.verify(self.session)

    def owing_offices(self) -> list[RecurringOffice]:
        """The offices that exist today, as recurring duties ask for them."""
        return [
            RecurringOffice(
                id=office.id,
                label=office.name_kk,
                level=Level(office.level),
                specialised=office.office_kind is not OfficeKind.TERRITORIAL,
            )
            for office in tree(self.session)
            if (office.active_from is None or office.active_from <= self.today)
            and (office.active_to is None or self.today <= office.active_to)
        ]


@contextmanager
def at_work(app: Flask) -> Iterator[House]:
    """Enter the application as the house: every office seen, nobody signed in.

    The scope ends with the context. Time is read here, once, and handed down.
    """
    with app.app_context():
        settings = cast(Settings, app.extensions["settings"])
        session: Session = db.session()
        yield House(
            session=session,
            actor=system_actor(enter_as_house(session)),
            law=law_of(app).of(session),
            settings=settings,
            sources=tuple(app.extensions["fact_sources"].values()),
            now=clock.now(),
            today=clock.today(settings.zone),
            fault=fault_of(settings),
        )
