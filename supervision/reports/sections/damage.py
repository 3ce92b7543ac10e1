"""Damage to the state: awarded, recovered, outstanding, and prosecutors' claims of it (`2002 ¶10`)."""

from __future__ import annotations

from supervision.enforcement.queries.counted import DAMAGE, damage_to_state
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("damage", damage_to_state, spoken("damage"), lines=DAMAGE, money=True)
