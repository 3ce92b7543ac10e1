"""The register of requests for exclusion and the Department's queue, both printable (`2015 ¶22`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template, request

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import chosen
from supervision.core.db import db
from supervision.core.i18n import _
from supervision.core.paging import Cursor
from supervision.duties.rules import days_left
from supervision.duties.views import presenter
from supervision.exclusions.blueprint import blueprint
from supervision.exclusions.effects import effects_of
from supervision.exclusions.presenting import TONES, clause_titles, due_mark
from supervision.exclusions.queries import lists
from supervision.exclusions.rules import RequestState
from supervision.representations.register_views import office_choices

ANY = "any"


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The requests the reader sees, the newest first; an unknown choice narrows nothing."""
    choices = choices_of()
    page = lists.register(
        db.session(),
        filters_of(choices),
        cursor=Cursor.parse(request.args.get("page")),
        language=presenter().language,
    )
    return _shown("exclusions/register.html", choices, page, state=request.args.get("state", ""))


@blueprint.get("/queue")
@requires(Permission.SEE_CASES)
def queue() -> str:
    """The requests that wait for the Department, the oldest first, with what each would change;
    another state is asked for.
    """
    session, language = db.session(), presenter().language
    choices = choices_of()
    state = chosen("state", [*choices["states"], (ANY, "")]) or RequestState.SENT.value
    page = lists.queue(
        session,
        filters_of(choices, state=None if state == ANY else state),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    effects = effects_of(session, page.rows, language) if page.rows else None
    waits = RequestState.SENT.value
    others = [each for each in choices["states"] if each[0] != waits] + [(ANY, _("All"))]
    return _shown(
        "exclusions/queue.html", choices, page, state=state, others=others, effects=effects
    )


def choices_of() -> dict[str, list[tuple[str, str]]]:
    """What the filter bar offers; each a list of (value, words)."""
    titles = clause_titles(presenter().language)
    return {
        "states": [(each.value, _(f"exclusions.state.{each}")) for each in RequestState],
        "clauses": list(titles.items()),
        "offices": office_choices(),
    }


def filters_of(choices: dict[str, list[tuple[str, str]]], **fixed: str | None) -> lists.Filters:
    """What the address asks for; `fixed` says a state whatever the address says."""
    office = chosen("office", choices["offices"])
    return lists.Filters(
        state=fixed["state"] if "state" in fixed else chosen("state", choices["states"]),
        clause=chosen("clause", choices["clauses"]),
        office_id=int(office) if office else None,
    )


def _shown(
    template: str, choices: dict[str, list[tuple[str, str]]], page: Any, **words: Any
) -> str:
    rows: Sequence[lists.RequestRow] = page.rows
    today = web.today()
    return render_template(
        template,
        page=page,
        choices=choices,
        titles=dict(choices["clauses"]),
        dues={row.id: due_mark(row.due_on, row.closed_on, today) for row in rows},
        waiting={row.id: -days_left(row.since, today) for row in rows},
        tones=TONES,
        asked=request.args,
        narrowed=any(value for name, value in request.args.items() if name != "page"),
        **words,
    )
