"""Administrative cases in the JSON API: the registers of cases and of court acts, one case whole."""

from __future__ import annotations

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import filled, listed, part_of
from supervision.cases import act_register_views, register_asking
from supervision.cases.api.shapes import (
    ActItem,
    ActList,
    ActQuery,
    Article,
    CaseAct,
    CaseHearing,
    CaseItem,
    CaseList,
    CaseQuery,
    CaseWhole,
)
from supervision.cases.queries import cases as queries
from supervision.cases.queries import filed_acts
from supervision.cases.queries.whole import whole_of
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language

blueprint = room_api("cases")
TAG = "administrative cases"


@blueprint.get("/cases")
@requires(Permission.SEE_CASES)
@answers(CaseList, tag=TAG)
def list_cases(query: CaseQuery) -> Response:
    """The register of cases, by the filters of the page."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = register_asking.choices_of(session, actor, language)
    demand_offered(
        {
            "office": offices_of(actor, choices.offices),
            "court": choices.courts,
            "ground": choices.grounds,
            "competence": choices.competences,
            "assignee": choices.assignees,
        }
    )
    page = queries.register(
        session,
        register_asking.filters_of(actor, choices, web.today()),
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        language=language,
    )
    articles = queries.articles_of_cases(session, [row.id for row in page.rows])
    items = [filled(CaseItem, row, articles=articles.get(row.id, [])) for row in page.rows]
    return told(listed(CaseList, page, items))


@blueprint.get("/cases/<int:case_id>")
@requires(Permission.SEE_CASES)
@answers(CaseWhole, tag=TAG)
def read_case(case_id: int) -> Response:
    """One case with its articles, hearings and court acts."""
    return told_case(case_id)


@blueprint.get("/cases/<int:case_id>/hearings/<int:hearing_id>")
@requires(Permission.SEE_CASES)
@answers(CaseHearing, tag=TAG)
def read_hearing(case_id: int, hearing_id: int) -> Response:
    """One hearing of a case; its ETag is what a change of it is meant for."""
    return told_hearing(case_id, hearing_id)


@blueprint.get("/cases/<int:case_id>/acts/<int:act_id>")
@requires(Permission.SEE_CASES)
@answers(CaseAct, tag=TAG)
def read_act(case_id: int, act_id: int) -> Response:
    """One court act of a case; its ETag is what a change of it is meant for."""
    return told_act(case_id, act_id)


def told_case(case_id: int, *, status: int = 200) -> Response:
    """A case as it stands now; raises NotFound."""
    found = whole_of(db.session(), case_id)
    whole = filled(
        CaseWhole,
        found.case,
        court=getattr(found.court, f"name_{current_language()}"),
        articles=[filled(Article, each) for each in found.articles],
        hearings=[filled(CaseHearing, each) for each in found.hearings],
        acts=[filled(CaseAct, each) for each in found.acts],
    )
    location = f"/api/v1/cases/{case_id}" if status == 201 else ""
    return told(whole, status=status, version=found.case.version, location=location)


def told_hearing(case_id: int, hearing_id: int, *, status: int = 200) -> Response:
    """A hearing as it stands now; raises NotFound."""
    hearing = part_of(whole_of(db.session(), case_id).hearings, hearing_id)
    location = f"/api/v1/cases/{case_id}/hearings/{hearing_id}" if status == 201 else ""
    shape = filled(CaseHearing, hearing)
    return told(shape, status=status, version=hearing.version, location=location)


def told_act(case_id: int, act_id: int, *, status: int = 200) -> Response:
    """A court act as it stands now; raises NotFound."""
    act = part_of(whole_of(db.session(), case_id).acts, act_id)
    location = f"/api/v1/cases/{case_id}/acts/{act_id}" if status == 201 else ""
    return told(filled(CaseAct, act), status=status, version=act.version, location=location)


@blueprint.get("/acts")
@requires(Permission.SEE_CASES)
@answers(ActList, tag=TAG)
def list_acts(query: ActQuery) -> Response:
    """The register of court acts in cases heard with a prosecutor taking part (2015 ¶11)."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = act_register_views.choices_of(session, actor, language)
    demand_offered(
        {
            "office": offices_of(actor, choices.offices),
            "court": choices.courts,
            "ground": choices.grounds,
            "conclusion": choices.conclusions,
            "competence": choices.competences,
            "prosecutor": choices.prosecutors,
        }
    )
    page = filed_acts.register(
        session,
        act_register_views.filters_of(actor, choices),
        cursor=query.cursor,
        language=language,
    )
    return told(listed(ActList, page, [filled(ActItem, row) for row in page.rows]))
