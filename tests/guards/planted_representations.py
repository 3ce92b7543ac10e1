"""Representations and missed terms for the walks: rows of every table of the room.

Belongs here: making the rows, by the room's own operations where a case allows it, and finding their
ids again. Does not belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.texts import written
from supervision.core.transaction import transaction
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.protests.operations import inform_department, send_ruling_copies
from supervision.protests.rules import CopiesEntry, InformEntry
from supervision.representations import operations
from supervision.representations.models import MissedWindow
from supervision.representations.rules import PartsEntry
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.factories.protests import ProtestDesk
from tests.factories.representations import RepresentationDesk

Words = Callable[[int, str], str]
OBLASTS = {2: "abay.head", 6: "turan.head"}
# Codes, not words: chosen from lists; and people of a higher office whom the lower one may read.
CODES = {
    "representation": {"cause", "state", "drafted_by", "signed_by", "answered_by"},
    "justified_rejection": {"found_by"},
    "missed_window": {"state", "shown_by", "cause", "stage", "decision"},
    "outcome_report": {"way", "informed_by", "late_cause", "copies_sent_by"},
}


def plant_representations(
    session: Session, law: Lawbook, world: World, head: Actor, case_id: int, case: Words
) -> None:
    """On the acts of the case: a representation drafted, one refused, one sent; a protest of the GPO
    rejected with reason and told late; a missed term decided on and one open.
    """
    office_id = head.office_id or 0
    set_scope(session, head.scope)
    acts = session.scalars(
        select(CourtAct).where(CourtAct.case_id == case_id).order_by(CourtAct.id)
    ).all()
    _missed(session, office_id, acts[0], acts[1], case)
    line = session.scalar(select(Office.ancestors).where(Office.id == office_id)) or []
    if len(line) < 2:
        return
    oblast = world.actor(session, OBLASTS[line[1]])
    _represented(session, law, world, oblast, acts[0], office_id, case)
    _rejected(session, law, world, oblast, acts[0], office_id, case)
    set_scope(session, head.scope)


def _represented(
    session: Session,
    law: Lawbook,
    world: World,
    oblast: Actor,
    act: CourtAct,
    office_id: int,
    case: Words,
) -> None:
    desk = RepresentationDesk(session, oblast, law, TODAY)
    set_scope(session, oblast.scope)
    entry = PartsEntry(
        case(office_id, "descriptive"),
        case(office_id, "reasoning"),
        case(office_id, "resolutive"),
        breach_on=act.made_on,
    )
    case_id, act_id = act.case_id, act.id
    _drafted, refused, sent = (desk.on_breach(case_id, act_id, entry) for _ in range(3))
    for each in (refused, sent):
        desk.send(each, number=case(office_id, "representation"))
    general = RepresentationDesk(session, world.actor(session, "gpo.head"), law, TODAY)
    general.answer(refused, False, case(office_id, "motives"))


def _rejected(
    session: Session,
    law: Lawbook,
    world: World,
    oblast: Actor,
    act: CourtAct,
    office_id: int,
    case: Words,
) -> None:
    general = ProtestDesk(session, world.actor(session, "gpo.head"), law, TODAY)
    set_scope(session, general.actor.scope)
    on = act.made_on + timedelta(days=3)
    protest = general.draft(act, part="", own_grounds=case(office_id, "grounds"))
    general.bring(protest, on, late_reason=case(office_id, "recorded"))
    general.outcome(protest, "rejected", TODAY - timedelta(days=3))
    protest_id = protest.id
    desk = RepresentationDesk(session, oblast, law, TODAY)
    reasons = case(office_id, "reasons")
    desk.do(operations.find_justified, protest_id, reasons=reasons, found_on=TODAY)
    late = Lateness(LateCause.OTHER, case(office_id, "unit"), case(office_id, "late"))
    told = InformEntry(TODAY, "letter", case(office_id, "report"))
    desk.do(inform_department, protest_id, told, lateness=late)
    desk.do(send_ruling_copies, protest_id, CopiesEntry(TODAY, case(office_id, "copies")))


def _missed(
    session: Session, office_id: int, first: CourtAct, second: CourtAct, case: Words
) -> None:
    """Rows written past the operations: the windows of this case's acts were not missed."""
    common = {
        "case_id": first.case_id,
        "office_id": office_id,
        "found_on": TODAY,
        "found_by": written(case(office_id, "finder")),
        "shown_by": "complaint",
        "shown_note": written(case(office_id, "shown")),
        "window_ends_on": TODAY - timedelta(days=1),
        "cause": "other",
        "cause_note": written(case(office_id, "why")),
        "stage": "check",
        "employees": written(case(office_id, "employees")),
    }
    decided = {
        "decision": "none",
        "decision_note": written(case(office_id, "decision")),
        "decided_on": TODAY,
        "decided_by": written(case(office_id, "decider")),
    }
    with transaction(session):
        session.add(MissedWindow(act_id=first.id, state="decided", **common, **decided))
        session.flush()
        session.add(MissedWindow(act_id=second.id, state="open", **common))


@dataclass(frozen=True)
class RepresentationIds:
    """The ids of planted representations and missed terms by office."""

    representations: Mapping[int, list[int]]
    missed: Mapping[int, list[int]]

    @classmethod
    def read(cls, connection: Connection) -> RepresentationIds:
        """Every one there is."""
        return cls(_ids(connection, "representation"), _ids(connection, "missed_window"))


def _ids(connection: Connection, table: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for office, row_id in connection.execute(
        text(f"select office_id, id from {table} order by 1, 2")
    ):
        found.setdefault(office, []).append(row_id)
    return found
