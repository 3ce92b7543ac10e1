"""The pages of hearings, as a browser without JavaScript meets them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import CaseHearing
from supervision.cases.operations import record_outcome
from supervision.cases.rules.hearings import OutcomeEntry
from supervision.core import clock
from supervision.core.access import Actor
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import text_of

Acting = Callable[[str], Actor]
MONDAY = TODAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def typed(desk: Desk, **changes: str) -> dict[str, str]:
    """What a district prosecutor types to set a hearing on Monday."""
    return {
        "instance": "first",
        "court_id": str(desk.courts["10-01-D"]),
        "held_on": "23.11.2026",
        "held_at": "10:30",
        "place": "№ 4 зал",
        "prosecutor_id": "",
        "idempotency_key": str(uuid.uuid4()),
    } | changes


def hearings(session: Session, acting: Acting) -> list[CaseHearing]:
    """The hearings there are, as the office reads them now."""
    acting("abay1.assistant")
    session.expire_all()
    return list(session.scalars(select(CaseHearing).order_by(CaseHearing.id)))


def test_a_hearing_is_set_with_its_hour_in_the_offices_zone_and_opens_the_duty(
    client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register(sanctions=("arrest",))
    assert client.get(f"/cases/{case.id}/hearings/new").status_code == 200
    me = str(desk.actor.user_id)
    sent = client.post(f"/cases/{case.id}/hearings/new", data=typed(desk, prosecutor_id=me))
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/cases/{case.id}#hearings")
    [hearing] = hearings(session, acting)
    assert hearing.starts_at == datetime(2026, 11, 23, 5, 30, tzinfo=UTC)  # 10:30 at UTC+5
    assert (hearing.day, hearing.prosecutor_id) == (MONDAY, desk.actor.user_id)
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "23 Nov 2026, 10:30" in page and "№ 4 зал" in page
    assert "23 Nov 2026 in 3 days" in page and "Why this date" in page


def test_a_second_click_leads_to_the_one_hearing(
    client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register()
    form = typed(desk)
    for _ in range(2):
        assert client.post(f"/cases/{case.id}/hearings/new", data=form).status_code == 302
    assert len(hearings(session, acting)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"held_on": ""}, "held_on", "Enter the day as dd.mm.yyyy."),
        ({"held_on": "31.02.2026"}, "held_on", "Write the day as dd.mm.yyyy."),
        ({"held_on": "01.01.0001"}, "held_on", "Write the day as dd.mm.yyyy."),
        ({"held_at": "25:00"}, "held_at", "Write the hour as hh:mm."),
        ({"held_at": "१०:३०"}, "held_at", "Write the hour as hh:mm."),
        ({"held_at": ""}, "held_at", "Write the hour as hh:mm."),
        ({"held_on": "15.11.2026"}, "held_on", "cannot come before the court took the case"),
        ({"court_id": "7000"}, "court_id", "in a court of your office or of one above it"),
        ({"instance": "appellate"}, "court_id", "does not hear cases at that instance"),
        ({"instance": "<b>"}, "instance", "Choose one of the listed values."),
        ({"prosecutor_id": "7000"}, "prosecutor_id", "colleague of your own office"),
        ({"place": "x" * 301}, "place", "longer than 300 characters"),
    ],
)
def test_a_wrong_hearing_is_refused_at_its_field_and_keeps_what_was_typed(
    client: FlaskClient,
    desk: Desk,
    session: Session,
    acting: Acting,
    changes: dict[str, str],
    field: str,
    words: str,
) -> None:
    case = desk.register()
    sent = client.post(f"/cases/{case.id}/hearings/new", data=typed(desk, **changes))
    assert sent.status_code == 422
    assert f'id="{field}-error"' in sent.text
    assert words in text_of(sent.text)
    kept = typed(desk, **changes)
    for name in ("held_on", "held_at", "place"):
        assert not kept[name] or f'value="{kept[name]}"' in sent.text
    assert hearings(session, acting) == []


def test_a_court_of_another_oblast_is_refused(client: FlaskClient, desk: Desk) -> None:
    case = desk.register()
    foreign = typed(desk, court_id=str(desk.courts["20-01-D"]))
    sent = client.post(f"/cases/{case.id}/hearings/new", data=foreign)
    assert sent.status_code == 422
    assert 'id="court_id-error"' in sent.text


def test_a_changed_hearing_moves_its_duty(
    client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, MONDAY)
    path = f"/cases/{case.id}/hearings/{hearing.id}"
    shown = client.get(path)
    assert 'value="23.11.2026"' in shown.text and 'value="10:00"' in shown.text
    version = field_on(shown.text, "version")
    sent = client.post(path, data=typed(desk, held_on="25.11.2026", version=version))
    assert sent.status_code == 302
    [changed] = hearings(session, acting)
    assert changed.day == date(2026, 11, 25)
    assert "25 Nov 2026 in 5 days" in text_of(client.get(f"/cases/{case.id}").text)


def test_the_second_of_two_who_change_a_hearing_sees_both_texts(
    web: Web, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register()
    path = f"/cases/{case.id}/hearings/{desk.hearing(case, MONDAY).id}"
    one, two = web.client("abay1.assistant"), web.client("abay1.second")
    version = field_on(two.get(path).text, "version")
    mine = typed(desk, place="Бірінші зал", version=version)
    assert one.post(path, data=mine).status_code == 302
    late = two.post(path, data=typed(desk, place="Екінші зал", version=version))
    assert late.status_code == 409
    page = text_of(late.text)
    assert "Бірінші зал" in page and 'value="Екінші зал"' in late.text
    assert [each.place for each in hearings(session, acting)] == ["Бірінші зал"]
    anew = field_on(late.text, "version")
    assert anew != version
    assert two.post(path, data=typed(desk, place="Екінші зал", version=anew)).status_code == 302


def test_a_clash_is_told_and_the_hearing_still_recorded(
    client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    desk.hearing(desk.register(), MONDAY, hour=10, prosecutor_id=desk.actor.user_id)
    case = desk.register()
    form = typed(desk, prosecutor_id=str(desk.actor.user_id))
    assert client.post(f"/cases/{case.id}/hearings/new", data=form).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "This prosecutor has another hearing at that hour: 23 Nov 2026, 10:00." in page
    assert len(hearings(session, acting)) == 2


def test_who_took_part_is_recorded_and_closes_the_duty(client: FlaskClient, desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    hearing = desk.hearing(case, TODAY)
    path = f"/cases/{case.id}/hearings/{hearing.id}/outcome"
    form = {
        "version": field_on(client.get(path).text, "version"),
        "outcome": "took_part",
        "took_part_id": str(desk.actor.user_id),
    }
    assert client.post(path, data=form).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert f"Took part: {desk.actor.name}" in page
    assert "done 20 Nov 2026" in page


@pytest.mark.parametrize(
    ("answer", "field", "words"),
    [
        ({}, "outcome", "Choose one."),
        ({"outcome": "maybe"}, "outcome", "Choose one of the listed values."),
        ({"outcome": "took_part"}, "took_part_id", "Name the prosecutor who took part."),
        (
            {"outcome": "took_part", "took_part_id": "7000"},
            "took_part_id",
            "colleague of your own office",
        ),
        ({"outcome": "nobody"}, "absence_cause", "Say why no prosecutor took part."),
        ({"outcome": "nobody", "absence_cause": "other"}, "note", "Name the reason."),
        ({"outcome": "not_held"}, "note", "Say why the hearing was not held."),
    ],
)
def test_a_wrong_outcome_is_refused_at_its_field(
    client: FlaskClient, desk: Desk, answer: dict[str, str], field: str, words: str
) -> None:
    case = desk.register()
    path = f"/cases/{case.id}/hearings/{desk.hearing(case, TODAY).id}/outcome"
    sent = client.post(path, data=answer)
    assert sent.status_code == 422
    assert f'id="{field}-error"' in sent.text
    assert words in text_of(sent.text)


def test_why_nobody_took_part_is_shown_with_the_case(client: FlaskClient, desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    path = f"/cases/{case.id}/hearings/{desk.hearing(case, TODAY).id}/outcome"
    form = {"outcome": "nobody", "absence_cause": "other", "note": "Прокурор ауырып қалды"}
    assert client.post(path, data=form).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "Nobody took part:" in page and "Прокурор ауырып қалды" in page


def test_the_report_of_the_study_is_recorded_and_shown(client: FlaskClient, desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    path = f"/cases/{case.id}/hearings/{desk.hearing(case, MONDAY).id}/report"
    version = field_on(client.get(path).text, "version")
    for wrong, field in (
        ({"reported_on": "21.11.2026", "reported_to": "Омаров"}, "reported_on"),
        ({"reported_on": "20.11.2026", "reported_to": ""}, "reported_to"),
    ):
        refused = client.post(path, data=wrong | {"version": version})
        assert (refused.status_code, f'id="{field}-error"' in refused.text) == (422, True)
    form = {"version": version, "reported_on": "20.11.2026", "reported_to": "Омаров Б."}
    assert client.post(path, data=form).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "The study was reported to Омаров Б. on 20 Nov 2026." in page


def test_a_hearing_whose_outcome_is_recorded_is_not_changed(
    client: FlaskClient, desk: Desk
) -> None:
    case = desk.register()
    hearing = desk.hearing(case, TODAY)
    entry = OutcomeEntry("not_held", note="Кейінге қалдырылды")
    desk.do(record_outcome, case.id, hearing.id, entry=entry)
    path = f"/cases/{case.id}/hearings/{hearing.id}"
    assert client.get(path).status_code == 409
    refused = client.post(path, data=typed(desk))
    assert refused.status_code == 422
    assert "What became of this hearing is recorded already." in text_of(refused.text)


def test_those_above_see_the_hearings_and_record_nothing(web: Web, desk: Desk) -> None:
    case = desk.register()
    hearing = desk.hearing(case, MONDAY)
    above = web.client("abay.head")
    page = above.get(f"/cases/{case.id}")
    assert page.status_code == 200
    assert f"/cases/{case.id}/hearings/" not in page.text
    for path in ("hearings/new", f"hearings/{hearing.id}", f"hearings/{hearing.id}/outcome"):
        assert above.get(f"/cases/{case.id}/{path}").status_code == 403
        assert above.post(f"/cases/{case.id}/{path}", data=typed(desk)).status_code == 403
    elsewhere = web.client("abay2.head")
    assert elsewhere.get(f"/cases/{case.id}/hearings/{hearing.id}").status_code == 404


def test_a_hearing_of_another_case_is_not_found(client: FlaskClient, desk: Desk) -> None:
    hearing = desk.hearing(desk.register(), MONDAY)
    other = desk.register()
    assert client.get(f"/cases/{other.id}/hearings/{hearing.id}").status_code == 404
    assert client.get(f"/cases/{other.id}/hearings/{hearing.id}/outcome").status_code == 404
