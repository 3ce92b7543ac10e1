"""Addresses and names the pages of missed terms share."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from supervision.duties.models import Duty
from supervision.duties.presenting import Presenter
from supervision.law.model import UnknownLaw


def page_of_missed(missed_id: int) -> str:
    """The page of a missed term."""
    return url_for("representations.missed_term", missed_id=missed_id)


def rule_titles(duties: Iterable[Duty], writer: Presenter) -> dict[int, str]:
    """What each duty is called, by its id; by its name alone where no file knows the rule now."""
    titles = {}
    for duty in duties:
        try:
            titles[duty.id] = writer.law.rule(duty.rule).title.in_language(writer.language)
        except UnknownLaw:
            titles[duty.id] = duty.rule
    return titles
