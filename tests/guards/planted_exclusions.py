"""Requests for exclusion and assessments for the walks: rows of every table of the room.

Belongs here: making the rows, by the room's own operations where a case allows it, and finding their
ids again. Does not belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, Court, CourtAct
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.texts import written
from supervision.core.transaction import transaction
from supervision.exclusions.models import ExclusionRequest
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.protests.models import Protest
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.exclusions import ExclusionDesk
from tests.factories.offices import World

Words = Callable[[int, str], str]
HEADS = {1: "gpo.head", 2: "abay.head", 6: "turan.head"}
# Codes, not words: chosen from lists; and people of a higher office whom the lower one may read.
PEOPLE = {"found_by", "sent_by", "answered_by", "withdrawn_by", "waived_by"}
CODES = {
    "exclusion_request": {"clause", "state", "sent_way", "answer_way", "late_cause"} | PEOPLE,
    "act_assessment": {"assessed_by"},
    "protest_assessment": {"assessed_by"},
}
# The places of the requests of an office in the order in which they are made.
MARKED, SENT, CONSENTED = 0, 1, 2


def plant_exclusions(
    session: Session, law: Lawbook, world: World, head: Actor, case_id: int, case: Words
) -> None:
    """On acts of appeal in the case: a request marked, one sent, one consented to, and on the last
    one refused, one withdrawn, one waived late; an act and a protest assessed from above. None for
    the GPO, above which nobody stands.
    """
    office_id = head.office_id or 0
    set_scope(session, head.scope)
    line = session.scalar(select(Office.ancestors).where(Office.id == office_id)) or []
    if len(line) < 2:
        return
    acts = _acts(session, law, head, case_id, case)
    desk = ExclusionDesk(session, head, law, TODAY)
    department = ExclusionDesk(session, world.actor(session, "gpo.head"), law, TODAY)
    why, number = case(office_id, "explanation"), case(office_id, "request")
    answer = {"number": case(office_id, "answer"), "reasons": case(office_id, "answered")}
    copies = case(office_id, "copies")
    asked = [desk.mark(act, explanation=why) for act in acts]
    for each in asked[SENT:]:
        desk.send(each, number=number, copies=copies)
    department.answer(asked[CONSENTED], True, **answer)
    department.answer(asked[-1], False, **answer)
    taken_back = desk.mark(acts[-1], "new_evidence", why)
    desk.send(taken_back, number=number, copies=copies)
    department.answer(taken_back, True, **answer)
    department.withdraw(taken_back, case(office_id, "withdrawn"))
    set_scope(session, head.scope)
    _waived_late(session, asked[0], acts[-1].id, office_id, case)
    above = ExclusionDesk(session, world.actor(session, HEADS[line[-2]]), law, TODAY)
    above.assess_act(acts[0], True, case(office_id, "assessed"))
    set_scope(session, head.scope)
    ended = select(Protest).where(Protest.case_id == case_id, Protest.outcome == "returned")
    failed = session.scalars(ended.order_by(Protest.id).limit(1)).one()
    above.assess_protest(failed, True, case(office_id, "failed"))
    set_scope(session, head.scope)


def _acts(session: Session, law: Lawbook, head: Actor, case_id: int, case: Words) -> list[CourtAct]:
    """The act of appeal that is there, and three more."""
    office_id, found = head.office_id or 0, session.get_one(AdminCase, case_id)
    reviewing = select(CourtAct).where(
        CourtAct.case_id == case_id, CourtAct.instance == "appellate"
    )
    first = session.scalars(reviewing).one()
    code = session.scalar(select(Court.code).where(Court.id == first.court_id)) or ""
    desk = Desk(session, head, law, TODAY, {code: first.court_id})
    again = [
        desk.act(
            found,
            TODAY,
            instance="appellate",
            court=code,
            kind="changed",
            part=case(office_id, "part"),
            reviews_id=first.reviews_id,
        )
        for _ in range(3)
    ]
    return [first, *again]


def _waived_late(
    session: Session, marked: ExclusionRequest, act_id: int, office_id: int, case: Words
) -> None:
    """A row written past the operations: no act of this case is old enough to be late."""
    with transaction(session):
        session.add(
            ExclusionRequest(
                case_id=marked.case_id,
                office_id=office_id,
                act_id=act_id,
                author_office_id=marked.author_office_id,
                clause="amnesty_or_reconciliation",
                state="waived",
                explanation=written(case(office_id, "explanation")),
                found_on=TODAY,
                found_by=marked.found_by,
                waived_on=TODAY,
                waived_by=marked.found_by,
                waiver_reason=written(case(office_id, "waiver")),
                late_cause="other",
                late_unit=written(case(office_id, "unit")),
                late_note=written(case(office_id, "late")),
                idempotency_key=uuid.uuid4(),
            )
        )


@dataclass(frozen=True)
class ExclusionIds:
    """The ids of planted requests by office."""

    requests: Mapping[int, list[int]]

    @classmethod
    def read(cls, connection: Connection) -> ExclusionIds:
        """Every one there is."""
        found: dict[int, list[int]] = {}
        statement = text("select office_id, id from exclusion_request order by 1, 2")
        for office, row_id in connection.execute(statement):
            found.setdefault(office, []).append(row_id)
        return cls(found)
