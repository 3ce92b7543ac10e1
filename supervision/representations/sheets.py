"""The registers of representations and of missed terms as sheets.

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
from supervision.representations import register_views
from supervision.representations.queries import lists, missed


def _columns() -> list[Column]:
    return [
        Column(_("Number"), width=16),
        Column(_("Cause"), width=40),
        Column(_("Case"), width=20),
        Column(_("Office"), width=34),
        Column(_("Written by"), width=34),
        Column(_("Addressed to"), width=34),
        Column(_("Day"), Kind.DAY, 12),
        Column(_("State"), width=24),
        Column(_("Answered on"), Kind.DAY, 12),
    ]


def _read(at: Reading) -> ReadPage:
    offices = office_names(at.session, all_office_ids(at.session), at.language)
    filters = register_views.asked_for()

    def write(rows: Sequence[lists.RepresentationRow]) -> list[Cells]:
        return [
            (
                row.number or "",
                _(f"representations.cause.{row.cause}"),
                row.matter_number,
                row.office_name,
                offices.get(row.author_office_id, ""),
                offices.get(row.addressed_to_id, ""),
                row.day,
                _(f"representations.state.{row.state}"),
                row.answered_on,
            )
            for row in rows
        ]

    return paged(partial(lists.register, at.session, filters, language=at.language), write)


def _missed_columns() -> list[Column]:
    return [
        Column(_("Case"), width=20),
        Column(_("Offender"), width=34),
        Column(_("Office"), width=34),
        Column(_("Court"), width=40),
        Column(_("Made on"), Kind.DAY, 12),
        Column(_("Last day"), Kind.DAY, 12),
        Column(_("Found on"), Kind.DAY, 12),
        Column(_("Cause"), width=30),
        Column(_("State"), width=24),
    ]


def _read_missed(at: Reading) -> ReadPage:
    asked = register_views.asked_for_missed()

    def write(rows: Sequence[missed.MissedRow]) -> list[Cells]:
        return [
            (
                row.case_number,
                row.offender,
                row.office_name,
                row.court,
                row.made_on,
                row.window_ends_on,
                row.found_on,
                _(f"representations.missed_cause.{row.cause}") if row.cause else "",
                _(f"representations.missed_state.{row.state}"),
            )
            for row in rows
        ]

    read = partial(missed.listed, at.session, **asked._asdict(), language=at.language)
    return paged(read, write)


EXPORTABLES = (
    Exportable("representations", "Representations", _columns, _read),
    Exportable("missed_terms", "Missed terms", _missed_columns, _read_missed),
)
