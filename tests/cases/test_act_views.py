"""The pages of court acts, as a browser without JavaScript meets them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import CourtAct
from supervision.core import clock
from supervision.core.access import Actor
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.cases import Desk
from tests.factories.pages import text_of

Acting = Callable[[str], Actor]
WEDNESDAY = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def typed(desk: Desk, **changes: str) -> dict[str, str]:
    """What a district prosecutor types of a first-instance act that imposes a penalty."""
    return {
        "instance": "first",
        "court_id": str(desk.courts["10-01-D"]),
        "kind": "penalty",
        "made_on": "18.11.2026",
        "termination_ground": "",
        "part": "",
        "reviews_id": "",
        "copy_on": "",
        "in_force_on": "",
        "idempotency_key": str(uuid.uuid4()),
    } | changes


def acts(session: Session, acting: Acting) -> list[CourtAct]:
    """The acts there are, as the office reads them now."""
    acting("abay1.assistant")
    session.expire_all()
    return list(session.scalars(select(CourtAct).order_by(CourtAct.id)))


def test_an_act_is_recorded_once_and_its_later_days_added(
    client: FlaskClient, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register(sanctions=("arrest",))
    assert client.get(f"/cases/{case.id}/acts/new").status_code == 200
    form = typed(desk, is_arrest="y")
    for _ in range(2):
        sent = client.post(f"/cases/{case.id}/acts/new", data=form)
        assert (sent.status_code, sent.headers["Location"]) == (302, f"/cases/{case.id}#acts")
    [act] = acts(session, acting)
    assert "The copy is not handed over yet" in text_of(client.get(f"/cases/{case.id}").text)
    for step, name, day in (
        ("copy", "copy_on", "19.11.2026"),
        ("in-force", "in_force_on", "20.11.2026"),
    ):
        path = f"/cases/{case.id}/acts/{act.id}/{step}"
        version = field_on(client.get(path).text, "version")
        assert client.post(path, data={name: day, "version": version}).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "Copy handed over on 19 Nov 2026 · In force since 20 Nov 2026" in page
    # ten days after 19 November is Sunday 29: the last day is Monday 30
    assert "30 Nov 2026 in 10 days" in page
    assert "Administrative arrest" in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"made_on": ""}, "made_on", "Enter the day as dd.mm.yyyy."),
        ({"made_on": "21.11.2026"}, "made_on", "cannot be dated after today"),
        ({"kind": "<b>"}, "kind", "Choose one of the listed values."),
        ({"instance": "x"}, "instance", "Choose one of the listed values."),
        ({"court_id": ""}, "court_id", "Choose a court of your office"),
        ({"kind": "termination"}, "termination_ground", "Name the ground of the termination."),
        ({"copy_on": "17.11.2026"}, "copy_on", "before the act was made on 18.11.2026"),
        ({"in_force_on": "17.11.2026"}, "in_force_on", "before it was made on 18.11.2026"),
        ({"in_force_on": "21.11.2026"}, "in_force_on", "when it has come"),
        (
            {"instance": "appellate", "kind": "upheld"},
            "reviews_id",
            "Name the act under review: record it first.",
        ),
        ({"kind": "newly_discovered_granted"}, "reviews_id", "Name the act under review"),
        ({"reviews_id": "7000"}, "reviews_id", "This case has no such act."),
        ({"kind": "quashed"}, "part", "in which part the act was changed or quashed"),
    ],
)
def test_a_wrong_act_is_refused_at_its_field_and_keeps_what_was_typed(
    client: FlaskClient,
    desk: Desk,
    session: Session,
    acting: Acting,
    changes: dict[str, str],
    field: str,
    words: str,
) -> None:
    case = desk.register()
    sent = client.post(f"/cases/{case.id}/acts/new", data=typed(desk, **changes))
    assert sent.status_code == 422
    assert f'id="{field}-error"' in sent.text
    assert words in text_of(sent.text)
    kept = typed(desk, **changes)
    for name in ("made_on", "copy_on", "in_force_on"):
        assert not kept[name] or f'value="{kept[name]}"' in sent.text
    assert acts(session, acting) == []


def test_the_chain_reads_as_one_line_of_history(client: FlaskClient, desk: Desk) -> None:
    case = desk.register()
    first = desk.act(case, WEDNESDAY)
    appeal = typed(
        desk,
        instance="appellate",
        court_id=str(desk.courts["10-O"]),
        kind="changed",
        made_on="20.11.2026",
        reviews_id=str(first.id),
        part="Айыппұл мөлшері азайтылды",
    )
    assert "18 Nov 2026" in client.get(f"/cases/{case.id}/acts/new").text
    assert client.post(f"/cases/{case.id}/acts/new", data=appeal).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    chain = page[page.index("Court acts") :]
    earlier, later = chain.index("Auezov Court"), chain.index("Abai Oblast Court")
    assert earlier < later
    assert "Reviews:" in chain[later:]
    assert "first instance · 18 Nov 2026" in chain[later:].replace("First", "first")
    assert "Айыппұл мөлшері азайтылды" in chain[later:]


def test_the_check_shows_the_window_and_a_lawful_result_closes_it(
    client: FlaskClient, desk: Desk
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, WEDNESDAY, copy_on=WEDNESDAY)
    path = f"/cases/{case.id}/acts/{act.id}/check"
    shown = client.get(path)
    # ten days after 18 November is Saturday 28: the last day is Monday 30
    assert "30 Nov 2026 in 10 days" in text_of(shown.text)
    assert "Why this date" in text_of(shown.text)
    assert "Unit at fault" not in shown.text
    form = {
        "version": field_on(shown.text, "version"),
        "result": "lawful",
        "checked_on": "20.11.2026",
        "note": "Негіздер жоқ",
    }
    assert client.post(path, data=form).status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "Негіздер жоқ" in page and "done 20 Nov 2026" in page
    assert client.get(path).status_code == 409
    copy = f"/cases/{case.id}/acts/{act.id}/copy"
    assert client.get(copy).status_code == 409


def test_an_unlawful_result_leaves_the_window_open(client: FlaskClient, desk: Desk) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, WEDNESDAY, copy_on=WEDNESDAY)
    form = {"result": "unlawful", "checked_on": "20.11.2026", "note": "Негізсіз"}
    sent = client.post(f"/cases/{case.id}/acts/{act.id}/check", data=form)
    assert sent.status_code == 302
    page = text_of(client.get(f"/cases/{case.id}").text)
    assert "Негізсіз" in page and "30 Nov 2026 in 10 days" in page


def test_a_late_lawful_check_asks_for_cause_and_unit(client: FlaskClient, desk: Desk) -> None:
    case = desk.register(
        sanctions=("arrest",),
        received_by_court_on=TODAY - timedelta(days=30),
        offence_on=TODAY - timedelta(days=40),
    )
    made_on = TODAY - timedelta(days=20)
    act = desk.act(case, made_on, copy_on=made_on)
    path = f"/cases/{case.id}/acts/{act.id}/check"
    assert "Unit at fault" in client.get(path).text
    form = {"result": "lawful", "checked_on": "20.11.2026", "note": "Негіздер жоқ"}
    refused = client.post(path, data=form)
    assert refused.status_code == 422
    assert 'id="late_cause-error"' in refused.text and "Негіздер жоқ" in refused.text
    caused = form | {"late_cause": "workload", "late_unit": "Азаматтық бөлім"}
    assert client.post(path, data=caused).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"result": ""}, "result", "Choose one."),
        ({"result": "perhaps"}, "result", "Choose one of the listed values."),
        ({"note": ""}, "note", "This must be filled in."),
        ({"checked_on": "21.11.2026"}, "checked_on", "cannot be dated after today"),
        ({"checked_on": "17.11.2026"}, "checked_on", "handed over on 18.11.2026"),
    ],
)
def test_a_wrong_check_is_refused_at_its_field(
    client: FlaskClient, desk: Desk, changes: dict[str, str], field: str, words: str
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, WEDNESDAY, copy_on=WEDNESDAY)
    form = {"result": "lawful", "checked_on": "20.11.2026", "note": "Негіздер жоқ"} | changes
    sent = client.post(f"/cases/{case.id}/acts/{act.id}/check", data=form)
    assert sent.status_code == 422
    assert f'id="{field}-error"' in sent.text
    assert words in text_of(sent.text)


def test_the_second_of_two_who_check_an_act_sees_both_texts(
    web: Web, desk: Desk, session: Session, acting: Acting
) -> None:
    case = desk.register(sanctions=("arrest",))
    act = desk.act(case, WEDNESDAY, copy_on=WEDNESDAY)
    path = f"/cases/{case.id}/acts/{act.id}/check"
    one, two = web.client("abay1.assistant"), web.client("abay1.second")
    form = {
        "version": field_on(one.get(path).text, "version"),
        "result": "lawful",
        "checked_on": "20.11.2026",
    }
    assert one.post(path, data=form | {"note": "Бірінші мәтін"}).status_code == 302
    late = two.post(path, data=form | {"note": "Екінші мәтін"})
    assert late.status_code == 409
    assert "Бірінші мәтін" in late.text and "Екінші мәтін" in late.text
    assert acts(session, acting)[0].check_note == "Бірінші мәтін"


def test_those_above_see_the_acts_and_record_nothing(web: Web, desk: Desk) -> None:
    case = desk.register()
    act = desk.act(case, WEDNESDAY)
    above = web.client("abay.head")
    assert f"/cases/{case.id}/acts/" not in above.get(f"/cases/{case.id}").text
    for path in ("new", f"{act.id}/copy", f"{act.id}/in-force", f"{act.id}/check"):
        assert above.get(f"/cases/{case.id}/acts/{path}").status_code == 403
        assert above.post(f"/cases/{case.id}/acts/{path}", data=typed(desk)).status_code == 403
    other = desk.register()
    client = web.client("abay1.assistant")
    for path in ("copy", "in-force", "check"):
        assert client.get(f"/cases/{other.id}/acts/{act.id}/{path}").status_code == 404
