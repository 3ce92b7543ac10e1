"""A whole office's year in small: rows of every kind, each of its texts chosen by the test.

Belongs here: making the rows by the rooms' own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Level, Post, system_actor
from supervision.core.db import engine_for, set_scope
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import (
    RecurringOffice,
    move_by_hand,
    open_recurring,
    record_fulfilment,
)
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from supervision.offices import operations as offices
from supervision.offices.operations import AccountData, Charge
from supervision.offices.queries import enter_as_house
from supervision.offices.rules import AssignmentKind, topics
from supervision.reminders.operations import sweep
from supervision.studies import operations as studies
from supervision.studies.expense_rules import ExpenseEntry
from supervision.studies.models import RequestedFile
from supervision.studies.rules import Completeness, FileEntry, PartyEntry, PointAnswer
from tests.conftest import NOW, TODAY
from tests.factories.decrees import amended, decreed
from tests.factories.offices import QUICK, World
from tests.factories.studies import answers, file_entry, with_control_digit
from tests.guards.planted_absences import plant_absences
from tests.guards.planted_cases import CaseIds, plant_cases
from tests.guards.planted_channels import plant_letter
from tests.guards.planted_disputes import DisputeIds, plant_disputes
from tests.guards.planted_enforcement import EnforcementIds, plant_enforcement
from tests.guards.planted_exchange import plant_export, plant_sheet
from tests.guards.planted_exclusions import ExclusionIds
from tests.guards.planted_form4 import Form4Ids, count_accounts, plant_form4
from tests.guards.planted_guidance import GuidanceIds, plant_guidance
from tests.guards.planted_petitions import PetitionIds, plant_petitions
from tests.guards.planted_protests import ProtestIds
from tests.guards.planted_reconciliation import ReconciliationIds
from tests.guards.planted_reports import ReportIds, plant_reports
from tests.guards.planted_representations import RepresentationIds
from tests.guards.planted_rulings import ResponseIds
from tests.guards.planted_wordings import plant_wording

LEVELS: Mapping[int, Level] = {
    1: Level.GPO,
    2: Level.OBLAST,
    3: Level.DISTRICT,
    4: Level.DISTRICT,
    6: Level.OBLAST,
    7: Level.DISTRICT,
}
BREACHED = ("state_duty", "evasion_materials")
LATE = LateCause.WORKLOAD
MARKUP = "\"'><img src=x onerror=alert(1)>{{7*7}} javascript:alert(1)"
Words = Callable[[int, str], str]


def case_word(office_id: int, column: str = "") -> str:
    """The word every case text of an office holds."""
    return f"qzxvcase{office_id}x{column}"


def person_word(office_id: int, column: str = "") -> str:
    """The word every text about a person of an office holds."""
    return f"qzxvperson{office_id}x{column}"


def markup(office_id: int, column: str) -> str:
    """A text that would run, reckon or turn its line round wherever it was not shown as text."""
    return f"{MARKUP} {column}{office_id} \u202egnp.exe"


def identity_number(office_id: int) -> str:
    """The IIN of the debtor in every file of an office."""
    return with_control_digit(f"7703143{office_id:04}")


def plant(
    session: Session,
    law: Lawbook,
    world: World,
    office_id: int,
    *,
    case: Words = case_word,
    person: Words = person_word,
) -> None:
    """Rows of every kind for one office: a head, three files, a breach removed, a duty moved."""
    head = _head(session, world, office_id, person)
    plant_absences(session, head, person)
    plant_letter(session, head, person)
    plant_export(session, head, person)
    plant_sheet(session, head, case)
    plant_wording(session, head, case)
    plant_cases(session, law, world, head, office_id, case, identity_number(office_id))
    plant_disputes(session, law, head, office_id, case, identity_number(office_id))
    plant_petitions(session, law, world, head, office_id, case, identity_number(office_id))
    plant_enforcement(session, head, office_id, case, identity_number(office_id))
    plant_guidance(session, law, head, office_id, case)
    studied = _studied(session, law, head, office_id, case)
    received = _file(session, law, head, office_id, case, received_on=TODAY - timedelta(days=2))
    _file(session, law, head, office_id, case)
    with transaction(session):
        studies.assign(session, head, studied.id, assignee_id=head.user_id, law=law, today=TODAY)
    _moved(session, law, head, received, case(office_id, "move"))
    _recurring(session, law, head, office_id, case(office_id, "document"))
    plant_reports(session, law, head, case)
    plant_form4(session, head, case)
    if LEVELS[office_id] is not Level.DISTRICT:
        with transaction(session):
            topic = Charge(AssignmentKind.TOPIC, topic=topics()[0].code)
            offices.assign(session, head, head.user_id or 0, topic, from_on=TODAY)


def announce(session: Session, law: Lawbook) -> None:
    """Let the notices of all planted duties go out, as the scheduler will in some days; and what is
    counted ahead be counted.
    """
    count_accounts(session)
    house = system_actor(enter_as_house(session))
    session.commit()
    sweep(session, house, law=law, now=NOW + timedelta(days=12), zone=ZoneInfo("Asia/Almaty"))


def plant_changes(session: Session, law: Lawbook, world: World, title: str) -> None:
    """A decree of the Government and an amendment, of no office, in words that somebody typed."""
    decreed(session, world, law, now=NOW, today=TODAY, title=title)
    amended(session, world, law, now=NOW, today=TODAY, reason=title)


def _head(session: Session, world: World, office_id: int, person: Words) -> Actor:
    """A head of the office, made by the administrator of the GPO."""
    administrator = world.actor(session, "gpo.administrator")
    set_scope(session, administrator.scope)
    login = f"{person_word(office_id)}.head"
    data = AccountData(person(office_id, "name"), office_id, Post.HEAD, "en")
    with transaction(session):
        made = offices.create_user(
            session, administrator, login, data, today=TODAY, now=NOW, hashing=QUICK.hash
        )
    world.people[login] = made.account.id
    head = world.actor(session, login)
    set_scope(session, head.scope)
    return head


def _file(
    session: Session,
    law: Lawbook,
    head: Actor,
    office_id: int,
    case: Words,
    *,
    requested_ago: int = 3,
    received_on: date | None = None,
) -> RequestedFile:
    with transaction(session):
        return studies.register_request(
            session,
            head,
            _entry(office_id, case, requested_ago, received_on),
            idempotency_key=uuid.uuid4(),
            assignee_id=head.user_id,
            law=law,
            today=TODAY,
        )


def _entry(office_id: int, case: Words, requested_ago: int, received_on: date | None) -> FileEntry:
    return file_entry(
        TODAY,
        number=case(office_id, "number"),
        bailiff=case(office_id, "bailiff"),
        bailiff_office=case(office_id, "bureau"),
        subject=case(office_id, "subject"),
        requested_on=TODAY - timedelta(days=requested_ago),
        supply_by=TODAY - timedelta(days=requested_ago - 2),
        received_on=received_on,
        statutory_term_ends_on=TODAY + timedelta(days=200),
        statutory_term_reason=case(office_id, "term"),
        parties=(
            PartyEntry(
                "claimant", "person", case(office_id, "claimant"), identity_number(office_id)
            ),
            PartyEntry("debtor", "legal_entity", case(office_id, "debtor")),
        ),
    )


def _studied(
    session: Session, law: Lawbook, head: Actor, office_id: int, case: Words
) -> RequestedFile:
    """A file supplied in two parts, studied late with two breaches, one of them removed."""
    file = _file(session, law, head, office_id, case, requested_ago=15)
    for completeness, ago in ((Completeness.PARTIAL, 13), (Completeness.COMPLETE, 12)):
        with transaction(session):
            studies.record_supply(
                session,
                head,
                file.id,
                supplied_on=TODAY - timedelta(days=ago),
                completeness=completeness,
                note=case(office_id, "supply"),
                law=law,
                today=TODAY,
            )
    noes = {code: PointAnswer("no", case(office_id, "breach")) for code in BREACHED}
    with transaction(session):
        studies.record_study(
            session,
            head,
            file.id,
            studied_on=TODAY,
            answers=answers(**noes),
            lateness=Lateness(LATE, case(office_id, "unit"), case(office_id, "late")),
            law=law,
            today=TODAY,
        )
    _spent(session, head, office_id, file, case)
    breach = session.scalar(
        text(
            "select min(id) from breach "
            "where subject_kind = 'requested_file' and subject_id = :file"
        ),
        {"file": file.id},
    )
    with transaction(session):
        studies.remove_breach(
            session,
            head,
            file.id,
            int(breach or 0),
            removed_on=TODAY,
            note=case(office_id, "removal"),
            law=law,
            today=TODAY,
        )
    return file


def _spent(session: Session, head: Actor, office_id: int, file: RequestedFile, case: Words) -> None:
    """A taxi without a document, and a valuation that is struck out."""
    taxi = ExpenseEntry(
        *("9", "2", TODAY, case(office_id, "payee"), Decimal(4000)),
        travel_class="road_taxi",
        note=case(office_id, "expense"),
    )
    valued = ExpenseEntry(
        *("1", "3", TODAY, case(office_id, "valuer"), Decimal(9000), "receipt"),
        document_number=case(office_id, "receipt"),
    )
    with transaction(session):
        for entry in (taxi, valued):
            item = studies.add_expense(
                session, head, file.id, entry, idempotency_key=uuid.uuid4(), today=TODAY
            )
        studies.strike_expense(
            session, head, file.id, item.id, reason=case(office_id, "strike"), today=TODAY
        )


def _moved(session: Session, law: Lawbook, head: Actor, file: RequestedFile, reason: str) -> None:
    """The open duty of a received file, given another day by its head."""
    duty_id = session.scalars(
        select(Duty.id).where(
            Duty.subject_kind == "requested_file",
            Duty.subject_id == file.id,
            Duty.state == "open",
        )
    ).one()
    with transaction(session):
        move_by_hand(
            session,
            head,
            duty_id,
            new_due_on=TODAY,
            reason=reason,
            law=law,
            today=TODAY,
        )


def _recurring(session: Session, law: Lawbook, head: Actor, office_id: int, document: str) -> None:
    """The recurring duties of the office, the first of them done."""
    enter_as_house(session)
    circle = [RecurringOffice(office_id, "", LEVELS[office_id], specialised=False)]
    with transaction(session):
        open_recurring(session, head, circle, law=law, today=TODAY)
    set_scope(session, head.scope)
    first = session.scalars(
        select(Duty.id)
        .where(Duty.subject_kind == "office", Duty.owner_office_id == office_id)
        .order_by(Duty.id)
        .limit(1)
    ).first()
    if first is not None:
        with transaction(session):
            record_fulfilment(session, head, first, done_on=TODAY, document=document, today=TODAY)


@dataclass(frozen=True)
class Ids:
    """The ids of planted rows by kind and office; a breach goes with its file."""

    files: Mapping[int, list[int]]
    breaches: Mapping[int, list[tuple[int, int]]]
    expenses: Mapping[int, list[tuple[int, int]]]
    duties: Mapping[int, list[int]]
    checks_owed: Mapping[int, list[int]]
    people: Mapping[int, list[int]]
    notices: Mapping[int, list[int]]
    assignments: Mapping[int, list[int]]
    absences: Mapping[int, list[int]]
    letters: Mapping[int, list[int]]
    papers: Mapping[int, list[int]]
    exports: Mapping[int, list[int]]
    sheets: Mapping[int, list[int]]
    court: CaseIds
    dispute: DisputeIds
    enforcement: EnforcementIds
    petition: PetitionIds
    protest: ProtestIds
    represented: RepresentationIds
    excluded: ExclusionIds
    response: ResponseIds
    reconciled: ReconciliationIds
    reported: ReportIds
    guided: GuidanceIds
    form4: Form4Ids

    @classmethod
    def read(cls, roles: Roles) -> Ids:
        """Every row there is, read past row-level security."""
        engine = engine_for(roles.backup_url)
        with engine.connect() as connection:
            found = cls(
                files=_by_office(connection, "select office_id, id from requested_file"),
                breaches={
                    office: [(file, breach) for file, breach in pairs]
                    for office, pairs in _pairs(connection).items()
                },
                expenses=_expenses(connection),
                duties=_by_office(connection, "select office_id, id from duty"),
                checks_owed=_by_office(
                    connection,
                    "select office_id, id from duty "
                    "where rule = '2015/27/additional_check' and state = 'open'",
                ),
                people=_by_office(connection, "select office_id, id from user_account"),
                notices=_by_office(
                    connection,
                    "select u.office_id, r.id from reminder r "
                    "join user_account u on u.id = r.recipient_id where r.state = 'sent'",
                ),
                assignments=_by_office(connection, "select office_id, id from assignment"),
                absences=_by_office(
                    connection, "select office_id, id from absence where cancelled_on is null"
                ),
                letters=_by_office(
                    connection, "select office_id, id from letter where state = 'failed'"
                ),
                papers=_by_office(connection, "select office_id, id from paper"),
                exports=_by_office(connection, "select office_id, id from export_run"),
                sheets=_by_office(connection, "select office_id, id from import_batch"),
                court=CaseIds.read(connection),
                dispute=DisputeIds.read(connection),
                enforcement=EnforcementIds.read(connection),
                petition=PetitionIds.read(connection),
                protest=ProtestIds.read(connection),
                represented=RepresentationIds.read(connection),
                excluded=ExclusionIds.read(connection),
                response=ResponseIds.read(connection),
                reconciled=ReconciliationIds.read(connection),
                reported=ReportIds.read(connection),
                guided=GuidanceIds.read(connection),
                form4=Form4Ids.read(connection),
            )
        engine.dispose()
        return found


def _by_office(connection: Connection, statement: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for office, row_id in connection.execute(text(f"{statement} order by 1, 2")):
        found.setdefault(office, []).append(row_id)
    return found


def _expenses(connection: Connection) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    statement = text("select office_id, file_id, id from file_expense order by 1, 2, 3")
    for office, file, row_id in connection.execute(statement):
        found.setdefault(office, []).append((file, row_id))
    return found


def _pairs(connection: Connection) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    statement = text(
        "select office_id, subject_id, id from breach "
        "where subject_kind = 'requested_file' order by 1, 2, 3"
    )
    for office, file, breach in connection.execute(statement):
        found.setdefault(office, []).append((file, breach))
    return found
