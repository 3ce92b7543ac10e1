"""Absences: who enters them, what is refused, who stands in, and the pages that show them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor, Post
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.transaction import transaction
from supervision.offices import operations
from supervision.offices.absence_queries import absent_on, away_on, substitute_of
from supervision.offices.models import Absence
from supervision.offices.operations import AccountData
from supervision.offices.rules import AbsenceEntry, absence_problems
from tests.cases.pages import field_on as hidden
from tests.conftest import NOW, TODAY, Web, count
from tests.factories.offices import World
from tests.factories.pages import text_of

Acting = Callable[[str], Actor]
WEEK = AbsenceEntry("leave", date(2026, 11, 23), date(2026, 11, 27))


def enter(session: Session, actor: Actor, user_id: int, entry: AbsenceEntry = WEEK) -> Absence:
    with transaction(session):
        return operations.enter_absence(
            session, actor, user_id, entry, idempotency_key=uuid.uuid4()
        )


def codes(entry: AbsenceEntry, user_id: int = 1) -> list[str | None]:
    return [problem.field for problem in absence_problems(entry, user_id)]


def test_the_rules_name_what_cannot_be() -> None:
    day = date(2026, 11, 23)
    assert codes(WEEK) == []
    assert codes(AbsenceEntry("leave", day, day)) == [], "one day is an absence too"
    assert codes(AbsenceEntry("holiday", day, day)) == ["kind"]
    assert codes(AbsenceEntry("leave", day, date(2026, 11, 22))) == ["until_on"]
    assert codes(AbsenceEntry("leave", day, date(2031, 11, 23))) == ["until_on"]
    assert codes(AbsenceEntry("leave", day, day, substitute_id=1)) == ["substitute_id"]


def test_one_enters_ones_own_and_who_divides_the_work_that_of_others(
    session: Session, world: World, acting: Acting
) -> None:
    mine, second = world.people["abay1.assistant"], world.people["abay1.second"]
    enter(session, acting("abay1.assistant"), mine)
    with pytest.raises(Forbidden):
        enter(session, acting("abay1.assistant"), second)
    enter(session, acting("abay1.head"), second)
    later = AbsenceEntry("sick", date(2026, 12, 7), date(2026, 12, 8))
    enter(session, acting("abay.administrator"), second, later)
    with pytest.raises(Forbidden):
        enter(session, acting("abay.head"), second, WEEK)
    acting("abay1.head")
    assert count(session, "absence") == 3
    told = session.scalars(
        text("select action from audit_entry where action like 'offices.%absence' order by id")
    ).all()
    assert list(told) == ["offices.enter_absence"] * 3


def test_days_that_share_one_day_are_refused_and_the_day_after_is_not(
    session: Session, world: World, acting: Acting
) -> None:
    actor, mine = acting("abay1.assistant"), world.people["abay1.assistant"]
    first = enter(session, actor, mine)
    shared = AbsenceEntry("sick", date(2026, 11, 27), date(2026, 12, 1))
    with pytest.raises(Refused) as refused:
        enter(session, actor, mine, shared)
    assert refused.value.problems[0].field == "from_on"
    assert refused.value.problems[0].params == {"start": "23.11.2026", "end": "27.11.2026"}
    enter(session, actor, mine, AbsenceEntry("sick", date(2026, 11, 28), date(2026, 12, 1)))
    with transaction(session):
        operations.cancel_absence(
            session, actor, first.id, reason="Кейінге қалдырылды", version=1, today=TODAY
        )
    enter(session, actor, mine, AbsenceEntry("training", date(2026, 11, 24), date(2026, 11, 25)))


def test_a_form_sent_twice_enters_one_absence(
    session: Session, world: World, acting: Acting
) -> None:
    actor, key = acting("abay1.assistant"), uuid.uuid4()
    made = []
    for _ in range(2):
        with transaction(session):
            made.append(
                operations.enter_absence(
                    session, actor, actor.user_id or 0, WEEK, idempotency_key=key
                ).id
            )
    assert made[0] == made[1] and count(session, "absence") == 1


def test_an_absence_is_corrected_by_who_saw_it_last_and_cancelled_once(
    session: Session, world: World, acting: Acting
) -> None:
    actor, mine = acting("abay1.assistant"), world.people["abay1.assistant"]
    found = enter(session, actor, mine)
    longer = AbsenceEntry("sick", date(2026, 11, 23), date(2026, 11, 30))
    with transaction(session):
        operations.change_absence(session, actor, found.id, longer, version=1)
    assert (found.kind, found.until_on, found.version) == ("sick", date(2026, 11, 30), 2)
    with pytest.raises(Stale), transaction(session):
        operations.change_absence(session, actor, found.id, WEEK, version=1)
    with pytest.raises(Refused), transaction(session):
        operations.cancel_absence(session, actor, found.id, reason=" ", version=2, today=TODAY)
    with transaction(session):
        operations.cancel_absence(session, actor, found.id, reason="Қате", version=2, today=TODAY)
    with pytest.raises(Refused), transaction(session):
        operations.change_absence(session, actor, found.id, WEEK, version=3)


def test_who_is_away_on_a_day_and_who_stands_in(
    session: Session, world: World, acting: Acting
) -> None:
    head = acting("abay1.head")
    mine, second = world.people["abay1.assistant"], world.people["abay1.second"]
    enter(session, head, mine, AbsenceEntry("leave", WEEK.from_on, WEEK.until_on, second))
    assert set(absent_on(session, [3], WEEK.from_on)) == {mine}
    assert set(absent_on(session, [3], WEEK.until_on)) == {mine}
    assert absent_on(session, [3], date(2026, 11, 28)) == {}
    assert absent_on(session, [4], WEEK.from_on) == {}
    assert substitute_of(session, mine, WEEK.from_on) == second
    assert substitute_of(session, mine, date(2026, 11, 28)) is None
    enter(session, head, second, AbsenceEntry("sick", WEEK.from_on, WEEK.from_on))
    assert substitute_of(session, mine, WEEK.from_on) is None, "who stands in is away too"
    assert substitute_of(session, mine, WEEK.until_on) == second


def test_only_a_colleague_of_the_same_office_stands_in(
    session: Session, world: World, acting: Acting
) -> None:
    entry = AbsenceEntry("leave", WEEK.from_on, WEEK.until_on, world.people["abay2.assistant"])
    with pytest.raises(Refused) as refused:
        enter(session, acting("abay1.head"), world.people["abay1.assistant"], entry)
    assert [problem.field for problem in refused.value.problems] == ["substitute_id"]


def test_absences_not_over_go_with_a_person_to_the_new_office(
    session: Session, world: World, acting: Acting
) -> None:
    mine, second = world.people["abay1.assistant"], world.people["abay1.second"]
    enter(
        session,
        acting("abay1.head"),
        mine,
        AbsenceEntry("leave", WEEK.from_on, WEEK.until_on, second),
    )
    administrator = acting("abay.administrator")
    with transaction(session):
        operations.edit_user(
            session,
            administrator,
            mine,
            AccountData("Ахметов", 4, Post.ASSISTANT, "kk"),
            expected_version=1,
            today=TODAY,
            now=NOW,
        )
    acting("abay2.head")
    away = away_on(session, mine, WEEK.from_on)
    assert away is not None and away.substitute_id is None


def test_pages_enter_correct_and_cancel_and_the_office_sees_its_month(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    mine, me = web.client("abay1.assistant"), web.world.people["abay1.assistant"]
    path = f"/people/{me}/absences/new"
    form = mine.get(path)
    sent = {
        "kind": "leave",
        "from_on": "23.11.2026",
        "until_on": "20.11.2026",
        "idempotency_key": hidden(form.text, "idempotency_key"),
    }
    refused = mine.post(path, data=sent)
    assert refused.status_code == 422 and 'value="20.11.2026"' in refused.text
    assert mine.post(path, data=sent | {"until_on": "27.11.2026"}).status_code == 302
    account = mine.get("/account")
    assert "27 Nov 2026" in text_of(account.text)
    head = web.client("abay1.head")
    month = head.get("/offices/3/absences?month=2026-11").text
    assert "Leave" in text_of(month) and "Correct" not in text_of(month)
    assert "Nobody is away" in text_of(head.get("/offices/3/absences?month=2026-10").text)
    assert head.get("/offices/3/absences?month=9999-99").status_code == 200
    [change] = {link for link in account.text.split('"') if link.startswith("/absences/")} - {
        link for link in account.text.split('"') if link.endswith("/cancel")
    }
    version = hidden(head.get(change).text, "version")
    other = {"kind": "sick", "from_on": "23.11.2026", "until_on": "24.11.2026"}
    assert head.post(change, data=other | {"version": version}).status_code == 302
    stale = mine.post(change, data=other | {"kind": "training", "version": version})
    assert stale.status_code == 409 and "Sickness" in stale.text
    assert web.client("abay1.second").get(change).status_code == 403
    assert web.client("turan1.head").get(change).status_code == 404
    cancel = {"reason": "Жұмысқа шықты", "version": hidden(head.get(change).text, "version")}
    assert head.post(f"{change}/cancel", data=cancel).status_code == 302
    assert "Жұмысқа шықты" in mine.get("/account").text
    assert "Nobody is away" in text_of(head.get("/offices/3/absences?month=2026-11").text)
