"""A form of a document, of its form or of its expenses changes what it shows and nothing else (S07)."""

from __future__ import annotations

from datetime import date

from tests.enforcement.test_views import typed as card
from tests.guards.test_mass_assignment import changed, latest, row, send
from tests.guards.walking import Walk

# What is worked out or kept, and no form of these offers.
ALIEN = {
    "office_id": "7",
    "number_key": "x",
    "kind_row": "31",
    "standing": "ended",
    "ended_by": "fulfilled",
    "ended_on": "01.11.2026",
    "claim_now": "1",
    "recovered": "999",
    "sanction_paid": "999",
    "accounted_on": "01.01.1999",
    "superseded": "y",
    "first_of_kind": "y",
    "overdue": "y",
    "corrects_id": "1",
    "closing_id": "1",
    "counterpart_office_id": "7",
    "recorded_by": "nobody",
    "forced_by": "nobody",
    "sha256": "0",
}


def test_a_card_entered_is_a_new_one_of_the_own_account(walk: Walk) -> None:
    browser = walk.browser("abay1.assistant")
    assert send(browser, "/enforcement/new", **(ALIEN | card(decision="none"))) == 302
    made = row(walk, "enforcement_document", latest(walk, "enforcement_document"))
    assert (made["office_id"], made["standing"], made["version"]) == (3, "awaiting", 1)
    assert (made["recovered"], made["kind_row"], made["ended_by"]) == (0, None, None)


def test_a_card_put_right_moves_only_what_its_form_shows(walk: Walk) -> None:
    document = walk.ids.enforcement.documents[3][0]
    before, path = row(walk, "enforcement_document", document), f"/enforcement/{document}/card"
    values = {"debtor_post": "Есепші", "substance": str(before["substance"])}
    assert send(walk.browser("abay1.assistant"), path, **(ALIEN | values)) == 302
    after = row(walk, "enforcement_document", document)
    assert changed(before, after) == {"debtor_post", "version"}


def test_an_event_counts_by_the_document_and_not_by_what_is_sent_along(walk: Walk) -> None:
    document = walk.ids.enforcement.documents[3][0]
    before = row(walk, "enforcement_document", document)
    path = f"/enforcement/{document}/events/new?kind=suspended"
    values = {"effective_on": "20.11.2026", "ground": "6"}
    assert send(walk.browser("abay1.head"), path, **(ALIEN | values)) == 302
    made = row(walk, "enforcement_event", latest(walk, "enforcement_event"))
    assert (made["document_id"], made["office_id"], made["kind"]) == (document, 3, "suspended")
    assert made["accounted_on"] == date(2026, 11, 20) and made["closing_id"] is None
    assert (made["report_row"], made["kind_row"]) == (before["report_row"], before["kind_row"])
    assert not made["superseded"] and not made["overdue"] and made["corrects_id"] is None
    assert made["recorded_by"] != "nobody" and made["counterpart_office_id"] is None
    moved = changed(before, row(walk, "enforcement_document", document))
    assert moved == {"standing", "suspended_on", "term_ends_on", "version"}


def test_a_transfer_goes_where_the_form_says_and_is_numbered_by_the_house(walk: Walk) -> None:
    document = walk.ids.enforcement.documents[6][0]
    path = f"/enforcement/{document}/send"
    values = {
        "to_office_id": "7",
        "sent_on": "20.11.2026",
        "content": "{}",
        "issued_on": "1.1.1999",
    }
    assert send(walk.browser("turan.head"), path, **(ALIEN | values)) == 302
    made = row(walk, "control_card", latest(walk, "control_card"))
    assert (made["office_id"], made["addressee_office_id"], made["document_id"]) == (6, 7, document)
    assert (made["year"], made["issued_on"], made["kind"]) == (2026, date(2026, 11, 20), "sent")
    assert made["sequence"] != 777 and "writ_number" in made["content"]


def test_a_form_submitted_is_counted_by_the_house_for_the_own_office(walk: Walk) -> None:
    before = latest(walk, "form4_kept")
    alien = {
        "tables": "{}",
        "origin": "brought",
        "own": "",
        "of_office_id": "7",
        "kept_by": "nobody",
    }
    values = ALIEN | alien | {"reason": "Тексерілді"}
    assert send(walk.browser("abay1.head"), "/form4/submit", **values) == 302
    made = row(walk, "form4_kept", latest(walk, "form4_kept"))
    assert made["id"] > before
    assert (made["office_id"], made["of_office_id"], made["origin"]) == (3, 3, "submitted")
    assert made["tables"] != {} and made["sha256"] != "0" and made["kept_by"] != "nobody"


def test_an_expense_stands_on_its_file_unstruck_whatever_is_sent_along(walk: Walk) -> None:
    file = walk.ids.expenses[3][0][0]
    values = {"payee": "Такси", "amount": "1500", "spent_on": "19.11.2026"}
    alien = {"file_id": "1", "struck_on": "01.01.1999", "strike_reason": "nobody"}
    path = f"/files/{file}/expenses/new"
    assert send(walk.browser("abay1.head"), path, **(ALIEN | alien | values)) == 302
    made = row(walk, "file_expense", latest(walk, "file_expense"))
    assert (made["file_id"], made["office_id"], made["payee"]) == (file, 3, "Такси")
    assert made["struck_on"] is None and made["strike_reason"] == "" and made["sequence"] != 777
