"""The pages of what was told late, wrongly or in vain: the desk's strip, corrections, dropped drafts."""

from __future__ import annotations

import re

import pytest

from supervision.cases.models import CourtAct
from supervision.core import clock
from supervision.protests.models import Protest
from tests.cases.pages import field_on
from tests.conftest import TODAY, Web
from tests.factories.pages import read, text_of
from tests.protests.conftest import Desks
from tests.protests.test_views import send


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages ask the clock; it says Friday, 20 November 2026."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def protest(act: CourtAct, at: Desks) -> Protest:
    head = at("abay1.head")
    return head.bring(head.draft(act), TODAY, number="5-12")


def test_a_withdrawal_is_told_on_the_lower_desk_until_its_motives_are_read(
    web: Web, protest: Protest, at: Desks
) -> None:
    oblast = at("abay.head")
    motion = oblast.motion(protest, TODAY, motives="Негіз жеткіліксіз")
    assert "5-12" not in read(web, "abay1.head", "/")
    oblast.outcome(protest, "none", TODAY, ended_by="court_granted_motion", note="Ұйғарым")
    paper = f"/protests/{protest.id}/motions/{motion.id}"
    for login in ("abay1.head", "abay1.assistant"):
        page = read(web, login, "/")
        assert f'href="{paper}"' in page and "Protest No. 5-12 of your office" in text_of(page)
    for login in ("abay.head", "abay2.head"):
        assert paper not in web.client(login).get("/").text
    for language in ("kk", "ru"):
        assert "№ 5-12" in text_of(read(web, "abay1.head", "/", language))
    shown = text_of(read(web, "abay.head", f"/protests/{protest.id}"))
    assert "has not read the motives yet" in shown
    assert "I have read the motives" not in read(web, "abay.head", paper)
    assert web.client("abay.head").post(f"{paper}/read").status_code == 403
    assert web.client("abay2.head").post(f"{paper}/read").status_code == 404
    reader = web.client("abay1.assistant")
    page = reader.get(paper).text
    assert "Негіз жеткіліксіз" in page and "I have read the motives" in text_of(page)
    token = {"csrf_token": field_on(page, "csrf_token")} if "csrf_token" in page else {}
    assert reader.post(f"{paper}/read", data=token).headers["Location"] == paper
    assert "I have read the motives" not in reader.get(paper).text
    assert paper not in read(web, "abay1.head", "/")
    told = text_of(read(web, "abay.head", f"/protests/{protest.id}"))
    assert re.search(r"Motives read on .* by .*abay1.assistant", told)
    assert "Motives of the withdrawal read" in told


def test_a_draft_is_dropped_on_its_page(web: Web, act: CourtAct, at: Desks) -> None:
    draft = at("abay1.head").draft(act)
    client, address = web.client("abay1.head"), f"/protests/{draft.id}"
    assert f'href="{address}/drop"' in client.get(address).text
    page = client.get(f"{address}/drop").text
    empty = client.post(f"{address}/drop", data={"version": field_on(page, "version")})
    assert empty.status_code == 422
    late = {"version": "99", "reason": "Ескі бет"}
    stale = client.post(f"{address}/drop", data=late)
    assert stale.status_code == 409 and "Ескі бет" in stale.text
    send(client, f"{address}/drop", reason="Акт заңды")
    shown = text_of(client.get(address).text)
    assert "The draft is dropped" in shown and "Акт заңды" in shown
    assert f'href="{address}/bring"' not in client.get(address).text
    register = web.client("abay.head").get("/protests?state=dropped").text
    assert f'href="{address}"' in register
    assert f'href="{address}"' not in web.client("abay.head").get("/protests?state=draft").text


def test_a_bringing_and_an_outcome_are_corrected_on_their_pages(
    web: Web, protest: Protest, at: Desks
) -> None:
    client, address = web.client("abay1.head"), f"/protests/{protest.id}"
    path = f"{address}/bring/correct"
    page = client.get(path).text
    assert 'value="5-12"' in page
    typed = {"version": field_on(page, "version"), "number": "5-13", "reason": "Қате нөмір"}
    refused = client.post(path, data=typed | {"brought_on": "12.11.2026"})
    assert refused.status_code == 422 and "5-13" in refused.text
    send(client, path, number="5-13", brought_on="19.11.2026", reason="Қате нөмір")
    shown = text_of(client.get(address).text)
    assert "5-12 → 5-13" in shown and "20 Nov 2026 → 19 Nov 2026" in shown
    at("abay1.head").outcome(protest, "rejected", TODAY)
    path = f"{address}/outcome/correct"
    assert re.search(
        r'value="rejected"[^>]*checked|checked[^>]*value="rejected"', client.get(path).text
    )
    sent = {"decision": "granted", "outcome_on": "20.11.2026", "reason": "Қаулы басқаша"}
    send(web.client("abay.head"), path, **sent)
    shown = text_of(client.get(address).text)
    assert "rejected → granted" in shown and "Қаулы басқаша" in shown
    assert web.client("abay2.head").get(path).status_code == 404
    assert web.client("abay.head").get(f"{address}/bring/correct").status_code == 403
    for language in ("kk", "ru"):
        read(web, "abay1.head", path, language)
        read(web, "abay1.head", f"{address}/bring/correct", language)
