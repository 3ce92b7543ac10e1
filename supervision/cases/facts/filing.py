"""The entry in a nomenclature file as the law hears of it (`2015 ¶11`).

Belongs here: events of filings. Does not belong here: where the file stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervision.cases.queries.whole import Whole
from supervision.duties.rules import Event


def filing_events(whole: Whole) -> Iterator[Event]:
    """Each act that was entered in a nomenclature file, on the day of the entry."""
    for filing in whole.filings:
        yield Event("court_act_filed", filing.filed_on, key=f"act-{filing.act_id}")
