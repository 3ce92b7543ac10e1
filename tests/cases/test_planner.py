"""The planner over real cases: the grid of an office, and many duties given at once, thing and duty."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.cases.assigning import give as give_case
from supervision.cases.models import AdminCase, CaseHearing
from supervision.cases.subject import KIND
from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Refused
from supervision.core.transaction import transaction
from supervision.duties.models import Duty
from supervision.duties.operations import Pick, assign_duties
from supervision.duties.workload_queries import NOBODY, loads, spans
from supervision.offices.operations import enter_absence
from supervision.offices.rules import AbsenceEntry
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.duties import open_duty
from tests.factories.offices import World
from tests.factories.pages import read, text_of

Acting = Callable[[str], Actor]
ASSIGNERS = {KIND: give_case}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def head(acting: Acting, desk: Desk) -> Actor:
    return acting("abay1.head")


def case_with_hearing(desk: Desk, number: str, days: int = 3) -> AdminCase:
    """A mandatory case with a hearing, so that participation is owed."""
    case = desk.register(number=number, sanctions=("confiscation",))
    desk.hearing(case, TODAY + timedelta(days=days))
    return case


def owed(session: Session, case: AdminCase) -> list[Duty]:
    statement = select(Duty).where(
        Duty.subject_kind == KIND, Duty.subject_id == case.id, Duty.state == "open"
    )
    return list(session.scalars(statement.order_by(Duty.id)))


def recurring(session: Session, office_id: int = 3) -> Duty:
    duty = open_duty(session, office_id=office_id, due_on=date(2026, 12, 25))
    duty.subject_kind, duty.subject_label = "office", "2026-Q4"
    session.commit()
    return duty


def give(session: Session, actor: Actor, duties: list[Duty], person: int, law: object) -> int:
    picks = [Pick(duty.id, duty.version) for duty in duties]
    with transaction(session):
        return assign_duties(
            session,
            actor,
            picks,
            assignee_id=person,
            assigners=ASSIGNERS,
            law=law,  # type: ignore[arg-type]
            today=TODAY,
        )


def said(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.message % each.params for each in refused.value.problems]


def test_cases_their_hearings_and_the_offices_own_duty_go_to_one_colleague_with_their_duties(
    session: Session, desk: Desk, head: Actor, world: World
) -> None:
    case = case_with_hearing(desk, "1/26")
    own = recurring(session)
    duties = [*owed(session, case), own]
    assert len(duties) >= 2
    second = world.people["abay1.second"]
    assert give(session, head, duties, second, desk.law) == len(duties)
    session.expire_all()
    assert {duty.assignee_id for duty in [*owed(session, case), own]} == {second}
    hearings = session.scalars(select(CaseHearing.prosecutor_id)).all()
    assert hearings == [second], "the hearing names who takes part"
    actions = set(session.scalars(select(AuditEntry.action)))
    assert {"cases.assign_hearing", "duties.assign"} <= actions


def test_a_form_sent_twice_gives_nothing_twice(
    session: Session, desk: Desk, head: Actor, world: World
) -> None:
    own = recurring(session)
    picks, second = [own], world.people["abay1.second"]
    seen = own.version
    assert give(session, head, picks, second, desk.law) == 1
    with transaction(session):
        again = assign_duties(
            session,
            head,
            [Pick(own.id, seen)],
            assignee_id=second,
            assigners=ASSIGNERS,
            law=desk.law,
            today=TODAY,
        )
    assert again == 0
    action = AuditEntry.action == "duties.assign"
    assert session.scalar(select(func.count()).select_from(AuditEntry).where(action)) == 1


def test_one_duty_against_which_something_stands_keeps_all_where_they_are(
    session: Session, desk: Desk, head: Actor, world: World
) -> None:
    own, other = recurring(session), recurring(session)
    elsewhere = open_duty(session, office_id=3, due_on=date(2026, 12, 1))
    session.commit()
    stale = Pick(other.id, other.version + 1)
    picks = [Pick(own.id, own.version), stale, Pick(elsewhere.id, elsewhere.version), Pick(0, 1)]
    with pytest.raises(Refused) as refused, transaction(session):
        assign_duties(
            session,
            head,
            picks,
            assignee_id=world.people["abay1.second"],
            assigners=ASSIGNERS,
            law=desk.law,
            today=TODAY,
        )
    assert said(refused) == [
        "One of the chosen duties is not there.",
        "Somebody else changed the duty about 2026-Q4 after the list was read.",
        f"The duty about {elsewhere.subject_label} is not given to one person: "
        "it is the office's own.",
    ]
    session.expire_all()
    assert own.assignee_id is None


def test_only_a_head_gives_and_only_to_a_colleague_of_the_own_office(
    session: Session, desk: Desk, acting: Acting, world: World
) -> None:
    own = recurring(session)
    with pytest.raises(Forbidden):
        give(session, acting("abay1.assistant"), [own], world.people["abay1.second"], desk.law)
    with pytest.raises(Refused, match="colleague of your own office"):
        give(session, acting("abay1.head"), [own], world.people["abay2.assistant"], desk.law)
    with pytest.raises(Refused, match="another office's to give"):
        give(session, acting("abay.head"), [own], world.people["abay.senior"], desk.law)
    with pytest.raises(Refused, match="at least one"):
        give(session, acting("abay1.head"), [], world.people["abay1.second"], desk.law)


def test_every_open_duty_stands_in_one_column_of_its_assignee(
    session: Session, head: Actor, world: World
) -> None:
    second = world.people["abay1.second"]
    days = (date(2026, 11, 19), TODAY, date(2026, 11, 22), date(2026, 11, 23), date(2027, 3, 1))
    for due_on in days:
        open_duty(session, office_id=3, due_on=due_on, assignee_id=second)
    stopped = open_duty(session, office_id=3, due_on=date(2026, 12, 1))
    stopped.paused_on = TODAY
    session.commit()
    found = {load.user_id: load.numbers for load in loads(session, 3, TODAY)}
    names = [span.name for span in spans(TODAY)]
    assert dict(zip(names, found[second], strict=True)) == {
        **dict.fromkeys(names, 0),
        "overdue": 1,
        "w20261116": 2,
        "w20261123": 1,
        "later": 1,
    }
    assert sum(found[NOBODY]) == found[NOBODY][names.index("paused")] == 1


def test_each_number_of_the_grid_opens_a_list_of_so_many(
    web: Web, session: Session, head: Actor, world: World
) -> None:
    second = world.people["abay1.second"]
    for days in (-3, 0, 4, 4, 11, 90):
        open_duty(session, office_id=3, due_on=TODAY + timedelta(days=days), assignee_id=second)
    open_duty(session, office_id=3, due_on=TODAY)
    session.commit()
    page = read(web, "abay1.head", "/planner")
    links = re.findall(r'class="board-number[^"]*" href="([^"]+)"[^>]*>(\d+)<', page)
    assert len(links) == 6
    for address, number in links:
        listed = read(web, "abay1.head", address.replace("&amp;", "&"))
        assert listed.count('class="due due-') == int(number), address


def test_who_is_away_is_marked_with_the_substitute_and_led_to_the_absence(
    web: Web, session: Session, head: Actor, world: World
) -> None:
    person, substitute = world.people["abay1.assistant"], world.people["abay1.second"]
    entry = AbsenceEntry("leave", TODAY, TODAY + timedelta(days=9), substitute)
    with transaction(session):
        made = enter_absence(session, head, person, entry, idempotency_key=uuid.uuid4())
    page = read(web, "abay1.head", "/planner")
    assert "20 Nov 2026 – 29 Nov 2026 · instead: " in text_of(page)
    assert f'href="/absences/{made.id}"' in page
    assert f'href="/people/{person}/absences/new"' in page
    above = read(web, "abay.head", "/planner?office=3")
    assert f'href="/absences/{made.id}"' not in above


def test_ticked_duties_are_given_from_the_page_and_a_refusal_keeps_the_ticks(
    web: Web, session: Session, desk: Desk, head: Actor, world: World
) -> None:
    case = case_with_hearing(desk, "7/26")
    number = len(owed(session, case))
    page = read(web, "abay1.head", "/planner/duties?who=0")
    picks = re.findall(r'name="pick" value="([\d-]+)"', page)
    assert len(picks) == number
    client, second = web.client("abay1.head"), world.people["abay1.second"]
    path = "/planner/assign?who=0"
    refused = client.post(path, data={"pick": picks, "assignee_id": "999"})
    assert refused.status_code == 422
    assert "Choose a colleague of your own office." in refused.text
    assert len(re.findall(r'name="pick" value="[\d-]+" checked', refused.text)) == number
    done = client.post(path, data={"pick": picks, "assignee_id": str(second)})
    assert (done.status_code, done.headers["Location"]) == (302, "/planner/duties?who=0")
    assert "new assignee" in text_of(client.get(done.headers["Location"]).text)
    stale = client.post(path, data={"pick": picks, "assignee_id": str(head.user_id)})
    assert stale.status_code == 422
    assert "Somebody else changed the duty about 7/26" in stale.text


def test_the_oblast_looks_at_a_districts_grid_and_gives_nothing_there(
    web: Web, session: Session, head: Actor
) -> None:
    recurring(session)
    page = read(web, "abay.head", "/planner/duties?office=3")
    assert "2026" in page and 'name="pick"' not in page
    assert web.client("abay2.head").get("/planner?office=3").status_code == 404
    assert web.client("abay1.assistant").get("/planner").status_code == 403


def test_the_grid_takes_as_many_statements_for_many_duties_as_for_few(
    web: Web, session: Session, head: Actor
) -> None:
    with web.app.app_context():
        engine = web.app.extensions["sqlalchemy"].engine
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    open_duty(session, office_id=3, due_on=TODAY)
    session.commit()
    client = web.client("abay1.head")
    client.get("/planner")  # the first page of a session also looks after the session
    numbers = []
    for days in (range(1), range(40)):
        for each in days:
            open_duty(session, office_id=3, due_on=TODAY + timedelta(days=each))
        session.commit()
        sent.clear()
        assert client.get("/planner").status_code == 200
        numbers.append(len(sent))
    assert numbers[0] == numbers[1] <= 16
