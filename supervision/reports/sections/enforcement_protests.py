"""Protests against court acts in enforcement proceedings (`2002 ¶7, ¶9, ¶12`)."""

from __future__ import annotations

from supervision.protests.queries.counted import PROTESTS, protests_in_enforcement
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection(
    "enforcement_protests", protests_in_enforcement, spoken("protests"), lines=PROTESTS
)
