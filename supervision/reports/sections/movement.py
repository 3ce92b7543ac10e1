"""The movement of administrative cases in court (`2015 ¶20, ¶28`)."""

from __future__ import annotations

from supervision.cases.queries.counted import MOVEMENT, movement
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("movement", movement, spoken("movement"), lines=MOVEMENT)
