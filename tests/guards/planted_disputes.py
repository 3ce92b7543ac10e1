"""Disputes for the walks: rows of every table of the room, each text chosen by the test.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.cases.rules.grounds import OverruleEntry
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.disputes import operations
from supervision.disputes.models import Dispute
from supervision.disputes.rules.parties import PartyEntry
from supervision.duties.rules import Event, LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from tests.conftest import TODAY
from tests.factories.cases import courts_by_code
from tests.factories.disputes import DisputeDesk

Words = Callable[[int, str], str]
Pairs = Mapping[int, list[tuple[int, int]]]
# Codes, not words: chosen from lists of the law or of the house, numbers, or made by the machine.
CODES = {
    "dispute": {"kind"},
    "dispute_party": {"role", "kind", "identity_number"},
    "dispute_ground": {"code"},
    "dispute_overrule": {"target"},
    "dispute_hearing": {"instance", "outcome", "absence_cause"},
    "dispute_act": {"instance", "kind", "decision", "check_result", "late_cause"},
    "dispute_told_fact": {"source_kind", "name", "key", "late_cause"},
}


def plant_disputes(
    session: Session, law: Lawbook, head: Actor, office_id: int, case: Words, iin: str
) -> None:
    """Two disputes: one heard, decided, checked late and overruled; one still before the court."""
    set_scope(session, head.scope)
    code = session.scalar(select(Office.code).where(Office.id == office_id))
    desk = DisputeDesk(session, head, law, TODAY, courts_by_code(session), court=f"{code}-Q")

    def registered(name: str) -> Dispute:
        return desk.register(
            number=case(office_id, name),
            subject=case(office_id, "subject"),
            bailiff=case(office_id, "bailiff"),
            bailiff_office=case(office_id, "bureau"),
            enforcement_number=case(office_id, "document"),
            parties=(
                PartyEntry("claimant", "person", case(office_id, "claimant"), iin),
                PartyEntry("debtor", "state", case(office_id, "debtor")),
            ),
        )

    _decided(desk, registered("heard"), office_id, case)
    waiting = registered("waiting")
    desk.hearing(waiting, TODAY + timedelta(days=3), place=case(office_id, "hall"))
    desk.act(waiting, TODAY, content=case(office_id, "content"), received_on=TODAY)


def _decided(desk: DisputeDesk, found: Dispute, office_id: int, case: Words) -> None:
    """A hearing with its report, an act checked late, a told fact told late, an overrule lifted."""
    day = TODAY - timedelta(days=10)
    place = case(office_id, "place")
    hearing = desk.hearing(found, day, place=place, prosecutor_id=desk.actor.user_id)
    given: dict[str, Any] = {"reported_on": TODAY, "reported_to": case(office_id, "leader")}
    desk.do(operations.record_report, found.id, hearing.id, **given)
    outcome = OutcomeEntry("took_part", note=case(office_id, "remark"))
    desk.do(operations.record_outcome, found.id, hearing.id, outcome)
    content = case(office_id, "content")
    act = desk.act(found, day, content=content, received_on=day, term_ends_on=day)
    late = Lateness(LateCause.WORKLOAD, case(office_id, "unit"), case(office_id, "late"))
    desk.check(found, act, "lawful", note=case(office_id, "check"), lateness=late)
    told = Event("representation_sent", TODAY, key=f"act-{act.id}", lateness=late)
    desk.do(operations.tell, found.id, source=("representation", 1), events=[told])
    entry = OverruleEntry("state_party", False, case(office_id, "overrule"))
    overrule = desk.do(operations.overrule_ground, found.id, entry)
    desk.do(operations.lift_overrule, found.id, overrule.id, reason=case(office_id, "lift"))


@dataclass(frozen=True)
class DisputeIds:
    """The ids of planted disputes by office; a part goes with its dispute."""

    disputes: Mapping[int, list[int]]
    parts: Mapping[str, Pairs]

    @classmethod
    def read(cls, connection: Connection) -> DisputeIds:
        """Every dispute there is; a part is named as its argument in an address."""
        disputes: dict[int, list[int]] = {}
        for office, row_id in connection.execute(
            text("select office_id, id from dispute order by 1, 2")
        ):
            disputes.setdefault(office, []).append(row_id)
        tables = {
            "hearing_id": "dispute_hearing",
            "act_id": "dispute_act",
            "overrule_id": "dispute_overrule",
        }
        return cls(disputes, {name: _pairs(connection, table) for name, table in tables.items()})


def _pairs(connection: Connection, table: str) -> Pairs:
    found: dict[int, list[tuple[int, int]]] = {}
    statement = text(f"select office_id, dispute_id, id from {table} order by 1, 2, 3")
    for office, dispute_id, row_id in connection.execute(statement):
        found.setdefault(office, []).append((dispute_id, row_id))
    return found
