"""Two people at one record: the second is told and loses nothing of their text (S34)."""

from __future__ import annotations

import re
from html import unescape

from sqlalchemy import text

from supervision.core.db import engine_for
from tests.guards.planted_reports import WRITTEN
from tests.guards.test_mass_assignment import row, typed
from tests.guards.walking import Walk

FIRST, SECOND = "Бірінші адамның мәтіні", "Екінші адамның мәтіні"


def test_the_second_supply_is_shown_the_first_and_keeps_its_text(walk: Walk) -> None:
    file = walk.ids.files[3][2]
    path = f"/files/{file}/supply"
    one, two = walk.browser("abay1.head"), walk.browser("abay1.assistant")
    mine, other = typed(one, path), typed(two, path)
    assert other["version"] == mine["version"]
    supplied = {"supplied_on": "20.11.2026", "completeness": "complete"}
    given = {"assignee_id": str(walk.world.people["abay1.second"])}
    assigned = typed(one, f"/files/{file}/assign") | given
    assert one.post(f"/files/{file}/assign", data=assigned).status_code == 302
    after_first = row(walk, "requested_file", file)
    late = two.post(path, data={**other, **supplied, "note": SECOND})
    assert late.status_code == 409
    page = unescape(late.text)
    assert SECOND in page and "abay1.second" in page and "abay1.head" in page
    assert row(walk, "requested_file", file) == after_first
    again = re.search(r'name="version"[^>]*value="(\d+)"', late.text)
    assert again is not None and again.group(1) == str(after_first["version"])
    anew = {**other, **supplied, "note": SECOND, "version": again.group(1)}
    assert two.post(path, data=anew).status_code == 302


def test_the_second_wording_is_not_saved_over_the_first(walk: Walk) -> None:
    path = "/papers/wordings/protest/ru/edit"
    one, two = walk.browser("abay1.head"), walk.browser("abay1.deputy")
    mine, other = typed(one, path), typed(two, path)
    words = "# Протест\n{grounds}\n{own_grounds}\n{demand}\n"
    assert one.post(path, data={**mine, "wording": words + FIRST}).status_code == 302
    late = two.post(path, data={**other, "wording": words + SECOND})
    assert late.status_code == 409
    assert SECOND in late.text and "abay1.head" in late.text
    assert FIRST in one.get("/papers/wordings/protest/ru").text


def test_the_second_hand_at_a_sheet_is_told_that_its_columns_were_told(walk: Walk) -> None:
    sheet = walk.ids.sheets[4][0]
    path = f"/exchange/sheets/{sheet}"
    one, two = walk.browser("abay2.head"), walk.browser("abay2.assistant")
    mine, other = typed(one, path), typed(two, path)
    assert one.post(f"{path}/columns", data=mine).status_code == 302
    after_first = row(walk, "import_batch", sheet)
    late = two.post(f"{path}/columns", data={**other, "column-0": ""})
    assert late.status_code == 409
    assert row(walk, "import_batch", sheet) == after_first


def test_the_second_study_is_not_recorded_over_the_first(walk: Walk) -> None:
    file = walk.ids.files[4][1]
    path = f"/files/{file}/study"
    one, two = walk.browser("abay2.head"), walk.browser("abay2.assistant")
    points = re.findall(r'name="(\w+_answer)"', one.get(path).text)
    answered = dict.fromkeys(points, "yes") | {"studied_on": "20.11.2026"}
    mine, other = typed(one, path) | answered, typed(two, path) | answered
    assert one.post(path, data={**mine, "state_duty_note": FIRST}).status_code == 302
    after_first = row(walk, "requested_file", file)
    late = two.post(path, data={**other, "state_duty_note": SECOND})
    assert late.status_code == 409
    assert SECOND in late.text and "abay2.head" in late.text
    assert row(walk, "requested_file", file) == after_first


def test_the_second_administrator_sees_the_name_the_first_wrote(walk: Walk) -> None:
    person = walk.world.people["abay2.assistant"]
    path = f"/people/{person}/edit"
    one, two = walk.browser("gpo.administrator"), walk.browser("abay.administrator")
    mine, other = typed(one, path), typed(two, path)
    assert one.post(path, data={**mine, "full_name": FIRST}).status_code == 302
    after_first = row(walk, "user_account", person)
    late = two.post(path, data={**other, "full_name": SECOND})
    assert late.status_code == 409
    assert FIRST in late.text and SECOND in late.text
    assert row(walk, "user_account", person) == after_first


def test_the_second_hand_at_an_office_sees_what_the_first_wrote(walk: Walk) -> None:
    path = "/offices/4/edit"
    one, two = walk.browser("gpo.administrator"), walk.browser("abay.administrator")
    mine, other = typed(one, path), typed(two, path)
    assert one.post(path, data={**mine, "name_ru": FIRST}).status_code == 302
    after_first = row(walk, "office", 4)
    late = two.post(path, data={**other, "name_ru": SECOND})
    assert late.status_code == 409
    assert FIRST in late.text and SECOND in late.text
    assert row(walk, "office", 4) == after_first


def test_a_duty_done_by_one_is_not_done_again_by_another(walk: Walk) -> None:
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        duty = connection.scalar(
            text(
                "select min(id) from duty where owner_office_id = 2 "
                "and subject_kind = 'office' and state = 'open'"
            )
        )
    engine.dispose()
    assert duty is not None
    fields = {"done-done_on": "20.11.2026", "done-document": FIRST}
    one, two = walk.browser("abay.head"), walk.browser("abay.senior")
    assert one.post(f"/duties/{duty}/done", data=fields).status_code == 302
    after_first = row(walk, "duty", int(duty))
    late = two.post(f"/duties/{duty}/done", data={**fields, "done-document": SECOND})
    assert late.status_code == 422
    assert FIRST in late.text, "what closed the duty stands on the page"
    assert SECOND in late.text and "This duty is already closed." in late.text
    assert row(walk, "duty", int(duty)) == after_first


def test_the_second_move_of_a_duty_is_shown_the_first(walk: Walk) -> None:
    duty = next(
        each
        for each in walk.ids.duties[3]
        if (found := row(walk, "duty", each))["state"] == "open"
        and not found["outside"]
        and found["owner_office_id"] == 3
        and str(found["due_on"]) > "2026-12-21"
    )
    one, two = walk.browser("abay1.head"), walk.browser("abay1.deputy")
    mine, other = typed(one, f"/duties/{duty}"), typed(two, f"/duties/{duty}")
    first = {"move-new_due_on": "18.12.2026", "move-reason": FIRST}
    second = {"move-new_due_on": "21.12.2026", "move-reason": SECOND}
    path = f"/duties/{duty}/move"
    assert one.post(path, data=mine | first).status_code == 302
    after_first = row(walk, "duty", duty)
    late = two.post(path, data=other | second)
    assert late.status_code == 409
    assert FIRST in late.text and SECOND in late.text
    assert row(walk, "duty", duty) == after_first
    assert two.post(path, data=typed(two, f"/duties/{duty}") | second).status_code == 302


def test_the_second_text_of_a_report_is_not_kept_over_the_first(walk: Walk) -> None:
    report = walk.ids.reported.reports[3][WRITTEN]
    path = f"/reports/{report}/text?section=proposals"
    one, two = walk.browser("abay1.head"), walk.browser("abay1.assistant")
    mine, other = typed(one, path), typed(two, path)
    assert one.post(path, data={**mine, "text": FIRST}).status_code == 302
    late = two.post(path, data={**other, "text": SECOND})
    assert late.status_code == 409
    assert SECOND in late.text and "abay1.head" in late.text
    assert FIRST in one.get(f"/reports/{report}").text


def test_the_second_correction_of_a_record_is_shown_the_first_and_keeps_its_text(
    walk: Walk,
) -> None:
    record = walk.ids.guided.standing["publication", "published", 3]
    path = f"/guidance/publications/{record}/correct"
    one, two = walk.browser("abay1.head"), walk.browser("abay1.assistant")
    mine, other = typed(one, path), typed(two, path)
    first = one.post(path, data={**mine, "title": FIRST, "note": "Қате"})
    assert first.status_code == 302
    after_first = row(walk, "publication", record)
    late = two.post(path, data={**other, "title": SECOND, "note": "Қате"})
    page = unescape(late.text)
    assert late.status_code == 409
    assert FIRST in page and SECOND in page and "abay1.head" in page
    assert row(walk, "publication", record) == after_first


def test_the_second_hand_at_a_card_and_at_an_event_keeps_its_text(walk: Walk) -> None:
    document = walk.ids.enforcement.documents[4][0]
    page, card = f"/enforcement/{document}", f"/enforcement/{document}/card"
    event = f"{page}/events/new?kind=suspended"
    one, two = walk.browser("abay2.head"), walk.browser("abay2.assistant")
    substance = {"substance": str(row(walk, "enforcement_document", document)["substance"])}
    mine, other, late_event = typed(one, card), typed(two, card), typed(two, event)
    assert one.post(card, data=mine | substance | {"debtor_post": FIRST}).status_code == 302
    after_first = row(walk, "enforcement_document", document)
    for late in (
        two.post(card, data=other | substance | {"debtor_post": SECOND}),
        two.post(event, data=late_event | {"effective_on": "20.11.2026", "note": SECOND}),
    ):
        assert late.status_code in (409, 422)
        assert SECOND in unescape(late.text)
    assert row(walk, "enforcement_document", document) == after_first
