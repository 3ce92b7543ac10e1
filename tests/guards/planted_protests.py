"""Protests for the walks: rows of every table of the room, each text chosen by the test.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.cases.operations import tell
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.rules import Event, LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.protests import operations
from supervision.protests.models import Protest
from supervision.protests.rules import RestoredEntry
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.factories.protests import ProtestDesk

Words = Callable[[int, str], str]
Pairs = Mapping[int, list[tuple[int, int]]]
# Codes, not words: chosen from lists of the law or of the house, or made by the machine.
CODES = {
    "protest": {"kind", "state", "capacity", "outcome", "ending_reason"},
    # the lower office is meant to read who of the higher one answered
    "protest_review": {"answer", "answered_by"},
    # and who of the higher one moved, with the motives
    "protest_motion": {"moved_as", "moved_by"},
    "case_told_fact": {"source_kind", "name", "key", "late_cause"},
}


def plant_protests(
    session: Session, law: Lawbook, world: World, head: Actor, case_id: int, case: Words
) -> None:
    """Against the first act of the case: one protest ended, one brought, one drafted and reviewed,
    one dropped; its term restored; a motion of the GPO read; and a fact told late.
    """
    office_id = head.office_id or 0
    desk = ProtestDesk(session, head, law, TODAY)
    set_scope(session, head.scope)
    act = session.scalars(
        select(CourtAct).where(CourtAct.case_id == case_id).order_by(CourtAct.id).limit(1)
    ).one()
    words = {name: case(office_id, name) for name in ("part", "own_grounds", "demand")}
    ended, brought, drafted = (desk.draft(act, **words) for _ in range(3))
    in_time = act.made_on + timedelta(days=3)
    number, late = case(office_id, "protest"), case(office_id, "recorded")
    desk.bring(ended, in_time, number=number, late_reason=late)
    motives, paper = case(office_id, "motives"), case(office_id, "paper")
    desk.motion(ended, TODAY, motives=motives, paper_number=paper)
    note = case(office_id, "outcome")
    desk.outcome(ended, "none", TODAY, ended_by="prosecutors_took_back", note=note)
    entry = RestoredEntry(case(office_id, "ruling"), TODAY - timedelta(days=1), TODAY)
    with transaction(session):
        operations.restore_term(
            session,
            head,
            case_id,
            act.id,
            entry,
            idempotency_key=uuid.uuid4(),
            law=law,
            today=TODAY,
        )
    desk.bring(brought, TODAY, number=number)
    _reviewed(session, law, world, desk, drafted, case(office_id, "review"))
    _motives_read(session, law, world, desk, brought, case(office_id, "told"))
    set_scope(session, head.scope)
    dropped = desk.draft(act, **words)
    desk.do(operations.drop_draft, dropped.id, case(office_id, "dropped"))
    set_scope(session, head.scope)
    late_fact = Lateness(LateCause.OTHER, case(office_id, "unit"), case(office_id, "late"))
    with transaction(session):
        tell(
            session,
            head,
            case_id,
            source=("planted", 1),
            events=[Event("publication_made", TODAY, key="planted", lateness=late_fact)],
            law=law,
            today=TODAY,
        )


def _reviewed(
    session: Session, law: Lawbook, world: World, desk: ProtestDesk, draft: Protest, remarks: str
) -> None:
    """The draft answered by the GPO and waiting at the office next above; the GPO's own is not."""
    above = session.scalar(select(Office.ancestors).where(Office.id == desk.actor.office_id)) or []
    if len(above) < 2:
        return
    for number, office_id in enumerate((above[0], above[-2])):
        review = desk.do(
            operations.ask_review,
            draft.id,
            reviewing_office_id=office_id,
            idempotency_key=uuid.uuid4(),
        )
        if number == 0:
            higher = ProtestDesk(session, world.actor(session, "gpo.head"), law, TODAY)
            answer = {"answer": "remarks", "remarks": remarks}
            higher.do(operations.answer_review, draft.id, review.id, **answer)


def _motives_read(
    session: Session, law: Lawbook, world: World, desk: ProtestDesk, brought: Protest, words: str
) -> None:
    """The GPO moves for the withdrawal and the office reads why; nobody moves so for the GPO's own."""
    higher = ProtestDesk(session, world.actor(session, "gpo.head"), law, TODAY)
    if higher.actor.office_id == desk.actor.office_id:
        return
    motion = higher.motion(brought, TODAY, motives=words, paper_number=words)
    set_scope(session, desk.actor.scope)
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 6, tzinfo=UTC)
    with transaction(session):
        operations.read_motives(session, desk.actor, brought.id, motion.id, now=now)


@dataclass(frozen=True)
class ProtestIds:
    """The ids of planted protests by office; a part goes with its protest."""

    protests: Mapping[int, list[int]]
    parts: Mapping[str, Pairs]

    @classmethod
    def read(cls, connection: Connection) -> ProtestIds:
        """Every protest there is; a part is named as its argument in an address."""
        protests: dict[int, list[int]] = {}
        for office, row_id in connection.execute(
            text("select office_id, id from protest order by 1, 2")
        ):
            protests.setdefault(office, []).append(row_id)
        tables = {"review_id": "protest_review", "motion_id": "protest_motion"}
        return cls(protests, {name: _pairs(connection, table) for name, table in tables.items()})


def _pairs(connection: Connection, table: str) -> Pairs:
    found: dict[int, list[tuple[int, int]]] = {}
    statement = text(f"select office_id, protest_id, id from {table} order by 1, 2, 3")
    for office, protest_id, row_id in connection.execute(statement):
        found.setdefault(office, []).append((protest_id, row_id))
    return found
