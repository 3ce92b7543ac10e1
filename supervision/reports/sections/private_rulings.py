"""Private rulings moved for, issued, refused and answered (`2015 ¶12, ¶24`)."""

from __future__ import annotations

from supervision.cases.queries.counted import RULINGS, private_rulings
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("private_rulings", private_rulings, spoken("private_rulings"), lines=RULINGS)
