"""The pages of disputes, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.rules.grounds import OverruleEntry
from supervision.core import clock
from supervision.disputes import operations
from supervision.disputes.models import Dispute, DisputeAct, DisputeParty
from supervision.law.lawbook import Lawbook
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.disputes.conftest import Acting
from tests.factories.cases import Desk
from tests.factories.disputes import CHILD, CLAIMANT, DEBTOR, STATE, DisputeDesk
from tests.factories.pages import text_of

RAW_KEY = re.compile(r"\b(?:disputes|cases|studies|audit)\.[a-z_]+")
MONDAY = TODAY + timedelta(days=3)


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def client(web: Web) -> FlaskClient:
    return web.client("abay1.assistant")


def typed(desk: DisputeDesk, **changes: str) -> dict[str, str]:
    """What a district prosecutor types to register a contest by a third party."""
    return {
        "number": "6301-26-00-2/77",
        "court_id": str(desk.courts["10-01-D"]),
        "kind": "contest",
        "subject": "Тыйым салу қаулысы",
        "contested_by": "third_party",
        "bailiff": "Ахметов Нұрлан",
        "enforcement_number": "1204/26-10",
        "received_by_court_on": "16.11.2026",
        "assignee_id": "",
        "idempotency_key": str(uuid.uuid4()),
        "parties-0-role": "claimant",
        "parties-0-kind": "person",
        "parties-0-name": "Серікова Айгүл",
        "parties-1-role": "debtor",
        "parties-1-kind": "person",
        "parties-1-name": "",
        "parties-1-identity_number": "",
        "parties-2-role": "third_party",
        "parties-2-kind": "legal_entity",
        "parties-2-name": "«Үсен» ЖШС",
    } | changes


def disputes(session: Session, acting: Acting) -> list[Dispute]:
    acting("abay1.assistant")
    session.expire_all()
    return list(session.scalars(select(Dispute).order_by(Dispute.id)))


def test_a_dispute_is_registered_and_its_page_names_the_ground_with_its_fact(
    client: FlaskClient, desk: DisputeDesk, session: Session, acting: Acting
) -> None:
    assert client.get("/disputes/new").status_code == 200
    form = typed(desk)
    sent = client.post("/disputes/new", data=form)
    [dispute] = disputes(session, acting)
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/disputes/{dispute.id}")
    assert client.post("/disputes/new", data=form).headers["Location"] == sent.headers["Location"]
    names = session.scalars(select(DisputeParty.name).order_by(DisputeParty.position))
    assert list(names) == ["Серікова Айгүл", "«Үсен» ЖШС"]
    page = text_of(client.get(f"/disputes/{dispute.id}").text)
    assert "participation is mandatory" in page and "2002 ¶5" in page
    assert "Third parties or the prosecutor contest actions" in page
    assert "1204/26-10" in page and "Ахметов Нұрлан" in page and "«Үсен» ЖШС" in page


WRONG = (
    ({"number": ""}, "number", "This must be filled in."),
    ({"subject": ""}, "subject", "This must be filled in."),
    ({"court_id": "7000"}, "court_id", "first-instance court at the seat"),
    ({"kind": "quarrel"}, "kind", "Choose one of the listed values."),
    ({"kind": "competition"}, "contested_by", "Only a contest of actions"),
    ({"bailiff": ""}, "bailiff", "Name the bailiff or official"),
    ({"received_by_court_on": "31.02.2026"}, "received_by_court_on", "dd.mm.yyyy"),
    ({"assignee_id": "7000"}, "assignee_id", "colleague of your own office"),
    ({"parties-2-cannot_defend": "age"}, "parties-2-cannot_defend", "Only a person may"),
    ({"parties-2-role": "judge"}, "parties-2-role", "Choose one of the listed values."),
    ({"parties-2-identity_number": "123"}, "parties-2-identity_number", "exactly 12 digits"),
)


def test_a_wrong_dispute_is_refused_at_its_field_and_keeps_what_was_typed(
    client: FlaskClient, desk: DisputeDesk, session: Session, acting: Acting
) -> None:
    for changes, field, words in WRONG:
        sent = client.post("/disputes/new", data=typed(desk, **changes))
        assert sent.status_code == 422, changes
        assert f'id="{field}-error"' in sent.text and words in text_of(sent.text), changes
        assert 'value="1204/26-10"' in sent.text and "Серікова Айгүл" in sent.text, changes
    assert disputes(session, acting) == []


def test_one_more_party_is_a_block_more_and_nothing_is_lost(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    page = client.post("/disputes/new", data={**typed(desk), "add_party": "1"})
    assert page.status_code == 200
    assert "parties-4-name" in page.text and "Тыйым салу қаулысы" in page.text


def test_a_correction_begins_with_what_is_recorded_and_changes_the_grounds(
    client: FlaskClient, desk: DisputeDesk, session: Session, acting: Acting
) -> None:
    dispute = desk.register(parties=(CHILD, STATE))
    path = f"/disputes/{dispute.id}/edit"
    shown = client.get(path).text
    assert "Серік Дана" in shown and 'value="1204/26-10"' in shown
    form = typed(desk, contested_by="party", version=field_on(shown, "version"))
    assert client.post(path, data=form).status_code == 302
    assert [each.number for each in disputes(session, acting)] == ["6301-26-00-2/77"]
    assert "not mandatory" in text_of(client.get(f"/disputes/{dispute.id}").text)


def test_the_second_of_two_who_correct_a_dispute_loses_nothing(
    web: Web, desk: DisputeDesk, session: Session, acting: Acting
) -> None:
    path = f"/disputes/{desk.register().id}/edit"
    one, two = web.client("abay1.assistant"), web.client("abay1.second")
    version = field_on(two.get(path).text, "version")
    mine = typed(desk, subject="Бірінші мәтін", version=version)
    assert one.post(path, data=mine).status_code == 302
    late = two.post(path, data=typed(desk, subject="Екінші мәтін", version=version))
    assert late.status_code == 409
    assert "Екінші мәтін" in late.text and "abay1.assistant" in text_of(late.text)
    assert [each.subject for each in disputes(session, acting)] == ["Бірінші мәтін"]
    anew = typed(desk, subject="Екінші мәтін", version=field_on(late.text, "version"))
    assert two.post(path, data=anew).status_code == 302


def test_a_hearing_is_set_and_its_outcome_closes_the_duty(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    dispute = desk.register(parties=(CLAIMANT, STATE))
    path = f"/disputes/{dispute.id}"
    form = {
        "instance": "first",
        "court_id": str(desk.courts["10-01-D"]),
        "held_on": "20.11.2026",
        "held_at": "10:30",
        "place": "№ 4 зал",
        "prosecutor_id": "",
        "idempotency_key": str(uuid.uuid4()),
    }
    assert client.get(f"{path}/hearings/new").status_code == 200
    sent = client.post(f"{path}/hearings/new", data=form)
    assert (sent.status_code, sent.headers["Location"]) == (302, f"{path}#hearings")
    page = client.get(path)
    shown = text_of(page.text)
    assert "20 Nov 2026, 10:30" in shown and "№ 4 зал" in shown
    assert "Mandatory participation in the court hearing" in shown
    hearing = page.text.split(f"{path}/hearings/")[1].split("/")[0].split('"')[0]
    report = {"reported_on": "19.11.2026", "reported_to": "Жүнісов"}
    assert client.post(f"{path}/hearings/{hearing}/report", data=report).status_code == 422
    report["reported_on"] = "20.11.2026"
    assert client.post(f"{path}/hearings/{hearing}/report", data=report).status_code == 302
    took_part = {"outcome": "took_part", "took_part_id": str(desk.actor.user_id)}
    assert client.post(f"{path}/hearings/{hearing}/outcome", data=took_part).status_code == 302
    done = text_of(client.get(path).text)
    assert f"Took part: {desk.actor.name}" in done and "done 20 Nov 2026" in done
    assert "Жүнісов" in done
    assert client.get(f"{path}/hearings/{hearing}").status_code == 409


def test_a_hearing_outside_the_offices_courts_is_refused_at_its_field(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    path = f"/disputes/{desk.register().id}/hearings/new"
    form = {"instance": "first", "held_on": "23.11.2026", "held_at": "10:30"}
    sent = client.post(path, data={**form, "court_id": str(desk.courts["20-01-D"])})
    assert sent.status_code == 422 and 'id="court_id-error"' in sent.text


def test_a_clash_with_another_dispute_is_told_and_the_hearing_still_recorded(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    me = desk.actor.user_id
    desk.hearing(desk.register(), MONDAY, prosecutor_id=me)
    dispute = desk.register()
    hearing = desk.hearing(dispute, MONDAY, hour=15)
    path = f"/disputes/{dispute.id}/hearings/{hearing.id}"
    shown = client.get(path).text
    form = {
        "instance": "first",
        "court_id": str(hearing.court_id),
        "held_on": "23.11.2026",
        "held_at": "10:30",
        "prosecutor_id": str(me),
        "version": field_on(shown, "version"),
    }
    assert client.post(path, data=form).status_code == 302
    page = text_of(client.get(f"/disputes/{dispute.id}").text)
    assert "This prosecutor has another hearing at that hour: 23 Nov 2026, 10:00." in page


def test_a_clash_with_an_administrative_case_is_told_too(
    client: FlaskClient, desk: DisputeDesk, law: Lawbook
) -> None:
    cases = Desk(desk.session, desk.actor, law, TODAY, desk.courts)
    me = desk.actor.user_id
    cases.hearing(cases.register(), MONDAY, hour=11, prosecutor_id=me)
    dispute = desk.register()
    hearing = desk.hearing(dispute, MONDAY, hour=15)
    form = {
        "instance": "first",
        "court_id": str(hearing.court_id),
        "held_on": "23.11.2026",
        "held_at": "10:30",
        "prosecutor_id": str(me),
    }
    path = f"/disputes/{dispute.id}"
    assert client.post(f"{path}/hearings/{hearing.id}", data=form).status_code == 302
    page = text_of(client.get(path).text)
    assert "This prosecutor has another hearing at that hour: 23 Nov 2026, 11:00." in page


def test_a_duty_that_a_protest_or_representation_closes_is_not_closed_by_hand(
    web: Web, desk: DisputeDesk
) -> None:
    dispute = desk.register()
    act = desk.act(dispute, TODAY, received_on=TODAY, term_ends_on=MONDAY)
    desk.check(dispute, act, "unlawful")
    waiting = [each for each in desk.duties(dispute).values() if each.rule.startswith("2002/7/")]
    assert waiting
    for duty in waiting:
        form = {"done-done_on": "20.11.2026", "done-document": "№ 7-12, 20.11.2026"}
        sent = web.client("abay1.head").post(f"/duties/{duty.id}/done", data=form)
        assert sent.status_code == 403
    desk.session.expire_all()
    assert {duty.state for duty in waiting} == {"open"}


def test_an_act_is_recorded_dated_and_checked(
    client: FlaskClient, desk: DisputeDesk, session: Session, acting: Acting
) -> None:
    dispute = desk.register()
    path = f"/disputes/{dispute.id}"
    form = {
        "instance": "first",
        "court_id": str(desk.courts["10-01-D"]),
        "kind": "enforcement_act",
        "decision": "refused",
        "content": "Шағым қанағаттандырылмады",
        "made_on": "18.11.2026",
        "reviews_id": "",
        "idempotency_key": str(uuid.uuid4()),
    }
    assert client.get(f"{path}/acts/new").status_code == 200
    sent = client.post(f"{path}/acts/new", data=form)
    assert (sent.status_code, sent.headers["Location"]) == (302, f"{path}#acts")
    shown = text_of(client.get(path).text)
    assert "The act has not reached the office yet" in shown
    assert "no last day of the appellate term is stated" in shown
    acting("abay1.assistant")
    act = session.scalars(select(DisputeAct.id)).one()
    days_path = f"{path}/acts/{act}/days"
    days = {"received_on": "19.11.2026", "term_ends_on": "04.12.2026"}
    days["version"] = field_on(client.get(days_path).text, "version")
    assert client.post(days_path, data=days | {"received_on": "17.11.2026"}).status_code == 422
    assert client.post(days_path, data=days).status_code == 302
    shown = text_of(client.get(path).text)
    assert "Check the court act in enforcement proceedings within the appellate term" in shown
    assert "4 Dec 2026 in 14 days" in shown
    assert client.post(days_path, data=days).status_code == 409
    check_path = f"{path}/acts/{act}/check"
    check = {"result": "unlawful", "checked_on": "20.11.2026", "note": "Дәлел ескерілмеген"}
    check["version"] = field_on(client.get(check_path).text, "version")
    assert client.post(check_path, data=check).status_code == 302
    shown = text_of(client.get(path).text)
    assert "Protest the unlawful court act within the appellate term" in shown
    assert "Дәлел ескерілмеген" in shown
    assert client.get(check_path).status_code == 409


def test_a_ground_is_overruled_with_a_reason_and_the_decision_taken_back(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    dispute = desk.register(parties=(CLAIMANT, STATE))
    path = f"/disputes/{dispute.id}"
    shown = client.get(f"{path}/overrule").text
    assert "Does not hold: The state" in text_of(shown)
    form = {"decision": "-state_party", "reason": "", "version": field_on(shown, "version")}
    assert client.post(f"{path}/overrule", data=form).status_code == 422
    form["reason"] = "Кәсіпорын жекешелендірілген"
    assert client.post(f"{path}/overrule", data=form).status_code == 302
    page = client.get(path).text
    told = text_of(page)
    assert "overruled" in told and "Кәсіпорын жекешелендірілген" in told and "not mandatory" in told
    lift = page.split(f"{path}/overrules/")[1].split('"')[0]
    assert "Кәсіпорын жекешелендірілген" in client.get(f"{path}/overrules/{lift}").text
    back = {"reason": "Қате шешім"}
    assert client.post(f"{path}/overrules/{lift}", data=back).status_code == 302
    assert "participation is mandatory" in text_of(client.get(path).text)


def test_a_dispute_is_given_to_a_colleague(client: FlaskClient, desk: DisputeDesk) -> None:
    path = f"/disputes/{desk.register().id}"
    version = field_on(client.get(f"{path}/assign").text, "version")
    form = {"assignee_id": str(desk.actor.user_id), "version": version}
    assert client.post(f"{path}/assign", data=form).status_code == 302
    assert desk.actor.name in text_of(client.get(path).text)
    assert client.post(f"{path}/assign", data=form).status_code == 409


def test_the_register_finds_narrows_and_leads_to_the_page(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    mandatory = desk.register(number="2-101", parties=(CHILD, STATE), kind="contest")
    plain = desk.register(number="2-102", kind="competition", contested_by=(), bailiff="")
    desk.hearing(mandatory, MONDAY)
    act = desk.act(plain, TODAY, kind="competition_act", received_on=TODAY)

    def found(query: str) -> set[str]:
        page = client.get(f"/disputes?{query}").text
        return {number for number in ("2-101", "2-102") if f">{number}</a>" in page}

    assert found("") == {"2-101", "2-102"}
    assert found("q=2-101") == found("q=Дана") == found("q=ахметов") == {"2-101"}
    assert found("q=850314400017") == {"2-102"} and found("q=%25") == set()
    assert found("ground=state_party") == {"2-101"} and found("kind=competition") == {"2-102"}
    assert found("state=undecided") == {"2-101"} and found("state=unchecked") == {"2-102"}
    assert found("state=checked") == set() and found("ground=stolen") == {"2-101", "2-102"}
    assert found("hearing=soon") == found("hearing=unassigned") == {"2-101"}
    desk.check(plain, act, "lawful")
    assert found("state=checked") == {"2-102"} and found("state=unchecked") == set()
    assert f'href="/disputes/{mandatory.id}"' in client.get("/disputes").text


def test_the_week_ahead_counts_what_nobody_is_assigned_to(
    client: FlaskClient, desk: DisputeDesk
) -> None:
    mandatory, plain = desk.register(parties=(CLAIMANT, STATE)), desk.register()
    desk.hearing(plain, MONDAY)
    desk.hearing(mandatory, MONDAY)
    desk.hearing(mandatory, TODAY + timedelta(days=7), prosecutor_id=desk.actor.user_id)
    desk.hearing(mandatory, TODAY + timedelta(days=8))
    page = text_of(client.get("/disputes").text)
    assert "The week ahead Hearings 3 Participation is mandatory 2" in page
    assert "Mandatory, nobody assigned 1" in page


def test_those_above_read_and_record_nothing_and_strangers_find_nothing(
    web: Web, desk: DisputeDesk
) -> None:
    dispute = desk.register(parties=(CLAIMANT, DEBTOR))
    desk.do(operations.overrule_ground, dispute.id, OverruleEntry("state_party", True, "Себеп"))
    path = f"/disputes/{dispute.id}"
    above = web.client("abay.head")
    page = above.get(path)
    assert page.status_code == 200 and f"{path}/edit" not in page.text
    assert above.get(f"{path}/edit").status_code == 403
    assert web.client("abay.auditor").get(path).status_code == 200
    assert web.client("abay.auditor").get("/disputes/new").status_code == 403
    for login in ("abay2.head", "turan.head"):
        assert web.client(login).get(path).status_code == 404


def test_pages_speak_the_readers_language(web: Web, desk: DisputeDesk) -> None:
    dispute = desk.register(parties=(CHILD, STATE))
    desk.act(dispute, TODAY, received_on=TODAY)
    for language, title in (("kk", "Атқару бойынша даулар"), ("ru", "Споры по исполнению")):
        client = web.client("abay1.assistant", language)
        for path in ("", "/new", f"/{dispute.id}", f"/{dispute.id}/acts/new"):
            page = client.get(f"/disputes{path}")
            assert page.status_code == 200 and title in page.text
            assert not RAW_KEY.search(text_of(page.text)), path
