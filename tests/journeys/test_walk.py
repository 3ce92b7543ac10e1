"""A walk through every page each post may open, in three languages: nothing is broken anywhere."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from supervision.core.access import PUBLIC, SIGNED_IN, Actor, Level, rule_of
from supervision.core.db import engine_for
from supervision.law.lawbook import Lawbook
from supervision.local.provision import Roles
from tests.factories.offices import World
from tests.journeys.busy_offices import fill_offices
from tests.journeys.conftest import Site, Visitors
from tests.journeys.looking import blemishes, look_at
from tests.journeys.steps import speak
from tests.services import Services

pytestmark = pytest.mark.journey

# Each post reads everything in a language of its own, and pages without an id in others too: between
# the posts of one level every such page is opened in the three, and what one post alone opens as well.
POSTS = {
    "abay1.assistant": ("kk", "en"),
    "abay1.deputy": ("ru", "kk"),
    "abay.head": ("kk", "ru"),
    "abay.senior": ("ru", "en"),
    "abay.administrator": ("en", "kk", "ru"),
    "gpo.department": ("kk", "ru"),
    "gpo.auditor": ("en", "ru"),
}
# One page of each kind is opened, a kind being a view with or without questions in its address;
# more where records of different states look different.
ALIKE = {
    "studies.file": 5,
    "cases.case": 6,
    "cases.conclusion": 3,
    "cases.reconciliation": 2,
    "disputes.dispute": 3,
    "enforcement.document": 3,
    "period_reports.report": 6,
    "period_reports.arrivals": 4,
    "studies.expenses": 2,
    "responses.act": 6,
    "protests.protest": 8,
    "petitions.petition": 8,
    "petitions.check": 2,
    "representations.representation": 4,
    "representations.missed_term": 3,
    "exclusions.exclusion": 6,
    "guidance.inspection": 4,
    "guidance.training": 3,
    "guidance.publication": 2,
    "guidance.proposal": 4,
    "guidance.practice": 3,
    "guidance.staff_post": 4,
    "duties.duty": 3,
    "duties.listed": 4,
    "rehearsals.change": 2,
    "offices.person": 2,
    "offices.office": 2,
}
# Forms over one thing stand open in the office whose thing it is, the district here, but for these.
STEPS: Mapping[Level, frozenset[str]] = {
    Level.OBLAST: frozenset(
        {
            "cases.oblast_check",
            "cases.order",
            "cases.withdraw_order",
            "enforcement.accept",
            "enforcement.refuse",
            "exclusions.assess_act",
            "exclusions.assess_protest",
            "offices.edit_office",
            "offices.edit_person",
            "offices.new_absence",
            "petitions.decide",
            "period_reports.accept",
            "period_reports.send_back",
            "petitions.report",
            "protests.answer",
            "protests.copies",
            "protests.informing",
            "representations.edit",
            "representations.justified",
            "representations.new",
            "representations.new_on_rejection",
            "representations.record_missed",
            "representations.send",
        }
    ),
    Level.GPO: frozenset(
        {
            "cases.control_conclusion",
            "cases.order",
            "exclusions.answer",
            "exclusions.withdraw",
            "offices.new_absence",
            "petitions.checklist",
            "petitions.return_",
            "rehearsals.undo",
            "rehearsals.undo_amendment",
            "representations.answer",
            "representations.decide",
            "representations.examine",
            "representations.turn",
        }
    ),
}
# What a district never does: the steps of those above but an absence, and three of states or posts
# that are not here (test_conclusions walks the first two, a head of the GPO orders checks).
NEVER_OF_A_DISTRICT = (STEPS[Level.OBLAST] | STEPS[Level.GPO]) - {"offices.new_absence"} | {
    "cases.new_reasoned_conclusion",
    "cases.send_conclusion",
    "petitions.order_check",
}
# A district beside a transport office has a counterpart, and nobody orders checks of it or sends it
# reports; those above hear no cases of their own, so they have no act to file. Decrees and amendments
# are the GPO's alone.
NO_CAUSE: Mapping[Level, frozenset[str]] = {
    Level.DISTRICT: frozenset(
        {"cases.no_counterpart", "petitions.check", "period_reports.arrivals"}
    ),
    Level.OBLAST: frozenset(
        {
            *("cases.no_counterpart", "cases.file_acts"),
            *("rehearsals.new", "rehearsals.new_amendment"),
        }
    ),
    Level.GPO: frozenset({"cases.no_counterpart", "cases.file_acts"}),
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

    def explore(self, *starts: str, language: str) -> None:
        """Open these pages and everything their links lead to, a few pages of each kind."""
        for start in starts:
            self._note(start)
        while self._waiting:
            address = self._waiting.popleft()
            for link in self._open(address, language):
                self._note(link)

    def repeat(self, language: str) -> None:
        """Open registers and lists, a page of each kind, in another language."""
        speak(self._page, language)
        for (endpoint, _asked), alike in self._kinds.items():
            if endpoint not in of_one_thing(self._site.app):
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


def of_one_thing(app: Flask) -> set[str]:
    """The views whose address holds an id."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if any(name.endswith("_id") for name in rule.arguments)
    }


def pages_for(app: Flask, actor: Actor) -> set[str]:
    """The views with pages this person may open; what a program reads by a token is no page."""
    pages = set()
    for rule in app.url_map.iter_rules():
        access = rule_of(app.view_functions[rule.endpoint])
        by_token = rule.rule.startswith("/api/")
        if "GET" not in (rule.methods or set()) or by_token or access in (None, PUBLIC):
            continue
        if access == SIGNED_IN or access in actor.permissions:
            pages.add(rule.endpoint)
    return pages


def expected(app: Flask, actor: Actor) -> set[str]:
    """The pages that links must lead this person to, and the forms that must stand open."""
    pages = pages_for(app, actor) - NO_CAUSE[actor.level]
    if actor.level is Level.DISTRICT:
        return pages - NEVER_OF_A_DISTRICT
    sent = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())}
    return pages - (sent & of_one_thing(app)) | (pages & STEPS[actor.level])


@pytest.fixture
def roles(
    roles: Roles, services: Services, law: Lawbook, request: pytest.FixtureRequest
) -> Iterator[Roles]:
    """The small world with busy offices in it: filled once, copied for each walk."""

    def fill(made: Roles) -> None:
        engine = engine_for(made.app_url)
        with Session(engine, expire_on_commit=False) as session:
            fill_offices(session, World.load(session), law)
        engine.dispose()

    services.template("busy", fill, base="world")
    name = hashlib.sha256(f"busy {request.node.nodeid}".encode()).hexdigest()[:16]
    yield services.database(f"test_busy_{name}", template="busy")
    services.drop(f"test_busy_{name}")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("login", POSTS)
def test_every_page_of_a_post_is_whole(
    page_of: Visitors, site: Site, acting: Callable[[str], Actor], login: str
) -> None:
    actor, (language, *others) = acting(login), POSTS[login]
    walk = Walk(page_of(login, language), site)
    # No link leads to what is typed into the search box.
    typed = ["/search?q=26"] if "search.search" in pages_for(site.app, actor) else []
    walk.explore("/", *typed, language=language)
    for other in others:
        walk.repeat(other)
    assert walk.wrong == []
    assert expected(site.app, actor) - walk.endpoints == set()
    assert walk.endpoints - pages_for(site.app, actor) == set()


def test_every_paragraph_of_the_law_has_a_whole_page(
    page_of: Visitors, site: Site, law: Lawbook
) -> None:
    page = page_of("gpo.auditor", "kk")
    wrong = []
    for act, stem in dict.fromkeys((each.act_id, each.stem) for each in law.paragraphs()):
        page.goto(f"/law/{act}/{stem}")
        wrong += [f"{act} {stem} {words}" for words in blemishes(look_at(page), "kk")]
    assert wrong == []
