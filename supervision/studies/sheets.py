"""The register of requested files as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind
from supervision.studies import queries, register_views


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


def _read(at: Reading) -> ReadPage:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort, branches = register_views.sort_of(), dict(choices.branches)
    read = partial(
        queries.register,
        at.session,
        register_views.filters_of(at.actor, choices)[0],
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        today=at.today,
        language=at.language,
    )

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

    return paged(read, write)


def _named(parties: Sequence[queries.PartyRow], role: str) -> str:
    return "; ".join(party.name for party in parties if party.role == role)


EXPORTABLES = (Exportable("requested_files", "Requested files", _columns, _read),)
