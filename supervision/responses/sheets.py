"""The register of acts of response as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind
from supervision.responses import queries, register_views
from supervision.responses.presenting import kind_words


def _columns() -> list[Column]:
    return [
        Column(_("Act of response"), width=34),
        Column(_("Number"), width=16),
        Column(_("Day"), Kind.DAY, 12),
        Column(_("Subject"), width=24),
        Column(_("Addressee"), width=34),
        Column(_("Answer by"), Kind.DAY, 12),
        Column(_("Answered on"), Kind.DAY, 12),
        Column(_("State"), width=20),
        Column(_("Office"), width=34),
    ]


def _read(at: Reading) -> ReadPage:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort = register_views.sort_of()
    read = partial(
        queries.register,
        at.session,
        register_views.filters_of(at.actor, choices)[0],
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        language=at.language,
        today=at.today,
    )

    def write(rows: Sequence[queries.ActRow]) -> list[Cells]:
        return [
            (
                kind_words(row.kind, row.other_kind),
                row.number,
                row.on,
                row.subject_label,
                row.addressee,
                row.answer_by,
                row.answered_on,
                _(f"responses.state.{row.state}"),
                row.office_name,
            )
            for row in rows
        ]

    return paged(read, write)


EXPORTABLES = (Exportable("response_acts", "Acts of response", _columns, _read),)
