"""Three languages, complete: no key empty, fuzzy, or without a translation; placeholders equal."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir

from supervision.core import catalogs
from supervision.core.i18n import LANGUAGES, domains

ROOT = Path(__file__).resolve().parents[2]
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "ngettext_": (1, 2)}


def _used() -> set[str]:
    found = set()
    for folder in ("supervision", "templates"):
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / folder), method_map=METHODS, keywords=KEYWORDS
        ):
            found.add(message if isinstance(message, str) else message[0])
    # what is refused below the edge is an English key too, said later in the reader's language
    refusal = re.compile(r"""(?<![A-Za-z])(?:Refused|Forbidden|Problem)\(\s*((?:f?"[^"]*"\s*)+)""")
    for path in (ROOT / "supervision").rglob("*.py"):
        for match in refusal.finditer(path.read_text(encoding="utf-8")):
            text = "".join(re.findall(r'"([^"]*)"', match.group(1)))
            if text:
                found.add(text)
    return found


def test_the_catalogs_have_no_findings() -> None:
    assert catalogs.findings() == []


def test_every_sentence_on_screen_is_in_every_language() -> None:
    known = {
        language: {
            message.id if isinstance(message.id, str) else message.id[0]
            for domain in domains()
            for message in catalogs.read(language, domain)
        }
        for language in LANGUAGES
    }
    missing = {
        language: sorted(used for used in _used() if used and used not in known[language])
        for language in LANGUAGES
    }
    assert missing == {language: [] for language in LANGUAGES}


def test_one_key_has_one_translation_wherever_it_stands() -> None:
    # Domains are merged into one at run time: two rooms must not translate one key differently.
    for language in LANGUAGES:
        said: dict[object, dict[str, object]] = {}
        for domain in domains():
            for message in catalogs.read(language, domain):
                if message.id:
                    said.setdefault(str(message.id), {})[domain] = message.string
        torn = {key: by for key, by in said.items() if len({str(text) for text in by.values()}) > 1}
        assert torn == {}, language
