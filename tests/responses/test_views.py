"""The pages of acts of response, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.responses.queries import acts_of_subject
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.pages import RAW_KEY, text_of
from tests.responses.desk import FILE, ActDesk

Acting = Callable[[str], Actor]
SENT = {"number": "12-08/77", "brought_on": "19.11.2026", "answer_by": "19.11.2026"}
STEPS = ("edit", "bring", "answer", "held", "close", "withdraw")


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def typed(*breach_ids: int, **changes: str) -> dict[str, object]:
    """What a prosecutor types of a representation."""
    return {
        "kind": "representation",
        "addressee": "Аумақтық бөлім басшысына",
        "demand": "Бұзушылықтарды жою",
        "breach_ids": [str(each) for each in breach_ids],
        "idempotency_key": str(uuid.uuid4()),
    } | changes


def post(client: FlaskClient, path: str, status: int = 302, **fields: object) -> str:
    """Send a step's form with the version it shows; the text of the answer."""
    version = field_on(client.get(path).text, "version")
    sent = client.post(path, data=fields | {"version": version})
    assert sent.status_code == status, text_of(sent.text)
    return sent.text


def test_an_act_goes_from_the_file_to_its_end(
    client: FlaskClient, desk: ActDesk, session: Session, acting: Acting
) -> None:
    [breach] = desk.studied(found_ago=2)
    file = f"/files/{breach.subject_id}"
    assert f'href="{file}/responses/new?breach={breach.id}"' in client.get(file).text
    new = client.get(f"{file}/responses/new?breach={breach.id}").text
    assert "Өндірілмеген" in new and re.search(r'<input[^>]*checked[^>]*name="breach_ids"', new)
    form = typed(breach.id)
    for _ in range(2):
        sent = client.post(f"{file}/responses/new", data=form)
        assert sent.status_code == 302
    act = sent.headers["Location"]
    acting("abay1.assistant")
    assert len(acts_of_subject(session, FILE, breach.subject_id)) == 1
    post(client, f"{act}/edit", **typed(breach.id, demand="Бажды өндіру"))
    post(client, f"{act}/bring", **SENT)
    page = text_of(client.get(act).text)
    assert "Answer overdue" in page and "No. 12-08/77 of 19 Nov 2026" in page
    correction = typed(breach.id) | SENT | {"note": "Күні қате", "number": "12-08/79"}
    post(client, f"{act}/edit", **correction)
    post(
        client,
        f"{act}/held",
        name="Омаров",
        post="Орындаушы",
        liability="disciplinary",
        held_on="20.11.2026",
    )
    post(client, f"{act}/answer", answered_on="20.11.2026", outcome="granted", measures="Өндірілді")
    assert "record first that its breaches are removed" in post(
        client, f"{act}/close", status=422, closed_on="20.11.2026"
    )
    post(
        client,
        f"{act}/breaches/{breach.id}",
        removed_on="20.11.2026",
        note="Ұсыныс қанағаттандырылды",
    )
    post(client, f"{act}/close", closed_on="20.11.2026", note="")
    page = text_of(client.get(act).text)
    for words in ("closed", "answered late", "Омаров, Орындаушы · disciplinary", "Күні қате"):
        assert words in page, words
    assert "12-08/77 → 12-08/79" in page
    told = text_of(client.get(file).text)
    assert "removed on 20 Nov 2026" in told and "Act of response brought" in told


@pytest.mark.parametrize(
    ("step", "fields", "told"),
    [
        ("bring", {"number": "12", "brought_on": "01.11.2026"}, "before its ground was found"),
        (
            "bring",
            {"number": "12", "brought_on": "20.11.2026", "answer_by": "19.11.2026"},
            "cannot end before the act's day",
        ),
        ("bring", {"number": "", "brought_on": "20.11.2026"}, "This must be filled in."),
        ("withdraw", {"withdrawn_on": "21.11.2026", "reason": "Қате"}, "dated after today"),
    ],
)
def test_a_bad_step_is_refused_at_its_field(
    client: FlaskClient, desk: ActDesk, step: str, fields: dict[str, str], told: str
) -> None:
    act = desk.draft(*desk.studied())
    assert told in text_of(post(client, f"/responses/{act.id}/{step}", status=422, **fields))


def test_an_answer_before_the_act_is_refused(client: FlaskClient, desk: ActDesk) -> None:
    act = desk.bring(desk.draft(*desk.studied()))
    early = {"answered_on": "19.11.2026", "outcome": "granted", "measures": "Өндірілді"}
    page = post(client, f"/responses/{act.id}/answer", status=422, **early)
    assert "The answer cannot come before the act was brought." in text_of(page)
    assert "Өндірілді" in page


def test_an_act_about_nothing_is_refused_and_keeps_its_text(
    client: FlaskClient, desk: ActDesk
) -> None:
    [breach] = desk.studied()
    sent = client.post(
        f"/files/{breach.subject_id}/responses/new", data=typed(demand="Менің мәтінім")
    )
    assert sent.status_code == 422
    assert "Say what the act rests on" in text_of(sent.text) and "Менің мәтінім" in sent.text


def test_an_outdated_step_is_shown_the_change_and_keeps_its_text(
    client: FlaskClient, web: Web, desk: ActDesk
) -> None:
    [breach] = desk.studied()
    act = desk.draft(breach)
    path = f"/responses/{act.id}/edit"
    version = field_on(client.get(path).text, "version")
    first = typed(breach.id, demand="Басқаның мәтіні") | {"version": version}
    assert web.client("abay1.head").post(path, data=first).status_code == 302
    late = client.post(path, data=typed(breach.id, demand="Менің мәтінім") | {"version": version})
    assert late.status_code == 409
    page = text_of(late.text)
    assert "Басқаның мәтіні" in page and "Менің мәтінім" in late.text and "abay1.head" in page


def test_a_step_that_does_not_follow_is_refused_before_it_is_typed(
    client: FlaskClient, desk: ActDesk
) -> None:
    [breach] = desk.studied()
    act = desk.draft(breach)
    for step in ("answer", "held", "close", f"breaches/{breach.id}"):
        assert client.get(f"/responses/{act.id}/{step}").status_code == 409, step


def test_those_above_read_and_neighbours_see_nothing(
    web: Web, client: FlaskClient, desk: ActDesk
) -> None:
    act = desk.draft(*desk.studied())
    above, neighbour = web.client("abay.head"), web.client("abay2.assistant")
    page = above.get(f"/responses/{act.id}").text
    assert "Бұзушылықтарды жою" in page and "/bring" not in page
    assert "/bring" in client.get(f"/responses/{act.id}").text
    for step in STEPS:
        assert above.get(f"/responses/{act.id}/{step}").status_code == 403, step
        assert neighbour.get(f"/responses/{act.id}/{step}").status_code == 404, step
    assert neighbour.get(f"/responses/{act.id}").status_code == 404
    assert "Аумақтық бөлім" not in neighbour.get("/responses").text


def test_the_register_is_narrowed_by_its_address(client: FlaskClient, desk: ActDesk) -> None:
    [breach] = desk.studied()
    desk.draft(breach, addressee="Бірінші")
    desk.bring(desk.draft(breach, addressee="Екінші", kind="order"))
    for query, shown, hidden in (
        ("state=draft", "Бірінші", "Екінші"),
        ("kind=order", "Екінші", "Бірінші"),
        ("q=екінші", "Екінші", "Бірінші"),
    ):
        page = text_of(client.get(f"/responses?{query}").text)
        assert shown in page and hidden not in page, query
    assert "No act of response meets this choice" in text_of(
        client.get("/responses?overdue=1").text
    )
    assert "Write the days" in text_of(client.get("/responses?from=yesterday").text)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_pages_speak_the_readers_language(web: Web, desk: ActDesk, language: str) -> None:
    [breach] = desk.studied()
    draft, brought = desk.draft(breach), desk.bring(desk.draft(breach))
    answered = desk.answer(desk.bring(desk.draft(breach)))
    browser = web.client("abay1.assistant", language)
    paths = ["/responses", f"/files/{breach.subject_id}/responses/new"]
    paths += [f"/responses/{act.id}" for act in (draft, brought, answered)]
    paths += [f"/responses/{draft.id}/{step}" for step in ("edit", "bring", "withdraw")]
    paths += [f"/responses/{brought.id}/{step}" for step in ("edit", "answer", "held")]
    paths += [f"/responses/{answered.id}/close", f"/responses/{brought.id}/breaches/{breach.id}"]
    for path in paths:
        page = browser.get(path)
        assert page.status_code == 200, path
        assert not RAW_KEY.search(page.text)
        assert not re.search(r"\b(cases|responses)\.[a-z_]+\.", text_of(page.text)), path
