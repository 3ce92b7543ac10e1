"""Short verbs for conclusions, each by somebody of the small world in a transaction of its own.

Belongs here: an act that asks for a conclusion, texts, and the verbs. Does not belong here: what a
test looks for afterwards.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import AdminCase, Conclusion, CourtAct
from supervision.cases.rules.case import ArticleEntry
from supervision.cases.rules.conclusions import sections_of
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.offices import World

HEARD = TODAY - timedelta(days=2)


def words(kind: str = "first_instance", **changes: str) -> dict[str, str]:
    """Every section of a kind, filled in."""
    return {item.code: f"Мәтін {item.code}" for item in sections_of(kind)} | changes


def attended(desk: Desk, **changes: Any) -> tuple[AdminCase, CourtAct]:
    """A case heard with a prosecutor taking part, and the act of that day."""
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, HEARD, prosecutor_id=desk.actor.user_id)
    entry = OutcomeEntry("took_part", desk.actor.user_id)
    desk.do(operations.record_outcome, case.id, hearing.id, entry)
    return case, desk.act(case, HEARD, **changes)


def terminated(
    desk: Desk, *, area: str | None = "tax", days_ago: int = 10
) -> tuple[AdminCase, CourtAct]:
    """A termination that is in force since so many days, in a tax case unless changed."""
    on = TODAY - timedelta(days=days_ago)
    case = desk.register(
        articles=(ArticleEntry("440", "1", area),),
        offence_on=on - timedelta(days=20),
        received_by_court_on=on - timedelta(days=10),
    )
    act = desk.act(
        case,
        on,
        kind="termination",
        termination_ground="Құрам жоқ",
        in_force_on=on,
    )
    return case, act


class People:
    """The verbs of conclusions, by whoever is named."""

    def __init__(self, session: Session, world: World, law: Lawbook) -> None:
        self.session, self.world, self.law = session, world, law

    def do(self, login: str, verb: Any, *about: Any, **given: Any) -> Any:
        """Any verb by this person, with the law only where the verb asks it."""
        actor = self.world.actor(self.session, login)
        set_scope(self.session, actor.scope)
        with transaction(self.session):
            return verb(self.session, actor, *about, today=given.pop("today", TODAY), **given)

    def write(self, login: str, act: CourtAct, **given: Any) -> Conclusion:
        """A conclusion begun with every section, unless changed."""
        reasoned = given.pop("reasoned", False)
        kind = "appellate" if act.instance != "first" and not reasoned else "first_instance"
        sections = given.pop("sections", words(kind))
        made: Conclusion = self.do(
            login,
            operations.write_conclusion,
            act.case_id,
            act.id,
            reasoned=reasoned,
            sections=sections,
            idempotency_key=given.pop("key", uuid.uuid4()),
            **given,
        )
        return made

    def edit(self, login: str, found: Conclusion, sections: dict[str, str], **given: Any) -> Any:
        """The text changed."""
        verb = operations.edit_conclusion
        return self.do(login, verb, found.case_id, found.id, sections=sections, **given)

    def submit(self, login: str, found: Conclusion, **given: Any) -> Any:
        """Submitted for approval."""
        return self.do(login, operations.submit_conclusion, found.case_id, found.id, **given)

    def approve(self, login: str, found: Conclusion, **given: Any) -> Any:
        """Approved."""
        verb = operations.approve_conclusion
        return self.do(login, verb, found.case_id, found.id, law=self.law, **given)

    def give_back(
        self, login: str, found: Conclusion, remarks: str = "Түзету", **given: Any
    ) -> Any:
        """Returned with remarks."""
        verb = operations.return_conclusion
        return self.do(login, verb, found.case_id, found.id, remarks=remarks, **given)

    def send(self, login: str, found: Conclusion, **given: Any) -> Any:
        """Sent to the GPO by a letter of today."""
        letter = {"sent_on": TODAY, "number": "2-12/345"} | given
        verb = operations.send_conclusion
        return self.do(login, verb, found.case_id, found.id, law=self.law, **letter)

    def control(self, login: str, found: Conclusion, **given: Any) -> Any:
        """Controlled by the GPO today: agreed, unless changed."""
        told = {"result": "agreed", "remarks": "", "controlled_on": TODAY} | given
        verb = operations.control_conclusion
        return self.do(login, verb, found.case_id, found.id, **told)

    def check(self, login: str, act: CourtAct, **given: Any) -> Any:
        """The oblast's check of an act: lawful today, unless changed."""
        told = {
            "result": "lawful",
            "checked_on": TODAY,
            "note": "Негіз жоқ",
            "idempotency_key": uuid.uuid4(),
        } | given
        verb = operations.record_oblast_check
        return self.do(login, verb, act.case_id, act.id, law=self.law, **told)
