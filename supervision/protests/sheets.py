"""The register of protests as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind
from supervision.offices.queries import all_office_ids, office_names
from supervision.protests import register_views
from supervision.protests.presenting import state_words
from supervision.protests.queries import lists


def _columns() -> list[Column]:
    return [
        Column(_("Number"), width=16),
        Column(_("Kind"), width=30),
        Column(_("Case"), width=20),
        Column(_("Court"), width=40),
        Column(_("Office"), width=34),
        Column(_("Written by"), width=34),
        Column(_("Brought by"), width=28),
        Column(_("Brought on"), Kind.DAY, 12),
        Column(_("State"), width=24),
        Column(_("Outcome on"), Kind.DAY, 12),
    ]


def _read(at: Reading) -> ReadPage:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort = register_views.sort_of()
    offices = office_names(at.session, all_office_ids(at.session), at.language)
    read = partial(
        lists.register,
        at.session,
        register_views.filters_of(choices),
        sort=sort.removeprefix("-"),
        descending=sort.startswith("-"),
        language=at.language,
    )

    def write(rows: Sequence[lists.ProtestRow]) -> list[Cells]:
        return [
            (
                row.number or "",
                _(f"protests.kind.{row.kind}"),
                row.matter_number,
                row.court,
                row.office_name,
                offices.get(row.author_office_id, ""),
                row.brought_by or "",
                row.brought_on,
                state_words(row.state, row.outcome)[0],
                row.outcome_on,
            )
            for row in rows
        ]

    return paged(read, write)


EXPORTABLES = (Exportable("protests", "Protests", _columns, _read),)
