"""Acts changed or quashed by higher courts, with a protest and without (`2015 ¶20, ¶22`)."""

from __future__ import annotations

from supervision.protests.queries.counted import REVIEWS, reviews
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("reviews", reviews, spoken("reviews"), lines=REVIEWS)
