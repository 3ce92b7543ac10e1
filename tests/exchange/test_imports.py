"""Sheets sent in: checked before anything is entered, entered once, never half."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from supervision.cli import main
from supervision.core import clock
from supervision.core.db import engine_for
from supervision.exchange import rows as rows_module
from supervision.exchange import working
from supervision.exchange.rows import Rows
from supervision.house import at_work
from tests.conftest import NOW, TODAY, Web
from tests.exchange.test_upload_guard import BOMBS, book
from tests.services import Services
from tests.tasks.conftest import environment

HEAD = (
    *("Number of the enforcement file *", "Branch", "Priority", "Subject of enforcement"),
    *("Bailiff", "Proceedings initiated on", "Requested on", "To be supplied by"),
    *("Claimant", "Claimant: who it is", "Debtor", "Debtor: who it is"),
)
NAMES = (
    *("number", "branch", "priority", "subject", "bailiff", "initiated_on", "requested_on"),
    *("supply_by", "claimant_name", "claimant_kind", "debtor_name", "debtor_kind"),
)


def row(number: str, **changed: object) -> list[object]:
    """A row that can be entered, unless something was changed."""
    values: dict[str, object] = {
        "number": number,
        "branch": "civil",
        "priority": "uniform_application",
        "subject": "Алимент",
        "bailiff": "Ахметов",
        "initiated_on": date(2026, 10, 31),
        "requested_on": "17.11.2026",
        "supply_by": "2026-11-23",
        "claimant_name": "Серікова",
        "claimant_kind": "person",
        "debtor_name": "Омаров",
        "debtor_kind": "person",
    }
    return [(values | changed)[name] for name in NAMES]


@pytest.fixture(autouse=True)
def _on_the_twentieth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)


@pytest.fixture
def work(web: Web) -> Callable[[], int]:
    """Let a worker do what waits."""

    def run() -> int:
        with at_work(web.app) as house:
            return working.work_on_sheets(
                working.Shift(web.app, house.session, house.law, TODAY, clock.now)
            )

    return run


def send(
    browser: FlaskClient, content: bytes, name: str = "тізім.xlsx", kind: str = "requested_files"
) -> str:
    """The address of the sheet's page."""
    sent = browser.post(
        "/exchange/sheets",
        data={"kind": kind, "file": (io.BytesIO(content), name)},
        content_type="multipart/form-data",
    )
    assert sent.status_code == 302, re.findall(r"<li>(.*?)</li>", sent.text)
    return str(sent.headers["Location"])


def numbers(web: Web, table: str) -> int:
    return int(read(web, f"select count(*) from {table}")[0])


def read(web: Web, question: str) -> list[str]:
    engine = engine_for(web.roles.backup_url)
    with engine.connect() as connection:
        found = [str(value) for value in connection.scalars(text(question))]
    engine.dispose()
    return found


def states(web: Web) -> list[str]:
    return read(web, "select state from import_row order by batch_id, number")


def test_a_sheet_is_checked_entered_known_again_and_its_refused_rows_come_back_corrected(
    web: Web, work: Callable[[], int]
) -> None:
    browser = web.client("abay1.head", "en")
    sheet = book(
        list(HEAD),
        row("1/26"),
        row("2/26", branch="no such branch", supply_by="31.02.2026"),
        row("3/26", requested_on="21.11.2026"),
        row("1/26"),
        row("", subject=""),
        row("=1+1"),
    )
    address = send(browser, sheet)
    assert work() == 1 and work() == 0
    assert states(web) == ["good", "refused", "refused", "refused", "refused", "good"]
    assert numbers(web, "requested_file") == numbers(web, "duty") == 0  # nothing yet
    page = browser.get(address).text
    for words in (
        "This is not on the list. Take the words from the sheet of lists.",
        "There is no such day. Write it as 20.11.2026.",
        "31.02.2026",
        "The same as row 2.",
        "This must be filled in.",
        "Enter the good rows",
    ):
        assert words in page, words
    assert "тізім.xlsx" in browser.get("/exchange/sheets").text
    assert browser.post(f"{address}/enter").status_code == 302
    assert work() == 1
    assert numbers(web, "requested_file") == 2
    assert read(web, "select rule from duty order by id") == ["2002/6/supply_requested_file"] * 2
    assert read(web, "select number from requested_file order by id") == ["1/26", "=1+1"]
    assert states(web).count("entered") == 2
    assert browser.post(f"{address}/enter").status_code == 409

    taken = browser.post(f"{address}/refused")
    assert 'filename="requested-files-1-refused.xlsx"' in taken.headers["Content-Disposition"]
    refused = (
        CalamineWorkbook.from_filelike(io.BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    )
    assert [line[0] for line in refused[1:]] == [3, 4, 5, 6]
    refused[1][3], refused[1][9] = "civil", "23.11.2026"  # the second row, mended
    again = send(browser, book(*refused[:2]))
    assert work() == 1
    assert browser.post(f"{again}/enter").status_code == 302 and work() == 1
    assert "2/26" in read(web, "select number from requested_file")

    third = send(browser, sheet)
    assert work() == 1
    assert states(web)[-6:] == ["known", "refused", "refused", "refused", "refused", "known"]
    assert "There already, not entered again" in browser.get(third).text
    told = read(
        web, "select action from audit_entry where subject_kind = 'import_batch' order by id"
    )
    assert told[:5] == [
        "exchange.send_sheet",
        "exchange.sheet_checking",
        "exchange.sheet_checked",
        "exchange.enter_sheet",
        "exchange.sheet_entered",
    ]


def test_a_killed_worker_is_followed_by_one_that_goes_on_and_a_stopped_sheet_goes_on_when_told(
    web: Web, work: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = web.client("abay1.head", "ru")
    address = send(browser, book(list(HEAD), *[row(f"{number}/26") for number in range(1, 8)]))
    work()
    browser.post(f"{address}/enter")
    entered = 0
    done = Rows._done

    def killed(self: Rows, at: object, values: object) -> object:
        nonlocal entered
        entered += 1
        outcome = done(self, at, values)  # type: ignore[arg-type]
        if entered == 4:
            raise KeyboardInterrupt  # after the row, before its commit
        return outcome

    with monkeypatch.context() as patch:
        patch.setattr(rows_module.Rows, "_done", killed)
        with pytest.raises(KeyboardInterrupt):
            work()
    assert numbers(web, "requested_file") == 3 == states(web).count("entered")
    assert work() == 0  # somebody may still be at it
    assert browser.post(f"{address}/stop").status_code == 302
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW.replace(year=2027))
        patch.setattr(working, "AT_A_TIME", 2)
        assert work() == 1
    assert numbers(web, "requested_file") == 5
    assert "остановлена" in browser.get(address).text
    assert browser.post(f"{address}/enter").status_code == 302
    assert work() == 1
    assert read(web, "select number from requested_file order by id") == [
        f"{number}/26" for number in range(1, 8)
    ]
    assert numbers(web, "duty") == 7


def test_own_names_of_columns_are_told_once_and_remembered_by_the_office(
    web: Web, work: Callable[[], int]
) -> None:
    browser = web.client("abay1.assistant", "kk")
    own = ["№ ИП", *HEAD[1:]]
    rows = io.StringIO()
    csv.writer(rows, delimiter=";").writerows([own, row("1/26"), [*row("2/26"), "more"]])
    address = send(browser, rows.getvalue().encode(), "own.csv")
    work()
    page = browser.get(address).text
    assert "№ ИП" in page and "бағандарын көрсету керек" in page
    chosen = dict(re.findall(r'id="(column-\d+)"[^>]*>.*?<option value="(\w+)" selected', page))
    sent = browser.post(f"{address}/columns", data={**chosen, "column-0": "number"})
    assert sent.status_code == 302
    work()
    assert states(web) == ["good", "good"]
    second = send(browser, rows.getvalue().encode(), "own.csv")
    work()
    assert "тексерілді" in browser.get(second).text  # nobody was asked again
    for other in ("abay2.head", "turan1.head"):
        stranger = web.client(other)
        assert stranger.get(second).status_code == 404
        for step in ("enter", "stop", "columns", "refused"):
            assert stranger.post(f"{second}/{step}").status_code == 404


def test_files_made_to_harm_enter_nothing_and_give_no_error(
    web: Web, work: Callable[[], int]
) -> None:
    browser = web.client("abay1.head", "en")
    for name, content in BOMBS.items():
        sent = browser.post(
            "/exchange/sheets",
            data={"kind": "requested_files", "file": (io.BytesIO(content), "a.xlsx")},
            content_type="multipart/form-data",
        )
        assert sent.status_code in (413, 422), (name, sent.status_code)
    assert browser.post("/exchange/sheets", data={"kind": "requested_files"}).status_code == 422
    assert browser.post("/exchange/sheets", data={"kind": "nothing"}).status_code == 404
    large = browser.post("/files/new", data={"number": "x" * 300_000})
    assert large.status_code == 413  # other pages take as little as before
    assert numbers(web, "import_batch") == 0
    strange = [
        book(["Nobody", "knows"], [1, 2]),
        book(list(HEAD)),
        book(list(HEAD), [1.5, True, None, -3, date(1904, 1, 1), *"xyzuvw"]),
        book(list(HEAD), row("9" * 9_000), row("\u202egnp", claimant_name="\x07")),
    ]
    for content in strange:
        page = browser.get(send(browser, content))
        assert page.status_code == 200
        work()
    assert {"failed", "mapping", "checked"} == set(
        read(web, "select distinct state from import_batch")
    )
    assert numbers(web, "requested_file") == 0
    for address in re.findall(
        r'href="(/exchange/sheets/\d+)"', browser.get("/exchange/sheets").text
    ):
        assert browser.get(address).status_code == 200


def test_empty_sheets_have_notes_and_lists_and_are_read_back_in_every_language(web: Web) -> None:
    for language in ("kk", "ru", "en"):
        browser = web.client("abay1.head", language)
        for kind in web.app.extensions["importables"]:
            got = browser.post(f"/exchange/templates/{kind}")
            made = CalamineWorkbook.from_filelike(io.BytesIO(got.data))
            [head] = made.get_sheet_by_index(0).to_python()
            fields = web.app.extensions["importables"][kind].fields
            assert len(head) == len(fields)
            assert [cell.endswith(" *") for cell in head] == [field.required for field in fields]
            assert len(made.get_sheet_by_index(1).to_python()) == len(fields) + 1
            assert made.get_sheet_by_index(2).to_python()


def test_petitions_and_court_acts_are_entered_by_their_rooms(
    web: Web, work: Callable[[], int]
) -> None:
    browser = web.client("abay1.head", "ru")
    petition = {
        "kind": "other",
        "received_on": "18.11.2026",
        "came_by": "post",
        "petitioner_name": "Омарова",
        "petitioner_kind": "person",
        "address": "Семей",
        "subject": "Шағым",
    }
    first = send(browser, book(list(petition), list(petition.values())), kind="petitions")
    act = {
        "case_number": "77/26",
        "court": "nowhere",
        "instance": "first",
        "kind": "penalty",
        "made_on": "20.11.2026",
    }
    second = send(browser, book(list(act), list(act.values())), kind="court_acts")
    assert work() == 2
    assert browser.post(f"{first}/enter").status_code == 302 and work() == 1
    assert numbers(web, "petition") == 1 and numbers(web, "duty") >= 1
    assert "нет зарегистрированного дела с этим номером" in browser.get(second).text


def test_the_command_enters_nothing_of_a_file_with_a_refused_row_unless_told(
    web: Web, services: Services, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in environment(web.roles, services.celery_url()).items():
        monkeypatch.setenv(name, value)

    def run(*arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(main, [str(argument) for argument in arguments])
        return done.exit_code, done.output

    file = tmp_path / "files.xlsx"
    file.write_bytes(book(list(HEAD), row("1/26"), row("2/26", branch="?")))
    login = ("--login", "abay1.head", "--json")
    code, out = run("import", "requested_files", file, *login)
    told = json.loads(out)
    assert (code, told["entered"], told["good"]) == (1, 0, 1)
    assert [(each["row"], each["field"]) for each in told["refused"]] == [(3, "branch")]
    errors = (tmp_path / "files.xlsx.errors.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(errors) == 2 and errors[1].startswith('3;"branch: This is not on the list')
    code, out = run("import", "requested_files", file, "--dry-run", "--good-rows", *login)
    assert json.loads(out)["entered"] == 0 == numbers(web, "requested_file")
    code, out = run("import", "requested_files", file, "--good-rows", *login)
    assert json.loads(out)["entered"] == 1 == numbers(web, "requested_file")
    code, out = run("import", "requested_files", file, "--good-rows", *login)
    assert (json.loads(out)["entered"], json.loads(out)["known"]) == (0, 1)
    assert run("sheet", "petitions", tmp_path / "empty.xlsx", "--lang", "kk")[0] == 0
    assert run("sheet", "nothing", tmp_path / "empty.xlsx")[0] == 2
    assert run("import", "requested_files", file, "--login", "nobody")[0] == 1
