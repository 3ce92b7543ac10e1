"""Registers taken away: the same rows as on the screen (S30), within limits, each one noted."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from supervision.cli import main
from supervision.core import clock
from supervision.core.db import db, engine_for
from supervision.exchange import export_views, making
from supervision.exchange.operations import exports as operations
from supervision.guidance.rules import REGISTERS
from supervision.house import at_work
from tests.conftest import TODAY
from tests.guards.conftest import walk  # noqa: F401 — a fixture
from tests.guards.walking import Walk
from tests.services import Services
from tests.tasks.conftest import environment

# Where each list stands, and choices that narrow it.
LISTS = {
    "duties": ("/duties/list", ("below=1", "below=1&when=overdue")),
    "requested_files": ("/files", ("", "state=requested", "sort=due_on", "q=qzxvcase3")),
    "cases": ("/cases", ("", "state=undecided", "sort=number", "q=qzxvcase3")),
    "court_acts": ("/cases/acts", ("", "instance=appeal")),
    "conclusions": ("/cases/conclusions", ("show=all", "show=all&state=draft")),
    "private_rulings": ("/cases/rulings", ("", "motion=yes")),
    "disputes": ("/disputes", ("", "q=nowhere")),
    "response_acts": ("/responses", ("", "overdue=1")),
    "protests": ("/protests", ("", "state=draft")),
    "representations": ("/representations", ("",)),
    "missed_terms": ("/representations/missed", ("", "state=decided")),
    "exclusions": ("/exclusions", ("", "state=sent")),
    "petitions": ("/petitions", ("", "from=01.11.2026")),
    "enforcement_documents": ("/enforcement", ("", "state=open&sort=received_on")),
    "petitions_as_entered": ("/petitions", ("from=01.11.2026",)),
    "requested_files_as_entered": ("/files", ("q=qzxvcase3",)),
    "enforcement_documents_as_entered": ("/enforcement", ("",)),
    **{
        f"guidance_{register.path}": (f"/guidance/{register.path}", ("", "sort=entered"))
        for register in REGISTERS
    },
}
UNLIMITED = 10**6


def _take(browser: FlaskClient, kind: str, query: str, form: str) -> list[list[object]]:
    """The rows of the file, without its head."""
    answer = browser.post(f"/exchange/lists/{kind}?{query}", data={"form": form})
    assert answer.status_code == 200, (kind, query, answer.status_code)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    if form == "csv":
        read = csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";")
        return [list(row) for row in read][1:]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    return book.get_sheet_by_index(0).to_python()[1:]


def _on_screen(browser: FlaskClient, path: str, query: str) -> int:
    """How many rows stand on all pages of the list together."""
    many, address = 0, f"{path}?{query}"
    while address:
        page = browser.get(address).text
        body = page.partition('id="results"')[2].partition("take-away")[0]
        many += body.count('<th scope="row"')
        found = re.search(r'rel="next" href="([^"]+)"', body)
        address = path + found.group(1).replace("&amp;", "&") if found else ""
    return many


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "AN_HOUR", UNLIMITED)


@pytest.mark.usefixtures("unlimited")
def test_a_file_holds_the_rows_of_the_screen_in_both_forms_and_all_languages(
    walk: Walk,  # noqa: F811
) -> None:
    assert LISTS.keys() == walk.app.extensions["exportables"].keys()
    filled = set()
    for login, language in (("abay.head", "kk"), ("abay1.assistant", "ru"), ("gpo.auditor", "en")):
        browser = walk.browser(login, language)
        for kind, (path, queries) in LISTS.items():
            for query in queries:
                shown = _on_screen(browser, path, query)
                form = "csv" if login == "abay1.assistant" else "xlsx"
                assert len(_take(browser, kind, query, form)) == shown, (login, kind, query)
                filled |= {kind} if shown else set()
    assert filled >= LISTS.keys() - {"conclusions"}  # the others are not shown equal by being empty


@pytest.mark.usefixtures("unlimited")
def test_the_file_walks_every_page_of_a_list(
    walk: Walk,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = walk.browser("gpo.auditor", "en")
    whole = _take(browser, "duties", "below=1", "csv")
    monkeypatch.setattr("supervision.exchange.exportables.PAGE", 3)
    assert _take(browser, "duties", "below=1", "csv") == whole
    assert len(whole) > 6


@pytest.fixture
def work(walk: Walk) -> Iterator[Callable[[], int]]:  # noqa: F811
    """Let a worker make what waits."""

    def run() -> int:
        with at_work(walk.app) as house:
            return making.make_waiting(
                walk.app, house.session, zone=house.settings.zone, today=TODAY, clock=clock.now
            )

    yield run


def test_a_long_list_is_made_by_a_worker_with_the_rights_of_its_person_and_kept_a_week(
    walk: Walk,  # noqa: F811
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(export_views, "AT_ONCE", 1)
    browser, address = walk.client("abay.senior", "ru"), "/exchange/lists/cases?state=undecided"
    asked = browser.post(address, data={"form": "csv"})
    assert (asked.status_code, asked.headers["Location"]) == (302, "/exchange/files")
    again = browser.post(address, data={"form": "csv"})
    assert again.status_code == 409 and "Один ваш файл ещё готовится" in again.text
    assert "в очереди" in browser.get("/exchange/files").text
    assert work() == 1 and work() == 0
    page = browser.get("/exchange/files").text
    assert "готов" in page and "хранится до 27.11.2026" in page
    assert "Запрошенный вами файл готов" in browser.get("/cases").text
    [number] = re.findall(r'action="/exchange/files/(\d+)"', page)
    for other in ("abay.head", "abay1.assistant", "gpo.head"):
        assert walk.browser(other).post(f"/exchange/files/{number}").status_code == 404
    fetched = browser.post(f"/exchange/files/{number}")
    rows = list(csv.reader(io.StringIO(fetched.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) - 1 == _on_screen(browser, "/cases", "state=undecided") > 1
    assert "Запрошенный вами файл готов" not in browser.get("/cases").text
    noted = _noted(walk, int(number))
    assert noted == ["exchange.ask_export", "exchange.make_export", "exchange.export"]
    with at_work(walk.app) as house:
        assert operations.forget_exports(house.session, TODAY + timedelta(days=8)) >= 1
        house.session.commit()
    assert browser.post(f"/exchange/files/{number}").status_code == 404
    assert "срок хранения истёк" in browser.get("/exchange/files").text


def test_whoever_lost_the_right_gets_no_file_and_a_lost_worker_is_followed_by_another(
    walk: Walk,  # noqa: F811
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(export_views, "AT_ONCE", 0)
    deputy, head = walk.client("turan1.head"), walk.client("turan.head")
    for browser in (deputy, head):
        assert browser.post("/exchange/lists/duties", data={"form": "xlsx"}).status_code == 302
    _set(walk, "update user_account set active = false where login = 'turan1.head'")
    with at_work(walk.app) as house:  # a worker took the first and was killed at once
        killed = operations.claim_export(house.session, clock.now() - timedelta(minutes=5))
        assert killed is not None
        house.session.commit()
    assert work() == 1
    states = _read(
        walk, "select state from export_run where kind = 'duties' order by id desc limit 2"
    )
    assert states == ["ready", "failed"]
    assert "kept until 27 Nov 2026" in head.get("/exchange/files").text


def test_ten_files_an_hour_then_a_clear_word_and_a_list_past_the_cap_says_so(
    walk: Walk,  # noqa: F811
    work: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = walk.client("gpo.department")
    for _ in range(10):
        assert _take(browser, "petitions", "q=nothing", "csv") == []
    eleventh = browser.post("/exchange/lists/petitions", data={"form": "csv"})
    assert eleventh.status_code == 409 and "10 files within an hour" in eleventh.text
    monkeypatch.setattr(export_views, "AT_ONCE", 1)
    monkeypatch.setattr(making, "MOST_ROWS", 2)
    other = (
        walk.client("gpo.senior") if "gpo.senior" in walk.world.people else walk.client("gpo.head")
    )
    assert other.post("/exchange/lists/cases", data={"form": "csv"}).status_code == 302
    assert work() == 0
    assert "narrow it first" in other.get("/exchange/files").text
    assert browser.post("/exchange/lists/nothing").status_code == 404
    assert browser.post("/exchange/lists/cases", data={"form": "exe"}).status_code == 404


def test_the_command_writes_the_register_of_every_office_in_the_language_asked_for(
    walk: Walk,  # noqa: F811
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    for name, value in environment(walk.roles, services.celery_url()).items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "cases.csv"
    done = CliRunner().invoke(main, ["export", "cases", str(file), "--lang", "kk", "--json"])
    assert done.exit_code == 0, done.output
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    everything = int(_read(walk, "select count(*) from admin_case")[0])
    assert json.loads(done.output)["rows"] == len(lines) - 1 == everything
    assert lines[0].startswith('"Нөмірі";')
    for wrong in (["export", "nothing", str(file)], ["export", "cases", "cases.doc"]):
        assert CliRunner().invoke(main, wrong).exit_code == 2


def _noted(walk: Walk, run_id: int) -> list[str]:  # noqa: F811
    asked = "select action from audit_entry where subject_kind = 'export_run' and subject_id = "
    return _read(walk, f"{asked}{run_id} order by id")


def _read(walk: Walk, question: str) -> list[str]:  # noqa: F811
    engine = engine_for(walk.roles.backup_url)
    with engine.connect() as connection:
        found = [str(value) for value in connection.scalars(text(question))]
    engine.dispose()
    return found


def _set(walk: Walk, statement: str) -> None:  # noqa: F811
    with at_work(walk.app):
        db.session.execute(text(statement))
        db.session.commit()
