"""Terminated cases by the ground that the acts name (`2015 ¶20, ¶28`)."""

from __future__ import annotations

from supervision.cases.queries.counted import terminations
from supervision.law.lawbook import Lawbook
from supervision.reports.sections.base import FactSection


def _words(key: str, _law: Lawbook, _language: str) -> str:
    return key


SECTION = FactSection("terminations", terminations, _words, once=True)
