"""The register of open duties as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.duties import queries
from supervision.duties.list_asking import asked_for
from supervision.duties.serving import presenter
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind


def _columns() -> list[Column]:
    return [
        Column(_("Duty"), width=44),
        Column(_("Paragraph"), width=14),
        Column(_("Subject"), width=30),
        Column(_("Due"), Kind.DAY, 12),
        Column(_("State"), width=30),
        Column(_("Office"), width=34),
        Column(_("Prosecutor"), width=28),
    ]


def _read(at: Reading) -> ReadPage:
    read = partial(
        queries.listed,
        at.session,
        **asked_for(at.session, at.actor)._asdict(),
        today=at.today,
        language=at.language,
    )
    writer = presenter()

    def write(rows: Sequence[queries.DutyRow]) -> list[Cells]:
        return [
            (
                line.title,
                line.citation,
                line.subject,
                row.due_on,
                line.state_text,
                row.office_name,
                row.assignee or "",
            )
            for row, line in zip(rows, writer.lines(rows), strict=True)
        ]

    return paged(read, write)


EXPORTABLES = (Exportable("duties", "Open duties", _columns, _read),)
