"""First-instance decisions by article of the CoAO, their growth and fall (`2015 ¶28`)."""

from __future__ import annotations

from supervision.cases.queries.counted import by_article
from supervision.core.i18n import _
from supervision.law.lawbook import Lawbook
from supervision.reports.sections.base import FactSection


def _words(key: str, _law: Lawbook, _language: str) -> str:
    return _("CoAO, art. %(number)s", number=key)


SECTION = FactSection("by_article", by_article, _words, once=True)
