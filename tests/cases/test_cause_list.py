"""A day's cause list entered as one table: all of it or nothing, each problem at its cell."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseHearing
from supervision.cases.operations import Recorded, record_cause_list
from supervision.cases.rules.cause_list import CauseLine
from supervision.core import clock
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web, count
from tests.factories.cases import ZONE, Desk
from tests.factories.pages import text_of

MONDAY = date(2026, 11, 23)
NEW = {
    "offender_name": "Серікова Айгүл",
    "birth_on": date(2010, 5, 1),
    "offence_on": date(2026, 11, 1),
    "article": "440",
    "part": "1",
    "opened_by": "authorised_body",
    "opened_by_name": "Полиция басқармасы",
}


def line(place: int, number: str, hour: int = 10, **given: Any) -> CauseLine:
    moment = datetime(2026, 11, 23, hour, tzinfo=ZONE).astimezone(UTC)
    return CauseLine(place, moment, number, "person", **given)


def record(
    desk: Desk, lines: list[CauseLine], key: uuid.UUID | None = None, **changes: Any
) -> Recorded:
    with transaction(desk.session):
        return record_cause_list(
            desk.session,
            desk.actor,
            lines,
            court_id=desk.courts[changes.get("court", "10-01-D")],
            instance=changes.get("instance", "first"),
            idempotency_key=key or uuid.uuid4(),
            zone=ZONE,
            law=desk.law,
            today=TODAY,
        )


def fields(refused: pytest.ExceptionInfo[Refused]) -> set[str | None]:
    return {problem.field for problem in refused.value.problems}


def test_known_cases_are_heard_and_new_ones_registered_with_their_grounds(desk: Desk) -> None:
    known = desk.register(number="1/26", sanctions=("arrest",))
    made = record(desk, [line(0, "1/26", 9), line(4, "2/26", 11, prosecutor_id=None, **NEW)])
    assert [hearing.day for hearing in made.hearings] == [MONDAY, MONDAY]
    [fresh] = made.registered
    assert (made.hearings[0].case_id, made.hearings[1].case_id) == (known.id, fresh.id)
    assert "6/participate_at_first_instance" in desk.rules(known.id)
    assert "6/participate_at_first_instance" in desk.rules(fresh.id), "sixteen years old"
    category = text("select code from case_category where case_id = :id")
    assert desk.session.scalars(category, {"id": fresh.id}).all() == ["minor"]


def test_a_list_sent_twice_makes_nothing_twice(desk: Desk) -> None:
    desk.register(number="1/26")
    key, lines = uuid.uuid4(), [line(0, "1/26"), line(1, "2/26", 11, **NEW)]
    first, again = record(desk, lines, key), record(desk, lines, key)
    assert [each.id for each in first.hearings] == [each.id for each in again.hearings]
    assert (count(desk.session, "case_hearing"), count(desk.session, "admin_case")) == (2, 2)


def test_one_wrong_line_keeps_every_other_line_out(desk: Desk) -> None:
    known = desk.register(number="1/26")
    desk.hearing(known, MONDAY, hour=15)
    lines = [
        line(0, "1/26"),
        line(1, "2/26", **(NEW | {"birth_on": None, "article": "сорок"})),
        line(2, "1/26", offender_name="Басқа біреу"),
        line(3, "1/26", 15),
        line(5, "", **NEW),
        line(6, "3/26", prosecutor_id=10**8, **NEW),
    ]
    with pytest.raises(Refused) as refused:
        record(desk, lines)
    assert fields(refused) == {
        "lines-1-birth_on",
        "lines-1-article",
        "lines-2-offender_name",
        "lines-3-held_at",
        "lines-5-number",
        "lines-6-prosecutor_id",
    }
    assert (count(desk.session, "case_hearing"), count(desk.session, "admin_case")) == (1, 1)


def test_a_court_of_another_office_is_told_once_for_the_whole_list(desk: Desk) -> None:
    desk.register(number="1/26")
    with pytest.raises(Refused) as refused:
        record(desk, [line(0, "1/26"), line(1, "1/26", 12)], court="20-01-D")
    assert [problem.field for problem in refused.value.problems] == ["court_id"]
    with pytest.raises(Refused) as refused:
        record(desk, [])
    assert fields(refused) == {"lines-0-number"}


def test_an_upper_court_hears_only_cases_the_office_has(desk: Desk) -> None:
    known = desk.register(number="1/26")
    with pytest.raises(Refused) as refused:
        record(desk, [line(0, "9/26", **NEW)], court="10-O", instance="appellate")
    assert fields(refused) == {"lines-0-number"}
    record(desk, [line(0, "1/26")], court="10-O", instance="appellate")
    assert "8/participate_on_appeal" in desk.rules(known.id)


def test_the_table_keeps_everything_typed_and_then_records_it(
    web: Web, desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    desk.register(number="1/26")
    client = web.client("abay1.assistant")
    page = client.get("/cases/cause-list?day=23.11.2026").text
    assert 'value="23.11.2026"' in page and page.count('class="cause-row"') == 15
    typed = {
        "court_id": str(desk.courts["10-01-D"]),
        "held_on": "23.11.2026",
        "instance": "first",
        "idempotency_key": field_on(page, "idempotency_key"),
        "lines-0-held_at": "9:30",
        "lines-0-number": "1/26",
        "lines-3-held_at": "25:00",
        "lines-3-number": "2/26",
        "lines-3-offender_kind": "person",
        "lines-3-offender_name": "Серікова Айгүл",
        "lines-3-birth_on": "31.02.2010",
        "lines-3-offence_on": "01.11.2026",
        "lines-3-article": "440",
        "lines-3-opened_by": "authorised_body",
        "lines-3-opened_by_name": "Полиция",
    }
    shape = client.post("/cases/cause-list", data=typed)
    assert shape.status_code == 422
    for words in ("25:00", "31.02.2010", "Серікова Айгүл", "9:30"):
        assert f'value="{words}"' in shape.text
    assert shape.text.count("Write the hour as hh:mm.") >= 1
    typed |= {"lines-3-held_at": "11:00", "lines-3-birth_on": "01.05.1990", "lines-3-article": "x"}
    rules = client.post("/cases/cause-list", data=typed)
    assert rules.status_code == 422 and 'aria-describedby="lines-3-article-error"' in rules.text
    typed["lines-3-article"] = "440"
    for _ in range(2):
        sent = client.post("/cases/cause-list", data=typed)
        assert sent.status_code == 302, re.findall(r"<li>(.*?)</li>", sent.text)
        assert "/cases/coverage?" in sent.headers["Location"]
    listed = text_of(client.get(sent.headers["Location"]).text)
    assert "2 hearings are recorded. 1 new case is registered." in listed
    assert re.search(r"23 Nov 2026, 09:30.*1/26.*23 Nov 2026, 11:00.*2/26", listed)
    assert len(session.scalars(select(CaseHearing.id)).all()) == 2
    assert len(session.scalars(select(AdminCase.id)).all()) == 2
