"""Breaches that studies of enforcement files found, by point of the study (`2002 ¶6, ¶9–10`)."""

from __future__ import annotations

from supervision.law.checklist import study_checklist
from supervision.law.lawbook import Lawbook
from supervision.reports.sections.base import FactSection
from supervision.studies.counted import study_points


def _words(key: str, _law: Lawbook, language: str) -> str:
    titles = {item.code: item.title for item in study_checklist()}
    return titles[key].in_language(language) if key in titles else key


SECTION = FactSection(
    "study_points",
    study_points,
    _words,
    lines=tuple(item.code for item in study_checklist()),
    share=True,
)
