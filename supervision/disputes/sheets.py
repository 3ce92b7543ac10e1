"""The register of disputes as a sheet.

Belongs here: columns, and how a row becomes typed cells. Does not belong here: which rows: they are
read as the page reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from supervision.core.i18n import _
from supervision.disputes import register_views
from supervision.disputes.queries import disputes as queries
from supervision.exchange.exportables import Cells, Exportable, Reading, ReadPage, paged
from supervision.exchange.sheets import Column, Kind


def _columns() -> list[Column]:
    return [
        Column(_("Number"), width=20),
        Column(_("Kind"), width=30),
        Column(_("Subject"), width=50),
        Column(_("Claimant"), width=34),
        Column(_("Debtor"), width=34),
        Column(_("Court"), width=40),
        Column(_("Received by the court"), Kind.DAY, 14),
        Column(_("Participation"), width=50),
        Column(_("Next hearing"), Kind.MOMENT, 18),
        Column(_("Last act"), width=30),
        Column(_("Office"), width=34),
        Column(_("Prosecutor"), width=28),
    ]


def _read(at: Reading) -> ReadPage:
    choices = register_views.choices_of(at.session, at.actor, at.language)
    sort, grounds = register_views.sort_of(), dict(choices.grounds)
    read = partial(
        queries.register,
        at.session,
        register_views.filters_of(at.actor, choices),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        today=at.today,
        language=at.language,
    )

    def write(rows: Sequence[queries.DisputeRow]) -> list[Cells]:
        parties = queries.parties_of_disputes(at.session, [row.id for row in rows])
        return [
            (
                row.number,
                _(f"disputes.kind.{row.kind}"),
                row.subject,
                _named(parties.get(row.id, ()), "claimant"),
                _named(parties.get(row.id, ()), "debtor"),
                row.court,
                row.received_on,
                "; ".join(grounds.get(code, code) for code in row.grounds or ()),
                at.wall_clock(row.next_hearing),
                _(f"disputes.decision.{row.last_act}") if row.last_act else "",
                row.office_name,
                row.assignee or "",
            )
            for row in rows
        ]

    return paged(read, write)


def _named(parties: Sequence[queries.PartyRow], role: str) -> str:
    return "; ".join(party.name for party in parties if party.role == role)


EXPORTABLES = (Exportable("disputes", "Disputes in enforcement", _columns, _read),)
