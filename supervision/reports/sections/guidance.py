"""What the registers of guidance hold of a period (`2002 ¶10–11, ¶13`, `2015 ¶28, ¶32`).

Five sections of one room, alike: a line is a tally that a register declares, under its own title.
"""

from __future__ import annotations

from supervision.core.i18n import _
from supervision.guidance import reported
from supervision.law.lawbook import Lawbook
from supervision.reports.sections.base import FactSection, spoken


def _words(key: str, _law: Lawbook, _language: str) -> str:
    return _(reported.titles()[key])


SECTIONS = (
    FactSection(
        "held_inspections",
        reported.inspections_held,
        spoken("held_inspections"),
        lines=reported.INSPECTIONS,
    ),
    FactSection("training", reported.trainings_held, _words, lines=reported.TRAININGS),
    FactSection("publications", reported.published, _words, lines=reported.PUBLICATIONS),
    FactSection("proposed", reported.proposals_sent, _words, lines=reported.PROPOSALS),
    FactSection("practice", reported.findings_entered, _words, lines=reported.PRACTICE),
)
