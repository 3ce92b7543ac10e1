"""Court disputes in enforcement proceedings (`2002 ¶5, ¶7, ¶9`)."""

from __future__ import annotations

from supervision.disputes.queries.counted import DISPUTES, disputes
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("disputes", disputes, spoken("disputes"), lines=DISPUTES)
