"""What journeys share: a real server on the test's own database, and a watched browser.

Belongs here: starting, stopping and watching. Does not belong here: what a person does on a page
(`steps.py`). A journey ends by itself with the demand that nothing went wrong in its windows: no
error in the console, no crashed script, no breach of the content security policy, no answer of 400
or more that the journey did not announce.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server

from config.settings import Settings
from supervision.app import create_app
from supervision.core import clock
from supervision.core.db import db
from tests.conftest import TODAY
from tests.factories.offices import World
from tests.journeys.steps import sign_in

WINDOW: ViewportSize = {"width": 1366, "height": 768}
PATIENCE_MS = 15_000
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
# Echoes in the console: of an answer the watch sees itself; of a question a later one replaced. One
# that failed on its way says "htmx:sendError" too, which is none of these.
REPEATED = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.policyBroken(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
});
"""


class Silent(WSGIRequestHandler):
    """A server that keeps connections open and writes no line for each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Site:
    """A served application and where it listens."""

    address: str
    app: Flask


class Visitors:
    """The windows of one journey, each of its own person, and what went wrong in them."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser = browser
        self._site = site
        self._contexts: list[BrowserContext] = []
        self._announced: set[int] = set()
        self.wrong: list[str] = []

    def __call__(self, login: str, language: str = "en", *, javascript: bool = True) -> Page:
        """A window in which this person has signed in by typing and reads this language."""
        page = self.stranger(language, javascript=javascript)
        sign_in(page, login, language)
        return page

    def stranger(self, language: str = "kk", *, javascript: bool = True) -> Page:
        """A window of somebody who has not signed in, in a browser of this language."""
        context = self._browser.new_context(
            base_url=self._site.address,
            viewport=WINDOW,
            java_script_enabled=javascript,
            locale=LOCALES[language],
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        context.expose_binding("policyBroken", self._note_violation)
        context.add_init_script(REPORT_VIOLATIONS)
        page = context.new_page()
        page.on("console", self._note_console)
        page.on("pageerror", self._note_crash)
        page.on("response", self._note_answer)
        return page

    def announce(self, *statuses: int) -> None:
        """Answers of 400 and more that belong to this journey."""
        self._announced.update(statuses)

    def close(self) -> None:
        """Close every window of the journey."""
        for context in self._contexts:
            context.close()

    def _note_violation(self, source: dict[str, Page], breach: str) -> None:
        self.wrong.append(f"content security policy at {source['page'].url}: {breach}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(REPEATED):
            self.wrong.append(f"console at {message.location.get('url')}: {message.text}")

    def _note_crash(self, crash: Error) -> None:
        self.wrong.append(f"script: {crash}")

    def _note_answer(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self._announced:
            self.wrong.append(f"{answer.status} from {answer.request.method} {answer.url}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, one for all journeys."""
    path = shutil.which("chromium")
    expect.set_options(timeout=PATIENCE_MS)
    if path is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run journeys")
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, and tests may run as root in a container.
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


@pytest.fixture
def site(
    settings_of_test: Settings, world: World, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """The application, served on this test's database on a Friday."""
    monkeypatch.setattr(clock, "today", lambda zone: TODAY)
    app = create_app(settings_of_test)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
    thread = threading.Thread(target=server.serve_forever, name="site", daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_port}", app)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def page_of(browser: Browser, site: Site) -> Iterator[Visitors]:
    """Windows of signed-in people; at the end of the journey nothing may have gone wrong in them."""
    visitors = Visitors(browser, site)
    yield visitors
    visitors.close()
    assert visitors.wrong == []
