"""A register of any kind: its list, narrowed, searched, sorted, page by page, and as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, render_template, request

from supervision.core import web
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.i18n import _
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.duties.views import presenter
from supervision.exchange.sheets import (
    MOST_ROWS,
    Column,
    Kind,
    as_download,
    demand_room,
    workbook,
)
from supervision.guidance import operations, policy
from supervision.guidance.asking import choices_of, filters_of
from supervision.guidance.presenting import heads, lines
from supervision.guidance.queries import registers
from supervision.guidance.queries.registers import Row
from supervision.guidance.rules.shape import Field, Register
from supervision.guidance.rules.shape import Kind as FieldKind
from supervision.guidance.words import message, state_words, value_words

SORTS = ("on", "entered")
DEFAULT_SORT = "-on"
_WIDE, _NARROW = 40, 14


def register_page(register: Register) -> str:
    """The records the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), presenter().language
    choices = choices_of(session, actor, register, language)
    filters, wrong = filters_of(session, register, choices)
    sort = asked("sort") if asked("sort").removeprefix("-") in SORTS else DEFAULT_SORT
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


def register_sheet(register: Register) -> Response:
    """The same list whole, as a workbook; that it left is recorded."""
    session, actor, language = db.session(), web.actor(), presenter().language
    filters, _wrong = filters_of(session, register, choices_of(session, actor, register, language))
    rows = registers.every(session, register, filters, language=language, limit=MOST_ROWS + 1)
    demand_room(len(rows))
    content = workbook(
        _(register.title),
        _columns(register),
        [_cells(register, row, language) for row in rows],
        about_name=_("About this sheet"),
        about=[
            (_("List"), _(register.title)),
            (_("Paragraphs"), register.paragraphs),
            (_("Office"), actor.office_name),
            (_("Rows"), str(len(rows))),
        ],
    )
    kept = {name: value for name, value in request.args.items() if value and name != "page"}
    with transaction() as current:
        operations.note_export(current, actor, register, rows=len(rows), asked=kept)
    return as_download(content, f"{register.path}.xlsx")


def _shown(register: Register) -> Sequence[Field]:
    return [register.fields[name] for name in (register.name, *register.columns)]


def _columns(register: Register) -> list[Column]:
    kinds = {FieldKind.DAY: Kind.DAY, FieldKind.COUNT: Kind.WHOLE}
    own = [
        Column(
            str(message(each.label)),
            kinds.get(each.kind, Kind.TEXT),
            _NARROW if each.kind in kinds else _WIDE,
        )
        for each in _shown(register)
    ]
    return [
        Column(_("Day"), Kind.DAY, _NARROW),
        *own,
        Column(_("State")),
        Column(_("Office"), width=_WIDE),
    ]


def _cells(register: Register, row: Row, language: str) -> tuple[Any, ...]:
    plain = (FieldKind.DAY, FieldKind.COUNT)
    own = (
        row.values[each.name]
        if each.kind in plain
        else value_words(each, row.values[each.name], language)
        for each in _shown(register)
    )
    return (row.on, *own, state_words(register, row.state), row.office_name)
