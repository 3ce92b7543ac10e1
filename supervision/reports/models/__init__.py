"""Tables of reports: the control journal, and the reports that the instructions ask for."""

from supervision.reports.models.journal import ControlJournal, JournalLine
from supervision.reports.models.report import (
    Report,
    ReportEdition,
    ReportLine,
    ReportStep,
    ReportText,
    ReportThing,
)

__all__ = [
    "ControlJournal",
    "JournalLine",
    "Report",
    "ReportEdition",
    "ReportLine",
    "ReportStep",
    "ReportText",
    "ReportThing",
]
