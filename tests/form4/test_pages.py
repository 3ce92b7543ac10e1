"""The form on its pages, as a workbook and from the command line: the worked example of §5."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from supervision.cli import main
from supervision.core.db import Scope, set_scope
from supervision.local.provision import Roles
from tests.conftest import Web
from tests.factories.form4 import Paper, worked_example, write
from tests.factories.offices import World
from tests.factories.pages import read, text_of
from tests.services import Services

GOLDEN = Path(__file__).parent / "golden" / "worked-ru.tsv"
DAYS = "from=11.01.2026&to=25.01.2026"
EXPECTED = {
    **{1: 10, 2: 6, 3: 1, 4: 1, 5: 2, 6: 2, 7: 1, 8: 2, 9: 14, 10: 7, 11: 0, 12: 3, 13: 1},
    **{14: 1, 15: 1, 16: 1, 17: 1, 18: 2, 19: 7, 20: 0, 25: 0},
}


@pytest.fixture
def example(session: Session, world: World) -> World:
    """The worked example in the Abay district, beside one document of another district."""
    ids = tuple(world.offices.values())
    set_scope(session, Scope(read=ids, write=ids, sync=ids))
    papers = worked_example(world.offices["10-01"])
    elsewhere = Paper(world.offices["10-02"], 15, papers[10].events)
    write(session, [*papers, elsewhere])
    session.commit()
    return world


def cells(page: str, row: int) -> list[str]:
    """The written numbers of one row of the table on a page."""
    line = next(part for part in page.split("<tr") if f'class="form4-row">{row}</td>' in part)
    return [text_of(cell).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.S)][1:]


def test_the_page_shows_the_worked_example_and_each_number_opens_its_documents(
    web: Web, example: World
) -> None:
    page = read(web, "abay1.head", f"/form4?{DAYS}")
    shown = cells(page, 17)
    assert {column: int(shown[column - 1] or 0) for column in EXPECTED} == EXPECTED
    assert "Every control holds." in page
    for column, number in EXPECTED.items():
        if number and column != 9:
            behind = read(
                web, "abay1.head", f"/form4/cell?{DAYS}&table=table1&row=17&column={column}"
            )
            assert behind.count('<th scope="row"') == number, column
    total = read(web, "abay1.head", f"/form4/cell?{DAYS}&table=table1&row=17&column=9")
    assert (total.count('<th scope="row"'), total.count("taken out")) == (10 + 6 + 1 + 2 + 1, 3)


def test_the_oblast_adds_its_districts_and_says_which_office_has_what(
    web: Web, example: World
) -> None:
    page = read(web, "abay.head", f"/form4?{DAYS}")
    assert cells(page, 40)[1] == "7"
    behind = read(web, "abay.head", f"/form4/cell?{DAYS}&table=table1&row=40&column=2")
    assert text_of(behind).count("District") >= 2
    own = read(web, "abay.head", f"/form4?{DAYS}&own=1")
    assert cells(own, 40)[1] == ""
    by_office = text_of(read(web, "abay.head", f"/form4/offices?{DAYS}"))
    assert "every control holds" in by_office


def test_the_form_speaks_the_readers_language_and_keeps_other_readings(
    web: Web, example: World
) -> None:
    titles = {"kk": "екінші деңгейдегі", "ru": "банков второго уровня", "en": "second-tier"}
    readings = "q_cancelled_initiations=kept&q_total_row=nonsense"
    for language, title in titles.items():
        page = read(web, "abay1.head", f"/form4?{DAYS}&table=table2&{readings}", language)
        assert cells(page, 17)[8] == "15 000"
        assert "q_cancelled_initiations=kept" in page
        assert title in page


def test_a_program_reads_the_same_form(web: Web, example: World) -> None:
    token = web.world.token(web.app, "abay1.head")
    client = web.app.test_client()

    def ask(query: str) -> TestResponse:
        return client.get(f"/api/v1/form4?{query}", headers={"Authorization": f"Bearer {token}"})

    told = ask("from=2026-01-11&to=2026-01-25").json
    assert {column: told["table1"]["17"][str(column)] for column in EXPECTED} == EXPECTED
    assert (told["edition"], told["in_force"], told["controls"]) == ("2020", False, [])
    other = ask("from=2026-01-11&to=2026-01-25&readings=cancelled_initiations=kept").json
    assert other["table1"]["17"]["9"] == 15
    for query, name in (
        ("from=2026-01-11", "to"),
        ("from=2026-01-12&to=2026-01-11", "to"),
        ("office=2", "office"),
        ("readings=total_row=x", "readings"),
    ):
        refused = ask(query)
        assert refused.status_code == 422 and name in refused.json["errors"]


def test_what_the_address_does_not_say_right_gives_the_default_and_a_sentence(
    web: Web, example: World
) -> None:
    for query, told in (
        ("from=11.01.2026", "Write both days"),
        ("from=12.01.2026&to=11.01.2026", "must begin before it ends"),
        ("from=01.01.1900&to=11.01.2026", "not built for such days"),
        ("office=999999", "You see no such office"),
        ("q_nothing=x", "There is no such reading"),
    ):
        page = text_of(read(web, "abay1.head", f"/form4?{query}"))
        assert told in page
    for cell in ("table=table9&row=1&column=1", "table=table1&row=41&column=1", "row=x"):
        read(web, "abay1.head", f"/form4/cell?{cell}", status=404)


def _sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def _as_text(sheets: dict[str, list[list[object]]]) -> str:
    """Every cell of every sheet, a line a row; zeros of the empty rows as they are printed."""
    lines = []
    for name, rows in sheets.items():
        lines.append(f"== {name}")
        for row in rows:
            told = [f"{each:g}" if isinstance(each, float) else str(each) for each in row]
            lines.append("\t".join(told).rstrip("\t"))
    return "\n".join(lines) + "\n"


def test_the_workbook_is_the_official_layout_by_an_independent_reader(
    web: Web, example: World
) -> None:
    client = web.client("abay1.head", "ru")
    answer = client.post(f"/form4/sheet.xlsx?{DAYS}")
    assert answer.status_code == 200
    sheets = _sheets(answer.data)
    assert list(sheets) == ["Таблица 1", "Таблица 2", "Таблица 3", "О форме"]
    assert _as_text(sheets) == GOLDEN.read_text(encoding="utf-8")


def test_the_command_prints_the_tables_and_writes_the_workbook(
    example: World,
    roles: Roles,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("SUPERVISION_ENV", "test")
    monkeypatch.setenv("DATABASE_URL", roles.app_url)
    monkeypatch.setenv("REDIS_URL", services.celery_url())
    file = tmp_path / "form.xlsx"
    days = ["--from", "2026-01-11", "--to", "2026-01-26"]
    done = CliRunner().invoke(
        main, ["form4", "build", "--office", "10-01", *days, "--xlsx", str(file), "--lang", "kk"]
    )
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert {column: told["table1"]["17"][str(column)] for column in EXPECTED} == EXPECTED
    assert told["table2"]["17"]["19"] == 7000
    assert (told["controls"], told["edition"]) == ([], "2020")
    assert "1-кесте" in _sheets(file.read_bytes())
    for wrong in (["--to", "2026-01-11"], ["--set", "total_row=x"], ["--set", "x"]):
        refused = CliRunner().invoke(main, ["form4", "build", "--office", "10-01", *days, *wrong])
        assert refused.exit_code == 2
    nowhere = CliRunner().invoke(main, ["form4", "build", "--office", "zz", *days])
    assert nowhere.exit_code == 2
