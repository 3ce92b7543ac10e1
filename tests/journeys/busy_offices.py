"""An office with something of everything on its desk, made by the product's own operations.

Belongs here: files in every state, duties late, near, recurring and moved by hand, notices sent.
Does not belong here: rows of the courts' and petitions' rooms (`busy_rooms`), what pages must show.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision.cases.operations import (
    load_courts,
    mark_court_term_breach,
    record_check,
    record_outcome,
)
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor, Level, system_actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties import operations as duties
from supervision.duties.models import Duty
from supervision.duties.operations import RecurringOffice
from supervision.form4 import operations as form4
from supervision.form4.queries.asked import Asked
from supervision.form4.reading import form_of
from supervision.form4.rules import year_to_date
from supervision.law.form4.editions import edition
from supervision.law.lawbook import Lawbook
from supervision.offices.operations import enter_absence
from supervision.offices.queries import enter_as_house
from supervision.offices.rules import AbsenceEntry
from supervision.reminders.operations import sweep
from supervision.studies import operations as studies
from supervision.studies.expense_rules import ExpenseEntry
from supervision.studies.rules import Completeness, PartyEntry, PointAnswer
from tests.conftest import TODAY
from tests.factories.cases import COURTS, Desk, courts_by_code
from tests.factories.decrees import amended, decreed
from tests.factories.form4 import worked_example, write
from tests.factories.indicators import reckon
from tests.factories.journals import issued
from tests.factories.offices import World
from tests.factories.reports import Scribe, kind_of
from tests.factories.studies import CLAIMANT, answers, registered, with_control_digit
from tests.guards.planted_exchange import plant_sheet
from tests.journeys.busy_rooms import fill_rooms

WEEKS_AGO = datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
THURSDAY_MORNING = datetime(2026, 11, 19, 4, 30, tzinfo=UTC)
FRIDAY_MORNING = datetime(2026, 11, 20, 4, 30, tzinfo=UTC)  # half an hour after notices leave
CHILD = PartyEntry(
    "debtor",
    "person",
    "Әбдірахманов Нұрсұлтан-Мұхаммедәли Бекзатұлы",
    birth_on=date(2012, 5, 4),
    cannot_defend=("age",),
)
SENT_IN = {
    "sheet": "Сот актілері, қараша",
    "head": "Істің №",
    "content": "Істің №",
    "number": "6301-26-00-3/31",
    "court": "Семей қалалық соты",
}
RECURRING = (
    RecurringOffice(1, "Бас прокуратура", Level.GPO, specialised=False),
    RecurringOffice(2, "Абай облысының прокуратурасы", Level.OBLAST, specialised=False),
    RecurringOffice(3, "Әуезов ауданы прокуратурасы", Level.DISTRICT, specialised=False),
)


def fill_offices(session: Session, world: World, law: Lawbook) -> None:
    """Give Auezov district rows in every state and room, and it and its oblast recurring duties."""

    def acting(login: str) -> Actor:
        found = world.actor(session, login)
        set_scope(session, found.scope)
        return found

    for login in ("gpo.head", "abay.head", "abay1.head"):
        plant_sheet(session, acting(login), lambda _office, column: SENT_IN[column])
    _form4(session, acting("abay1.head"))
    fill_rooms(session, world, law)
    actor = acting("abay1.assistant")
    with transaction(session):
        registered(session, actor, law=law, today=TODAY, number="1/26 requested")
        _partly_supplied(session, actor, law)
        _late(session, actor, law)
        _studied(session, actor, law)
        _declined(session, actor, law)
    _cases(session, actor, law)
    _away(session, actor)
    _recurring(session, law)
    _reports(session, acting, law)
    _moved(session, law, acting("abay1.head"))
    decreed(session, world, law, now=WEEKS_AGO, today=WEEKS_AGO.date())
    amended(session, world, law, now=WEEKS_AGO, today=WEEKS_AGO.date())
    remind(session, law, since=WEEKS_AGO, now=FRIDAY_MORNING)
    reckon(session, law, TODAY)
    for now in (THURSDAY_MORNING, FRIDAY_MORNING):
        issued(session, law, now, (1, 2, 3))


def _form4(session: Session, head: Actor) -> None:
    """Enforcement documents of the district, and the year's Form No. 4 submitted."""
    office_id = head.office_id or 0
    known = edition("2020")
    asked = Asked(known, known.answers(), (office_id,), year_to_date(TODAY), "Asia/Almaty")
    with transaction(session):
        write(session, worked_example(office_id))
        form = form_of(session, asked)
        entry = form4.Entry(asked, office_id, False, form.filled, form.failures)
        form4.submit(session, head, entry, reason="", idempotency_key=uuid.uuid4(), today=TODAY)


def _reports(session: Session, acting: Callable[[str], Actor], law: Lawbook) -> None:
    """Reports of the district in each state, one its oblast sent up, drafts of those above."""
    head, above = acting("abay1.head"), acting("abay.head")

    def scribe(actor: Actor, kind: str) -> Scribe:
        return Scribe(session, actor, law, TODAY, kind_of(kind))

    scribe(head, "branch_legality").submit("2026-Q3")
    quarterly = scribe(head, "quarterly_information")
    quarterly.approve(quarterly.open("2026-Q3"))
    quarterly.open("2026-Q4")
    scribe(above, "justice_legality").submit("2026-Q3")
    scribe(above, "quarterly_information").open("2026-Q4")
    scribe(acting("gpo.head"), "monthly_analysis").open("2026-11")


def _partly_supplied(session: Session, actor: Actor, law: Lawbook) -> None:
    file = registered(
        session,
        actor,
        law=law,
        today=TODAY,
        number="2/26 supplied in part",
        requested_on=date(2026, 11, 9),
        supply_by=date(2026, 11, 12),
        parties=(CLAIMANT, CHILD),
        contested_by=("third_party",),
        private_bailiff=True,
        statutory_term_ends_on=date(2027, 5, 3),
        statutory_term_reason="Атқарушылық іс жүргізу туралы заң, 39-бап, 2-тармақ",
    )
    studies.record_supply(
        session,
        actor,
        file.id,
        supplied_on=date(2026, 11, 16),
        completeness=Completeness.PARTIAL,
        note="Екінші том жоқ",
        law=law,
        today=TODAY,
    )


def _late(session: Session, actor: Actor, law: Lawbook) -> None:
    """Received on the 9th: day 5 is Saturday the 14th, so the study was due on Monday the 16th."""
    registered(
        session,
        actor,
        law=law,
        today=TODAY,
        number="3/26 late",
        requested_on=date(2026, 11, 5),
        supply_by=date(2026, 11, 10),
        received_on=date(2026, 11, 9),
    )


def _studied(session: Session, actor: Actor, law: Lawbook) -> None:
    file = registered(session, actor, law=law, today=TODAY, number="4/26", received_on=TODAY)
    studies.record_study(
        session,
        actor,
        file.id,
        studied_on=TODAY,
        answers=answers(enforcement_sanction=PointAnswer("no", "Санкция өндірілмеген")),
        law=law,
        today=TODAY,
    )
    taxi = ExpenseEntry(
        kind="9",
        article="2",
        spent_on=date(2026, 11, 18),
        payee="Такси «Жүйрік»",
        amount=Decimal(4500),
        travel_class="road_taxi",
    )
    studies.add_expense(session, actor, file.id, taxi, idempotency_key=uuid.uuid4(), today=TODAY)


def _declined(session: Session, actor: Actor, law: Lawbook) -> None:
    """Initiated on 17 September: the two months were over on 17 November, the day before it came."""
    file = registered(
        session,
        actor,
        law=law,
        today=TODAY,
        number="5/26 declined",
        initiated_on=date(2026, 9, 17),
        requested_on=date(2026, 11, 16),
    )
    studies.decline_run_out(
        session,
        actor,
        file.id,
        received_on=date(2026, 11, 18),
        returned_on=TODAY,
        law=law,
        today=TODAY,
    )


def _cases(session: Session, actor: Actor, law: Lawbook) -> None:
    """A minor's case heard, decided and checked; a transport case waiting for its hearing."""
    with transaction(session):
        load_courts(session, COURTS)
    desk = Desk(session, actor, law, TODAY, courts_by_code(session))
    decided = desk.register(
        number="6301-26-00-3/1",
        birth_on=date(2010, 3, 14),
        identity_number=with_control_digit("10031450001"),
    )
    heard = desk.hearing(decided, date(2026, 11, 17), prosecutor_id=actor.user_id)
    desk.do(record_outcome, decided.id, heard.id, OutcomeEntry("took_part"))
    act = desk.act(decided, date(2026, 11, 17), copy_on=date(2026, 11, 18))
    checked = {"result": "lawful", "checked_on": TODAY, "note": "Қаулы заңды"}
    desk.do(record_check, decided.id, act.id, **checked)
    waiting = desk.register(
        number="6301-26-00-3/2",
        offender_name=CHILD.name,
        sanctions=("confiscation",),
        transport_field="rail",
    )
    desk.hearing(waiting, date(2026, 11, 24), prosecutor_id=actor.user_id)
    desk.notice(waiting)
    breach = {"step": "received", "description": "Іс кеш қабылданды", "found_on": TODAY}
    desk.do(mark_court_term_breach, waiting.id, **breach)


def _away(session: Session, actor: Actor) -> None:
    """A week of leave, in which one hearing lies."""
    week = AbsenceEntry("leave", date(2026, 11, 23), date(2026, 11, 27))
    with transaction(session):
        enter_absence(session, actor, actor.user_id or 0, week, idempotency_key=uuid.uuid4())


def _recurring(session: Session, law: Lawbook) -> None:
    house = system_actor(enter_as_house(session))
    with transaction(session):
        duties.open_recurring(session, house, RECURRING, law=law, today=TODAY)


def _moved(session: Session, law: Lawbook, head: Actor) -> None:
    """The district's head gives the latest of its recurring duties another day."""
    duty = session.scalars(
        select(Duty)
        .where(Duty.owner_office_id == head.office_id, Duty.subject_kind == "office")
        .where(Duty.due_on.is_not(None), Duty.state == "open")
        .order_by(Duty.due_on.desc(), Duty.id)
    ).first()
    assert duty is not None
    with transaction(session):
        duties.move_by_hand(
            session,
            head,
            duty.id,
            new_due_on=TODAY,
            law=law,
            reason="Жоғары тұрған прокуратураның тапсырмасы бойынша",
            today=TODAY,
        )


def remind(session: Session, law: Lawbook, *, since: datetime, now: datetime) -> None:
    """Sweep as if it were `now` and all duties had stood since then.

    The database notes the real moment a duty is opened; the offices here live in November 2026.
    """
    house = system_actor(enter_as_house(session))
    session.execute(update(Duty).values(opened_at=since))
    session.commit()
    sweep(session, house, law=law, now=now, zone=ZoneInfo("Asia/Almaty"))
