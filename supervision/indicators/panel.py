"""What a case counts as in the figures, on its page (`2015 ¶22–24`).

Belongs here: filling the panel. Does not belong here: the case's page, nor the lists of figures.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.cases.panels import Content, Panel
from supervision.cases.queries.whole import Whole
from supervision.core.access import Actor
from supervision.core.i18n import current_language
from supervision.duties.views import lawbook
from supervision.indicators.queries.listing import standing_of_case
from supervision.indicators.queries.supposable import choices_of_case
from supervision.indicators.thing_presenting import ThingLine, ThingWriter
from supervision.indicators.words import Teller


class Standing(NamedTuple):
    """One thing of the case in one figure."""

    title: str
    url: str
    line: ThingLine


def _of_case(session: Session, _actor: Actor, whole: Whole) -> Content | None:
    """The panel of a case; None while it stands in no figure and nothing can be supposed of it."""
    language = current_language()
    teller, case_id = Teller(lawbook(), language), whole.case.id
    lines = []
    for row in standing_of_case(session, case_id, language):
        figure = teller.law.figure(row.figure)
        title = figure.title.in_language(language)
        url = url_for("indicators.figure", figure=row.figure)
        lines.append(Standing(title, url, ThingWriter(figure, teller).lines([row])[0]))
    what_if = bool(choices_of_case(session, case_id))
    if not lines and not what_if:
        return None
    url = url_for("indicators.what_if", case_id=case_id) if what_if else ""
    return {"lines": lines, "what_if_url": url}


PANEL = Panel("figures", "indicators/_of_case.html", _of_case, style="indicators.css")
