"""Private rulings and acts of response for the walks, each text chosen by the test.

Belongs here: making the rows by the rooms' own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from supervision.cases import operations
from supervision.cases.models import AdminCase
from supervision.cases.rules import KIND
from supervision.cases.rules.rulings import AnswerEntry, DecisionEntry, Motion, RulingEntry
from supervision.cases.subject import SUBJECT
from supervision.core.transaction import transaction
from supervision.responses import operations as responses
from supervision.responses.models import ResponseAct
from supervision.responses.operations.within import House
from supervision.responses.queries import of_subject
from supervision.responses.rules import ActEntry, BringEntry, LiableEntry
from supervision.responses.rules import AnswerEntry as ActAnswer
from tests.conftest import TODAY
from tests.factories.cases import Desk

Words = Callable[[int, str], str]
# The acts of each office in the order they are made.
CLOSED, WITHDRAWN, DRAFT, BROUGHT, ANSWERED = range(5)
# The rulings of each office likewise.
COMPLIED, REFUSED, UNDECIDED, ISSUED = range(4)
CODES = {
    "private_ruling": {"origin", "proof", "result", "answer"},
    "response_act": {"subject_kind", "kind", "state", "outcome"},
    "held_liable": {"liability"},
}


def plant_rulings(desk: Desk, found: AdminCase, office_id: int, case: Words) -> None:
    """Four rulings in four states; five acts of response in the five states of their life."""
    motion = Motion(TODAY, "minutes", case(office_id, "proof"))
    issued = DecisionEntry(
        "issued", TODAY, case(office_id, "seven"), case(office_id, "sir"), case(office_id, "wants")
    )

    def ruling() -> int:
        entry = RulingEntry("prosecutor", case(office_id, "why"), found_on=TODAY)
        made = desk.do(
            operations.record_ruling, found.id, entry, motion, idempotency_key=uuid.uuid4()
        )
        return int(made.id)

    complied, refused, _undecided, waiting = (ruling() for _ in range(4))
    desk.do(operations.record_ruling_decision, found.id, complied, issued)
    answer = AnswerEntry(TODAY, "complied", case(office_id, "taken"))
    desk.do(operations.record_ruling_answer, found.id, complied, answer)
    refusal = DecisionEntry("refused", TODAY, refusal_reason=case(office_id, "refusal"))
    desk.do(operations.record_ruling_decision, found.id, refused, refusal)
    desk.do(operations.record_ruling_decision, found.id, waiting, issued)
    _acts(desk, found, office_id, case)


def _acts(desk: Desk, found: AdminCase, office_id: int, case: Words) -> None:
    house = House({KIND: SUBJECT}, desk.law, TODAY)
    breaches = tuple(each.id for each in of_subject(desk.session, KIND, found.id) if each.is_open)

    def do(verb: Any, act: ResponseAct, *about: Any, **given: Any) -> Any:
        with transaction(desk.session):
            return verb(
                desk.session, desk.actor, act.id, *about, house=house, **({"version": None} | given)
            )

    def drafted(kind: str = "representation", other_kind: str = "") -> ResponseAct:
        entry = ActEntry(
            kind,
            case(office_id, "head"),
            case(office_id, "demand"),
            other_kind,
            case(office_id, "ground"),
            breaches if kind == "representation" else (),
        )
        with transaction(desk.session):
            return responses.draft_act(
                desk.session,
                desk.actor,
                (KIND, found.id),
                entry,
                idempotency_key=uuid.uuid4(),
                house=house,
            )

    def brought(act: ResponseAct) -> ResponseAct:
        do(responses.bring_act, act, BringEntry(case(office_id, "twelve"), TODAY))
        return act

    reply = ActAnswer(TODAY, "granted", case(office_id, "measures"))
    closed = brought(drafted("other", case(office_id, "kind")))
    with transaction(desk.session):
        responses.record_held_liable(
            desk.session,
            desk.actor,
            closed.id,
            LiableEntry(case(office_id, "guilty"), case(office_id, "post"), "criminal", TODAY),
            idempotency_key=uuid.uuid4(),
            house=house,
        )
    do(responses.record_answer, closed, reply)
    do(responses.close_act, closed, closed_on=TODAY, note=case(office_id, "end"))
    back = {"withdrawn_on": TODAY, "reason": case(office_id, "back")}
    do(responses.withdraw_act, drafted(), **back)
    drafted()
    brought(drafted())
    do(responses.record_answer, brought(drafted("order")), reply)


@dataclass(frozen=True)
class ResponseIds:
    """The ids of planted acts of response by office; a breach goes with its act."""

    acts: Mapping[int, list[int]]
    breaches: Mapping[int, list[tuple[int, int]]]

    @classmethod
    def read(cls, connection: Connection) -> ResponseIds:
        """Every act there is, and every breach with an act that may still remove it."""
        acts: dict[int, list[int]] = {}
        for office, act in connection.execute(
            text("select office_id, id from response_act order by 1, 2")
        ):
            acts.setdefault(office, []).append(act)
        breaches: dict[int, list[tuple[int, int]]] = {}
        linked = text(
            "select l.office_id, l.act_id, l.breach_id from response_act_breach l "
            "join response_act a on a.id = l.act_id where a.state = 'brought' order by 1, 2, 3"
        )
        for office, act, breach in connection.execute(linked):
            breaches.setdefault(office, []).append((act, breach))
        return cls(acts, breaches)
