"""Protests in administrative cases: brought, and how they ended (`2015 ¶20, ¶23`)."""

from __future__ import annotations

from supervision.protests.queries.counted import PROTESTS, protests
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("protests", protests, spoken("protests"), lines=PROTESTS)
