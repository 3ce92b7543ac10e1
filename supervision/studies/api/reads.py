"""Requested enforcement files read: the register and one file (`2002 ¶6`)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from flask import Response

from supervision.api.describing import answers, room_api, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Id, Listed, RegisterQuery, Shape, filled, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.studies import queries
from supervision.studies.register_views import choices_of, filters_of
from supervision.studies.rules import FileState

blueprint = room_api("studies")
TAG = "requested files"


class FileQuery(RegisterQuery):
    """Which requested files are wanted; the days are of the request."""

    state: FileState | None = None
    branch: str | None = None
    """The branch of the file, by code."""
    deadline: Literal["overdue", "due_soon", "supply_overdue"] | None = None
    """Its study is late, or due within a week; or the bailiff is late to supply it."""
    assignee: Id | None = None
    """Given to this prosecutor of the own office."""
    sort: Literal[
        "registered",
        "-registered",
        "number",
        "-number",
        "requested_on",
        "-requested_on",
        "due_on",
        "-due_on",
    ] = "-registered"


class FileItem(Shape):
    """One requested file as the register shows it."""

    id: int
    office_id: int
    office_name: str
    registration_number: str
    number: str
    branch: str
    state: FileState
    bailiff: str
    contested_by: list[str]
    requested_on: date
    assignee: str | None
    due_on: date | None


class FileList(Listed[FileItem]):
    """Requested files in the order asked for."""


class FileParty(Shape):
    """A party of the enforcement proceedings."""

    role: str
    kind: str
    name: str
    identity_number: str
    birth_on: date | None
    cannot_defend: list[str]


class FileSupply(Shape):
    """What the bailiff supplied, and how complete."""

    supplied_on: date
    completeness: str
    note: str


class StudyPoint(Shape):
    """The answer to one point of the checklist."""

    point: str
    answer: str
    note: str


class FileWhole(Shape):
    """A requested file with its parties, what was supplied, and the answers of its study."""

    id: int
    office_id: int
    year: int
    sequence: int
    number: str
    branch: str
    priority: str
    state: FileState
    bailiff: str
    private_bailiff: bool
    bailiff_office: str
    subject: str
    contested_by: list[str]
    initiated_on: date
    statutory_term_ends_on: date
    registered_on: date
    requested_on: date
    supply_by: date | None
    received_on: date | None
    studied_on: date | None
    returned_on: date | None
    assignee_id: int | None
    late_cause: str | None
    late_note: str | None
    parties: list[FileParty]
    supplies: list[FileSupply]
    answers: list[StudyPoint]
    version: int


@blueprint.get("/files")
@requires(Permission.SEE_CASES)
@answers(FileList, tag=TAG)
def list_files(query: FileQuery) -> Response:
    """The register of requested files, by the filters of the page."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, language)
    demand_offered(
        {
            "office": offices_of(actor, choices.offices),
            "branch": choices.branches,
            "assignee": choices.assignees,
        }
    )
    page = queries.register(
        session,
        filters_of(actor, choices)[0],
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        today=web.today(),
        language=language,
    )
    return told(listed(FileList, page, [filled(FileItem, row) for row in page.rows]))


@blueprint.get("/files/<int:file_id>")
@requires(Permission.SEE_CASES)
@answers(FileWhole, tag=TAG)
def read_file(file_id: int) -> Response:
    """One requested file whole."""
    return told_file(file_id)


def told_file(file_id: int, *, status: int = 200) -> Response:
    """A requested file as it stands now; raises NotFound."""
    session = db.session()
    found = queries.get(session, file_id)
    whole = filled(
        FileWhole,
        found,
        parties=[filled(FileParty, each) for each in queries.parties_of(session, file_id)],
        supplies=[filled(FileSupply, each) for each in queries.supplies_of(session, file_id)],
        answers=[
            filled(StudyPoint, each) for each in queries.answers_of(session, file_id).values()
        ],
    )
    location = f"/api/v1/files/{file_id}" if status == 201 else ""
    return told(whole, status=status, version=found.version, location=location)
