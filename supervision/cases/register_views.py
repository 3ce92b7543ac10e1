"""The register of cases, narrowed, searched, sorted, page by page; and that of notices."""

from __future__ import annotations

from datetime import date

from flask import render_template, request

from supervision.cases.blueprint import blueprint
from supervision.cases.presenting import case_lines
from supervision.cases.queries import cases as queries
from supervision.cases.queries.notices import notices as notices_given
from supervision.cases.queries.notices import transfers
from supervision.cases.queries.parts import court_names
from supervision.cases.register_asking import (
    choices_of,
    filters_of,
    is_narrowed,
    list_query,
    sort_of,
    wrong_days,
)
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked_day
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.core.paging import Cursor
from supervision.offices.queries import all_office_ids, office_names


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The cases the reader sees; an unknown choice in the address narrows nothing."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices, sort, listed = choices_of(session, actor, language), sort_of(), list_query()
    page = queries.register(
        session,
        filters_of(actor, choices, web.today()),
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
    )
    articles = queries.articles_of_cases(session, [row.id for row in page.rows])
    return render_template(
        "cases/register.html",
        lines=case_lines(
            page.rows,
            articles,
            dict(choices.grounds),
            web.settings().zone,
            query=listed,
            own=actor.office_id if actor.may(Permission.RECORD_CASES) else None,
        ),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=wrong_days(),
        several=len(actor.offices_below) > 1,
        may_register=actor.may(Permission.RECORD_CASES),
        narrowed=is_narrowed(),
        list_query=listed,
    )


@blueprint.get("/notices")
@requires(Permission.SEE_CASES)
def notices() -> str:
    """The register of notices and the hand-overs of a period; this year unless asked (`2015 ¶7`)."""
    session, actor, today = db.session(), web.actor(), web.today()
    since, until = (
        asked_day("from") or date(today.year, 1, 1),
        asked_day("to") or date(today.year, 12, 31),
    )
    below = list(actor.offices_below)
    given = notices_given(session, below, since, until)
    handed = transfers(session, below, since, until)
    courts = {each.court_id for each in given} | {each.court_id for each in handed}
    language = current_language()
    return render_template(
        "cases/notices.html",
        notices=given,
        transfers=handed,
        offices=office_names(session, all_office_ids(session), language),
        courts=court_names(session, courts, language),
        asked={"from": since.strftime("%d.%m.%Y"), "to": until.strftime("%d.%m.%Y")},
        wrong=wrong_days(),
    )
