"""The register of requested files as a sheet.

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
from supervision.studies import queries, register_views
from supervision.studies.importing import IMPORTABLE, values_of


def _columns() -> list[Column]:
    return [
        Column(_("Number"), width=20),
        Column(_("Registration number"), width=16),
        Column(_("Claimant"), width=34),
        Column(_("Debtor"), width=34),
        Column(_("Bailiff"), width=28),
        Column(_("Branch"), width=34),
        Column(_("Requested on"), Kind.DAY, 12),
        Column(_("State"), width=24),
        Column(_("Since"), Kind.DAY, 12),
        Column(_("Office"), width=34),
        Column(_("Prosecutor"), width=28),
    ]


def _register(at: Reading) -> Callable[..., Page[queries.FileRow]]:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort = register_views.sort_of()
    return partial(
        queries.register,
        at.session,
        register_views.filters_of(at.actor, choices)[0],
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        today=at.today,
        language=at.language,
    )


def _read(at: Reading) -> ReadPage:
    branches = dict(register_views.choices_of(at.session, at.actor, at.language).branches)

    def write(rows: Sequence[queries.FileRow]) -> list[Cells]:
        parties = queries.parties_of_files(at.session, [row.id for row in rows])
        return [
            (
                row.number,
                row.registration_number,
                _named(parties.get(row.id, ()), "claimant"),
                _named(parties.get(row.id, ()), "debtor"),
                row.bailiff,
                branches.get(row.branch, row.branch),
                row.requested_on,
                _(f"studies.state.{row.state}"),
                row.since,
                row.office_name,
                row.assignee or "",
            )
            for row in rows
        ]

    return paged(_register(at), write)


def _named(parties: Sequence[queries.PartyRow], role: str) -> str:
    return "; ".join(party.name for party in parties if party.role == role)


def _entries(at: Reading, ids: Sequence[int]) -> Sequence[Values]:
    return values_of(at.session, ids)


_ENTRIES = Entries(IMPORTABLE, _register, _entries)
EXPORTABLES = (
    Exportable("requested_files", "Requested files", _columns, _read),
    as_entered(
        "requested_files_as_entered",
        "Requested files with every field",
        Entries(IMPORTABLE, _register, _entries),
    ),
)
