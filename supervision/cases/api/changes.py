"""Cases, their hearings and court acts by the API: the verbs of the pages (`2015 ¶6–11`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from flask import Response
from pydantic import Field

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Moment, Note, Yes
from supervision.cases import operations
from supervision.cases.api.reads import TAG, blueprint, told_act, told_case, told_hearing
from supervision.cases.api.shapes import CaseAct, CaseHearing, CaseWhole
from supervision.cases.rules.acts import ActEntry
from supervision.cases.rules.case import ArticleEntry, CaseEntry
from supervision.cases.rules.hearings import HearingEntry, OutcomeEntry
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.duties.api.changes import LatenessBody
from supervision.duties.views import lawbook

Code = Annotated[str, Field(max_length=80)]
Codes = Annotated[list[Code], Field(max_length=20)]


class ArticleBody(Body):
    """An article of the Code under which the case goes."""

    article: Code
    part: Code = ""
    area: Code | None = None
    chapter: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None


class CaseBody(Body):
    """A case as its page asks for it; a code is one of the lists of the page."""

    number: Line
    court_id: GivenId
    articles: Annotated[list[ArticleBody], Field(max_length=20)]
    opened_by: Code
    offender_kind: Code
    offender_name: Line
    opened_by_office_id: GivenId | None = None
    opened_by_name: Line = ""
    birth_on: Day | None = None
    identity_number: Line = ""
    offence_on: Day | None = None
    """Decides the offender's age."""
    military_status: Code | None = None
    sanctions: Codes = Field(default_factory=list)
    complaint: Code | None = None
    opened_for: Codes = Field(default_factory=list)
    transport_field: Code | None = None
    received_by_court_on: Day | None = None
    set_for_hearing_on: Day | None = None
    decided_on: Day | None = None
    copy_sent_on: Day | None = None

    def entry(self) -> CaseEntry:
        """The case as the rules take it."""
        given = {name: getattr(self, name) for name in CaseBody.model_fields}
        given["articles"] = tuple(ArticleEntry(**dict(each)) for each in self.articles)
        given |= {name: tuple(given[name]) for name in ("sanctions", "opened_for")}
        return CaseEntry(**given)


class NewCase(CaseBody):
    """A case to be registered in the own office."""

    assignee_id: GivenId | None = None


class ExecutorBody(Body):
    """Who has the case; null for nobody."""

    assignee_id: GivenId | None


class HearingBody(Body):
    """A hearing: where, when, and who takes part."""

    instance: Code
    court_id: GivenId
    starts_at: Moment
    place: Line = ""
    prosecutor_id: GivenId | None = None


class HeldBody(Body):
    """How a hearing went, and who took part."""

    outcome: Code
    took_part_id: GivenId | None = None
    absence_cause: Code | None = None
    note: Note = ""


class ActBody(Body):
    """A court act as it came."""

    instance: Code
    court_id: GivenId
    kind: Code
    made_on: Day
    is_arrest: Yes = False
    termination_ground: Code = ""
    part: Note = ""
    reviews_id: GivenId | None = None
    """The act it decides on, where a higher court made it."""
    copy_on: Day | None = None
    in_force_on: Day | None = None


class CopyBody(Body):
    """The day on which the copy reached the office."""

    copy_on: Day


class CheckBody(Body):
    """What the check of an act's legality found."""

    result: Code
    checked_on: Day
    note: Note = ""
    lateness: LatenessBody | None = None
    """Demanded after the term."""


@blueprint.post("/cases")
@requires(Permission.RECORD_CASES)
@creates(CaseWhole, tag=TAG)
def register_case(json: NewCase) -> Response:
    """Register a case in the own office."""
    made = once(
        operations.register_case,
        json.entry(),
        assignee_id=json.assignee_id,
        law=lawbook(),
        today=web.today(),
    )
    return told_case(made, status=201)


@blueprint.put("/cases/<int:case_id>")
@requires(Permission.RECORD_CASES)
@changes(CaseWhole, tag=TAG)
def change_case(case_id: int, json: CaseBody) -> Response:
    """Change what a case says; what is left out becomes empty."""
    _carry_out(operations.change_case, case_id, json.entry(), version=expected_version())
    return told_case(case_id)


@blueprint.put("/cases/<int:case_id>/assignee")
@requires(Permission.RECORD_CASES)
@changes(CaseWhole, tag=TAG)
def assign_case(case_id: int, json: ExecutorBody) -> Response:
    """Give a case to a prosecutor of the own office, or to nobody."""
    version = expected_version()
    _carry_out(operations.assign_case, case_id, assignee_id=json.assignee_id, version=version)
    return told_case(case_id)


@blueprint.post("/cases/<int:case_id>/hearings")
@requires(Permission.RECORD_CASES)
@creates(CaseHearing, tag=TAG)
def set_hearing(case_id: int, json: HearingBody) -> Response:
    """Set a hearing of a case."""
    made = _create(operations.set_hearing, case_id, _hearing(json), zone=web.settings().zone)
    return told_hearing(case_id, made, status=201)


@blueprint.put("/cases/<int:case_id>/hearings/<int:hearing_id>")
@requires(Permission.RECORD_CASES)
@changes(CaseHearing, tag=TAG)
def change_hearing(case_id: int, hearing_id: int, json: HearingBody) -> Response:
    """Change place, time or prosecutor of a hearing."""
    _carry_out(
        operations.change_hearing,
        case_id,
        hearing_id,
        _hearing(json),
        version=expected_version(),
        zone=web.settings().zone,
    )
    return told_hearing(case_id, hearing_id)


@blueprint.post("/cases/<int:case_id>/hearings/<int:hearing_id>/outcome")
@requires(Permission.RECORD_CASES)
@changes(CaseHearing, tag=TAG)
def record_hearing(case_id: int, hearing_id: int, json: HeldBody) -> Response:
    """Record how a hearing went and who took part."""
    entry, version = OutcomeEntry(**dict(json)), expected_version()
    _carry_out(operations.record_outcome, case_id, hearing_id, entry, version=version)
    return told_hearing(case_id, hearing_id)


@blueprint.post("/cases/<int:case_id>/acts")
@requires(Permission.RECORD_CASES)
@creates(CaseAct, tag=TAG)
def record_act(case_id: int, json: ActBody) -> Response:
    """Record a court act; the duties of the case follow."""
    made = _create(operations.record_act, case_id, ActEntry(**dict(json)))
    return told_act(case_id, made, status=201)


@blueprint.put("/cases/<int:case_id>/acts/<int:act_id>/copy")
@requires(Permission.RECORD_CASES)
@changes(CaseAct, tag=TAG)
def record_copy(case_id: int, act_id: int, json: CopyBody) -> Response:
    """Record the day on which the copy of an act reached the office."""
    version = expected_version()
    _carry_out(operations.record_copy, case_id, act_id, copy_on=json.copy_on, version=version)
    return told_act(case_id, act_id)


@blueprint.post("/cases/<int:case_id>/acts/<int:act_id>/check")
@requires(Permission.RECORD_CASES)
@changes(CaseAct, tag=TAG)
def check_act(case_id: int, act_id: int, json: CheckBody) -> Response:
    """Record what the check of an act's legality found."""
    _carry_out(
        operations.record_check,
        case_id,
        act_id,
        result=json.result,
        checked_on=json.checked_on,
        note=json.note,
        lateness=json.lateness.lateness if json.lateness else None,
        version=expected_version(),
    )
    return told_act(case_id, act_id)


def _hearing(json: HearingBody) -> HearingEntry:
    return HearingEntry(**dict(json))


def _create(verb: Callable[..., Any], case_id: int, entry: object, **given: Any) -> int:
    return once(verb, case_id, entry, law=lawbook(), today=web.today(), **given)


def _carry_out(verb: Callable[..., Any], *entries: object, **given: Any) -> None:
    carry_out(verb, *entries, law=lawbook(), today=web.today(), **given)
