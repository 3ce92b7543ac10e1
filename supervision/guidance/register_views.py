"""A register of any kind: its list, narrowed, searched, sorted, page by page."""

from __future__ import annotations

from flask import render_template, request

from supervision.core import web
from supervision.core.db import db
from supervision.core.paging import Cursor
from supervision.duties.views import presenter
from supervision.guidance import policy
from supervision.guidance.asking import choices_of, filters_of, sort_of
from supervision.guidance.presenting import heads, lines
from supervision.guidance.queries import registers
from supervision.guidance.rules.shape import Register
from supervision.guidance.words import message


def register_page(register: Register) -> str:
    """The records the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), presenter().language
    choices = choices_of(session, actor, register, language)
    filters, wrong = filters_of(session, register, choices)
    sort = sort_of()
    page = registers.page(
        session,
        register,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    return render_template(
        "guidance/register.html",
        register=register,
        lines=lines(register, page.rows, language),
        heads=heads(register),
        name_word=message(register.fields[register.name].label),
        choice_word=message(register.fields[register.choice].label),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=wrong,
        several=len(actor.offices_below) > 1,
        may_enter=policy.may_enter(actor),
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )
