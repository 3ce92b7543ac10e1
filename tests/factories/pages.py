"""Reading pages as a person does: what is on them, and that nothing is left untranslated."""

from __future__ import annotations

import html
import re

from tests.conftest import Web

# A key that no catalog knows is shown as it stands: lower-case words joined by dots.
RAW_KEY = re.compile(
    r">\s*(?:law|duties|due|audit)\.[a-z_]+\.[a-z_.]+|\b(?:law|duties)\.(?:event|fact|owner|term"
    r"|recurs|late_cause|day_off|day_off_choice|inferred|unit|provision)\.[a-z_]+"
)


def text_of(page: str) -> str:
    """What a reader sees of a page, tags and repeated spaces left out."""
    bare = re.sub(r"(?s)<(script|style|svg).*?</\1>|<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", html.unescape(bare))


def read(web: Web, login: str, path: str, language: str = "en", status: int = 200) -> str:
    """A page as `login` gets it; fails on another status and on an untranslated key."""
    answer = web.client(login, language).get(path)
    assert answer.status_code == status, answer.text[:2000]
    assert not RAW_KEY.search(answer.text), RAW_KEY.findall(answer.text)
    return answer.text


def stats(page: str) -> dict[str, str]:
    """The large numbers of a page by their label."""
    found = re.findall(
        r'class="stat-label"[^>]*>(.*?)</div>.*?class="stat-value">.*?(\d+)<', page, re.S
    )
    return {html.unescape(label): number for label, number in found}
