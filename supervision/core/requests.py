"""What no view should have to think about: requests no browser of ours would send.

Belongs here: refusing what the database cannot even hold (NUL bytes, lone surrogates, numbers past
64 bits) before any view runs, and how much a request may carry. Does not belong here: checks of a form's
meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, current_app, request
from werkzeug.routing import BaseConverter, IntegerConverter, Map

LARGEST_ID = 2**63 - 1
LARGEST_YEAR = 9999
View = TypeVar("View", bound=Callable[..., Any])
_MOST = "most_bytes"


class StoredInteger(IntegerConverter):
    """An id in an address; one the database could not hold names nothing, so the page is absent."""

    def __init__(self, map: Map, *args: object, **options: object) -> None:
        options.setdefault("max", LARGEST_ID)
        super().__init__(map, *args, **options)  # type: ignore[arg-type]


class CodeWord(BaseConverter):
    """A code of the law's files in an address: small letters and underscores."""

    regex = "[a-z][a-z_]{0,79}"


def takes_files(most: int) -> Callable[[View], View]:
    """Marks a view that takes a file: its requests may carry `most` bytes, others far fewer."""

    def mark(view: View) -> View:
        setattr(view, _MOST, most)
        return view

    return mark


def allow_files() -> None:
    """Before each request, and before anything reads its body: the size its view is marked with."""
    view = current_app.view_functions.get(request.endpoint or "")
    most: int | None = getattr(view, _MOST, None)
    if most is not None:
        request.max_content_length = most


def refuse_unreadable_text() -> None:
    """Before each request: 400 when any typed or linked text cannot be stored as text."""
    for values in (request.args, request.form):
        for name, texts in values.lists():
            if not all(storable(text) for text in (name, *texts)):
                abort(400)


def storable(text: str) -> bool:
    """Whether the database can hold this text: no NUL byte, no half of a letter."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
