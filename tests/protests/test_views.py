"""The pages of protests, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient

from supervision.cases.models import AdminCase, CourtAct
from supervision.core import clock
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import transaction
from supervision.duties.operations import move_by_hand
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import read, text_of
from tests.protests.conftest import Desks

DRAFTED = {
    "kind": "appellate",
    "part": "Жаза бөлігі",
    "grounds": ["wrong_application_of_law", "breach_of_procedure"],
    "own_grounds": "Сот бапты дұрыс қолданбаған",
    "demand": "Қаулының күшін жою",
}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


def send(client: FlaskClient, path: str, **typed: object) -> str:
    """Open a form, send it; the address it leads to."""
    page = client.get(path).text
    hidden = {name: field_on(page, name) for name in ("version", "idempotency_key")}
    answer = client.post(path, data={**hidden, **typed})
    assert answer.status_code == 302, text_of(answer.text)[:3000]
    return str(answer.headers["Location"])


def test_a_protest_goes_from_the_case_s_page_to_its_outcome(
    web: Web, act: CourtAct, case: AdminCase
) -> None:
    page = text_of(read(web, "abay1.head", f"/cases/{case.id}"))
    assert "16 Nov 2026 – 26 Nov 2026 open, 6 days left" in page
    assert "counting starts 2026-11-17" in page and "2015 ¶13" in page
    head = web.client("abay1.head")
    address = send(head, f"/protests/of-case/{case.id}/acts/{act.id}/new", **DRAFTED)
    drafted = text_of(head.get(address).text)
    for words in ("Жаза бөлігі", "Сот бапты", "Appellate protest draft"):
        assert words in drafted
    person = re.search(
        r'<option value="(\d+)">[^<]*District and equal', head.get(f"{address}/bring").text
    )
    assert person is not None
    brought = {"number": "2-15/26", "brought_on": "20.11.2026", "brought_by_id": person.group(1)}
    send(head, f"{address}/bring", **brought)
    page = text_of(read(web, "abay1.head", f"/cases/{case.id}"))
    assert "Appellate protest № 2-15/26 brought" in page
    assert "Facts of another register taken in" in page
    motion = {"moved_on": "20.11.2026", "motives": "Негіз жоқ", "paper_number": "7-26"}
    oblast = web.client("abay.head")
    send(oblast, f"{address}/withdrawal", unfounded="y", **motion)
    ended = {"outcome_on": "20.11.2026", "decision": "none", "note": "Сот ұйғарымы"}
    send(oblast, f"{address}/outcome", ended_by="court_granted_motion", **ended)
    told = text_of(read(web, "abay1.head", address))
    assert "withdrawn" in told
    assert "The court granted the motion of a higher prosecutor to withdraw it" in told
    paper = re.search(rf'href="({address}/motions/\d+)"', head.get(address).text)
    assert paper is not None
    for language, words in (
        ("kk", "№ 7-26 хат"),
        ("ru", "Письмо № 7-26"),
        ("en", "Paper No. 7-26"),
    ):
        assert words in text_of(read(web, "abay1.head", paper.group(1), language))


def test_a_late_protest_is_refused_with_its_reason_and_nothing_typed_is_lost(
    web: Web, desk: Desk, case: AdminCase, at: Desks
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    protest = at("abay1.head").draft(act)
    client = web.client("abay1.head")
    path = f"/protests/{protest.id}/bring"
    opened = client.get(path).text
    assert "closed" in text_of(opened)
    person = re.search(r'<option value="(\d+)">[^<]*District', opened)
    assert person is not None
    typed = {
        "version": field_on(opened, "version"),
        "number": "9-9/26",
        "brought_on": "20.11.2026",
        "brought_by_id": person.group(1),
    }
    answer = client.post(path, data=typed)
    assert answer.status_code == 422
    said = text_of(answer.text)
    assert "The term ended on 12.11.2026." in said and "9-9/26" in answer.text
    in_time = client.post(path, data=typed | {"brought_on": "12.11.2026"})
    assert "say why the protest is recorded only now" in text_of(in_time.text)
    kept = typed | {"brought_on": "12.11.2026", "late_reason": "Пошта кешікті"}
    assert client.post(path, data=kept).status_code == 302
    assert "Brought in time on 12 Nov 2026, recorded on 20 Nov 2026: Пошта кешікті" in text_of(
        read(web, "abay1.head", f"/protests/{protest.id}")
    )


def test_the_second_hand_at_a_draft_sees_both_texts(web: Web, act: CourtAct, at: Desks) -> None:
    protest = at("abay1.head").draft(act)
    path = f"/protests/{protest.id}/edit"
    one, two = web.client("abay1.head"), web.client("abay1.assistant")
    seen = field_on(two.get(path).text, "version")
    send(one, path, **DRAFTED | {"own_grounds": "Бірінші адамның мәтіні"})
    late = two.post(path, data=DRAFTED | {"version": seen, "own_grounds": "Екінші мәтін"})
    assert late.status_code == 409
    assert "Бірінші адамның мәтіні" in late.text and "Екінші мәтін" in late.text
    assert "abay1.head" in late.text
    again = DRAFTED | {"version": field_on(late.text, "version"), "own_grounds": "Екінші мәтін"}
    assert two.post(path, data=again).status_code == 302


def test_a_higher_office_reads_and_answers_but_does_not_write_the_draft(
    web: Web, act: CourtAct, at: Desks
) -> None:
    protest = at("abay1.head").draft(act)
    district, oblast = web.client("abay1.head"), web.client("abay.head")
    assert oblast.get(f"/protests/{protest.id}/edit").status_code == 403
    assert web.client("abay2.head").get(f"/protests/{protest.id}").status_code == 404
    send(district, f"/protests/{protest.id}/review", reviewing_office_id="2")
    windows = oblast.get("/protests/windows").text
    assert "Drafts sent to your office for review" in text_of(windows)
    answer = re.search(
        rf'href="(/protests/{protest.id}/reviews/\d+)"', oblast.get(f"/protests/{protest.id}").text
    )
    assert answer is not None
    page = oblast.get(answer.group(1)).text
    refused = oblast.post(
        answer.group(1), data={"version": field_on(page, "version"), "answer": "remarks"}
    )
    assert refused.status_code == 422 and "Write down the remarks." in text_of(refused.text)
    send(oblast, answer.group(1), answer="remarks", remarks="Негізін толықтыру керек")
    assert "Негізін толықтыру керек" in unescape(district.get(f"/protests/{protest.id}").text)


def test_windows_that_close_soon_without_a_draft_stand_on_top(
    web: Web, desk: Desk, at: Desks
) -> None:
    made = {}
    for name, ago in (("far", 1), ("drafted", 8), ("near", 7), ("gone", 18)):
        day = TODAY - timedelta(days=ago)
        case = desk.register(number=f"№ {name}", received_by_court_on=day - timedelta(days=1))
        made[name] = desk.act(case, day, copy_on=day)
    at("abay1.head").draft(made["drafted"])
    page = text_of(read(web, "abay.head", "/protests/windows"))
    assert "№ gone" not in page
    assert page.index("№ near") < page.index("№ drafted") < page.index("№ far")
    assert "no draft, closes soon" in page[page.index("№ near") : page.index("№ drafted")]
    assert "draft is there" in page[page.index("№ drafted") : page.index("№ far")]
    own = web.client("abay2.head").get("/protests/windows")
    assert "№ near" not in own.text and "No window is open" in text_of(own.text)


def test_the_term_of_a_protest_is_not_put_off_by_hand(
    web: Web, desk: Desk, case: AdminCase, at: Desks
) -> None:
    act = desk.act(case, date(2026, 11, 2), copy_on=date(2026, 11, 2))
    head = at("abay1.head")
    duty = desk.duties(case.id)[("13/appellate_protest", f"ruling_copy_handed_over#act-{act.id}")]
    set_scope(desk.session, head.actor.scope)
    with pytest.raises(Refused, match="gives no longer term"), transaction(desk.session):
        move_by_hand(
            desk.session,
            head.actor,
            duty.id,
            new_due_on=date(2026, 11, 27),
            reason="x",
            law=desk.law,
            today=TODAY,
        )
    assert case.number not in read(web, "abay1.head", "/protests/windows")
    assert "closed" in text_of(read(web, "abay1.head", f"/cases/{case.id}"))


def test_the_register_is_narrowed_searched_and_paged_by_the_address(
    web: Web, act: CourtAct, case: AdminCase, at: Desks
) -> None:
    head = at("abay1.head")
    brought = head.bring(head.draft(act), TODAY, number="2-15/26")
    at("gpo.head").draft(act, kind="cassation")
    everything = text_of(read(web, "abay.head", "/protests"))
    assert "2-15/26" in everything and "Cassation protest" in everything
    for query, shown in (
        ("q=2-15", True),
        (f"q={case.number}", True),
        ("q=9-99", False),
        ("q=%25", False),
        ("q=Ахметов", True),
        ("state=awaiting", True),
        ("state=rejected", False),
        ("kind=cassation", False),
        ("from=20.11.2026&to=20.11.2026", True),
        ("to=19.11.2026", False),
        ("author=3", True),
        ("author=1", False),
        ("sort=day", True),
        ("sort=-day&page=x", True),
        ("state=unknown", True),
    ):
        page = read(web, "abay.head", f"/protests?{query}")
        assert (f'href="/protests/{brought.id}"' in page) is shown, query
    for language in ("kk", "ru"):
        read(web, "abay1.head", "/protests", language)
        read(web, "abay1.head", f"/protests/{brought.id}", language)
        read(web, "abay1.head", "/protests/windows", language)
