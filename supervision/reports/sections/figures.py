"""The indicators of the period, each a share that opens into its cases (`2015 ¶21–24`, `2002 ¶12`)."""

from __future__ import annotations

from supervision.indicators.queries.counted import figures
from supervision.law.lawbook import Lawbook
from supervision.law.model import UnknownLaw
from supervision.reports.sections.base import FactSection


def _words(key: str, law: Lawbook, language: str) -> str:
    try:
        return law.figure(key).title.in_language(language)
    except UnknownLaw:
        return key


SECTION = FactSection("figures", figures, _words, share=True, once=True)
