"""Three languages: which one a page speaks, and how days and moments are written in it.

Belongs here: choice of language, date and moment filters, the catalogs' places. Does not belong
here: titles of the law (they live in law files) or any sentence of a room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, g, has_request_context, request, session
from flask_babel import Babel, force_locale, gettext, ngettext

from supervision.core import clock
from supervision.core.errors import Problem

LANGUAGES = ("kk", "ru", "en")
TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
_LONG_PATTERNS = {"kk": "y 'жылғы' d MMMM", "ru": "d MMMM y 'года'", "en": "d MMMM y"}
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _(message: str, **values: object) -> str:
    """The message in the reader's language, with its values put in."""
    return str(gettext(message, **values))


def ngettext_(one: str, many: str, number: int, **values: object) -> str:
    """The message in the reader's language in the form this number asks for."""
    return str(ngettext(one, many, number, **values))


def domains() -> tuple[str, ...]:
    """Every catalog there is, one a room, in a stable order."""
    return tuple(sorted({path.stem for path in TRANSLATIONS.glob("*/LC_MESSAGES/*.po")}))


def chosen_language() -> str:
    """The user's own, else the one chosen before signing in, else the browser's, else kk."""
    if not has_request_context():
        return "kk"
    actor = g.get("actor")
    if actor is not None:
        return str(actor.language)
    remembered = session.get("language")
    if remembered in LANGUAGES:
        return str(remembered)
    return request.accept_languages.best_match(LANGUAGES) or "kk"


def current_language() -> str:
    """The language of this request; decided once."""
    if "language" not in g:
        g.language = chosen_language()
    return str(g.language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language while the block lasts: a letter speaks its reader's, whoever sends it."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language):
            yield
    finally:
        g.pop("language")
        if before is not None:
            g.language = before


def day(value: date | None, language: str | None = None) -> str:
    """A date as the language writes it in tables: 20.11.2026 in kk and ru, 20 Nov 2026 in en."""
    if value is None:
        return "—"
    if (language or current_language()) == "en":
        return f"{value.day} {_MONTHS_EN[value.month - 1]} {value.year}"
    return f"{value.day:02}.{value.month:02}.{value.year}"


def day_long(value: date | None, language: str | None = None) -> str:
    """A date in words: 2026 жылғы 20 қараша · 20 ноября 2026 года · 20 November 2026."""
    if value is None:
        return "—"
    spoken = language or current_language()
    return str(format_date(value, _LONG_PATTERNS[spoken], locale=spoken))


def moment(value: datetime | None, zone: ZoneInfo, language: str | None = None) -> str:
    """A moment on the wall clock of the office's zone: the day and HH:MM."""
    if value is None:
        return "—"
    local = clock.moment_in(zone, value)
    return f"{day(local.date(), language)}, {local:%H:%M}"


def said(problem: Problem) -> str:
    """A problem in the reader's language."""
    words = _(problem.message)
    return words % problem.params if problem.params else words


def said_all(problems: Iterable[Problem]) -> list[str]:
    """Several problems in the reader's language, in order."""
    return [said(problem) for problem in problems]


def init_app(app: Flask, zone: ZoneInfo) -> None:
    """Give the application its catalogs, its language choice and the Jinja filters."""
    names = domains() or ("core",)
    app.config["BABEL_DEFAULT_LOCALE"] = "en"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join([str(TRANSLATIONS)] * len(names))
    app.config["BABEL_DOMAIN"] = ";".join(names)
    Babel(app, locale_selector=current_language)
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["day_long"] = day_long
    app.jinja_env.filters["moment"] = lambda value: moment(value, zone)
    app.jinja_env.globals["current_language"] = current_language
    app.jinja_env.globals["languages"] = LANGUAGES
