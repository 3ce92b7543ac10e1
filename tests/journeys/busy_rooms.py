"""The rooms of cases, disputes, protests and petitions, filled for a walk in plausible words.

Belongs here: which office gets which rows. Does not belong here: how a row is made (the planters of
the guards make one of every kind and state by the product's own operations).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CourtAct
from supervision.cases.rules.grounds import OverruleEntry
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.disputes import operations as disputes
from supervision.law.lawbook import Lawbook
from supervision.petitions import operations as petitions
from supervision.petitions.rules.examining import Extension
from supervision.petitions.rules.resolving import CheckEntry
from supervision.protests.models import Protest
from supervision.protests.operations import inform_department
from supervision.protests.rules import InformEntry
from supervision.studies.prints import PAPER as STUDY_RESULT
from tests.conftest import TODAY
from tests.factories.cases import Desk, courts_by_code
from tests.factories.disputes import CLAIMANT, STATE, DisputeDesk
from tests.factories.offices import World
from tests.factories.petitions import ALL_ITEMS, Counter
from tests.factories.protests import ProtestDesk
from tests.factories.studies import with_control_digit
from tests.guards.planted_cases import plant_cases, plant_courts
from tests.guards.planted_channels import plant_letter
from tests.guards.planted_disputes import plant_disputes
from tests.guards.planted_enforcement import plant_enforcement
from tests.guards.planted_guidance import plant_guidance
from tests.guards.planted_petitions import plant_petitions
from tests.guards.planted_wordings import plant_wording

DISTRICT, OBLAST = 3, 2
YESTERDAY = TODAY - timedelta(days=1)
OTHERWISE = "Іс материалдарымен және куәлардың түсініктемелерімен расталды"
WORDS: Mapping[str, str] = {
    "heard": "6301-26-00-3/11",
    "waiting": "6301-26-00-3/12",
    "gone": "6301-26-00-3/13",
    "way": "6301-26-00-3/21",
    "granted": "6301-26-00-3/22",
    "forwarded": "6301-26-00-3/23",
    "cassation": "6301-26-00-3/24",
    "checked": "6301-26-00-3/25",
    "body": "Полиция департаменті",
    "offender": "Әбдірахманов Нұрсұлтан-Мұхаммедәли Бекзатұлы",
    "petitioner": "Омарова Әсел Қайратқызы",
    "representative": "Жұмабаев Ерлан Серікұлы",
    "claimant": "Серікова Айгүл Маратқызы",
    "debtor": "Әуезов ауданының әкімдігі",
    "bailiff": "Ахметов Нұрлан",
    "bureau": "Семей қаласының аумақтық бөлімі",
    "document": "1204/26-10-77",
    "court": "Әуезов ауданының мамандандырылған соты",
    "place": "2-зал",
    "hall": "1-зал",
    "giver": "Серікова А. М.",
    "taker": "Омаров Б. Т.",
    "leader": "Сериков Қ. А.",
    "guilty": "Тілеубердин Қанат",
    "post": "Аумақтық бөлімнің бастығы",
    "number": "2-15/26",
    "protest": "2-15/26",
    "letter": "7-11-26",
    "notice": "7-12-26",
    "order": "О-5",
    "request": "С-12",
    "paper": "7-26",
    "ruling": "3-12",
    "address": "Семей қаласы, Абай көшесі, 1",
    "file": "Әкімшілік құқық бұзушылық туралы істер жөніндегі сот қаулыларының көшірмелері",
    "volume": "1",
    "sheets": "12–14",
    "seven": "7-1/26",
    "twelve": "2-12/345",
    "writnumber": "2-26/101",
    "refused": "2-26/102",
    "sent": "2-26/103",
    "serial": "26-0101",
    "second": "26-0103",
    "casenumber": "6301-26-00-2/77",
    "issuingbody": "Әуезов аудандық соты",
    "debtorname": "Әбдірахманов Нұрсұлтан-Мұхаммедәли Бекзатұлы",
    "claimantname": "Серікова Айгүл Маратқызы",
    "surname": "Серікова",
    "first": "Аружан",
    "patronymic": "Нұрсұлтанқызы",
}


def word(office_id: int, column: str) -> str:
    """What an official would write there; numbers of different offices differ by the court's."""
    return WORDS.get(column, OTHERWISE).replace("6301", f"63{office_id:02}")


def person(_office_id: int, _column: str) -> str:
    """What a mail server answered about somebody's address."""
    return "serikov@prokuror.example"


def fill_rooms(session: Session, world: World, law: Lawbook) -> None:
    """Rows of every room and state for the district, petitions for those above it too."""
    with transaction(session):
        plant_courts(session)
    head = _enter(session, world, "abay1.head")
    plant_letter(session, head, person)
    plant_cases(session, law, world, head, DISTRICT, word, with_control_digit("77031430003"))
    plant_disputes(session, law, head, DISTRICT, word, with_control_digit("77031430003"))
    plant_enforcement(session, head, DISTRICT, word, with_control_digit("77031430003"))
    plant_petitions(session, law, world, head, DISTRICT, word, with_control_digit("77031430003"))
    plant_guidance(session, law, head, DISTRICT, word)
    _unfinished(session, world, law)
    _cassation(session, world, law)
    for login in ("abay1.head", "abay.head"):  # the first wording of the list, so that it is opened
        actor = _enter(session, world, login)
        plant_wording(session, actor, word, kind=STUDY_RESULT, language="kk")


def _unfinished(session: Session, world: World, law: Lawbook) -> None:
    """What waits for its next step: acts unchecked, an open window, a draft protest, decisions
    against the facts, a longer term nobody was told of.
    """
    head = _enter(session, world, "abay1.head")
    courts = courts_by_code(session)
    desk = Desk(session, head, law, TODAY, courts, court="10-01-Q")
    case = desk.register(number="6303-26-00-3/14", sanctions=("arrest",))
    heard = desk.hearing(case, YESTERDAY, prosecutor_id=head.user_id)
    desk.do(cases.record_outcome, case.id, heard.id, OutcomeEntry("took_part"))
    act = desk.act(case, YESTERDAY, copy_on=YESTERDAY)
    desk.do(cases.overrule_ground, case.id, OverruleEntry("arrest", False, OTHERWISE))
    desk.act(desk.register(number="6303-26-00-3/16"), YESTERDAY, copy_on=YESTERDAY)
    disputed = DisputeDesk(session, head, law, TODAY, courts, court="10-01-Q")
    dispute = disputed.register(number="6303-26-00-2/15", parties=(CLAIMANT, STATE))
    against = OverruleEntry("state_party", False, OTHERWISE)
    disputed.do(disputes.overrule_ground, dispute.id, against)
    own = ProtestDesk(session, head, law, TODAY)
    returned = own.bring(own.draft(act), TODAY, number="2-16/26")
    own.outcome(returned, "none", TODAY, ended_by="court_returned", note=OTHERWISE)
    own.draft(act)
    counter = Counter(session, head, law, TODAY)
    petition = counter.examined(is_new=True, case_number="6303-26-00-3/26")
    longer = Extension(TODAY, TODAY + timedelta(days=60), OTHERWISE)
    counter.do(petitions.extend_petition, petition.id, longer)
    _from_above(session, world, law, case, act)


def _from_above(
    session: Session, world: World, law: Lawbook, case: AdminCase, act: CourtAct
) -> None:
    """What those above do in the district's cases: an order, a motion, two rejected protests of the
    GPO, of one of which the Department knows.
    """
    gpo = ProtestDesk(session, _enter(session, world, "gpo.head"), law, TODAY)
    rejected = []
    for _ in range(2):
        brought = gpo.bring(gpo.draft(act), TODAY)
        rejected.append(gpo.outcome(brought, "rejected", TODAY))
    higher = _enter(session, world, "abay.head")
    oblast = ProtestDesk(session, higher, law, TODAY)
    waiting = session.scalars(select(Protest).where(Protest.state == "brought")).first()
    assert waiting is not None
    oblast.motion(waiting, TODAY)
    desk = Desk(session, higher, law, TODAY, {})
    desk.do(inform_department, rejected[0].id, InformEntry(TODAY, "letter", "7-41"))
    desk.do(cases.order_participation, case.id, reason=OTHERWISE)


def _cassation(session: Session, world: World, law: Lawbook) -> None:
    """Two petitions before the GPO: one checked by the oblast on its order, one left to be checked."""
    gpo = Counter(session, _enter(session, world, "gpo.head"), law, TODAY)
    for number, reported in (("6310-26-00-3/31", True), ("6310-26-00-3/32", False)):
        gpo.as_(gpo.actor)
        found = gpo.register(
            is_new=True,
            kind="cassation_protest",
            case_number=number,
            petitioner_name=WORDS["representative"],
            identity_number="",
        )
        gpo.do(petitions.record_checklist, found.id, present=[*ALL_ITEMS[:-1]], checked_on=TODAY)
        entry = CheckEntry(OBLAST, "7-31", OTHERWISE, TODAY + timedelta(days=9))
        check = gpo.do(petitions.order_check, found.id, entry, idempotency_key=uuid.uuid4())
        if reported:
            oblast = gpo.as_(_enter(session, world, "abay.head"))
            oblast.do(petitions.report_check, check.id, report=OTHERWISE, reported_on=TODAY)


def _enter(session: Session, world: World, login: str) -> Actor:
    actor = world.actor(session, login)
    set_scope(session, actor.scope)
    return actor
