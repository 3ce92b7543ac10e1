"""Duties not done by their day, by the cause named (`2015 ¶20`, `2002 ¶12`)."""

from __future__ import annotations

from supervision.core.i18n import _
from supervision.duties.counted import LATE, NOT_NAMED, STILL_OPEN, late_duties
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.reports.sections.base import FactSection


def _words(key: str, _law: Lawbook, _language: str) -> str:
    if key in (NOT_NAMED, STILL_OPEN):
        return _(f"reports.line.late_duties.{key}")
    return _(f"duties.late_cause.{key}")


def _details(rule: str, law: Lawbook, language: str) -> str:
    try:
        return law.rule(rule).title.in_language(language)
    except UnknownLaw:
        return rule


SECTION = FactSection("late_duties", late_duties, _words, lines=LATE, once=True, details=_details)
