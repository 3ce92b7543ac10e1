"""The six registers of the room as sheets: one declaration a register.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind
from supervision.guidance.asking import choices_of, filters_of, sort_of
from supervision.guidance.queries import registers
from supervision.guidance.queries.registers import Row
from supervision.guidance.rules import REGISTERS
from supervision.guidance.rules.shape import Field, Register
from supervision.guidance.rules.shape import Kind as FieldKind
from supervision.guidance.words import message, state_words, value_words

TYPED = {FieldKind.DAY: Kind.DAY, FieldKind.COUNT: Kind.WHOLE}
WIDE, NARROW = 40, 14


def _shown(register: Register) -> Sequence[Field]:
    return [register.fields[name] for name in (register.name, *register.columns)]


def _columns(register: Register) -> list[Column]:
    own = [
        Column(
            str(message(each.label)),
            TYPED.get(each.kind, Kind.TEXT),
            NARROW if each.kind in TYPED else WIDE,
        )
        for each in _shown(register)
    ]
    return [
        Column(_("Day"), Kind.DAY, NARROW),
        *own,
        Column(_("State")),
        Column(_("Office"), width=WIDE),
    ]


def _read(register: Register, at: Reading) -> ReadPage:
    choices = choices_of(at.session, at.actor, register, at.language)
    filters, _wrong = filters_of(at.session, register, choices)
    sort = sort_of()
    read = partial(
        registers.page,
        at.session,
        register,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        language=at.language,
    )

    def write(rows: Sequence[Row]) -> list[Cells]:
        return [_cells(register, row, at.language) for row in rows]

    return paged(read, write)


def _cells(register: Register, row: Row, language: str) -> Cells:
    own = (
        row.values[each.name]
        if each.kind in TYPED
        else value_words(each, row.values[each.name], language)
        for each in _shown(register)
    )
    return (row.on, *own, state_words(register, row.state), row.office_name)


def _exportables() -> Iterator[Exportable]:
    for register in REGISTERS:
        yield Exportable(
            f"guidance_{register.path}",
            register.title,
            partial(_columns, register),
            partial(_read, register),
        )


EXPORTABLES = tuple(_exportables())
