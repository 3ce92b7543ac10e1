"""The registers through a browser's eyes: entered, counted, opened, taken away, kept from others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO

from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from supervision.core.transaction import transaction
from supervision.guidance.queries.counted import Asked, numbers, of_inspections
from supervision.guidance.queries.staffing import unstaffed
from supervision.guidance.rules import BY_KIND
from tests.conftest import TODAY, Web
from tests.factories.guidance import ON
from tests.factories.pages import read, text_of
from tests.guidance.conftest import Sit

YEAR = {"since": date(2026, 1, 1), "until": TODAY}


def send(client: FlaskClient, path: str, **values: str) -> str:
    """Open a form, fill it and send it; gives the page it leads to."""
    page = client.get(path).text
    kept = dict(re.findall(r'name="(version|idempotency_key)"[^>]*value="([^"]*)"', page))
    sent = client.post(path, data={**kept, **values})
    assert sent.status_code == 302, sent.text[:3000]
    return sent.headers["Location"]


def test_a_training_is_planned_held_corrected_and_told_in_its_history(web: Web) -> None:
    client = web.client("abay.senior", "ru")
    planned = {"form": "seminar", "branch": "both", "audience": "Помощники"}
    path = send(
        client, "/guidance/training/new", topic="Сроки протеста", planned_on="18.11.2026", **planned
    )
    again = client.post(
        "/guidance/training/new",
        data={"topic": "Сроки протеста", "planned_on": "не день", **planned},
    )
    assert again.status_code == 422 and "не день" in again.text
    send(client, f"{path}/hold", held_on="18.11.2026", attended="14", attendees="Районы")
    over = client.get(f"{path}/cancel")
    assert over.status_code == 409 and "Этот шаг уже невозможен" in over.text
    stands = {"topic": "Сроки апелляции", "planned_on": "18.11.2026", **planned}
    held = {"held_on": "18.11.2026", "attended": "15"}
    send(client, f"{path}/correct", note="Ошибка в числе", **stands, **held)
    page = text_of(client.get(path).text)
    for words in ("проведено", "14 → 15", "Сроки протеста → Сроки апелляции", "Ошибка в числе"):
        assert words in page
    listed = client.get("/guidance/training?tally=seminars_held&from=18.11.2026&to=18.11.2026")
    assert "Сроки апелляции" in listed.text
    empty = client.get("/guidance/training?tally=seminars_held&to=17.11.2026")
    assert "Записей по этому выбору нет" in empty.text
    sheet = client.post(
        "/exchange/lists/guidance_training?tally=seminars_held", data={"form": "xlsx"}
    )
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.data)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == date(2026, 11, 18) and "Сроки апелляции" in rows[1] and 15.0 in rows[1]
    assert web.client("turan.head").get(path).status_code == 404
    below = web.client("abay1.assistant")
    assert below.get(path).status_code == 404, "a district does not see its oblast's plan"
    assert web.client("gpo.auditor").get(path).status_code == 200
    assert web.client("gpo.auditor").get(f"{path}/correct").status_code == 403


def test_numbers_open_into_their_rows_for_an_office_and_those_below(
    web: Web, session: Session, sit: Sit
) -> None:
    with transaction(session):
        district = sit("abay1.head")
        one = district.enter("inspection")
        district.step(one, "conduct")
        district.step(district.enter("staff_post"), "appoint")
        district.step(district.enter("publication"), "strike")
        district.enter("publication", medium="radio")
    with transaction(session):
        oblast = sit("abay.senior")
        oblast.enter("inspection", planned_on=date(2026, 12, 30))
        oblast.step(oblast.enter("training"), "hold")
        oblast.step(oblast.enter("training", form="study"), "hold", attended=30)
        left = oblast.enter("staff_post", office_id=4)
        oblast.step(left, "appoint")
        oblast.step(left, "vacate")
    asked = Asked((2, 3, 4, 5), **YEAR)
    assert numbers(session, BY_KIND["inspection"], asked) == {
        "inspections_to_do": 0,
        "inspections_done": 1,
    }
    counted = numbers(session, BY_KIND["training"], asked)
    assert (counted["seminars_held"], counted["studies_held"]) == (1, 1)
    assert counted["people_trained"] == 42
    told = numbers(session, BY_KIND["publication"], asked)
    assert (told["publications"], told["publications_radio"]) == (1, 1)
    assert numbers(session, BY_KIND["publication"], Asked((2,), **YEAR))["publications"] == 0
    assert of_inspections(session, asked) == (0, 0, 0)
    missing = unstaffed(session, asked.office_ids, today=TODAY, language="en")
    assert [(row.office_id, row.posts, row.vacant_since) for row in missing] == [
        (2, 0, None),
        (4, 1, ON),
        (5, 0, None),
    ]
    page = read(web, "abay.head", "/guidance?from=01.01.2026&to=31.12.2026&office=3")
    found = dict(re.findall(r"<dt>([^<]+)</dt><dd><a href=\"([^\"]+)\">1</a>", page))
    rows = read(web, "abay.head", found["Inspections carried out"].replace("&amp;", "&"))
    assert rows.count('data-label="Body or official"') == 1
    assert "Offices with nobody in the post" not in found, "its own post is held"
    assert "Zaisan" in read(web, "abay.head", "/guidance/posts/unstaffed")


def test_what_the_law_asks_now_opens_into_its_steps(
    web: Web, recurring: None, sit: Callable[..., object]
) -> None:
    for language, title in (
        ("kk", "Атқару өндірісі туралы заңнаманың сақталуын жылдық тексеру"),
        ("ru", "Ежегодная проверка соблюдения законодательства об исполнительном производстве"),
    ):
        page = read(web, "abay1.assistant", "/guidance", language)
        assert title in page and "2002 ¶10" in page and "31.12.2026" in page


def test_a_breach_is_recorded_answered_and_removed_from_its_page(web: Web) -> None:
    client = web.client("abay1.assistant")
    path = send(
        client,
        "/guidance/inspections/new",
        inspected="court_administrator",
        body="Court administrator",
        topic="Terms",
        planned_on="18.11.2026",
    )
    assert client.get(f"{path}/breaches/new").status_code == 409, "there is no act yet"
    acted = {"act_number": "7-26", "act_on": "18.11.2026", "findings": "Late"}
    send(client, f"{path}/conduct", mend_by="19.11.2026", **acted)
    send(client, f"{path}/breaches/new", description="The term was broken")
    page = client.get(path).text
    assert "The term was broken" in page and "Breaches not mended in time" in page
    assert re.search(rf'href="{path}/responses/new\?breach=\d+"', page)
    removal = re.search(rf'href="({path}/breaches/\d+)"', page)
    assert removal is not None
    send(client, removal.group(1), removed_on="19.11.2026", note="By a representation")
    send(client, f"{path}/close", closed_on="20.11.2026", result="Mended")
    page = client.get("/guidance/inspections/breaches").text
    assert "The term was broken" in page and "removed on" in page
