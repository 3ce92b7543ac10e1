"""A walk through every page each post may open, in three languages: nothing is broken anywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from supervision.core.access import PUBLIC, SIGNED_IN, Actor, rule_of
from supervision.law.lawbook import Lawbook
from tests.journeys.busy_offices import fill_offices
from tests.journeys.conftest import Site, Visitors
from tests.journeys.looking import blemishes, look_at
from tests.journeys.steps import speak

pytestmark = pytest.mark.journey

POSTS = (
    "abay1.assistant",
    "abay1.deputy",
    "abay.head",
    "abay.senior",
    "abay.administrator",
    "gpo.department",
    "gpo.auditor",
)
# One page of each kind is opened, a kind being a view with or without questions in its address;
# more where records of different states look different.
ALIKE = {
    "studies.file": 5,
    "duties.duty": 3,
    "duties.listed": 4,
    "offices.person": 2,
    "offices.office": 2,
}


class Walk:
    """Follows links from page to page and notes what is wrong on each."""

    def __init__(self, page: Page, site: Site) -> None:
        self._page = page
        self._site = site
        self._kinds: dict[tuple[str, bool], list[str]] = {}
        self._waiting: deque[str] = deque()
        self._known: set[str] = set()
        self.endpoints: set[str] = set()
        self.wrong: list[str] = []

    def explore(self, start: str, language: str) -> None:
        """Open the first page and everything its links lead to, a few pages of each kind."""
        self._note(start)
        while self._waiting:
            address = self._waiting.popleft()
            for link in self._open(address, language):
                self._note(link)

    def repeat(self, language: str) -> None:
        """Open a page of each kind in another language."""
        speak(self._page, language)
        for alike in self._kinds.values():
            self._open(alike[0], language)

    def _open(self, address: str, language: str) -> list[str]:
        answer = self._page.goto(address)
        if answer is None or answer.status >= 400:
            self.wrong.append(f"{address} ({language}) does not load")
            return []
        look = look_at(self._page)
        self.wrong += [f"{address} ({language}) {words}" for words in blemishes(look, language)]
        return list(look["links"])

    def _note(self, link: str) -> None:
        """Keep a page of this site for later, unless enough of its kind were seen."""
        parts = urlsplit(link)
        endpoint = endpoint_of(self._site.app, parts.path)
        if not link.startswith((self._site.address, "/")) or endpoint in (None, "static"):
            return
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        kind = (str(endpoint), bool(parts.query))
        most = ALIKE.get(str(endpoint), 1)
        if address not in self._known and len(self._kinds.get(kind, [])) < most:
            self._known.add(address)
            self._kinds.setdefault(kind, []).append(address)
            self.endpoints.add(str(endpoint))
            self._waiting.append(address)


def endpoint_of(app: Flask, path: str) -> str | None:
    """The view behind a path, or None."""
    try:
        endpoint, _values = app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def pages_for(app: Flask, actor: Actor) -> set[str]:
    """The views with pages this person may open; a file's steps are pages of its own office only."""
    pages = set()
    for rule in app.url_map.iter_rules():
        access = rule_of(app.view_functions[rule.endpoint])
        if "GET" not in (rule.methods or set()) or access in (None, PUBLIC):
            continue
        if "case_id" in rule.arguments:  # the busy office has no case in court: see tests/cases
            continue
        step_elsewhere = "file_id" in rule.arguments and actor.office_id != 3
        if step_elsewhere and rule.endpoint != "studies.file":
            continue
        if access == SIGNED_IN or access in actor.permissions:
            pages.add(rule.endpoint)
    return pages


@pytest.mark.timeout(300)
@pytest.mark.parametrize("login", POSTS)
def test_every_page_of_a_post_is_whole_in_three_languages(
    page_of: Visitors,
    site: Site,
    session: Session,
    acting: Callable[[str], Actor],
    law: Lawbook,
    login: str,
) -> None:
    fill_offices(session, acting, law)
    actor = acting(login)
    session.rollback()
    walk = Walk(page_of(login, "kk"), site)
    walk.explore("/", "kk")
    for language in ("ru", "en"):
        walk.repeat(language)
    assert walk.wrong == []
    assert walk.endpoints == pages_for(site.app, actor)


def test_every_paragraph_of_the_law_has_a_whole_page(
    page_of: Visitors, site: Site, law: Lawbook
) -> None:
    page = page_of("gpo.auditor", "kk")
    wrong = []
    for act, stem in dict.fromkeys((each.act_id, each.stem) for each in law.paragraphs()):
        page.goto(f"/law/{act}/{stem}")
        wrong += [f"{act} {stem} {words}" for words in blemishes(look_at(page), "kk")]
    assert wrong == []
