"""The pages of requested files, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.transaction import transaction
from supervision.core.web import clock
from supervision.duties.rules import LateCause
from supervision.law.checklist import study_checklist
from supervision.law.lawbook import Lawbook
from supervision.responses.models import Breach
from supervision.studies import operations
from supervision.studies.models import FileParty, RequestedFile
from supervision.studies.rules import PartyEntry
from tests.conftest import TODAY, Web
from tests.factories.studies import answers, file_entry, registered, typed

Acting = Callable[[str], Actor]


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def make(session: Session, acting: Acting, law: Lawbook, **changes: object) -> RequestedFile:
    """A file of the district office of Auezov."""
    actor = acting("abay1.assistant")
    with transaction(session):
        return registered(session, actor, law=law, today=TODAY, **changes)


def studied(**changes: str) -> dict[str, str]:
    """A study with "yes" to every point."""
    yes = {f"{item.code}_answer": "yes" for item in study_checklist()}
    return {"studied_on": "20.11.2026", **yes} | changes


def text_of(page: str) -> str:
    """What a reader sees: no tags, single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def version_on(page: str) -> str:
    """The version the form on this page carries."""
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None
    return found.group(1)


def test_a_district_prosecutor_walks_a_file_from_request_to_return(
    client: FlaskClient, session: Session, acting: Acting
) -> None:
    assert client.get("/files/new").status_code == 200
    made = client.post("/files/new", data=typed())
    assert made.status_code == 302
    page = made.headers["Location"]
    assert "23.11.2026" in client.get(page).text or "23 Nov 2026" in client.get(page).text
    assert "participation in court is mandatory" in client.get(page).text
    for step, fields in (
        ("supply", {"supplied_on": "20.11.2026", "completeness": "complete"}),
        ("study", studied(state_duty_answer="no", state_duty_note="Баж өндірілмеген")),
        ("return", {"returned_on": "20.11.2026"}),
    ):
        form = client.get(f"{page}/{step}")
        assert form.status_code == 200
        sent = client.post(f"{page}/{step}", data={**fields, "version": version_on(form.text)})
        assert (sent.status_code, sent.headers.get("Location")) == (302, page), text_of(sent.text)
    acting("abay1.assistant")
    breach = session.scalars(select(Breach)).one()
    removal = f"{page}/breaches/{breach.id}"
    assert "Баж өндірілмеген" in client.get(removal).text
    removed = client.post(removal, data={"removed_on": "20.11.2026", "note": "Ұсыныс енгізілді"})
    assert removed.status_code == 302
    whole = text_of(client.get(page).text)
    for words in ("Returned", "removed on 20 Nov 2026", "Ұсыныс енгізілді", "Study recorded"):
        assert words in whole


def test_a_file_at_hand_is_registered_in_one_step(client: FlaskClient) -> None:
    made = client.post("/files/new", data=typed(received_on="2026-11-20"))
    assert made.status_code == 302
    whole = text_of(client.get(made.headers["Location"]).text)
    assert "25 Nov 2026 in 5 days" in whole


def test_a_double_click_leads_to_the_same_file(client: FlaskClient) -> None:
    form = typed()
    first, second = (client.post("/files/new", data=form) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"requested_on": "31.02.2026"}, "Write the day as dd.mm.yyyy."),
        ({"requested_on": ""}, "Enter the day as dd.mm.yyyy."),
        ({"received_on": "16.11.2026"}, "before it was requested on 17.11.2026"),
        ({"received_on": "21.11.2026"}, "cannot be dated after today"),
        ({"parties-1-name": "", "parties-1-identity_number": "123"}, "exactly 12 digits"),
        ({"parties-0-identity_number": "850314400018"}, "last digit does not fit"),
        ({"assignee_id": "7000"}, "colleague of your own office"),
        ({"branch": "<script>"}, "one of the listed values"),
        ({"number": ""}, "This must be filled in."),
    ],
)
def test_a_wrong_entry_comes_back_with_all_that_was_typed(
    client: FlaskClient, session: Session, acting: Acting, changes: dict[str, str], words: str
) -> None:
    sent = client.post("/files/new", data=typed(**changes))
    assert sent.status_code == 422
    assert words in text_of(sent.text)
    for value in ("Серікова Айгүл", "Алимент өндіріп алу", "Ахметов Нұрлан"):
        assert value in sent.text
    for name, value in changes.items():
        chosen_not_typed = name in ("assignee_id", "branch")
        assert chosen_not_typed or f'value="{value}"' in sent.text
    acting("abay1.assistant")
    assert session.scalar(select(func.count()).select_from(RequestedFile)) == 0


def test_a_problem_of_a_party_stands_in_its_own_block_though_one_before_it_is_empty(
    client: FlaskClient,
) -> None:
    sent = client.post(
        "/files/new",
        data=typed(
            **{
                "parties-1-name": "",
                "parties-3-name": "Асан",
                "parties-3-identity_number": "850314400018",
            }
        ),
    )
    assert sent.status_code == 422
    assert 'id="parties-3-identity_number-error"' in sent.text
    assert 'id="parties-1-identity_number-error"' not in sent.text


def test_another_party_adds_a_block_and_keeps_what_was_typed(client: FlaskClient) -> None:
    sent = client.post("/files/new", data=typed(add_party="1", number="77/5"))
    assert sent.status_code == 200
    assert 'name="parties-4-name"' in sent.text
    assert 'value="77/5"' in sent.text
    five = typed(**{"parties-4-role": "third_party", "parties-4-name": "Бесінші тұлға"})
    made = client.post("/files/new", data=five | {"parties-4-kind": "person"})
    assert "Бесінші тұлға" in client.get(made.headers["Location"]).text


def test_a_file_that_came_after_its_term_is_refused_with_a_way_to_return_it(
    client: FlaskClient, session: Session, acting: Acting
) -> None:
    form = typed(initiated_on="17.09.2026", received_on="18.11.2026")
    refused = client.post("/files/new", data=form)
    assert refused.status_code == 422
    assert "ended on 17.11.2026" in text_of(refused.text)
    assert 'name="return_run_out"' in refused.text
    made = client.post("/files/new", data=form | {"return_run_out": "1"})
    assert made.status_code == 302
    assert "Returned without study" in client.get(made.headers["Location"]).text
    acting("abay1.assistant")
    assert session.scalar(select(RequestedFile.state)) == "declined"


def test_the_decline_page_tells_how_the_term_was_counted(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    file = make(session, acting, law, initiated_on=date(2026, 9, 17))
    late = client.post(
        f"/files/{file.id}/supply", data={"supplied_on": "18.11.2026", "completeness": "complete"}
    )
    assert late.status_code == 422 and f"/files/{file.id}/decline" in late.text
    page = client.get(f"/files/{file.id}/decline")
    assert "counting starts 2026-09-18" in page.text
    done = client.post(
        f"/files/{file.id}/decline",
        data={"received_on": "18.11.2026", "returned_on": "19.11.2026"},
    )
    assert done.status_code == 302


def test_a_late_study_asks_for_its_cause_and_shows_it_as_late(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    long_ago = TODAY - timedelta(days=10)
    file = make(session, acting, law, requested_on=long_ago, received_on=long_ago, supply_by=None)
    assert "The study is late" in client.get(f"/files/{file.id}/study").text
    refused = client.post(f"/files/{file.id}/study", data=studied(state_duty_note="Ескертпе"))
    assert refused.status_code == 422
    assert "choose the cause" in text_of(refused.text) and "Ескертпе" in refused.text
    late = {"late_cause": LateCause.WORKLOAD.value, "late_unit": "Auezov office"}
    assert client.post(f"/files/{file.id}/study", data=studied(**late)).status_code == 302
    whole = text_of(client.get(f"/files/{file.id}").text)
    assert "Recorded as late" in whole and "Auezov office" in whole


def test_a_point_without_an_answer_keeps_the_other_answers(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    file = make(session, acting, law, received_on=TODAY)
    form = studied(enforcement_sanction_answer="", state_duty_answer="no")
    refused = client.post(f"/files/{file.id}/study", data=form)
    assert refused.status_code == 422
    said = text_of(refused.text)
    assert "Answer this point" in said and "Say what was breached." in said
    assert len(re.findall(r'<input checked[^>]*value="yes"', refused.text)) == 3


def test_an_outdated_form_comes_back_beside_what_a_colleague_recorded(
    client: FlaskClient, web: Web, session: Session, acting: Acting, law: Lawbook
) -> None:
    file = make(session, acting, law, received_on=TODAY)
    seen = version_on(client.get(f"/files/{file.id}/study").text)
    colleague = web.client("abay1.second")
    moved = {"received_on": "19.11.2026", "reason": "Кеңсе мөрі", "version": seen}
    assert colleague.post(f"/files/{file.id}/receipt", data=moved).status_code == 302
    form = studied(version=seen, state_duty_note="Менің ескертпем")
    outdated = client.post(f"/files/{file.id}/study", data=form)
    assert outdated.status_code == 409
    said = text_of(outdated.text)
    assert "Day of receipt corrected" in said and "Кеңсе мөрі" in said
    assert "20 Nov 2026 → 19 Nov 2026" in said
    assert "Менің ескертпем" in outdated.text
    again = client.post(
        f"/files/{file.id}/study", data=form | {"version": version_on(outdated.text)}
    )
    assert again.status_code == 302


def test_a_step_that_does_not_follow_is_refused_before_it_is_typed(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    file = make(session, acting, law)
    for step in ("study", "return", "receipt"):
        assert client.get(f"/files/{file.id}/{step}").status_code == 409
    assert client.post(f"/files/{file.id}/study", data=studied()).status_code == 422


def test_the_oblast_sees_the_file_but_writes_nothing_and_strangers_see_nothing(
    web: Web, session: Session, acting: Acting, law: Lawbook
) -> None:
    file = make(session, acting, law)
    oblast = web.client("abay.head")
    page = oblast.get(f"/files/{file.id}")
    assert page.status_code == 200
    assert "Record the supply" not in page.text
    assert oblast.get(f"/files/{file.id}/supply").status_code == 403
    assert oblast.post(f"/files/{file.id}/assign", data={"assignee_id": ""}).status_code == 403
    stranger = web.client("turan1.head")
    for step in ("", "/supply", "/study", "/breaches/1"):
        assert stranger.get(f"/files/{file.id}{step}").status_code == 404
    assert stranger.get(f"/files/{2**63}").status_code == 404
    for login, status in (("abay.auditor", 403), ("abay.administrator", 403)):
        assert web.client(login).get("/files/new").status_code == status


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_speaks_the_readers_language_without_a_bare_key(
    web: Web, session: Session, acting: Acting, law: Lawbook, language: str
) -> None:
    file = make(
        session,
        acting,
        law,
        received_on=TODAY,
        contested_by=("prosecutor",),
        parties=(PartyEntry("debtor", "person", "Асан", cannot_defend=("age", "health")),),
    )
    client = web.client("abay1.assistant", language)
    for address in ("/files", "/files/new", f"/files/{file.id}", f"/files/{file.id}/study"):
        page = client.get(address)
        assert page.status_code == 200
        said = text_of(page.text)
        assert not re.findall(r"\b(?:studies|audit|duties|law|due|responses)\.[a-z_.]+", said)


def test_the_register_is_searched_by_number_name_and_iin_and_signs_are_only_signs(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    make(session, acting, law, number="77/А-1")
    make(session, acting, law, number="88/Б-2", parties=(PartyEntry("debtor", "state", "Әкімдік"),))
    for query, found in (
        ("77/а", ["77/А-1"]),
        ("серик", ["77/А-1"]),
        ("850314", ["77/А-1"]),
        ("акимдик", ["88/Б-2"]),
        ("2026-0002", ["88/Б-2"]),
        ("%", []),
        ("_", []),
        ("8%8", []),
        ("серікова 88", []),
    ):
        page = client.get("/files", query_string={"q": query})
        assert re.findall(r'<a href="/files/\d+">([^<]+)</a>', page.text) == found, query


def test_unreadable_choices_in_the_address_narrow_nothing(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    make(session, acting, law)
    for query in (
        {"state": "lost", "branch": "'", "office": "9" * 30, "assignee": "x", "sort": "-password"},
        {"page": "!!!"},
        {"page": "WyJhIiwxLDBd"},
        {"from": "31.02.2026", "to": "yesterday"},
        {"sort": "due_on", "page": "WyJhIiwxLDBd"},
    ):
        page = client.get("/files", query_string=query)
        assert page.status_code == 200
        assert "1204/26-10-77" in page.text
    assert "Write the days as dd.mm.yyyy" in client.get("/files?from=31.02.2026").text


def test_the_register_costs_the_same_statements_for_one_file_and_for_fifty(
    web: Web, session: Session, acting: Acting, law: Lawbook
) -> None:
    client = web.client("abay.head")
    counts = []
    for more in (1, 49):
        for _ in range(more):
            make(session, acting, law, received_on=TODAY)
        with web.app.app_context():
            engine = web.app.extensions["sqlalchemy"].engine
        statements: list[str] = []

        def count(*given: object, kept: list[str] = statements) -> None:
            kept.append(str(given[2]))

        client.get("/account")  # what the watchdog sees is kept for some seconds
        event.listen(engine, "before_cursor_execute", count)
        assert client.get("/files?sort=due_on").status_code == 200
        event.remove(engine, "before_cursor_execute", count)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 16


def test_text_from_people_is_text_on_every_page(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    file = make(
        session,
        acting,
        law,
        number=evil,
        subject=evil,
        parties=(PartyEntry("debtor", "state", evil),),
    )
    for address in ("/files", f"/files/{file.id}", f"/files/{file.id}/supply"):
        assert "<img" not in client.get(address).text
    assert session.scalar(select(FileParty.name)) == evil


def test_the_history_tells_who_did_what(
    client: FlaskClient, session: Session, acting: Acting, law: Lawbook
) -> None:
    file = make(session, acting, law, received_on=TODAY)
    actor = acting("abay1.head")
    with transaction(session):
        operations.assign(session, actor, file.id, assignee_id=actor.user_id, law=law, today=TODAY)
        operations.record_study(
            session, actor, file.id, studied_on=TODAY, answers=answers(), law=law, today=TODAY
        )
    said = text_of(client.get(f"/files/{file.id}").text)
    assert "Executor assigned" in said and "Сериков abay1.head" in said
    assert "Fulfilled: Study the requested enforcement file" in said
    assert file_entry(TODAY).number in said
