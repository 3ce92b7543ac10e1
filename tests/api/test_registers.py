"""Registers: the API lists what the page of the same filters lists, and tells each thing whole."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.guards.conftest import walk as walk
from tests.guards.walking import Walk

# The register, the part of the address its pages open, and filters that both understand.
REGISTERS = (
    ("files", "files", ("", "state=studied", "branch=civil", "sort=number", "q=qzxv")),
    ("cases", "cases", ("", "state=decided", "hearing=week", "ground=arrest", "sort=-received_on")),
    ("disputes", "disputes", ("", "kind=contest", "state=undecided", "sort=number")),
    ("responses", "responses", ("", "state=draft", "sort=on")),
    ("protests", "protests", ("", "state=draft", "state=awaiting", "kind=appellate", "sort=day")),
    ("petitions", "petitions", ("", "state=resolved", "sort=petitioner")),
    ("representations", "representations", ("", "state=draft", "state=sent")),
    ("exclusions", "exclusions", ("", "state=sent", "clause=within_sanction")),
    ("guidance/training", "guidance/training", ("", "tally=seminars_held", "kind=seminar&sort=on")),
    ("guidance/posts", "guidance/posts", ("", "state=held&office=3")),
)


def listed(walk: Walk, path: str, login: str = "abay.head") -> list[dict[str, Any]]:
    """Every item of a register, page after page."""
    found: list[dict[str, Any]] = []
    place: str | None = ""
    while place is not None:
        more = f"{'&' if '?' in path else '?'}page={place}" if place else ""
        answer = walk.browser(login).get(f"/api/v1/{path}{more}")
        assert answer.status_code == 200, answer.text
        found += answer.get_json()["items"]
        place = answer.get_json()["next"]
    return found


@pytest.mark.parametrize(
    ("room", "page", "query"),
    [(room, page, query) for room, page, queries in REGISTERS for query in queries],
)
def test_the_api_lists_what_the_page_lists_in_the_same_order(
    walk: Walk, room: str, page: str, query: str
) -> None:
    told = walk.browser("abay.head").get(f"/api/v1/{room}?{query}")
    assert told.status_code == 200, told.text
    html = walk.browser("abay.head").get(f"/{page}?{query}").text
    body = html[html.find("<main") :]
    on_page = list(dict.fromkeys(int(n) for n in re.findall(rf'href="/{page}/(\d+)[?"]', body)))
    items = [item["id"] for item in told.get_json()["items"]]
    assert [number for number in on_page if number in items] == items, query
    if room not in {"representations", "exclusions"}:  # their pages show other lists beside it
        assert on_page == items
    if query == "":
        assert items, "there must be something to compare"


@pytest.mark.parametrize("room", [room for room, _page, _queries in REGISTERS])
def test_every_thing_of_a_register_is_read_whole_with_its_state(walk: Walk, room: str) -> None:
    browser = walk.browser("abay.head")
    for item in listed(walk, room):
        whole = browser.get(f"/api/v1/{room}/{item['id']}")
        assert whole.status_code == 200, whole.text
        assert whole.get_json()["id"] == item["id"]
        version = whole.get_json()["version"]
        assert re.fullmatch(rf'"{version}\.[0-9a-f]{{16}}"', whole.headers["ETag"])


def test_the_register_of_acts_is_that_of_the_page(walk: Walk) -> None:
    for query in ("", "kind=penalty", "filed=no", "instance=first"):
        items = listed(walk, f"acts?{query}")
        page = walk.browser("abay.head").get(f"/cases/acts?{query}").text
        body = page[page.find("<tbody") : page.find("</tbody>")]
        assert len(items) == body.count("<tr"), query
    assert items


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("files?state=lost", "state"),
        ("files?assignee=999999", "assignee"),
        ("files?from=2026-02-30", "from"),
        ("files?office=7", "office"),
        ("cases?court=999999", "court"),
        ("cases?ground=nothing", "ground"),
        ("cases?sort=offender", "sort"),
        ("acts?conclusion=lost", "conclusion"),
        ("disputes?from=2026-01-01", "from"),
        ("responses?overdue=1", "overdue"),
        ("protests?author=999999", "author"),
        ("exclusions?clause=nothing", "clause"),
        ("representations?kind=nothing", "kind"),
    ],
)
def test_a_filter_that_would_narrow_nothing_is_refused(walk: Walk, path: str, field: str) -> None:
    refused = walk.browser("abay.head").get(f"/api/v1/{path}")
    assert refused.status_code == 422, refused.text
    assert list(refused.get_json()["errors"]) == [field]


def test_an_office_of_the_own_line_narrows_a_register(walk: Walk) -> None:
    whole = listed(walk, "files")
    part = listed(walk, "files?office=3")
    assert 0 < len(part) < len(whole)
    assert {item["office_id"] for item in part} == {3}
    assert listed(walk, "files?office=3", "abay1.head") == listed(walk, "files", "abay1.head")
