"""The register of enforcement documents as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.core.paging import Page
from supervision.enforcement import register_views
from supervision.enforcement.importing import IMPORTABLE, values_of
from supervision.enforcement.presenting import ending_words
from supervision.enforcement.queries import register as queries
from supervision.exchange.entered import Entries, as_entered
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.importables import Values
from supervision.exchange.sheets import Column, Kind


def _columns() -> list[Column]:
    return [
        Column(_("Number"), width=20),
        Column(_("Issued by"), width=34),
        Column(_("Row"), Kind.WHOLE, 8),
        Column(_("Debtor"), width=34),
        Column(_("Claimant"), width=34),
        Column(_("Sum, tenge"), Kind.TENGE, 18),
        Column(_("Recovered, tenge"), Kind.TENGE, 18),
        Column(_("Received"), Kind.DAY, 12),
        Column(_("Initiated"), Kind.DAY, 12),
        Column(_("Term of enforcement ends"), Kind.DAY, 14),
        Column(_("State"), width=20),
        Column(_("Ended"), Kind.DAY, 12),
        Column(_("Ended by"), width=34),
        Column(_("Office"), width=34),
    ]


def _register(at: Reading) -> Callable[..., Page[queries.DocumentRow]]:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort = register_views.sort_of()
    return partial(
        queries.register,
        at.session,
        register_views.filters_of(at.actor, choices),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        today=at.today,
        language=at.language,
    )


def _read(at: Reading) -> ReadPage:
    states = dict(register_views.choices_of(at.session, at.actor, at.language).states)
    endings = ending_words()

    def write(rows: Sequence[queries.DocumentRow]) -> list[Cells]:
        return [
            (
                row.writ_number,
                row.issuing_body,
                row.report_row,
                row.debtor_name,
                row.claimant_name,
                row.claim_now,
                row.recovered,
                row.received_on,
                row.initiated_on,
                row.term_ends_on,
                states[row.standing],
                row.ended_on,
                endings.get(row.ended_by or "", ""),
                row.office_name,
            )
            for row in rows
        ]

    return paged(_register(at), write)


def _entries(at: Reading, ids: Sequence[int]) -> Sequence[Values]:
    return values_of(at.session, ids)


_ENTRIES = Entries(IMPORTABLE, _register, _entries)
EXPORTABLES = (
    Exportable("enforcement_documents", "Enforcement documents", _columns, _read),
    as_entered(
        "enforcement_documents_as_entered",
        "Cards 4.0 with every field",
        Entries(IMPORTABLE, _register, _entries),
    ),
)
