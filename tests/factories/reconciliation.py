"""Two offices that reconcile, for tests: each verb in the scope of one of them.

Belongs here: the desk of the transport office, short verbs of a reconciliation. Does not belong
here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import Reconciliation
from supervision.cases.queries import reconciliation as queries
from supervision.cases.queries.reconciliation import Copy
from supervision.core.access import Actor, Level, Post, system_actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.operations import RecurringOffice, open_recurring
from supervision.law.lawbook import Lawbook
from supervision.offices.queries import enter_as_house
from tests.factories.cases import TRANSPORT_OFFICE, Desk

AUEZOV = 3
QUARTER = "2026-Q4"
TRANSPORT_HEAD = Actor(
    user_id=None,
    name="Омаров",
    office_id=TRANSPORT_OFFICE,
    office_name="Chief Transport Office",
    level=Level.OBLAST,
    post=Post.HEAD,
    language="en",
    offices_below=(TRANSPORT_OFFICE,),
)


@dataclass
class Party:
    """One of the two offices at work."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date
    courts: Mapping[str, int]

    @property
    def desk(self) -> Desk:
        """The same office's desk for its cases, with its scope entered."""
        self.enter()
        return Desk(self.session, self.actor, self.law, self.today, self.courts)

    def enter(self) -> None:
        """Let the database show what this office sees."""
        set_scope(self.session, self.actor.scope)
        self.session.expire_all()

    def open(self, counterpart_id: int, quarter: str = QUARTER) -> Reconciliation:
        """Open a reconciliation of the quarter."""
        self.enter()
        with transaction(self.session):
            return operations.open_reconciliation(
                self.session,
                self.actor,
                counterpart_id=counterpart_id,
                quarter=quarter,
                law=self.law,
                today=self.today,
            )

    def copy(self, quarter: str = QUARTER, other: int | None = None) -> Copy:
        """The own copy of the one reconciliation of the quarter, or of that with `other`."""
        self.enter()
        found = queries.of_quarter(self.session, self.actor.office_id or 0, quarter)
        [head] = [each for each in found if other is None or each.other_id == other]
        return queries.whole(self.session, head.id)

    def submit(self, quarter: str = QUARTER, **given: Any) -> Reconciliation:
        """Submit the list of the quarter."""
        copy = self.copy(quarter)
        with transaction(self.session):
            return operations.submit_list(
                self.session, self.actor, copy.head.id, today=self.today, **given
            )

    def settle(
        self, number: str, settlement: str = "explained", note: str = "Келісілді", **given: Any
    ) -> Reconciliation:
        """Settle the difference about the case with this number."""
        copy = self.copy()
        [found] = [each for each in copy.differences if each.number == number]
        with transaction(self.session):
            return operations.settle_difference(
                self.session,
                self.actor,
                copy.head.id,
                found.id,
                settlement=settlement,
                note=note,
                today=self.today,
                **given,
            )

    def sign(self, signed_on: date | None = None, **given: Any) -> Reconciliation:
        """Sign the act of the quarter."""
        copy = self.copy(given.pop("quarter", QUARTER), given.pop("other", None))
        with transaction(self.session):
            return operations.sign_act(
                self.session,
                self.actor,
                copy.head.id,
                signed_on=signed_on or self.today,
                law=self.law,
                today=self.today,
                **given,
            )


def open_quarter(session: Session, law: Lawbook, today: date) -> None:
    """Open the recurring duties of both offices, as the scheduler does."""
    circle = [
        RecurringOffice(AUEZOV, "", Level.DISTRICT, specialised=False),
        RecurringOffice(TRANSPORT_OFFICE, "", Level.OBLAST, specialised=True),
    ]
    house = system_actor(enter_as_house(session))
    with transaction(session):
        open_recurring(session, house, circle, law=law, today=today)
