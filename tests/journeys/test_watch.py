"""The journeys' own eyes: what goes wrong in a window is noted, and a spoilt page is seen."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Visitors
from tests.journeys.looking import blemishes, look_at

pytestmark = pytest.mark.journey

SPOILT = """
document.title = " · nothing";
document.querySelector("main").innerHTML = `
  <h1>One</h1><h1>Two</h1>
  <input name="nameless">
  <details><summary>More</summary><div class="wide-thing">wide</div></details>`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(".wide-thing { width: 3000px; }");
document.adoptedStyleSheets = [sheet];
"""


@pytest.mark.parametrize(
    ("happening", "noted"),
    [
        ("console.error('a word in the console')", "a word in the console"),
        ("setTimeout(() => { throw new Error('a crash') })", "script: a crash"),
        ("document.body.setAttribute('style', 'color: red')", "content security policy"),
        ("fetch('/no/such/page')", "404 from GET"),
    ],
)
def test_what_goes_wrong_in_a_window_is_noted(
    page_of: Visitors, happening: str, noted: str
) -> None:
    page = page_of.stranger()
    page.goto("/login")
    assert page_of.wrong == []
    page.evaluate(f"() => {{ {happening}; }}")
    for _moment in range(100):
        if any(noted in each for each in page_of.wrong):
            break
        page.wait_for_timeout(50)
    assert any(noted in each for each in page_of.wrong), page_of.wrong
    page_of.close()  # whatever is still on its way arrives now
    page_of.wrong.clear()


def test_a_spoilt_page_is_seen(page_of: Visitors) -> None:
    page = page_of.stranger("ru")
    page.goto("/login")
    assert blemishes(look_at(page), "ru") == []
    page.evaluate(f"() => {{ {SPOILT} }}")
    seen = blemishes(look_at(page), "kk")
    for words in (
        "in ru, not kk",
        "2 h1",
        "no title",
        'name="nameless"',
        "with a panel open",
    ):
        assert any(words in each for each in seen), seen
