"""Requested enforcement files: requested, received, studied, given back (`2002 ¶6, ¶9`)."""

from __future__ import annotations

from supervision.reports.sections.base import FactSection, spoken
from supervision.studies.counted import FILES, files

SECTION = FactSection("files", files, spoken("files"), lines=FILES)
