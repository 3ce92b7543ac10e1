"""The life of a requested file by the API: registered, supplied, studied, returned (`2002 ¶2–6`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from flask import Response
from pydantic import Field

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Note, Yes
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.disputes.api.changes import MOST_PARTIES, PartyBody
from supervision.duties.api.changes import LatenessBody
from supervision.duties.views import lawbook
from supervision.law.participation import ContestedBy
from supervision.studies import operations
from supervision.studies.api.reads import TAG, FileWhole, blueprint, told_file
from supervision.studies.rules import Completeness, FileEntry, PointAnswer

Code = Annotated[str, Field(max_length=80)]


class NewFile(Body):
    """A requested file as it is registered."""

    number: Line
    branch: Code
    """The branch of `2002 ¶2`, by code."""
    priority: Code
    """The direction of `2002 ¶3`, by code."""
    bailiff: Line
    subject: Note
    initiated_on: Day
    requested_on: Day
    parties: Annotated[list[PartyBody], Field(max_length=MOST_PARTIES)]
    private_bailiff: Yes = False
    bailiff_office: Line = ""
    contested_by: list[ContestedBy] = Field(default_factory=list, max_length=2)
    supply_by: Day | None = None
    document_id: GivenId | None = None
    """The enforcement document of the own account that the file is about."""
    received_on: Day | None = None
    """Where the file is at hand already."""
    statutory_term_ends_on: Day | None = None
    """Where it is another day than the Law's; then with its reason."""
    statutory_term_reason: Note = ""
    assignee_id: GivenId | None = None
    return_run_out: Yes = False
    """Return a file whose term of enforcement actions is over, unstudied."""


class SupplyBody(Body):
    """What the bailiff supplied."""

    supplied_on: Day
    completeness: Completeness
    note: Note = ""


class AssigneeBody(Body):
    """Who studies the file; null for nobody."""

    assignee_id: GivenId | None


class ReceiptBody(Body):
    """The right day of receipt, and why it is corrected."""

    received_on: Day
    reason: Note


class DeclineBody(Body):
    """A file that came after the term of enforcement actions was over: it goes back unstudied."""

    received_on: Day
    returned_on: Day


class PointBody(Body):
    """The answer to one point of the study; `no` is a breach and says what was breached."""

    point: Code
    answer: Literal["yes", "no", "not_applicable"]
    note: Note = ""


class StudyBody(Body):
    """The study of a file: every point of `2002 ¶6` answered."""

    studied_on: Day
    answers: Annotated[list[PointBody], Field(max_length=20)]
    lateness: LatenessBody | None = None
    """Demanded after the term."""


class ReturnBody(Body):
    """The day on which the studied file went back."""

    returned_on: Day


@blueprint.post("/files")
@requires(Permission.RECORD_CASES)
@creates(FileWhole, tag=TAG)
def register_file(json: NewFile) -> Response:
    """Register a requested file in the own office."""
    made = once(
        operations.register_request,
        _entry(json),
        assignee_id=json.assignee_id,
        return_run_out=json.return_run_out,
        law=lawbook(),
        today=web.today(),
    )
    return told_file(made, status=201)


@blueprint.post("/files/<int:file_id>/supply")
@requires(Permission.RECORD_CASES)
@changes(FileWhole, tag=TAG)
def supply_file(file_id: int, json: SupplyBody) -> Response:
    """Record what the bailiff supplied; a complete file has reached the office."""
    return _changed(file_id, operations.record_supply, **dict(json))


@blueprint.post("/files/<int:file_id>/decline")
@requires(Permission.RECORD_CASES)
@changes(FileWhole, tag=TAG)
def decline_file(file_id: int, json: DeclineBody) -> Response:
    """Return a file unstudied whose term of enforcement actions was over when it came."""
    return _changed(file_id, operations.decline_run_out, **dict(json))


@blueprint.put("/files/<int:file_id>/receipt")
@requires(Permission.RECORD_CASES)
@changes(FileWhole, tag=TAG)
def correct_file_receipt(file_id: int, json: ReceiptBody) -> Response:
    """Correct the day of receipt, with the reason."""
    return _changed(file_id, operations.correct_receipt, **dict(json))


@blueprint.put("/files/<int:file_id>/assignee")
@requires(Permission.RECORD_CASES)
@changes(FileWhole, tag=TAG)
def assign_file(file_id: int, json: AssigneeBody) -> Response:
    """Give a file to a prosecutor of the own office, or to nobody."""
    return _changed(file_id, operations.assign, assignee_id=json.assignee_id)


@blueprint.post("/files/<int:file_id>/study")
@requires(Permission.RECORD_CASES)
@changes(FileWhole, tag=TAG)
def study_file(file_id: int, json: StudyBody) -> Response:
    """Record the study of a file; each answer "no" records a breach."""
    answers = {each.point: PointAnswer(each.answer, each.note) for each in json.answers}
    return _changed(
        file_id,
        operations.record_study,
        studied_on=json.studied_on,
        answers=answers,
        lateness=json.lateness.lateness if json.lateness else None,
    )


@blueprint.post("/files/<int:file_id>/return")
@requires(Permission.RECORD_CASES)
@changes(FileWhole, tag=TAG)
def return_file(file_id: int, json: ReturnBody) -> Response:
    """Record that the studied file went back."""
    return _changed(file_id, operations.record_return, returned_on=json.returned_on)


def _changed(file_id: int, verb: Callable[..., Any], **given: Any) -> Response:
    """The file after one verb, meant for the state that was read."""
    version = expected_version()
    carry_out(verb, file_id, version=version, law=lawbook(), today=web.today(), **given)
    return told_file(file_id)


def _entry(json: NewFile) -> FileEntry:
    given = {**dict(json)}
    for name in ("assignee_id", "return_run_out"):
        del given[name]
    given["contested_by"] = tuple(each.value for each in json.contested_by)
    given["parties"] = tuple(each.entry() for each in json.parties)
    return FileEntry(**given)
