"""Topics and regions (`2015 ¶5`): given in the Department and oblasts, by who leads or manages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.transaction import transaction
from supervision.offices.models import Assignment
from supervision.offices.operations import Charge, assign, end_assignment
from supervision.offices.people_queries import charges_of
from supervision.offices.rules import AssignmentKind
from tests.conftest import TODAY, Web
from tests.factories.offices import World

Acting = Callable[[str], Actor]
TAX = Charge(AssignmentKind.TOPIC, topic="tax")
DISTRICT = Charge(AssignmentKind.REGION, region_id=4)


def give(
    session: Session, actor: Actor, user_id: int, charge: Charge, day: date = TODAY
) -> Assignment:
    with transaction(session):
        return assign(session, actor, user_id, charge, from_on=day)


@pytest.mark.parametrize("login", ["abay.head", "abay.administrator", "gpo.administrator"])
def test_a_head_or_an_administrator_gives_topic_and_region(
    session: Session, acting: Acting, world: World, login: str
) -> None:
    actor = acting(login)
    give(session, actor, world.people["abay.senior"], TAX)
    give(session, actor, world.people["abay.senior"], DISTRICT)
    held = charges_of(session, 2, TODAY)
    assert {(each.topic, each.region.id if each.region else None) for each in held} == {
        ("tax", None),
        (None, 4),
    }


@pytest.mark.parametrize("login", ["abay.senior", "gpo.head", "abay.auditor"])
def test_nobody_else_gives_them(session: Session, acting: Acting, world: World, login: str) -> None:
    with pytest.raises(Forbidden):
        give(session, acting(login), world.people["abay.senior"], TAX)


def test_a_district_divides_no_work(session: Session, acting: Acting, world: World) -> None:
    with pytest.raises(Refused, match="2015 ¶5"):
        give(session, acting("abay1.head"), world.people["abay1.assistant"], TAX)


def test_an_auditor_and_an_administrator_get_no_topic(
    session: Session, acting: Acting, world: World
) -> None:
    actor = acting("abay.head")
    for login in ("abay.auditor", "abay.administrator"):
        with pytest.raises(Refused):
            give(session, actor, world.people[login], TAX)


@pytest.mark.parametrize(
    "charge",
    [
        Charge(AssignmentKind.TOPIC, topic="weather"),
        Charge(AssignmentKind.TOPIC),
        Charge(AssignmentKind.REGION),
        Charge(AssignmentKind.REGION, region_id=7),  # another oblast's district
        Charge(AssignmentKind.REGION, region_id=2),  # the office itself
        Charge(AssignmentKind.REGION, region_id=999),
    ],
)
def test_a_topic_that_is_none_and_a_foreign_region_are_refused(
    session: Session, acting: Acting, world: World, charge: Charge
) -> None:
    with pytest.raises(Refused) as refusal:
        give(session, acting("abay.head"), world.people["abay.senior"], charge)
    assert refusal.value.problems[0].field == "what"


def test_nothing_is_given_twice_but_again_after_it_was_taken_back(
    session: Session, acting: Acting, world: World
) -> None:
    actor, person = acting("abay.head"), world.people["abay.senior"]
    first = give(session, actor, person, TAX)
    with pytest.raises(Refused, match="already"):
        give(session, actor, person, TAX)
    with transaction(session):
        end_assignment(session, actor, first.id, today=TODAY)
    assert charges_of(session, 2, TODAY) == []
    give(session, actor, person, TAX)
    assert len(charges_of(session, 2, TODAY)) == 1


def test_a_foreign_assignment_does_not_exist(
    session: Session, acting: Acting, world: World
) -> None:
    made = give(session, acting("abay.head"), world.people["abay.senior"], TAX)
    stranger = acting("turan.head")
    with pytest.raises(NotFound):
        end_assignment(session, stranger, made.id, today=TODAY)


def test_the_page_gives_and_takes_back(web: Web) -> None:
    client = web.client("abay.head")
    person = web.world.people["abay.senior"]
    wrong = {"person": person, "what": "topic:tax", "from_on": "31.02.2026"}
    answer = client.post("/offices/2/assignments", data=wrong)
    assert answer.status_code == 422 and 'value="31.02.2026"' in answer.text
    foreign = {
        "person": web.world.people["turan.head"],
        "what": "topic:tax",
        "from_on": "01.11.2026",
    }
    assert client.post("/offices/2/assignments", data=foreign).status_code == 422
    right = {"person": person, "what": "region:4", "from_on": "01.11.2026"}
    assert client.post("/offices/2/assignments", data=right).status_code == 302
    page = client.get("/offices/2").text
    number = page.split("/assignments/")[1].split("/")[0]
    assert client.post(f"/assignments/{number}/end").status_code == 302
    assert "No topic or region is given yet" in client.get("/offices/2").text


def test_a_reader_sees_no_form_and_is_refused(web: Web) -> None:
    client = web.client("abay.senior")
    assert "/assignments" not in client.get("/offices/2").text
    sent = {"person": web.world.people["abay.senior"], "what": "topic:tax", "from_on": "01.11.2026"}
    assert client.post("/offices/2/assignments", data=sent).status_code == 403
