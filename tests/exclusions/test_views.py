"""The pages of exclusions and assessments, as a browser without JavaScript meets them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from supervision.cases.models import CourtAct
from supervision.core import clock
from supervision.exclusions.effects import EXTENSION
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.exclusions.conftest import DECIDED, Asking, reversed_in_cassation
from tests.factories.cases import Desk
from tests.factories.exclusions import COPIES
from tests.factories.pages import read, text_of
from tests.guards.test_mass_assignment import typed
from tests.protests.conftest import Desks
from tests.protests.test_views import send
from tests.representations.conftest import Sitting

SENT = {"way": "paper", "number": "2-22/26", "sent_on": "20.11.2026", "copies": COPIES}
ANSWERED = {"way": "electronic", "number": "7-1", "answered_on": "20.11.2026"}


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


def test_a_ground_goes_from_the_case_s_page_to_consent_and_back(
    web: Web, changed: CourtAct
) -> None:
    district, department = web.client("abay1.assistant"), web.client("gpo.department")
    case_page = f"/cases/{changed.case_id}"
    path = f"/exclusions/of-case/{changed.case_id}/acts/{changed.id}/new"
    assert path in district.get(case_page).text
    assert path not in department.get(case_page).text
    assert department.get(path).status_code == 403
    form = text_of(district.get(path).text)
    assert "The amount of the penalty was changed within the article's sanction" in form
    assert "Жаза бөлігі" in form, "what the court changed stands beside the clauses"
    address = send(district, path, clause="within_sanction", explanation="Айыппұл азайтылды")
    page = text_of(district.get(address).text)
    assert "2 Dec 2026" in page and "Until the Department consents, the act counts." in page
    assert "10th working day 2026-12-02" in page, "the page says why the day is this day"
    assert path not in district.get(case_page).text, "one standing request an act"
    assert f'href="{address}"' in district.get(case_page).text
    assert department.get(f"{address}/answer").status_code == 409, "it is not sent yet"
    send(district, f"{address}/send", **SENT)
    assert district.get(f"{address}/answer").status_code == 403
    assert web.client("abay1.head").get(f"{address}/answer").status_code == 403
    assert f'href="{address}/answer"' in department.get(address).text
    send(department, f"{address}/answer", answer="consented", reasons="Шегінде", **ANSWERED)
    told = text_of(district.get(address).text)
    assert "Consent № 7-1" in told and "Шегінде" in told and "Not counted" in told
    withdrawn = {"withdrawn_on": "20.11.2026", "reasons": "Жаңа мән-жай"}
    send(department, f"{address}/withdraw", **withdrawn)
    for shown in (address, case_page):
        assert "Жаңа мән-жай" in text_of(district.get(shown).text), shown
    assert "The act counts again." in text_of(district.get(address).text)
    assert path in district.get(case_page).text, "another ground may be marked"
    for language, words in (("kk", "Келісім қайтарып алынды"), ("ru", "Согласие отозвано")):
        assert words in text_of(read(web, "abay1.head", address, language))
    assert web.client("abay2.head").get(address).status_code == 404


def test_a_refused_form_loses_nothing_and_says_what_to_do(web: Web, changed: CourtAct) -> None:
    district = web.client("abay1.head")
    path = f"/exclusions/of-case/{changed.case_id}/acts/{changed.id}/new"
    typed = {"clause": "cassation_reversed", "explanation": "Кассация күшін жойды"}
    answer = district.post(path, data=typed)
    assert answer.status_code == 422
    assert "No cassation act that changed or quashed this one" in text_of(answer.text)
    assert "Кассация күшін жойды" in answer.text
    address = send(district, path, **typed | {"clause": "new_evidence"})
    page = district.get(f"{address}/send").text
    assert "Cause of lateness" not in text_of(page)
    refused = district.post(
        f"{address}/send", data=SENT | {"version": field_on(page, "version"), "copies": ""}
    )
    assert refused.status_code == 422 and "2-22/26" in refused.text


def test_after_the_term_the_form_asks_for_cause_and_unit(
    web: Web, changed: CourtAct, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = asking("abay1.head").mark(changed)
    monkeypatch.setattr(clock, "today", lambda zone: date(2026, 12, 4))
    district, address = web.client("abay1.head"), f"/exclusions/{made.id}"
    assert "2 days late" in text_of(district.get(address).text)
    assert "Cause of lateness" in text_of(district.get(f"{address}/send").text)
    late = SENT | {"sent_on": "04.12.2026"}
    page = district.get(f"{address}/send").text
    refused = district.post(f"{address}/send", data=late | {"version": field_on(page, "version")})
    assert refused.status_code == 422
    assert "name the cause and the unit at fault" in text_of(refused.text)
    cause = {"late_cause": "workload", "late_unit": "Бөлім"}
    send(district, f"{address}/send", **late, **cause)
    told = text_of(district.get(address).text)
    assert "done 2 days late" in told and "Бөлім" in told


def test_the_second_hand_sees_what_the_first_decided(
    web: Web, changed: CourtAct, asking: Asking
) -> None:
    made = asking("abay1.head").mark(changed)
    path = f"/exclusions/{made.id}/waive"
    one, two = web.client("abay1.head"), web.client("abay1.deputy")
    seen = field_on(two.get(path).text, "version")
    send(one, path, reason="Бірінші адамның мәтіні")
    late = two.post(path, data={"version": seen, "reason": "Екінші мәтін"})
    assert late.status_code == 409
    assert "Бірінші адамның мәтіні" in late.text and "Екінші мәтін" in late.text
    assert "abay1.head" in late.text, "who was first"
    again = two.post(path, data={"version": field_on(late.text, "version"), "reason": "Қайта"})
    assert again.status_code == 422
    assert "It was decided not to ask for this consent." in text_of(again.text)


def test_the_queue_shows_the_oldest_first_and_what_consent_would_change(
    web: Web, desk: Desk, changed: CourtAct, asking: Asking
) -> None:
    district = asking("abay1.head")
    made = district.mark(changed)
    department = web.client("gpo.department")
    assert "No request waits for an answer" in text_of(department.get("/exclusions/queue").text)
    district.send(made, DECIDED)
    page = text_of(department.get("/exclusions/queue").text)
    assert "waits for 2 days" in page and "№ 2-22/26" in page
    assert "What consent would change" in page
    web.app.extensions.pop(EXTENSION)
    page = text_of(department.get("/exclusions/queue").text)
    assert "What consent would change" not in page
    web.app.extensions[EXTENSION] = lambda session, requests, language: {
        each.id: f"72.0 % → 74.1 % {language} {each.clause}" for each in requests
    }
    page = text_of(department.get("/exclusions/queue").text)
    assert "What consent would change" in page
    assert "72.0 % → 74.1 % en within_sanction" in page
    assert "72.0 % → 74.1 %" in text_of(department.get(f"/exclusions/{made.id}").text)
    for query, shown in (
        ("state=sent", True),
        ("state=any", True),
        ("state=consented", False),
        ("state=stolen", True),
        ("clause=within_sanction&office=3", True),
        ("clause=new_evidence", False),
        ("office=4", False),
        ("page=!!!", True),
    ):
        listed = read(web, "gpo.head", f"/exclusions/queue?{query}", "ru")
        assert (f'href="/exclusions/{made.id}"' in listed) is shown, query
    assert f'href="/exclusions/{made.id}"' in read(web, "abay1.head", "/exclusions", "kk")
    assert f'href="/exclusions/{made.id}"' not in read(web, "abay2.head", "/exclusions")
    assert f'href="/exclusions/{made.id}"' not in read(web, "abay2.head", "/exclusions/queue")


def test_a_request_by_the_first_clause_shows_both_courts(
    web: Web, desk: Desk, changed: CourtAct, asking: Asking, at: Desks, sitting: Sitting
) -> None:
    cassation, protest = reversed_in_cassation(desk, changed, at, sitting)
    at("gpo.head").outcome(protest, "granted", cassation.made_on, act_id=cassation.id)
    made = asking("abay1.head").mark(changed, "cassation_reversed", "Сол бөлігінде")
    page = text_of(read(web, "gpo.head", f"/exclusions/{made.id}"))
    assert "Act of cassation" in page and "3 Dec 2026" in page


def test_the_oblast_assesses_an_act_from_its_list_and_corrects_it(
    web: Web, changed: CourtAct
) -> None:
    oblast, district = web.client("abay.head"), web.client("abay1.head")
    path = f"/exclusions/of-case/{changed.case_id}/acts/{changed.id}/assessment"
    assert f'href="{path}"' in oblast.get("/exclusions/assessments").text
    assert "Nothing is assessed by this office" in district.get("/exclusions/assessments").text
    assert district.get(path).status_code == 403
    missing = oblast.post(path, data={"verdict": "found"})
    assert missing.status_code == 422
    send(oblast, path, verdict="found", reasons="Дәлелдер бағаланбаған")
    page = text_of(district.get(f"/cases/{changed.case_id}").text)
    assert "Obvious breach, no response" in page and "Дәлелдер бағаланбаған" in page
    assert f'href="{path}"' not in oblast.get("/exclusions/assessments").text
    first = web.client("abay.senior").get(path).text
    assert "Дәлелдер бағаланбаған" in first
    send(oblast, path, verdict="not_found", reasons="Қайта қаралды")
    late = web.client("abay.senior").post(
        path,
        data={
            "version": field_on(first, "version"),
            "idempotency_key": field_on(first, "idempotency_key"),
            "verdict": "found",
            "reasons": "Екінші мәтін",
        },
    )
    assert late.status_code == 409
    assert "Қайта қаралды" in late.text and "Екінші мәтін" in late.text
    assert "No obvious breach" in text_of(read(web, "abay1.head", f"/cases/{changed.case_id}"))


def test_a_rejected_protest_is_assessed_from_its_page(web: Web, act: CourtAct, at: Desks) -> None:
    head = at("abay1.head")
    protest = head.bring(head.draft(act), date(2026, 11, 17))
    address, oblast = f"/protests/{protest.id}", web.client("abay.head")
    path = f"/exclusions/of-protest/{protest.id}/assessment"
    assert oblast.get(path).status_code == 409 and path not in oblast.get(address).text
    head.outcome(protest, "rejected", DECIDED)
    assert "not assessed yet" in text_of(read(web, "abay1.head", address))
    assert path not in read(web, "abay1.head", address)
    assert re.search(rf'href="{path}"', oblast.get(address).text)
    listed = read(web, "abay.head", "/exclusions/assessments?office=3", "ru")
    assert f'href="{path}"' in listed
    assert path not in read(web, "abay.head", "/exclusions/assessments?office=4", "kk")
    send(oblast, path, verdict="found", reasons="Негіздер расталмаған")
    page = text_of(read(web, "abay1.head", address))
    assert "Unfounded protest" in page and "Негіздер расталмаған" in page


def test_a_corrected_day_of_the_act_moves_the_term_at_once(
    web: Web, changed: CourtAct, asking: Asking
) -> None:
    """From Tuesday the 17th: 18–20, 23–27 and 30 November, 1 December."""
    made = asking("abay1.head").mark(changed)
    district = web.client("abay1.assistant")
    path = f"/cases/{changed.case_id}/acts/{changed.id}/correct"
    corrected = {"made_on": "17.11.2026", "in_force_on": "17.11.2026", "reason": "Қате"}
    answer = district.post(path, data=typed(district, path) | corrected)
    assert answer.status_code == 302, text_of(answer.text)[:2000]
    page = text_of(district.get(f"/exclusions/{made.id}").text)
    assert "1 Dec 2026" in page and "Corrected day of the court's decision taken in" in page
    upheld = typed(district, path) | corrected | {"kind": "upheld"}
    assert district.post(path, data=upheld).status_code == 302
    page = text_of(district.get(f"/exclusions/{made.id}").text)
    assert "The clause applies no more" in page
    assert district.get(f"/exclusions/{made.id}/send").status_code == 409
    assert district.get(f"/exclusions/{made.id}/waive").status_code == 200
