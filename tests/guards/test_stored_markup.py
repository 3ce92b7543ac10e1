"""Whatever somebody typed is shown as text: it never becomes a tag, a link or a template (S21)."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.guards.planted import MARKUP
from tests.guards.test_foreign_rows import values_of
from tests.guards.walking import Walk, address

ROOT = Path(__file__).resolve().parents[2]
READERS = ("abay1.head", "abay.administrator", "abay.head")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
COLUMNS = (
    *("number", "bailiff", "bureau", "subject", "term", "claimant", "debtor"),
    *("supply", "breach", "unit", "late", "removal"),
)
# Attributes a browser follows or runs.
FOLLOWED = {"href", "src", "action", "formaction", "data", "xlink:href", "hx-get", "hx-post"}


class Page(HTMLParser):
    """What a browser would run on a page, and the text it would show."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.running: list[str] = []
        self.shown = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.running += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.running += [
            f"{tag} {name}={value}"
            for name, value in attrs
            if name in FOLLOWED
            and (value or "").strip().lower().startswith(("javascript:", "data:"))
        ]
        if tag == "script" and not given.get("src"):
            self.running.append("a script of its own")
        if tag in {"style", "iframe", "object", "embed", "base"} or (
            tag == "img" and given.get("src") == "x"
        ):
            self.running.append(tag)
        self.shown += " ".join(value or "" for name, value in attrs if name in {"value", "title"})

    def handle_data(self, data: str) -> None:
        self.shown += data


def pages(walk: Walk, login: str, language: str) -> dict[str, str]:
    """Every page a person may open, with rows of the own oblast in it."""
    browser, found = walk.browser(login, language), {}
    for rule in walk.rules("GET"):
        for office in (2, 3):
            for values in list(values_of(walk, rule, office)):
                answer = browser.get(address(rule, **values))
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    found[address(rule, **values)] = answer.text
    return found


@pytest.mark.parametrize("language", ["kk", "en"])
@pytest.mark.parametrize("login", READERS)
def test_stored_markup_is_shown_as_it_was_typed(marked: Walk, login: str, language: str) -> None:
    shown = 0
    for path, text in pages(marked, login, language).items():
        page = Page(text)
        assert page.running == [], path
        assert not TURNS.search(text), path
        assert "<img" not in text, path
        shown += page.shown.count(MARKUP)
    assert shown > 10, "the planted text stands on the pages, or the walk proves nothing"


def test_a_file_shows_every_text_it_carries(marked: Walk) -> None:
    studied = marked.ids.files[3][0]
    page = Page(marked.browser("abay1.head").get(f"/files/{studied}").text)
    for column in COLUMNS:
        assert f"{MARKUP} {column}3" in page.shown, column


def test_the_name_of_an_office_is_shown_as_text_in_every_frame(marked: Walk) -> None:
    administrator = marked.browser("abay.administrator")
    form = administrator.get("/offices/4/edit").text
    seen = re.search(r'name="seen"[^>]*value="([^"]*)"', form)
    assert seen is not None
    named = dict.fromkeys(("name_kk", "name_ru", "name_en", "seat_kk", "seat_ru"), MARKUP)
    sent = administrator.post("/offices/4/edit", data={**named, "seen": seen.group(1)})
    assert sent.status_code == 302
    for login, path in (
        ("abay.administrator", "/offices"),
        ("abay.administrator", "/offices/4"),
        ("abay.administrator", "/people/new"),
        ("abay.head", "/board"),
        ("abay.head", "/files"),
        ("abay2.head", "/"),
    ):
        page = Page(marked.browser(login).get(path).text)
        assert MARKUP in page.shown, path
        assert page.running == [], path


@pytest.mark.parametrize(
    "path",
    [
        "/files",
        "/cases",
        "/cases/rulings",
        "/disputes",
        "/enforcement",
        "/responses",
        "/people",
        "/law",
        "/duties/list",
        "/law/calculator",
    ],
)
def test_what_stands_in_an_address_is_shown_as_text(marked: Walk, path: str) -> None:
    names = ("q", "sort", "state", "page", "from", "office", "rule", "start", "on", "next", MARKUP)
    browser = marked.browser("abay1.head")
    answer = browser.get(path, query_string=dict.fromkeys(names, MARKUP))
    assert Page(answer.text).running == []
    assert "<img" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/files/new",
        "/cases/new",
        "/disputes/new",
        "/enforcement/new",
        "/login",
        "/password",
        "/people/new",
        "/nothing",
        "/offices/3/edit",
    ],
)
def test_a_refused_form_gives_back_markup_as_text(marked: Walk, path: str) -> None:
    names = (
        "number",
        "offender_name",
        "subject",
        "bailiff",
        "login",
        "full_name",
        "name_kk",
        "next",
        "kept",
    )
    typed = dict.fromkeys((*names, "parties-0-name", "requested_on"), MARKUP)
    for login in (None, "abay1.head", "abay.administrator"):
        answer = marked.browser(login).post(
            path, data=typed, headers={"Origin": "http://localhost", "Referer": MARKUP}
        )
        assert answer.status_code != 500
        assert Page(answer.text).running == [], (path, login)
        assert "<img" not in answer.text


def test_no_template_and_no_module_declares_text_to_be_markup() -> None:
    trusting = re.compile(r"\|\s*safe\b|Markup\(|autoescape\s+false|render_template_string")
    found = [
        str(path.relative_to(ROOT))
        for folder, pattern in (("templates", "*.*"), ("supervision", "*.py"))
        for path in (ROOT / folder).rglob(pattern)
        if trusting.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
