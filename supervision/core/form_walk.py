"""The walk of a form: shown, carried out in one transaction, shown again with everything typed.

Belongs here: the one way a page with a form goes. Does not belong here: what stands on the page, or
what somebody else recorded meanwhile (the room tells it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from flask import flash, redirect, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import Field

from supervision.core import web
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Problem, Refused, Stale
from supervision.core.transaction import transaction

Answer = Response | str | tuple[str, int]
Verb = Callable[[Session, Actor], Any]


class Walked(Protocol):
    """A form as its walk needs it."""

    version: Field

    def validate(self) -> bool:
        """Whether shape and presence are right."""

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields; give back those that belong to none."""


def walk(
    form: Walked,
    template: str,
    verb: Verb,
    *,
    done: str,
    to: str | Callable[[Any], str],
    meanwhile: Callable[[], Any] = lambda: None,
    **shown: Any,
) -> Answer:
    """Show the form, or carry out the verb and go `to` a page; what was typed always stays.

    `to` may ask what the verb made. `meanwhile` tells what somebody else recorded, for whom the
    thing was changed under the hand. Raises Forbidden and NotFound, which have pages of their own.
    """
    page = {"form": form, **shown}
    if request.method == "GET":
        return render_template(template, **page)
    if not form.validate():
        return render_template(template, **page), 422
    try:
        with transaction() as session:
            made = verb(session, web.actor())
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        return render_template(template, **page, meanwhile=meanwhile()), 409
    except Refused as refused:
        return render_template(template, **page, problems=form.take(refused.problems)), 422
    flash(done, "success")
    return redirect(to(made) if callable(to) else to)
