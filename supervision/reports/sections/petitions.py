"""Petitions and complaints: received, and how they were answered (`2002 ¶8`, `2015 ¶18`)."""

from __future__ import annotations

from supervision.petitions.queries.counted import PETITIONS, petitions
from supervision.reports.sections.base import FactSection, spoken

SECTION = FactSection("petitions", petitions, spoken("petitions"), lines=PETITIONS)
