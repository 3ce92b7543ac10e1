"""What a person does on pages: signs in, fills a form, looks for a line.

Belongs here: typing and clicking that several journeys share. Does not belong here: what a journey
expects. Fields are found by their names, because the same hands type in three languages.
"""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page

from tests.factories.offices import PASSWORD

REQUESTED, RECEIVED = "17.11.2026", "20.11.2026"  # a Tuesday, and the Friday the site lives in
NUMBER = "1204/26-10-77"
FILE: Mapping[str, str] = {
    "number": NUMBER,
    "requested_on": REQUESTED,
    "supply_by": "23.11.2026",
    "received_on": RECEIVED,
    "subject": "Алимент өндіріп алу",
    "bailiff": "Ахметов Нұрлан",
    "bailiff_office": "Семей қаласының аумақтық бөлімі",
    "initiated_on": "31.10.2026",
    "parties-0-name": "Серікова Айгүл Маратқызы",
    "parties-0-identity_number": "850314400017",
    "parties-1-name": "Қасымов Ерлан Бекұлы",
}


def sign_in(page: Page, login: str, language: str) -> None:
    """Type login and password, and choose the language where the account has another."""
    page.goto("/login")
    enter(page, login)
    speak(page, language)


def enter(page: Page, login: str) -> None:
    """Type login and password on the sign-in page that is open, and send them."""
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def speak(page: Page, language: str) -> None:
    """Switch the page's language, unless it is this one already."""
    if language_of(page) != language:
        page.click(f"form.languages button[value={language}]")


def language_of(page: Page) -> str | None:
    """The language the page says it is written in."""
    return page.locator("html").get_attribute("lang")


def fill(page: Page, fields: Mapping[str, str]) -> None:
    """Type into fields by name."""
    for name, words in fields.items():
        page.fill(f"[name='{name}']", words)


def typed(page: Page, fields: Mapping[str, str]) -> dict[str, str]:
    """What stands in these fields now."""
    return {name: page.input_value(f"[name='{name}']") for name in fields}


def send(page: Page) -> None:
    """Press the main button of the page's form."""
    page.click(".form-buttons .btn-primary")


def register(page: Page, **changes: str) -> None:
    """Register a file that is at hand, from the register's own button on."""
    page.goto("/files")
    page.click(".page-head-actions .btn-primary")
    fill(page, {**FILE, **changes})
    send(page)
