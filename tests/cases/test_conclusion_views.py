"""The pages of conclusions, as a browser without JavaScript meets them."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import Conclusion, OblastCheck
from supervision.core import clock
from supervision.law.lawbook import Lawbook
from tests.cases.conclusion_desk import HEARD, People, attended, terminated, words
from tests.cases.conftest import Acting
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.offices import World
from tests.factories.pages import read, text_of


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def people(session: Session, world: World, law: Lawbook) -> People:
    return People(session, world, law)


def kept(session: Session, acting: Acting) -> Conclusion:
    """The one conclusion there is, as the GPO reads it now."""
    acting("gpo.head")
    session.expire_all()
    return session.scalars(select(Conclusion)).one()


def typed(**changes: str) -> dict[str, str]:
    """Every section of a first-instance conclusion as a form sends it."""
    return {f"section_{code}": text for code, text in words(**changes).items()}


def follow(client: FlaskClient, page: str, words_of_link: str) -> str:
    """The address behind a link or button with these words."""
    found = re.search(
        rf'<a[^>]*href="([^"]+)"[^>]*>(?:<svg.*?</svg>)?{re.escape(words_of_link)}</a>', page
    )
    assert found is not None, words_of_link
    return found.group(1)


def test_a_draft_is_kept_incomplete_and_submitted_whole(
    web: Web, desk: Desk, session: Session, acting: Acting
) -> None:
    case, _act = attended(desk)
    assistant = web.client("abay1.assistant")
    start = follow(assistant, assistant.get(f"/cases/{case.id}").text, "Write the conclusion")
    key = field_on(assistant.get(start).text, "idempotency_key")
    one = {"section_evidence": "Хаттама және куәлар", "idempotency_key": key}
    assert assistant.post(start, data=one).status_code == 302
    assert assistant.post(start, data=one).status_code == 302, "a double click"
    draft = kept(session, acting)
    assert draft.state == "draft"
    path = f"/cases/{case.id}/conclusions/{draft.id}"
    assert "DRAFT: not approved" in assistant.get(path).text
    form = assistant.get(f"{path}/edit").text
    assert "Хаттама және куәлар" in form
    empty = {"section_evidence": "Хаттама", "version": field_on(form, "version"), "submit_it": "1"}
    refused = assistant.post(f"{path}/edit", data=empty)
    assert refused.status_code == 422
    assert 'id="section_guilt_and_qualification-error"' in refused.text
    assert 'id="section_penalty_or_termination-error"' in refused.text
    assert 'id="section_evidence-error"' not in refused.text and "Хаттама" in refused.text
    assert kept(session, acting).sections["evidence"] == "Хаттама және куәлар"
    whole = typed() | {"version": field_on(form, "version"), "submit_it": "1"}
    assert assistant.post(f"{path}/edit", data=whole).headers["Location"] == path
    assert kept(session, acting).state == "submitted"
    assert assistant.get(f"{path}/edit").status_code == 409


def test_the_head_finds_returns_and_approves_it(
    web: Web, desk: Desk, people: People, session: Session, acting: Acting
) -> None:
    case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    people.submit("abay1.assistant", made)
    path = f"/cases/{case.id}/conclusions/{made.id}"
    head, assistant = web.client("abay1.head"), web.client("abay1.assistant")
    assert path in head.get("/cases/conclusions").text
    assert f"{path}/approve" in head.get(path).text
    assert f"{path}/approve" not in assistant.get(path).text
    assert assistant.get(f"{path}/approve").status_code == 403
    bare = head.post(f"{path}/return", data={"remarks": ""})
    assert bare.status_code == 422 and 'id="remarks-error"' in bare.text
    assert head.post(f"{path}/return", data={"remarks": "Дәлел аз"}).status_code == 302
    assert "Дәлел аз" in assistant.get(f"/cases/{case.id}").text
    edit = assistant.get(f"{path}/edit").text
    assert edit.index("Дәлел аз") < edit.index("section_evidence")
    assert path in assistant.get("/cases/conclusions").text
    sent = typed(evidence="Сараптама") | {"version": field_on(edit, "version"), "submit_it": "1"}
    assert assistant.post(f"{path}/edit", data=sent).status_code == 302
    version = field_on(head.get(f"{path}/approve").text, "version")
    assert head.post(f"{path}/approve", data={"version": version}).status_code == 302
    page = text_of(head.get(path).text)
    assert "APPROVED" in page and "Сериков abay1.head" in page and "DRAFT" not in page
    case_page = text_of(head.get(f"/cases/{case.id}").text)
    conclusions = case_page[case_page.index("Conclusions") :]
    assert "Approved by Сериков abay1.head on 20 Nov 2026" in conclusions
    assert "done 20 Nov 2026" in conclusions
    assert kept(session, acting).approved_on == TODAY


def test_approving_ones_own_conclusion_is_refused_with_its_reason(
    web: Web, desk: Desk, people: People
) -> None:
    case, act = attended(desk)
    made = people.write("abay1.head", act)
    people.submit("abay1.assistant", made)
    path = f"/cases/{case.id}/conclusions/{made.id}"
    head = web.client("abay1.head")
    assert f"{path}/approve" not in head.get(path).text
    for answer in (head.get(f"{path}/approve"), head.post(f"{path}/approve", data={})):
        assert answer.status_code in (409, 422)
        assert "Nobody approves a conclusion of his own" in text_of(answer.text)


def test_the_second_of_two_who_edit_sees_both_texts_and_loses_nothing(
    web: Web, desk: Desk, people: People, session: Session, acting: Acting
) -> None:
    case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    path = f"/cases/{case.id}/conclusions/{made.id}/edit"
    one, two = web.client("abay1.assistant"), web.client("abay1.second")
    seen = {"version": field_on(one.get(path).text, "version")}
    first = one.post(path, data=typed(evidence="Бірінші мәтін") | seen)
    assert first.status_code == 302
    late = two.post(path, data=typed(evidence="Екінші мәтін") | seen)
    assert late.status_code == 409
    page = text_of(late.text)
    assert "How this section stands now" in page and "Бірінші мәтін" in page
    assert "Екінші мәтін" in late.text and "Сериков abay1.assistant" in page
    assert kept(session, acting).sections["evidence"] == "Бірінші мәтін"
    again = typed(evidence="Екінші мәтін") | {"version": field_on(late.text, "version")}
    assert two.post(path, data=again).status_code == 302
    assert kept(session, acting).sections["evidence"] == "Екінші мәтін"


def test_the_oblast_writes_what_waits_for_it_and_the_gpo_controls(
    web: Web, desk: Desk, session: Session, acting: Acting
) -> None:
    case, act = terminated(desk)
    senior = web.client("abay.senior")
    waiting = text_of(senior.get("/cases/conclusions").text)
    # in force since Tuesday 10 November: day 30 is worked out by the law's own examples
    assert case.number in waiting and "Awaited from the oblast 1" in waiting
    case_page = senior.get(f"/cases/{case.id}").text
    assert follow(senior, case_page, "Write the reasoned conclusion").endswith(
        "reasoned-conclusion"
    )
    start = f"/cases/{case.id}/acts/{act.id}/reasoned-conclusion"
    assert web.client("abay1.head").get(start).status_code == 403
    assert senior.post(start, data=typed() | {"submit_it": "1"}).status_code == 302
    path = f"/cases/{case.id}/conclusions/{kept(session, acting).id}"
    assert web.client("abay1.head").get(f"{path}/approve").status_code == 403
    head = web.client("abay.head")
    version = {"version": field_on(head.get(f"{path}/approve").text, "version")}
    assert head.post(f"{path}/approve", data=version).status_code == 302
    assert "by the oblast prosecutor: Сериков abay.head" in text_of(head.get(path).text)
    assert path in senior.get("/cases/conclusions?show=to_send").text
    wrong = {"sent_on": "19.11.2026", "sent_number": "2-12/345"}
    refused = senior.post(f"{path}/send", data=wrong)
    assert refused.status_code == 422 and 'id="sent_on-error"' in refused.text
    letter = {"sent_on": "20.11.2026", "sent_number": "2-12/345"}
    assert senior.post(f"{path}/send", data=letter).status_code == 302
    gpo = web.client("gpo.department")
    assert path in gpo.get("/cases/conclusions").text
    assert "Мәтін evidence" in gpo.get(f"{path}/control").text
    remarks = {"result": "remarks", "controlled_on": "20.11.2026", "remarks": "Дәлел аз"}
    assert gpo.post(f"{path}/control", data=remarks | {"remarks": ""}).status_code == 422
    assert gpo.post(f"{path}/control", data=remarks).status_code == 302
    for login in ("abay.senior", "abay1.assistant"):
        assert "Дәлел аз" in web.client(login).get(f"/cases/{case.id}").text
    assert gpo.get(f"{path}/control").status_code == 409


def test_a_conclusion_the_law_does_not_ask_for_is_refused_with_its_reason(
    web: Web, desk: Desk
) -> None:
    case, act = terminated(desk, area=None)
    senior = web.client("abay.senior")
    assert "Write the reasoned conclusion" not in senior.get(f"/cases/{case.id}").text
    path = f"/cases/{case.id}/acts/{act.id}/reasoned-conclusion"
    for answer, status in ((senior.get(path), 409), (senior.post(path, data=typed()), 422)):
        assert answer.status_code == status
        assert "asks for no reasoned conclusion on this act" in text_of(answer.text)


def test_the_oblasts_check_is_recorded_beside_the_act(
    web: Web, desk: Desk, session: Session, acting: Acting
) -> None:
    case, act = attended(desk, copy_on=HEARD)
    path = f"/cases/{case.id}/acts/{act.id}/oblast-check"
    assert web.client("abay1.head").get(path).status_code == 403
    senior = web.client("abay.senior")
    shown = senior.get(path)
    assert "30 Nov 2026 in 10 days" in text_of(shown.text)
    form = {"result": "lawful", "checked_on": "20.11.2026", "note": "Негіз жоқ"}
    wrong = senior.post(path, data=form | {"note": ""})
    assert wrong.status_code == 422 and 'id="note-error"' in wrong.text
    sent = form | {"idempotency_key": field_on(shown.text, "idempotency_key")}
    assert senior.post(path, data=sent).status_code == 302
    assert senior.post(path, data=sent).status_code == 302, "a double click"
    acting("abay.head")
    assert len(session.scalars(select(OblastCheck)).all()) == 1
    page = text_of(web.client("abay1.assistant").get(f"/cases/{case.id}").text)
    assert "Check of the oblast office: Lawful · 20 Nov 2026 · Сериков abay.senior" in page
    assert senior.get(path).status_code == 409


def test_the_list_speaks_every_language_and_filters(web: Web, desk: Desk, people: People) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    people.submit("abay1.assistant", made)
    path = f"/cases/{made.case_id}/conclusions/{made.id}"
    everything = "/cases/conclusions?show=all"
    readers = ("abay1.head", "abay.senior", "gpo.head", "gpo.auditor", "abay1.assistant")
    for number, login in enumerate(readers):
        language = ("kk", "ru", "en")[number % 3]
        for page in (read(web, login, everything, language), read(web, login, path, language)):
            assert path in page and "cases.conclusion" not in text_of(page)
        assert path not in read(web, login, f"{everything}&state=draft", language)
        assert path not in read(web, login, f"{everything}&kind=reasoned", language)
        assert path in read(web, login, f"{everything}&state=submitted&kind=x", language)


def test_another_cases_conclusion_is_not_found(web: Web, desk: Desk, people: People) -> None:
    _case, act = attended(desk)
    made = people.write("abay1.assistant", act)
    number = made.id
    other = desk.register()
    client = web.client("abay1.head")
    for step in ("", "/edit", "/approve", "/return", "/send", "/control"):
        assert client.get(f"/cases/{other.id}/conclusions/{number}{step}").status_code == 404
        assert client.get(f"/cases/{other.id}/conclusions/{2**70}{step}").status_code == 404
