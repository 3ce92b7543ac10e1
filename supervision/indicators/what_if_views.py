"""What one record of a case would change in the figures; nothing is stored (`2015 ¶22, ¶23`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask import render_template, url_for
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import _, current_language, day
from supervision.duties.presenting import period_words
from supervision.duties.views import lawbook
from supervision.indicators.blueprint import blueprint
from supervision.indicators.queries.supposable import Choice, choices_of_case
from supervision.indicators.queries.things import records_of
from supervision.indicators.queries.what_if import Moved, moved_by
from supervision.indicators.words import percent_words
from supervision.law.checklist import list_item
from supervision.law.figures import Tally
from supervision.offices.queries import office_names


class MovedLine(NamedTuple):
    """One figure of one office and quarter in words, before and after."""

    figure: str
    office: str
    period: str
    before: str
    before_parts: str
    after: str
    after_parts: str


@blueprint.get("/what-if/<int:case_id>")
@requires(Permission.SEE_CASES)
def what_if(case_id: int) -> str:
    """What can be supposed of a case, and what the chosen supposition would move."""
    session, language = db.session(), current_language()
    case = session.get(AdminCase, case_id)
    if case is None:
        raise NotFound
    choices = choices_of_case(session, case.id)
    chosen = next((each for each in choices if each.key == asked("suppose")), None)
    moved: list[Moved] = []
    if chosen is not None:
        moved = moved_by(
            session,
            case.id,
            chosen.supposed,
            law=lawbook(),
            real=records_of(lawbook(), web.today()),
            seen=web.actor().offices_below,
        )
    return render_template(
        "indicators/what_if.html",
        number=case.number,
        case_url=url_for("cases.case", case_id=case.id),
        choices=[(each.key, choice_words(each, language)) for each in choices],
        chosen=chosen.key if chosen else "",
        lines=_lines(session, moved, language),
    )


def choice_words(choice: Choice, language: str) -> str:
    """A supposition as the page offers it."""
    if choice.supposed.protest_id is not None:
        number = choice.name
        if choice.code == "rejected":
            return _("Protest № %(number)s is rejected", number=number)
        return _("Protest № %(number)s is granted", number=number)
    return _(
        "The decision of %(day)s is left out: %(clause)s",
        day=day(date.fromisoformat(choice.name), language),
        clause=list_item("2015 ¶22", "exclusions", choice.code).title.in_language(language),
    )


def _lines(session: Session, moved: Sequence[Moved], language: str) -> list[MovedLine]:
    names = office_names(session, sorted({each.office_id for each in moved}), language)
    law = lawbook()
    return [
        MovedLine(
            figure=law.figure(each.figure).title.in_language(language),
            office=names[each.office_id],
            period=period_words(each.quarter.key, language),
            before=_value(each.before, language),
            before_parts=_parts(each.before),
            after=_value(each.after, language),
            after_parts=_parts(each.after),
        )
        for each in moved
    ]


def _value(tally: Tally, language: str) -> str:
    return percent_words(tally.value, language) or _("no data")


def _parts(tally: Tally) -> str:
    return f"{tally.numerator} / {tally.denominator}"
