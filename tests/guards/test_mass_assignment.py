"""A form changes what it shows and nothing else, whatever is sent along with it (S07)."""

from __future__ import annotations

import re
import uuid
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from supervision.core.db import Base, engine_for
from tests.conftest import TODAY
from tests.factories.offices import PASSWORD
from tests.guards.walking import Walk

# Columns no form of the tables below offers.
EXTRA = {
    "id": "900000001",
    "author_id": "1",
    "actor_id": "1",
    "user_id": "1",
    "owner_office_id": "7",
    "parent_id": "7",
    "ancestors": "{1,7}",
    "code": "99",
    "level": "gpo",
    "kind": "military",
    "year": "1999",
    "sequence": "777",
    "registered_on": "01.01.1999",
    "registered_at": "1999-01-01",
    "created_at": "1999-01-01",
    "opened_at": "1999-01-01",
    "state": "returned",
    "closed_on": "01.01.1999",
    "closed_by": "nobody",
    "returned_on": "19.11.2026",
    "late_cause": "other",
    "late_unit": "nobody",
    "late_note": "nobody",
    "rule": "2015/13/yearly_analysis",
    "due_on": "01.01.1999",
    "password_hash": "x",
    "must_change_password": "",
    "password_expires_at": "2999-01-01",
    "login": "somebody.else",
    "permissions": "approve",
}


def row(walk: Walk, table: str, row_id: int) -> dict[str, Any]:
    """One row whole, read past row-level security."""
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        found = connection.execute(
            text(f"select * from {table} where id = :id"), {"id": row_id}
        ).mappings()
        values = dict(found.one())
    engine.dispose()
    return values


def latest(walk: Walk, table: str) -> int:
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        found = connection.scalar(text(f"select max(id) from {table}"))
    engine.dispose()
    return int(found or 0)


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def typed(browser: FlaskClient, path: str) -> dict[str, str]:
    """What the form on a page sends when nothing is typed into it."""
    page = browser.get(path)
    assert page.status_code == 200, path
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", page.text):
        name = re.search(r'\bname="([^"]*)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        kind = re.search(r'\btype="([^"]*)"', tag)
        if name is None or (
            kind and kind.group(1) in ("checkbox", "radio") and "checked" not in tag
        ):
            continue
        fields[name.group(1)] = unescape(value.group(1)) if value else ""
    for name_of, inside in re.findall(
        r'<select\b[^>]*\bname="([^"]*)"[^>]*>(.*?)</select>', page.text, re.S
    ):
        chosen = re.search(r'<option selected value="([^"]*)"', inside) or re.search(
            r'value="([^"]*)"', inside
        )
        fields[name_of] = unescape(chosen.group(1)) if chosen else ""
    return fields


def send(browser: FlaskClient, path: str, target: str = "", **values: str) -> int:
    """Fill the form of a page, add everything it does not offer, and send it."""
    fields = typed(browser, path) | values
    extra = {name: value for name, value in EXTRA.items() if name not in fields}
    return browser.post(target or path, data={**extra, **fields}).status_code


def test_every_extra_field_is_a_column_somewhere() -> None:
    columns = {column.name for table in Base.metadata.tables.values() for column in table.columns}
    assert set(EXTRA) - columns == {"permissions"}


def test_a_registered_file_is_a_new_one_of_the_own_office(walk: Walk) -> None:
    sent = send(
        walk.browser("abay1.assistant"),
        "/files/new",
        number="1204/26-10-77",
        subject="Алимент",
        bailiff="Ахметов",
        initiated_on="31.10.2026",
        requested_on="17.11.2026",
        office_id="7",
        **{"parties-0-name": "Серікова Айгүл"},
    )
    assert sent == 302
    made = row(walk, "requested_file", latest(walk, "requested_file"))
    assert (made["office_id"], made["state"], made["year"]) == (3, "requested", 2026)
    assert made["number"] == "1204/26-10-77" and made["sequence"] != 777
    for name in ("received_on", "studied_on", "returned_on", "late_cause", "late_unit"):
        assert made[name] is None, name


def test_a_record_of_guidance_is_a_new_one_of_the_own_office(walk: Walk) -> None:
    sent = send(
        walk.browser("abay1.assistant"),
        "/guidance/training/new",
        topic="Апелляция",
        audience="Көмекшілер",
        planned_on="01.12.2026",
        office_id="7",
        author_office_id="7",
        held_on="20.11.2026",
    )
    assert sent == 302
    made = row(walk, "training", latest(walk, "training"))
    assert (made["office_id"], made["author_office_id"], made["state"]) == (3, 3, "planned")
    assert made["held_on"] is None and made["recorded_on"] == TODAY
    browser, path = walk.browser("abay1.assistant"), f"/guidance/training/{made['id']}/hold"
    assert send(browser, path, held_on="20.11.2026", attended="9", topic="Басқа") == 302
    held = row(walk, "training", made["id"])
    assert changed(made, held) == {"held_on", "attended", "state", "on_day", "version"}


def test_a_wording_is_a_new_version_of_the_own_office(walk: Walk) -> None:
    words = "# Протест\n{grounds}\n{own_grounds}\n{demand}"
    browser, path = walk.browser("abay1.head"), "/papers/wordings/protest/ru/edit"
    assert send(browser, path, wording=words, office_id="7", language="kk") == 302
    made = row(walk, "paper_wording", latest(walk, "paper_wording"))
    assert (made["office_id"], made["kind"], made["language"]) == (3, "protest", "ru")
    assert made["words"] == words


def test_a_sheet_sent_in_is_of_its_person_and_office_and_only_its_columns_are_told(
    walk: Walk,
) -> None:
    browser = walk.browser("abay1.assistant")
    sent = browser.post(
        "/exchange/sheets",
        data={
            **EXTRA,
            "kind": "petitions",
            "office_id": "7",
            "file": (BytesIO(b"a;b\n1;2"), "a.csv"),
        },
        content_type="multipart/form-data",
    )
    assert sent.status_code == 302
    made = row(walk, "import_batch", latest(walk, "import_batch"))
    assert (made["office_id"], made["state"], made["kind"]) == (3, "reading", "petitions")
    assert made["user_id"] == walk.world.people["abay1.assistant"]
    sheet = walk.ids.sheets[3][0]
    before, path = row(walk, "import_batch", sheet), f"/exchange/sheets/{sheet}"
    assert send(walk.browser("abay1.head"), path, f"{path}/columns") == 302
    after = row(walk, "import_batch", sheet)
    assert changed(before, after) == {"state", "touched_at"} and after["state"] == "reading"


def test_a_registered_dispute_is_a_new_one_of_the_own_office(walk: Walk) -> None:
    sent = send(
        walk.browser("abay1.assistant"),
        "/disputes/new",
        number="2-7777",
        subject="Қаулы",
        contested_by="party",
        bailiff="Ахметов",
        office_id="7",
        **{"parties-0-name": "Серікова Айгүл"},
    )
    assert sent == 302
    made = row(walk, "dispute", latest(walk, "dispute"))
    assert (made["office_id"], made["number"], made["kind"]) == (3, "2-7777", "contest")
    assert made["registered_on"] == TODAY and made["registered_at"].year != 1999


def test_nobody_of_another_office_can_be_given_a_file(walk: Walk) -> None:
    browser, file = walk.browser("abay1.assistant"), walk.ids.files[3][1]
    before = row(walk, "requested_file", file)
    stranger = str(walk.world.people["turan1.assistant"])
    assert send(browser, f"/files/{file}/assign", assignee_id=stranger) == 422
    assert row(walk, "requested_file", file) == before


STEPS = (
    (2, "supply", {"supplied_on": "20.11.2026", "completeness": "partial", "note": "жоқ"}, set()),
    (2, "assign", {"assignee_id": "12"}, {"assignee_id", "version"}),
    (
        1,
        "receipt",
        {"received_on": "19.11.2026", "reason": "Қате"},
        {"received_on", "version"},
    ),
    (0, "return", {"returned_on": "20.11.2026"}, {"returned_on", "state", "version"}),
)


@pytest.mark.parametrize(
    ("place", "step", "values", "allowed"), STEPS, ids=[step for _place, step, *_rest in STEPS]
)
def test_a_step_moves_only_its_own_columns(
    walk: Walk, place: int, step: str, values: dict[str, str], allowed: set[str]
) -> None:
    file = walk.ids.files[3][place]
    before = row(walk, "requested_file", file)
    sent = send(walk.browser("abay1.assistant"), f"/files/{file}/{step}", office_id="7", **values)
    assert sent == 302
    assert changed(before, row(walk, "requested_file", file)) == allowed


def test_moving_a_duty_changes_its_day_and_nothing_else(walk: Walk) -> None:
    duty = next(
        each
        for each in walk.ids.duties[4]
        if (found := row(walk, "duty", each))["state"] == "open"
        and not found["outside"]
        and found["owner_office_id"] == 4
        and str(found["due_on"]) > "2026-12-21"
    )
    before = row(walk, "duty", duty)
    sent = send(
        walk.browser("abay2.head"),
        f"/duties/{duty}",
        f"/duties/{duty}/move",
        **{"move-new_due_on": "18.12.2026", "move-reason": "Аурулық", "office_id": "7"},
    )
    assert sent == 302
    assert changed(before, row(walk, "duty", duty)) <= {"due_on", "gap", "moved", "version"}


def test_an_account_is_changed_only_where_the_form_says(walk: Walk) -> None:
    browser, person = walk.browser("abay.administrator"), walk.world.people["abay2.assistant"]
    before = row(walk, "user_account", person)
    assert send(browser, f"/people/{person}/edit", full_name="Ахметова Дана") == 302
    after = row(walk, "user_account", person)
    assert changed(before, after) == {"full_name", "version"}
    assert send(browser, f"/people/{person}/edit", office_id="7") == 422
    assert row(walk, "user_account", person) == after


def test_a_new_account_begins_as_every_account_begins(walk: Walk) -> None:
    sent = send(
        walk.browser("abay.administrator"), "/people/new", login="dana.a", full_name="Дана Ахметова"
    )
    assert sent == 200, "the page with the one-time password"
    made = row(walk, "user_account", latest(walk, "user_account"))
    assert (made["login"], made["office_id"], made["post"]) == ("dana.a", 2, "assistant")
    assert made["must_change_password"] and made["password_hash"] != "x"
    assert made["created_at"].year != 1999 and made["password_expires_at"].year != 2999


def test_an_office_keeps_its_code_level_and_place(walk: Walk) -> None:
    before = row(walk, "office", 4)
    sent = send(walk.browser("abay.administrator"), "/offices/4/edit", name_en="Zaysan Office")
    assert sent == 302
    assert changed(before, row(walk, "office", 4)) == {"name_en"}


def test_ones_own_password_changes_nothing_of_the_account_besides(walk: Walk) -> None:
    person = walk.world.people["abay1.second"]
    before = row(walk, "user_account", person)
    sent = send(
        walk.client("abay1.second"),
        "/password",
        current_password=PASSWORD,
        new_password="кең дала жаңбыры 9",
        repeated_password="кең дала жаңбыры 9",
        post="head",
        office_id="1",
        full_name="Somebody Else",
    )
    assert sent == 302
    allowed = {"password_hash", "version", "must_change_password", "password_expires_at"}
    assert changed(before, row(walk, "user_account", person)) <= allowed


def test_a_choice_of_letters_is_the_own_one_whatever_is_sent_along(walk: Walk) -> None:
    person = walk.world.people["abay2.assistant"]
    other = str(walk.world.people["abay2.head"])
    sent = send(
        walk.browser("abay2.assistant"),
        "/account/notices",
        email="dana@prokuratura.kz",
        by_mail="each",
        user_id=other,
    )
    assert sent == 302
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        rows = connection.execute(text("select user_id, by_mail, version from notice_choice"))
        assert [tuple(row) for row in rows] == [(person, "each", 1)]
    engine.dispose()


def test_the_language_switch_changes_the_language_alone(walk: Walk) -> None:
    person = walk.world.people["turan.head"]
    browser = walk.client("turan.head")
    before = row(walk, "user_account", person)
    extra = {**EXTRA, "post": "auditor", "office_id": "1", "active": ""}
    browser.post("/language", data={**extra, "language": "ru", "next": "/"})
    assert changed(before, row(walk, "user_account", person)) <= {"language", "version"}


def test_an_assignment_belongs_to_the_office_of_the_page(walk: Walk) -> None:
    sent = send(
        walk.browser("abay.head"),
        "/offices/2",
        "/offices/2/assignments",
        person=str(walk.world.people["abay.senior"]),
        from_on="20.11.2026",
        office_id="7",
        until_on="20.11.2026",
    )
    assert sent == 302
    made = row(walk, "assignment", latest(walk, "assignment"))
    assert (made["office_id"], made["user_id"]) == (2, walk.world.people["abay.senior"])
    assert made["kind"] in ("topic", "region") and made["until_on"] is None


def test_the_double_click_key_is_no_key_to_a_foreign_file(walk: Walk) -> None:
    """The key of another office's form finds nothing, and makes an own file as any other key would."""
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        key = connection.scalar(
            text("select idempotency_key from requested_file where id = :id"),
            {"id": walk.ids.files[7][0]},
        )
    engine.dispose()
    assert isinstance(key, uuid.UUID)
    before = latest(walk, "requested_file")
    sent = send(
        walk.browser("abay1.assistant"),
        "/files/new",
        number="1/26",
        subject="Алимент",
        bailiff="Ахметов",
        initiated_on="31.10.2026",
        requested_on="17.11.2026",
        idempotency_key=str(key),
        **{"parties-0-name": "Серікова Айгүл"},
    )
    assert sent == 302
    assert latest(walk, "requested_file") > before
    made = row(walk, "requested_file", latest(walk, "requested_file"))
    assert (made["office_id"], made["number"]) == (3, "1/26")


def test_going_on_with_a_conclusion_changes_its_text_alone(walk: Walk) -> None:
    (case, _submitted), (_case, draft) = walk.ids.court.parts["conclusion_id"][4][:2]
    before = row(walk, "conclusion", draft)
    path = f"/cases/{case}/conclusions/{draft}/edit"
    assert send(walk.browser("abay2.head"), path, section_evidence="Хаттама") == 302
    after = row(walk, "conclusion", draft)
    assert changed(before, after) <= {"sections", "editor_name", "edited_on", "version"}
    assert after["sections"]["evidence"] == "Хаттама"


def test_a_registered_petition_is_a_new_one_of_the_own_office(walk: Walk) -> None:
    sent = send(
        walk.browser("abay1.assistant"),
        "/petitions/new",
        petitioner_name="Серікова Айгүл",
        address="Семей",
        subject="Шағым",
        office_id="7",
        examiner_id="1",
        reached_on="19.11.2026",
        protest_number="9",
        protest_on="20.11.2026",
        case_id="1",
        repeats_id="1",
    )
    assert sent == 302
    made = row(walk, "petition", latest(walk, "petition"))
    assert (made["office_id"], made["state"], made["year"]) == (3, "received", 2026)
    assert made["sequence"] != 777 and str(made["registered_on"]) == "2026-11-20"
    for name in ("examiner_id", "reached_on", "protest_number", "case_id", "repeats_id"):
        assert made[name] is None, name


def test_a_district_does_not_approve_its_own_refusal_by_typing_the_address(walk: Walk) -> None:
    waiting = walk.ids.petition.petitions[3][2]
    browser, before = walk.browser("abay1.head"), walk.state()
    fields = {"decision": "approve", "decided_on": "20.11.2026", "author_id": "1"}
    answer = browser.post(f"/petitions/{waiting}/conclusion/decide", data=fields)
    assert answer.status_code == 403
    assert walk.state() == before
