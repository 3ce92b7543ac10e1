"""The page of the one search box; the box itself stands in the head of every page."""

from __future__ import annotations

from flask import render_template

from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.core.searching import query_words
from supervision.search.blueprint import blueprint
from supervision.search.presenting import groups
from supervision.search.queries import SOURCES, Finds, people, things

__all__ = ["blueprint", "search"]
SHORTEST = 2  # letters of the longest word; one letter begins half of everything


@blueprint.get("")
@requires(Permission.SEE_CASES)
def search() -> str:
    """What is found by the words of the box, kind by kind."""
    text, language = asked("q")[:200], current_language()
    words = words_of(text)
    found = groups(found_by(web.actor(), words, language), text, language) if words else []
    return render_template(
        "search/search.html",
        groups=found,
        asked=text,
        is_short=bool(text) and not words,
    )


def words_of(text: str) -> list[str]:
    """The words to search for; none where even the longest is too short."""
    words = query_words(text)
    return words if any(len(word) >= SHORTEST for word in words) else []


def found_by(actor: Actor, words: list[str], language: str) -> list[Finds]:
    """The finds of every kind the actor may see."""
    session = db.session()
    found = [things(session, source, words, language) for source in SOURCES]
    if actor.may(Permission.SEE_PEOPLE):
        found.append(people(session, words, language))
    return found
