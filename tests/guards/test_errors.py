"""Errors tell the reader what to do and tell nobody how the house is built (S25, S18).

Every failure is one page in the reader's language with the number of the request; a trace, a
statement or a path of the machine stands on none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from supervision.core import catalogs, i18n
from supervision.core.access import RULE_ATTRIBUTE, rule_of
from supervision.core.db import db
from tests.guards.walking import Walk, without_the_moment

ROOMS = {
    "duties.desk": "/",
    "duties.duty": "/duties/1",
    "board.board": "/board",
    "library.library": "/law",
    "studies.register": "/files",
    "offices.people": "/people",
    "offices.account": "/account",
    "reminders.notices": "/notices",
    "offices.sign_in": "/login",
}
CANARY = "select secret from vault; /srv/private/key.py; +7 701 000 00 00"
INSIDES = (
    "Traceback",
    "select secret",
    "/srv/",
    "RuntimeError",
    "nothing_of_the_kind",
    "psycopg",
    "sqlalchemy",
    "werkzeug",
    ".py",
)
TITLES = {
    400: "The page could not be sent",
    403: "Your post does not give the right to this",
    404: "Nothing found here",
    405: "This address does not do that",
    413: "Too much was sent at once",
    500: "Something went wrong on our side",
    503: "The service is resting for a moment",
}


def title(status: int, language: str) -> str:
    """What the page of a status is called in a language, read from the catalogs themselves."""
    for domain in i18n.domains():
        message = catalogs.read(language, domain).get(TITLES[status])
        if message is not None and message.string:
            return str(message.string)
    raise AssertionError(f"{TITLES[status]} is not translated into {language}")


def crash() -> NoReturn:
    raise RuntimeError(CANARY)


def bad_statement() -> NoReturn:
    db.session.execute(text("select nothing_of_the_kind from vault"))
    raise AssertionError("the statement was taken")


def database_away() -> NoReturn:
    raise OperationalError("select secret from vault", {}, ConnectionError("/srv/private"))


@contextmanager
def broken(walk: Walk, endpoint: str, failing: Callable[[], NoReturn]) -> Iterator[None]:
    """The view of an endpoint fails in the given way; who may open it stays the same."""
    whole = walk.app.view_functions[endpoint]

    def view(**_values: Any) -> NoReturn:
        failing()

    setattr(view, RULE_ATTRIBUTE, rule_of(whole))
    walk.app.view_functions[endpoint] = view
    try:
        yield
    finally:
        walk.app.view_functions[endpoint] = whole


def check(answer: Any, status: int, language: str) -> None:
    """An error page says which it is in the reader's language, with its number, and no more."""
    assert answer.status_code == status
    assert f'<html lang="{language}"' in answer.text
    assert title(status, language) in answer.text
    assert f"<code>{answer.headers['X-Request-ID']}</code>" in answer.text
    assert [inside for inside in INSIDES if inside in answer.text] == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("endpoint", ROOMS)
def test_a_crash_in_any_room_is_one_quiet_page(walk: Walk, endpoint: str, language: str) -> None:
    browser = walk.client("abay1.head", language)
    with broken(walk, endpoint, crash):
        check(browser.get(ROOMS[endpoint]), 500, language)
    assert browser.get("/account").status_code == 200, "the next request is served again"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_refused_statement_shows_no_statement(walk: Walk, language: str) -> None:
    browser = walk.client("abay1.head", language)
    with broken(walk, "studies.register", bad_statement):
        check(browser.get("/files"), 500, language)
    assert browser.get("/files").status_code == 200


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_database_that_is_away_asks_for_patience(walk: Walk, language: str) -> None:
    with broken(walk, "studies.register", database_away):
        answer = walk.client("abay1.head", language).get("/files")
    check(answer, 503, language)
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_everyday_errors_speak_the_readers_language(walk: Walk, language: str) -> None:
    browser = walk.client("abay1.head", language)
    check(browser.get("/nothing-here"), 404, language)
    check(browser.get("/files/900000001"), 404, language)
    check(browser.get("/people/new"), 403, language)
    check(browser.delete("/files"), 405, language)
    check(browser.get("/logout"), 405, language)
    check(browser.get("/files?q=%00"), 400, language)
    check(browser.post("/files/new", data={"subject": "x" * 300_000}), 413, language)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nobody_signed_in_reads_errors_in_the_chosen_language(walk: Walk, language: str) -> None:
    browser = walk.client(None, language)
    check(browser.get("/nothing-here"), 404, language)
    check(browser.post("/login", data={"login": "x" * 300_000}), 413, language)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_wrong_token_is_refused_and_nothing_is_done(walk: Walk, language: str) -> None:
    other = walk.client("abay2.head")
    walk.app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = other.get("/account").text
        foreign = page.split('name="csrf_token" value="')[1].split('"')[0]
        browser = walk.client("abay1.head", language)
        before = walk.state()
        for token in ("", "nonsense", foreign):
            answer = browser.post("/notices/seen", data={"csrf_token": token})
            check(answer, 400, language)
        assert walk.state() == before
    finally:
        walk.app.config["WTF_CSRF_ENABLED"] = False


def test_what_is_hidden_and_what_is_missing_look_alike(walk: Walk) -> None:
    browser, foreign = walk.browser("abay1.head"), walk.ids.files[7][0]
    hidden, missing = browser.get(f"/files/{foreign}"), browser.get("/files/900000001")
    assert hidden.status_code == missing.status_code == 404
    assert without_the_moment(hidden.text).replace(
        f"/files/{foreign}", "/files/900000001"
    ) == without_the_moment(missing.text)


def test_a_request_number_of_the_caller_is_kept_and_a_strange_one_is_not(walk: Walk) -> None:
    browser = walk.browser("abay1.head")
    given = browser.get("/nothing", headers={"X-Request-ID": "0123456789abcdef"})
    assert given.headers["X-Request-ID"] == "0123456789abcdef"
    strange = browser.get("/nothing", headers={"X-Request-ID": "<script>alert(1)</script>"})
    assert "<script>alert" not in strange.headers["X-Request-ID"] + strange.text
