"""Administrative cases for the walks: rows of every table of the room, each text chosen by the test.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import AdminCase, Court
from supervision.cases.rules.grounds import OverruleEntry
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from tests.conftest import TODAY
from tests.factories.cases import Desk, courts_by_code
from tests.factories.offices import World
from tests.guards.planted_conclusions import CODES as CONCLUSION_CODES
from tests.guards.planted_conclusions import plant_conclusions
from tests.guards.planted_exclusions import CODES as EXCLUSION_CODES
from tests.guards.planted_exclusions import plant_exclusions
from tests.guards.planted_protests import plant_protests
from tests.guards.planted_reconciliation import CODES as RECONCILIATION_CODES
from tests.guards.planted_reconciliation import (
    plant_filing,
    plant_heard,
    plant_reconciliations,
)
from tests.guards.planted_representations import CODES as REPRESENTATION_CODES
from tests.guards.planted_representations import plant_representations
from tests.guards.planted_rulings import CODES as RULING_CODES
from tests.guards.planted_rulings import plant_rulings

Words = Callable[[int, str], str]
Pairs = Mapping[int, list[tuple[int, int]]]
# Codes, not words: chosen from lists of the law or of the house, numbers, or made by the machine.
CODES = {
    **CONCLUSION_CODES,
    **RULING_CODES,
    **RECONCILIATION_CODES,
    **REPRESENTATION_CODES,
    **EXCLUSION_CODES,
    "admin_case": {
        "opened_by",
        "offender_kind",
        "identity_number",
        "military_status",
        "complaint",
        "transport_field",
    },
    "case_article": {"article", "part", "area"},
    "case_category": {"code"},
    "case_competence": {"belongs_to"},
    "case_hearing": {"instance", "outcome", "absence_cause"},
    "case_notice": {"means"},
    "case_transfer": {"direction", "notice_number"},
    "court_act": {"instance", "kind", "check_result", "late_cause"},
    "ground_overrule": {"target"},
    # the lower office is meant to read who of the higher one ordered it
    "participation_order": {"ordered_by"},
}


def plant_courts(session: Session) -> None:
    """A court of first and one of appellate instance for each office, unless they are there."""
    if session.scalar(select(Court.id).limit(1)) is not None:
        return
    codes = session.scalars(select(Office.code).where(Office.kind == "territorial"))
    lines = ["code,office_code,kind,name_kk,name_ru,name_en"]
    for code in codes:
        lines.append(f"{code}-Q,{code},district,Сот {code},Суд {code},Court {code}")
        lines.append(f"{code}-A,{code},oblast,Жоғары сот {code},Суд {code},Upper court {code}")
    with transaction(session):
        operations.load_courts(session, "\n".join(lines))


def plant_cases(
    session: Session, law: Lawbook, world: World, head: Actor, office_id: int, case: Words, iin: str
) -> None:
    """Three cases: one heard, decided and checked late; one with notice and order; one handed over."""
    plant_courts(session)
    set_scope(session, head.scope)
    code = session.scalar(select(Office.code).where(Office.id == office_id))
    desk = Desk(session, head, law, TODAY, courts_by_code(session), court=f"{code}-Q")

    def registered(name: str, **changes: Any) -> AdminCase:
        return desk.register(
            number=case(office_id, name),
            opened_by_name=case(office_id, "body"),
            offender_name=case(office_id, "offender"),
            identity_number=iin,
            birth_on=date(1977, 3, 14),
            received_by_court_on=TODAY - timedelta(days=20),
            offence_on=TODAY - timedelta(days=30),
            **changes,
        )

    heard = registered("heard", sanctions=("arrest", "confiscation"))
    _decided(desk, heard, office_id, case, f"{code}-A")
    plant_filing(desk, heard, office_id, case)
    plant_conclusions(session, law, world, head, heard.id, case)
    plant_protests(session, law, world, head, heard.id, case)
    plant_representations(session, law, world, head, heard.id, case)
    plant_exclusions(session, law, world, head, heard.id, case)
    set_scope(session, head.scope)
    plant_rulings(desk, heard, office_id, case)
    waiting = registered("waiting", sanctions=("confiscation",), transport_field="rail")
    plant_heard(desk, waiting)
    desk.hearing(waiting, TODAY + timedelta(days=3), place=case(office_id, "hall"))
    desk.notice(
        waiting,
        means="other",
        other_means=case(office_id, "means"),
        given_by=case(office_id, "giver"),
        taken_by=case(office_id, "taker"),
    )
    _ordered(session, law, world, waiting, office_id, case)
    set_scope(session, head.scope)
    gone = registered("gone", sanctions=("confiscation",), transport_field="air")
    desk.notice(gone, given_by=case(office_id, "giver"), taken_by=case(office_id, "taker"))
    desk.do(operations.hand_over, gone.id, to_office_id=10)
    plant_reconciliations(desk, office_id, case)


def _decided(desk: Desk, found: AdminCase, office_id: int, case: Words, upper: str) -> None:
    """Hearing with a report, an act checked late, an act on appeal, an overrule, a broken term."""
    day = TODAY - timedelta(days=18)
    hearing = desk.hearing(
        found, day, place=case(office_id, "place"), prosecutor_id=desk.actor.user_id
    )
    given: dict[str, Any] = {"reported_on": TODAY, "reported_to": case(office_id, "leader")}
    desk.do(operations.record_report, found.id, hearing.id, **given)
    note = case(office_id, "remark")
    desk.do(operations.record_outcome, found.id, hearing.id, OutcomeEntry("took_part", note=note))
    act = desk.act(
        found,
        day,
        kind="termination",
        termination_ground=case(office_id, "ending"),
        copy_on=day,
    )
    desk.do(
        operations.record_check,
        found.id,
        act.id,
        result="lawful",
        checked_on=TODAY,
        note=case(office_id, "check"),
        lateness=Lateness(LateCause.WORKLOAD, case(office_id, "unit"), case(office_id, "late")),
    )
    desk.act(
        found,
        TODAY,
        instance="appellate",
        court=upper,
        kind="changed",
        part=case(office_id, "part"),
        reviews_id=act.id,
    )
    entry = OverruleEntry("arrest", False, case(office_id, "overrule"))
    overrule = desk.do(operations.overrule_ground, found.id, entry)
    desk.do(operations.lift_overrule, found.id, overrule.id, reason=case(office_id, "lift"))
    breach = desk.do(
        operations.mark_court_term_breach,
        found.id,
        step="decided",
        description=case(office_id, "term"),
        found_on=TODAY,
    )
    assert breach.is_open


def _ordered(
    session: Session, law: Lawbook, world: World, found: AdminCase, office_id: int, case: Words
) -> None:
    """An order of the GPO in a lower office's case, withdrawn again; the GPO itself gets none."""
    higher = world.actor(session, "gpo.head")
    if higher.office_id == office_id:
        return
    set_scope(session, higher.scope)
    desk = Desk(session, higher, law, TODAY, {})
    order = desk.do(operations.order_participation, found.id, reason=case(office_id, "order"))
    desk.do(operations.withdraw_order, found.id, order.id, reason=case(office_id, "withdrawal"))


@dataclass(frozen=True)
class CaseIds:
    """The ids of planted cases by office; a part goes with its case."""

    cases: Mapping[int, list[int]]
    parts: Mapping[str, Pairs]

    @classmethod
    def read(cls, connection: Connection) -> CaseIds:
        """Every case there is; a part is named as its argument in an address."""
        cases: dict[int, list[int]] = {}
        for office, row_id in connection.execute(
            text("select office_id, id from admin_case order by 1, 2")
        ):
            cases.setdefault(office, []).append(row_id)
        tables = {
            "hearing_id": "case_hearing",
            "act_id": "court_act",
            "conclusion_id": "conclusion",
            "ruling_id": "private_ruling",
            "overrule_id": "ground_overrule",
            "order_id": "participation_order",
        }
        parts = {name: _pairs(connection, f"case_id, id from {t}") for name, t in tables.items()}
        breaches = "subject_id, id from breach where subject_kind = 'admin_case'"
        return cls(cases, {**parts, "breach_id": _pairs(connection, breaches)})


def _pairs(connection: Connection, selected: str) -> Pairs:
    found: dict[int, list[tuple[int, int]]] = {}
    statement = text(f"select office_id, {selected} order by 1, 2, 3")
    for office, case_id, row_id in connection.execute(statement):
        found.setdefault(office, []).append((case_id, row_id))
    return found
