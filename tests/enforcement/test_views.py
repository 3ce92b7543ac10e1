"""The pages of enforcement documents: a card typed by a tired clerk, its life, a transfer and its answer."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient

from tests.conftest import Web
from tests.factories.enforcement import COMPANY_BIN, PERSON_IIN
from tests.printing.reading import lines_of


def typed(**changes: str) -> dict[str, str]:
    """What is typed to enter the writ of a bank against a citizen."""
    fields = {
        "writ_number": "35-77",
        "writ_issued_on": "01.11.2026",
        "issuing_body": "Абай аудандық соты",
        "document_kind": "1",
        "report_row": "15",
        "court_act_on": "01.10.2026",
        "case_number": "2-1204/2026",
        "plaintiff": "legal_entity",
        "received_on": "10.11.2026",
        "receipt_kind": "first",
        "delivery_mode": "by_post",
        "substance": "Банк қарызын өндіріп алу",
        "claim": "1 000 000,50",
        "debtor_kind": "natural",
        "debtor_name": "Серікова Айгүл",
        "debtor_number": PERSON_IIN,
        "debtor_birth_on": "14.03.1985",
        "debtor_sex": "female",
        "debtor_address": "Семей қаласы",
        "claimant_kind": "legal",
        "claimant_name": "«Дала Банк» АҚ",
        "claimant_number": COMPANY_BIN,
        "claimant_address": "Алматы қаласы",
        "filled_by": "state_bailiff",
        "bailiff": "Ахметов Нұрлан",
        "filler_number": PERSON_IIN,
        "decision": "initiated",
        "decided_on": "11.11.2026",
        "serial_number": "35/26-1",
    }
    return fields | changes


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    """Send the form of a page with what stands hidden in it."""
    page = client.get(path).text
    hidden = dict(re.findall(r'name="(version|idempotency_key)"[^>]*value="([^"]*)"', page))
    return client.post(path, data=hidden | fields)


def test_fields_follow_the_types_without_a_script_and_nothing_typed_is_lost(web: Web) -> None:
    client = web.client("abay1.assistant")
    page = client.get("/enforcement/new").text
    assert 'name="case_number"' in page
    assert 'name="children-0-surname"' not in page

    alimony = typed(report_row="20", refresh="1") | {"children-0-surname": "Серікұлы"}
    shown = client.post("/enforcement/new", data=alimony).text
    assert 'id="children-0-surname"' in shown and 'value="Серікұлы"' in shown
    assert 'value="35-77"' in shown
    back = client.post("/enforcement/new", data=alimony | {"report_row": "37"}).text
    assert 'type="hidden" name="children-0-surname" value="Серікұлы"' in back
    assert 'type="hidden" name="claim" value="1 000 000,50"' in back
    more = client.post("/enforcement/new", data=alimony | {"refresh": "", "add_child": "1"})
    assert more.status_code == 200

    wrong = typed(debtor_number="850314400018", claim="мың", court_act_on="")
    refused = client.post("/enforcement/new", data=wrong)
    assert refused.status_code == 422
    for words in ("The last digit does not fit", "Enter the sum in tenge, for example", "мың"):
        assert words in refused.text
    undated = client.post("/enforcement/new", data=typed(decided_on=""))
    assert undated.status_code == 422 and "Enter the day as dd.mm.yyyy" in undated.text


def test_a_document_is_entered_found_suspended_corrected_and_sent(web: Web) -> None:
    client = web.client("abay1.assistant")
    made = post(client, "/enforcement/new", **typed(next="1"))
    assert made.status_code == 302 and "after=" in made.location
    following = client.get(made.location).text
    assert 'value="Абай аудандық соты"' in following
    for words in ("35-77", "сериков", PERSON_IIN[:6], "дала"):
        assert "35-77" in client.get(f"/enforcement?q={words}").text
    assert "35-77" not in client.get("/enforcement?q=басқа").text
    assert "35-77" in client.get("/enforcement?state=open&row=15&deadline=running").text

    whole = client.get("/enforcement/1").text
    assert "1\u00a0000\u00a0000,50" in whole and "11 Jan 2027" in whole
    assert "identity card is missing" in whole
    step = "/enforcement/1/events/new?kind=suspended"
    assert post(client, step, effective_on="16.11.2026").status_code == 422
    assert post(client, step, effective_on="16.11.2026", ground="6").status_code == 302
    stale = client.post(step, data={"version": "1", "effective_on": "17.11.2026", "ground": "6"})
    assert stale.status_code == 409 and "17.11.2026" in stale.text
    assert client.get("/enforcement/1/events/new?kind=initiated").status_code == 409
    assert client.get("/enforcement/1/events/new?kind=annulled").status_code == 409

    mend = "/enforcement/1/events/2/correct"
    assert post(client, mend, effective_on="16.11.2026", ground="6").status_code == 422
    right = post(
        client, mend, effective_on="16.11.2026", ground="6", note="Қате жазылған", never="y"
    )
    assert right.status_code == 302
    whole = client.get("/enforcement/1").text
    assert "writ-superseded" in whole and "Mistaken entry annulled" in whole
    assert client.get(mend).status_code == 409

    sent = post(client, "/enforcement/1/send", to_office_id="7", sent_on="18.11.2026")
    assert sent.status_code == 302
    letter = client.get(sent.location).text
    assert "Control card No. 1" in letter and "Karatau District Office" in letter
    assert "35-77" in client.get("/enforcement/transfers").text
    assert client.post("/papers/control_card_sent/1/issue").status_code == 302
    assert "/papers/control_card_sent/issued/1/kk/docx" in client.get(sent.location).text

    theirs = web.client("turan1.assistant")
    assert "wait for your answer: 1" in theirs.get("/enforcement").text
    assert theirs.get("/enforcement/1").status_code == 404
    accepted = post(
        theirs,
        "/enforcement/transfers/1/accept",
        accepted_on="19.11.2026",
        serial_number="20/26-9",
    )
    assert accepted.status_code == 302
    assert "Accepted by territoriality" in theirs.get(accepted.location).text
    assert theirs.get("/enforcement/transfers/1/refuse").status_code == 409
    assert "left the account" in client.get("/enforcement/1").text
    assert "Control card No. 2" in client.get("/enforcement/cards/2").text
    told = lines_of(theirs.post("/papers/control_card_confirmed/2/draft/kk/docx").data)
    assert "Қаратау ауданы прокуратурасы" in told and "№ 2 БАҚЫЛАУ КАРТОЧКАСЫ" in told
    assert "(№ 1 бақылау карточкасы, № 2026-0001) келіп түсті" in " ".join(told)
    # only the office whose card it is issues it, and only under its own name
    assert client.post("/papers/control_card_confirmed/2/issue").status_code in (403, 404)
    assert theirs.post("/papers/control_card_refused/2/draft/kk/pdf").status_code == 404
    assert "taken into our account on 19 Nov 2026" in theirs.get("/enforcement/cards/2").text


def test_a_card_is_put_right_on_a_page_of_its_own(web: Web) -> None:
    client = web.client("abay1.assistant")
    post(client, "/enforcement/new", **typed(decided_on="16.11.2026"))
    whole = client.get("/enforcement/1").text
    # received on Tuesday 10 November: Wednesday, Thursday, Friday
    assert "The ruling of 16 Nov 2026 came after its last day, 13 Nov 2026" in whole
    assert 'href="/enforcement/1/card"' in whole

    page = client.get("/enforcement/1/card").text
    assert 'value="1000000,50"' in page and 'name="decision"' not in page
    hidden = dict(re.findall(r'name="(version|idempotency_key)"[^>]*value="([^"]*)"', page))
    sent = hidden | typed(debtor_name="Серікова Әйгүл", claim="1 000 000,50")
    shown = client.post("/enforcement/1/card", data=sent | {"refresh": "1", "debtor_kind": "legal"})
    assert shown.status_code == 200 and 'value="Серікова Әйгүл"' in shown.text
    wrong = client.post("/enforcement/1/card", data=sent | {"claim": "900"})
    assert wrong.status_code == 422 and "record a changed sum as an event" in wrong.text
    assert client.post("/enforcement/1/card", data=sent).status_code == 302
    assert "Серікова Әйгүл" in client.get("/enforcement/1").text
    assert "35-77" in client.get("/enforcement?q=әйгүл").text
    stale = client.post("/enforcement/1/card", data=sent | {"debtor_post": "Есепші"})
    assert stale.status_code == 409 and "Есепші" in stale.text
    assert web.client("turan1.assistant").get("/enforcement/1/card").status_code == 404
    assert web.client("abay.head").get("/enforcement/1/card").status_code == 403
