"""The register of petitions as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.core.paging import Page
from supervision.exchange.entered import Entries, as_entered
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.importables import Values
from supervision.exchange.sheets import Column, Kind
from supervision.petitions import register_views
from supervision.petitions.importing import IMPORTABLE, values_of
from supervision.petitions.models.petition import registration_number
from supervision.petitions.queries import petitions as queries


def _columns() -> list[Column]:
    return [
        Column(_("Number"), width=16),
        Column(_("Kind"), width=30),
        Column(_("Petitioner"), width=34),
        Column(_("Case"), width=20),
        Column(_("Received on"), Kind.DAY, 12),
        Column(_("State"), width=24),
        Column(_("Office"), width=34),
        Column(_("Prosecutor"), width=28),
    ]


def _register(at: Reading) -> Callable[..., Page[queries.PetitionRow]]:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort = register_views.sort_of()
    return partial(
        queries.register,
        at.session,
        register_views.filters_of(at.actor, choices),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        language=at.language,
    )


def _read(at: Reading) -> ReadPage:
    def write(rows: Sequence[queries.PetitionRow]) -> list[Cells]:
        return [
            (
                registration_number(row.year, row.sequence),
                _(f"petitions.kind.{row.kind}"),
                row.petitioner_name,
                row.case_number,
                row.received_on,
                _(f"petitions.state.{row.state}"),
                row.office_name,
                row.examiner or "",
            )
            for row in rows
        ]

    return paged(_register(at), write)


def _entries(at: Reading, ids: Sequence[int]) -> Sequence[Values]:
    return values_of(at.session, ids)


_ENTRIES = Entries(IMPORTABLE, _register, _entries)
EXPORTABLES = (
    Exportable("petitions", "Petitions", _columns, _read),
    as_entered("petitions_as_entered", "Petitions with every field", _ENTRIES),
)
