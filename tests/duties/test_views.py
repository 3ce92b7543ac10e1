"""Pages of duties: desk, lists, board, one duty with its forms; what each reader sees and may do."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Level
from supervision.duties.models import Duty, DutyMove
from supervision.duties.operations import RecurringOffice, open_recurring
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY, Web
from tests.factories.duties import open_many
from tests.factories.duty_facts import (
    days_before,
    facts,
    open_studies,
    received,
    requested,
    subject,
)
from tests.factories.offices import World
from tests.factories.pages import read, stats, text_of

pytestmark = pytest.mark.usefixtures("today_is_friday")
Act = Callable[[str], Actor]


@pytest.fixture
def study_id(session: Session, district_duties: None, acting: Act) -> int:
    """The first overdue duty of the Auezov district, due Monday 16 November."""
    acting("abay1.head")
    found = session.scalar(select(Duty.id).order_by(Duty.id).limit(1))
    assert found is not None
    return found


@pytest.fixture
def soon_id(session: Session, district_duties: None, acting: Act) -> int:
    """A duty due on Monday 23 November."""
    acting("abay1.head")
    found = session.scalar(select(Duty.id).where(Duty.due_on == date(2026, 11, 23)).limit(1))
    assert found is not None
    return found


@pytest.fixture
def yearly_id(session: Session, acting: Act, law: Lawbook) -> int:
    """The yearly inspection of the Auezov district for 2026."""
    office = RecurringOffice(3, "", Level.DISTRICT, specialised=False)
    open_recurring(session, acting("gpo.head"), [office], law=law, today=TODAY)
    session.commit()
    found = session.scalar(select(Duty.id).where(Duty.rule == "2002/10/yearly_inspection"))
    assert found is not None
    return found


def test_the_desk_shows_what_is_overdue_today_and_soon_with_citation_and_steps(
    web: Web, district_duties: None
) -> None:
    page = read(web, "abay1.assistant", "/")
    assert stats(page) == {
        "Overdue": "2",
        "Due today": "1",
        "In the next 7 days": "2",
        "Without a day": "0",
    }
    assert 'href="/law/2002/6"' in page
    assert page.count("4 days late") == 2
    words = text_of(page)
    assert "counting starts 2026-11-10" in words
    assert "5th day 2026-11-14 is a Saturday" in words
    assert "edition: Instruction of 2002, 12 Feb 2003" in words


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "Талап етілген атқару өндірісін зерттеу"),
        ("ru", "Изучить истребованное исполнительное производство"),
        ("en", "Study the requested enforcement file"),
    ],
)
def test_the_desk_speaks_three_languages(
    web: Web, district_duties: None, language: str, sentence: str
) -> None:
    assert sentence in read(web, "abay1.assistant", "/", language)


def test_my_own_desk_holds_only_mine(web: Web, district_duties: None) -> None:
    page = read(web, "abay1.second", "/?whose=mine")
    assert stats(page)["Overdue"] == "0"
    assert "Nothing is due within seven days" in page
    assert stats(read(web, "abay1.assistant", "/?whose=mine"))["Overdue"] == "2"


def test_a_long_desk_says_how_many_more_there_are_and_where(
    web: Web, session: Session, acting: Act, world: World
) -> None:
    acting("abay1.head")
    open_many(
        session,
        40,
        office_id=3,
        due_on=date(2026, 11, 10),
        user_id=world.people["abay1.assistant"],
    )
    session.commit()
    page = read(web, "abay1.head", "/")
    assert stats(page)["Overdue"] == "40"
    assert "All 40 in one list" in page
    assert page.count("10 days late") == 25


def test_the_late_bailiff_has_a_small_section_of_his_own(
    web: Web, session: Session, acting: Act, law: Lawbook
) -> None:
    late = facts(requested(date(2026, 11, 2), date(2026, 11, 12)))
    sync(session, acting("abay1.head"), subject(1), late, law=law, today=TODAY)
    session.commit()
    page = read(web, "abay1.head", "/")
    assert stats(page)["Overdue"] == "0"
    assert "Other bodies are late" in page
    assert "8 days late" in page


def test_the_oblasts_desk_leads_to_the_districts_that_are_late(
    web: Web, district_duties: None
) -> None:
    page = read(web, "abay.head", "/")
    assert stats(page)["Overdue"] == "0"
    assert stats(page)["Overdue in the offices below"] == "2"
    assert "in 1 office" in page
    assert "Overdue in the offices below" not in read(web, "abay1.head", "/")


def test_an_administrator_who_sees_no_cases_is_led_to_people(web: Web) -> None:
    answer = web.client("abay.administrator").get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/people"


def test_each_number_of_the_board_opens_a_list_of_so_many(web: Web, district_duties: None) -> None:
    page = read(web, "abay.head", "/board")
    links = re.findall(r'class="board-number[^"]*" href="([^"]+)"[^>]*>(\d+)<', page)
    assert len(links) == 2
    for address, number in links:
        opened = read(web, "abay.head", html.unescape(address))
        assert opened.count('<th scope="row"') == int(number)


def test_the_gpo_drills_down_from_oblasts_to_districts(web: Web, district_duties: None) -> None:
    page = read(web, "gpo.head", "/board")
    assert "Abai Oblast Office" in page
    assert "Auezov District Office" not in page
    below = read(web, "gpo.head", "/board?office=2")
    assert "Auezov District Office" in below
    assert re.search(r'<a href="/board\?office=1">GPO</a>', below)


@pytest.mark.parametrize(
    "path", ["/board?office=6", "/duties/list?office=7", "/board?office=99999999999999999999"]
)
def test_a_foreign_office_is_not_to_be_found(web: Web, path: str) -> None:
    read(web, "abay.head", path, status=404)


@pytest.mark.parametrize("path", ["/board?office=x", "/duties/list?office=&when=never&page=@@"])
def test_a_senseless_address_gives_the_own_office(web: Web, path: str) -> None:
    assert "Abai Oblast Office" in read(web, "abay.head", path)


def test_a_list_is_narrowed_by_rule_day_and_person(
    web: Web, session: Session, acting: Act, law: Lawbook, district_duties: None
) -> None:
    undated = facts(received(None))
    sync(session, acting("abay1.head"), subject(50), undated, law=law, today=TODAY)
    session.commit()

    def rows(query: str) -> int:
        return read(web, "abay1.assistant", f"/duties/list{query}").count('<th scope="row"')

    assert rows("") == 6
    assert rows("?when=overdue") == 2
    assert rows("?when=undated") == 1
    assert rows("?whose=mine") == 5
    assert rows("?rule=2015/13/appellate_protest") == 0
    assert rows("?rule=2002/6/study_requested_file&when=today") == 1


def test_an_undated_duty_says_what_is_missing(
    web: Web, session: Session, acting: Act, law: Lawbook
) -> None:
    undated = facts(received(None))
    done = sync(session, acting("abay1.head"), subject(50), undated, law=law, today=TODAY)
    session.commit()
    words = text_of(read(web, "abay1.head", f"/duties/{done.opened[0].id}"))
    assert "the day of the event is not recorded" in words
    assert "date not known" in words or "no date" in words


def test_the_page_of_a_duty_explains_its_date(web: Web, study_id: int) -> None:
    page = read(web, "abay1.head", f"/duties/{study_id}")
    words = text_of(page)
    assert "16 Nov 2026" in words
    assert "next working day 2026-11-16" in words
    assert "calendar: kz-" in words
    assert "Сериков abay1.assistant" in words
    assert "are studied within 5 days" in words


def test_a_duty_of_another_district_is_not_to_be_found(web: Web, study_id: int) -> None:
    read(web, "abay2.head", f"/duties/{study_id}", status=404)


def test_only_heads_and_deputies_are_offered_the_move(web: Web, study_id: int) -> None:
    assert 'action="/duties/' in read(web, "abay1.deputy", f"/duties/{study_id}")
    assert 'action="/duties/' not in read(web, "abay1.assistant", f"/duties/{study_id}")
    answer = web.client("abay1.assistant").post(f"/duties/{study_id}/move")
    assert answer.status_code == 403


def test_a_head_moves_the_day_and_the_page_tells_of_it(web: Web, soon_id: int) -> None:
    client = web.client("abay1.head")
    answer = client.post(
        f"/duties/{soon_id}/move",
        data={"move-new_due_on": "20.11.2026", "move-reason": "with an expert"},
        follow_redirects=True,
    )
    words = text_of(answer.text)
    assert "The duty has its new day." in words
    assert "Day moved: 23 Nov 2026 → 20 Nov 2026" in words
    assert "Changed by a decision: with an expert" in words
    assert "Day moved by hand" in words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"move-new_due_on": "31.11.2026", "move-reason": "why"}, "Write the day as dd.mm.yyyy."),
        ({"move-new_due_on": "", "move-reason": "why"}, "Name the new day."),
        ({"move-new_due_on": "19.11.2026", "move-reason": "why"}, "The new day is already over."),
        ({"move-new_due_on": "30.11.2026", "move-reason": " "}, "Say why the day moves."),
        ({"move-new_due_on": "30.11.2026", "move-reason": "x" * 2001}, "The text is too long."),
    ],
)
def test_a_senseless_move_is_refused_beside_its_field_and_nothing_typed_is_lost(
    web: Web, session: Session, study_id: int, typed: dict[str, str], said: str
) -> None:
    answer = web.client("abay1.head").post(f"/duties/{study_id}/move", data=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert typed["move-reason"] in html.unescape(answer.text)
    assert typed["move-new_due_on"] in answer.text
    assert session.scalars(select(DutyMove)).all() == []


def test_the_same_move_sent_twice_is_made_once(
    web: Web, session: Session, acting: Act, soon_id: int
) -> None:
    client = web.client("abay1.head")
    typed = {"move-new_due_on": "20.11.2026", "move-reason": "with an expert"}
    first = client.post(f"/duties/{soon_id}/move", data=typed)
    second = client.post(f"/duties/{soon_id}/move", data=typed)
    assert (first.status_code, second.status_code) == (302, 422)
    assert "This is the day the duty already has." in second.text
    acting("abay1.head")
    assert len(session.scalars(select(DutyMove)).all()) == 1


def test_a_recurring_duty_is_recorded_as_done(web: Web, yearly_id: int) -> None:
    client = web.client("abay1.assistant")
    answer = client.post(
        f"/duties/{yearly_id}/done",
        data={"done-done_on": "19.11.2026", "done-document": "act No. 7 of 19 Nov"},
        follow_redirects=True,
    )
    words = text_of(answer.text)
    assert "Recorded: the duty is fulfilled." in words
    assert "act No. 7 of 19 Nov" in words
    assert "year 2026" in words
    assert 'action="/duties/' not in answer.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"done-done_on": "21.11.2026", "done-document": "x"}, "has not come"),
        ({"done-done_on": "19.11.2026", "done-document": ""}, "Name the document"),
        ({"done-done_on": "soon", "done-document": "act No. 7"}, "Write the day as dd.mm.yyyy."),
    ],
)
def test_a_fulfilment_without_sense_is_refused_and_kept_as_typed(
    web: Web, yearly_id: int, typed: dict[str, str], said: str
) -> None:
    answer = web.client("abay1.head").post(f"/duties/{yearly_id}/done", data=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert all(value in answer.text for value in typed.values())


def test_late_fulfilment_asks_for_the_cause_and_shows_it(
    web: Web, session: Session, acting: Act, yearly_id: int
) -> None:
    acting("abay1.head")
    session.get_one(Duty, yearly_id).due_on = date(2026, 11, 2)
    session.commit()
    client = web.client("abay1.head")
    typed = {"done-done_on": "09.11.2026", "done-document": "act No. 7"}
    refused = client.post(f"/duties/{yearly_id}/done", data=typed)
    assert refused.status_code == 422
    assert "name the cause and the unit at fault" in refused.text
    late = {"done-late_cause": "workload", "done-late_unit": "first division"}
    answer = client.post(f"/duties/{yearly_id}/done", data=typed | late, follow_redirects=True)
    words = text_of(answer.text)
    assert "done 7 days late" in words
    assert "Workload" in words
    assert "first division" in words


@pytest.mark.parametrize("path", ["/", "/duties/list", "/board"])
def test_a_page_sends_as_many_statements_for_fifty_duties_as_for_five(
    web: Web,
    session: Session,
    acting: Act,
    law: Lawbook,
    statements: Callable[[], Any],
    path: str,
) -> None:
    actor = acting("abay.head")
    days = days_before(TODAY, 11, 9, 5, 4, 2)
    open_studies(session, actor, law, days, office_id=2, today=TODAY)
    session.commit()
    client = web.client("abay.head")
    client.get(path)
    with statements() as few:
        client.get(path)
    actor = acting("abay.head")
    open_studies(session, actor, law, days * 9, office_id=2, first=10, today=TODAY)
    session.commit()
    with statements() as many:
        page = client.get(path)
    assert page.status_code == 200
    assert len(many) == len(few) <= 13
