"""What the monthly study looks at: changed without a protest, protests withdrawn (`2015 ¶28`)."""

from __future__ import annotations

from supervision.protests.queries.counted import WITHOUT_PROTEST, without_protest
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection(
    "without_protest", without_protest, spoken("without_protest"), lines=WITHOUT_PROTEST
)
