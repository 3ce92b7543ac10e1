"""Where an act lies, in words: shared by the page of a case and the register of acts.

Belongs here: these few words. Does not belong here: anything else of a page.
"""

from __future__ import annotations

from supervision.cases.models import ActFiling
from supervision.core.i18n import _


def filing_words(filing: ActFiling) -> str:
    """Where an act lies, in one line."""
    return place_words(filing.file_index, filing.file_year, filing.volume) + sheets_words(
        filing.sheets
    )


def place_words(file_index: str | None, year: int | None, volume: str | None) -> str:
    """The file and the volume; empty for an act that was not entered."""
    if file_index is None:
        return ""
    return _("%(index)s (%(year)s), volume %(volume)s", index=file_index, year=year, volume=volume)


def sheets_words(sheets: str | None) -> str:
    """The sheets after the place; empty where none are named."""
    return ", " + _("sheets %(sheets)s", sheets=sheets) if sheets else ""
