"""The register of requests for exclusion as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind
from supervision.exclusions import register_views
from supervision.exclusions.queries import lists


def _columns() -> list[Column]:
    return [
        Column(_("Case"), width=20),
        Column(_("Offender"), width=34),
        Column(_("Clause"), width=50),
        Column(_("Court"), width=40),
        Column(_("Decided on"), Kind.DAY, 12),
        Column(_("Sent"), Kind.DAY, 12),
        Column(_("Number"), width=16),
        Column(_("Due"), Kind.DAY, 12),
        Column(_("Answered on"), Kind.DAY, 12),
        Column(_("State"), width=24),
        Column(_("Office"), width=34),
    ]


def _read(at: Reading) -> ReadPage:
    choices = register_views.choices_of()
    filters, clauses = register_views.filters_of(choices), dict(choices["clauses"])

    def write(rows: Sequence[lists.RequestRow]) -> list[Cells]:
        return [
            (
                row.case_number,
                row.offender,
                clauses.get(row.clause, row.clause),
                row.court,
                row.decided_on,
                row.sent_on,
                row.sent_number or "",
                row.due_on,
                row.answered_on,
                _(f"exclusions.state.{row.state}"),
                row.office_name,
            )
            for row in rows
        ]

    return paged(partial(lists.register, at.session, filters, language=at.language), write)


EXPORTABLES = (Exportable("exclusions", "Exclusions from the count", _columns, _read),)
