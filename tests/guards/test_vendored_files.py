"""The files of others that we serve are exactly those we took, and pages name only what is served.

Belongs here: hashes, licences, and the pictures and files the templates point at. Does not belong
here: how pages look or behave.
"""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "supervision" / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = ROOT / "templates"
UNLISTED_BY_DESIGN = {VENDOR / "SHA256SUMS", VENDOR / "README.md"}
INLINE_CODE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)")


def listed() -> dict[Path, str]:
    """Path to SHA-256, as the list gives them."""
    lines = (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines)
    return {(VENDOR / name).resolve(): digest for digest, name in pairs}


def template_texts() -> list[tuple[str, str]]:
    """Every page template with its Jinja comments taken out."""
    return [
        (str(path.relative_to(ROOT)), re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S))
        for path in sorted(TEMPLATES.rglob("*.html"))
        if "mail" not in path.parts
    ]


def test_every_listed_file_has_the_listed_hash() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path, digest in listed().items()
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest
    ]
    assert wrong == []
    assert len(listed()) >= 9


def test_no_vendored_file_is_outside_the_list() -> None:
    present = {path for path in VENDOR.rglob("*") if path.is_file()} - UNLISTED_BY_DESIGN
    assert present - set(listed()) == set()


@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("tabler-core-1.6.1", "MIT License"),
        ("htmx.org-2.0.11", "Zero-Clause BSD"),
        ("golos-text-5.3.0", "SIL OPEN FONT LICENSE"),
        ("tabler-icons-3.51.0", "MIT License"),
    ],
)
def test_every_package_brings_its_licence(folder: str, words: str) -> None:
    text = (VENDOR / folder / "LICENSE").read_text(encoding="utf-8")
    assert words.lower() in text.lower()


def test_there_is_no_package_whose_licence_is_not_checked() -> None:
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert folders == {
        "tabler-core-1.6.1",
        "htmx.org-2.0.11",
        "golos-text-5.3.0",
        "tabler-icons-3.51.0",
    }


def test_the_fonts_cover_all_kazakh_letters_and_the_tenge_sign() -> None:
    sheet = (STATIC / "css" / "base.css").read_text(encoding="utf-8")
    ranges = [
        (int(first, 16), int(last or first, 16))
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", sheet)
    ]
    missing = [
        letter
        for letter in "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸"
        if not any(first <= ord(letter) <= last for first, last in ranges)
    ]
    assert missing == []


def test_every_icon_a_page_names_is_in_the_sprite() -> None:
    there = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    named = {
        (page, name)
        for page, text in template_texts()
        for call in re.findall(r"\bicon(?:_name)?\s*(?:\(|=)\s*([^)}%]*)", text)
        for name in re.findall(r'^"([a-z0-9-]+)"|(?:else|if) "([a-z0-9-]+)"', call)
        for name in name
        if name
    }
    assert len(named) > 10
    assert sorted((page, name) for page, name in named if name not in there) == []


def test_every_static_file_a_page_names_is_there() -> None:
    named = {
        name
        for _, text in template_texts()
        for name in re.findall(r"url_for\('static', filename='([^']+)'\)", text)
    }
    assert "icons.svg" in named
    assert sorted(name for name in named if not (STATIC / name).is_file()) == []


def test_no_page_carries_inline_code_or_style() -> None:
    """The content security policy would refuse it, and the page would look right only in a test."""
    guilty = [
        (page, found.group(0))
        for page, text in template_texts()
        for found in INLINE_CODE.finditer(text)
    ]
    assert guilty == []
