"""Petitions for the walks: rows of every table of the room, each text chosen by the test.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.law.lawbook import Lawbook
from supervision.petitions import operations
from supervision.petitions.models import Petition
from supervision.petitions.rules.examining import Extension, RequestWay
from supervision.petitions.rules.resolving import CheckEntry, ProtestTold
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.factories.petitions import Counter

Words = Callable[[int, str], str]
Pairs = Mapping[int, list[tuple[int, int]]]
# Codes, not words: chosen from lists of the law or of the house, numbers, or made by the machine.
CODES = {
    "petition": {
        "kind",
        "petitioner_kind",
        "identity_number",
        "came_by",
        "entered_into_force",
        "state",
    },
    "petition_transfer": {"direction", "kind"},
    "petition_request": {"what"},
    "petition_letter": {"kind"},
    # the lower office is meant to read who of the higher one decided
    "petition_conclusion": {"state", "approver_name"},
    "petition_check": {"petition_number", "ordered_by"},
}
APPROVERS = {1: "gpo.head", 2: "abay.head", 3: "abay.head", 4: "abay.head"}
ABOVE = {2: 1, 3: 2, 4: 2, 6: 1, 7: 6}
OBLASTS = (2, 6)
GPO = 1


def plant_petitions(
    session: Session, law: Lawbook, world: World, head: Actor, office_id: int, case: Words, iin: str
) -> None:
    """One on its way, one granted, one awaiting approval, one forwarded; checks at the oblast."""
    counter = Counter(session, head, law, TODAY).as_(head)
    approver = world.actor(session, APPROVERS.get(office_id, "turan.head"))
    counter.as_(head)
    _on_its_way(counter, approver, office_id, case, iin)
    granted = _taken(counter, office_id, case, "granted")
    told = ProtestTold(case(office_id, "protest"), TODAY)
    counter.letter(
        granted,
        "granted",
        protest=told,
        number=case(office_id, "letter"),
        text=case(office_id, "answer"),
    )
    waiting = _taken(counter, office_id, case, "waiting")
    counter.refuse(waiting)
    if office_id in ABOVE:
        gone = _taken(counter, office_id, case, "forwarded")
        counter.do(
            operations.forward_petition,
            gone.id,
            to_office_id=ABOVE[office_id],
            reason=case(office_id, "competent"),
        )
    if office_id == GPO:
        found = _taken(counter, office_id, case, "cassation", kind="cassation_protest")
        counter.do(operations.record_checklist, found.id, present=[], checked_on=TODAY)
    if office_id in OBLASTS:
        _checked(counter, world, office_id, case)
    set_scope(session, head.scope)


def _taken(counter: Counter, office_id: int, case: Words, name: str, **changes: Any) -> Petition:
    return counter.register(
        is_new=True,
        **{
            "petitioner_name": case(office_id, "petitioner"),
            "identity_number": "",
            "address": case(office_id, "address"),
            "procedural_status": case(office_id, "status"),
            "representative_name": case(office_id, "representative"),
            "power_of_attorney": case(office_id, "attorney"),
            "subject": case(office_id, "asked"),
            "enclosures": case(office_id, "enclosed"),
            "case_number": case(office_id, name),
            "court_name": case(office_id, "court"),
            **changes,
        },
    )


def _on_its_way(counter: Counter, approver: Actor, office_id: int, case: Words, iin: str) -> None:
    """Examined, extended, told of it; a request performed; a refusal given back."""
    found = _taken(counter, office_id, case, "way", identity_number=iin)
    counter.do(
        operations.assign_examiner,
        found.id,
        examiner_id=counter.actor.user_id or 0,
        reached_on=TODAY,
    )
    request = counter.order(
        found,
        addressee=case(office_id, "addressee"),
        content=case(office_id, "content"),
        order_number=case(office_id, "order"),
    )
    way = RequestWay(case(office_id, "request"), TODAY, TODAY, TODAY)
    counter.do(operations.record_request_way, found.id, request.id, way)
    longer = Extension(TODAY, TODAY + timedelta(days=60), case(office_id, "longer"))
    counter.do(operations.extend_petition, found.id, longer)
    counter.letter(
        found,
        "extension_notice",
        number=case(office_id, "notice"),
        text=case(office_id, "told"),
    )
    counter.do(
        operations.draft_refusal,
        found.id,
        arguments=case(office_id, "arguments"),
        reasons=case(office_id, "reasons"),
        found_on=TODAY,
    )
    counter.as_(approver).do(
        operations.decide_refusal,
        found.id,
        approves=False,
        decided_on=TODAY,
        note=case(office_id, "mend"),
    )
    counter.as_(counter.actor)


def _checked(counter: Counter, world: World, office_id: int, case: Words) -> None:
    """Two additional checks ordered of the oblast by the GPO, the first of them reported.

    The petition is the GPO's; its texts hold the oblast's word, because the order repeats them.
    """
    department = counter.as_(world.actor(counter.session, "gpo.head"))
    found = _taken(department, office_id, case, "checked", kind="cassation_protest")
    made = []
    for number in ("first", "second"):
        entry = CheckEntry(
            office_id, case(office_id, number), case(office_id, "task"), TODAY + timedelta(days=9)
        )
        key = uuid.uuid4()
        check = department.do(operations.order_check, found.id, entry, idempotency_key=key)
        made.append(check.id)
    told = case(office_id, "established")
    oblast = counter.as_(counter.actor)
    oblast.do(operations.report_check, made[0], report=told, reported_on=TODAY)


@dataclass(frozen=True)
class PetitionIds:
    """The ids of planted petitions and checks by office; a part goes with its petition.

    The first three of an office are: on its way, granted, awaiting approval.
    """

    petitions: Mapping[int, list[int]]
    checks: Mapping[int, list[int]]
    parts: Mapping[str, Pairs]

    @classmethod
    def read(cls, connection: Connection) -> PetitionIds:
        """Every petition there is; a part is named as its argument in an address."""
        tables = {"request_id": "petition_request", "letter_id": "petition_letter"}
        return cls(
            _ids(connection, "petition"),
            _ids(connection, "petition_check"),
            {name: _pairs(connection, table) for name, table in tables.items()},
        )


def _ids(connection: Connection, table: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for office, row_id in connection.execute(text(f"select office_id, id from {table} order by 2")):
        found.setdefault(office, []).append(row_id)
    return found


def _pairs(connection: Connection, table: str) -> Pairs:
    found: dict[int, list[tuple[int, int]]] = {}
    statement = text(f"select office_id, petition_id, id from {table} order by 3")
    for office, petition_id, row_id in connection.execute(statement):
        found.setdefault(office, []).append((petition_id, row_id))
    return found
