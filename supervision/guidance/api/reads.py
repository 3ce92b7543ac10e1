"""The registers of guidance: each list and each record whole.

The addresses are given to every register alike; a register has a shape of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from flask import Response

from supervision.api.describing import answers, told
from supervision.api.filtering import demand_offered, offices_of
from supervision.api.shapes import Id, Listed, RegisterQuery, Shape, filled
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.i18n import current_language
from supervision.guidance.api.blueprint import TAG, blueprint
from supervision.guidance.asking import choices_of, filters_of
from supervision.guidance.queries import registers
from supervision.guidance.rules import REGISTERS
from supervision.guidance.rules.shape import Register


class GuidanceQuery(RegisterQuery):
    """Which records of a register are wanted; the days are those they stand under."""

    office: Id | None = None
    """Of this office and those below it."""
    state: str | None = None
    kind: str | None = None
    """By the register's own choice: the form of a training, the medium of a publication."""
    tally: str | None = None
    """Those that this number of the reports counts; the days are then those it counts by."""
    sort: Literal["on", "-on", "entered", "-entered"] = "-on"


class RecordItem(Shape):
    """One record as its list shows it."""

    id: int
    office_name: str
    state: str
    on: date
    """The day the record stands under."""
    values: dict[str, str | int | date | None]
    """The columns of the register's list by name; codes as they are."""


class RecordList(Listed[RecordItem]):
    """Records of a register in the order asked for."""


class RecordWhole(Shape):
    """What every record has."""

    id: int
    office_id: int
    author_office_id: int
    """The office that entered it."""
    state: str
    recorded_on: date
    recorded_by: str
    version: int


class InspectionWhole(RecordWhole):
    """A yearly inspection from its plan to its end."""

    inspected: str
    body: str
    topic: str
    planned_on: date
    inspector: str
    act_number: str
    act_on: date | None
    period_from: date | None
    period_to: date | None
    findings: str
    mend_by: date | None
    closed_on: date | None
    result: str
    reason: str


class TrainingWhole(RecordWhole):
    """A training, planned and held."""

    form: str
    branch: str
    topic: str
    planned_on: date
    audience: str
    leader: str
    held_on: date | None
    attended: int | None
    attendees: str
    materials: str
    reason: str


class PublicationWhole(RecordWhole):
    """A publication in the mass media."""

    medium: str
    outlet: str
    published_on: date
    branch: str
    title: str
    author: str
    link: str
    summary: str
    reason: str


class ProposalWhole(RecordWhole):
    """A proposal with its assignment and its answer."""

    about: str
    title: str
    addressee: str
    content: str
    assigned_by: str
    assigned_on: date | None
    due_on: date | None
    sent_number: str
    sent_on: date | None
    answered_on: date | None
    outcome: str | None
    answer: str
    reason: str


class PracticeWhole(RecordWhole):
    """A breach or a positive practice found in the work of an office."""

    nature: str
    found_on: date
    source: str
    title: str
    description: str
    registry_number: str
    registered_on: date | None
    measures: str
    reason: str


class StaffPostWhole(RecordWhole):
    """A post of the branch and its holder."""

    post: str
    provided_on: date
    provided_by: str
    holder: str
    appointed_on: date | None
    appointed_by: str
    vacated_on: date | None
    vacancy_note: str
    abolished_on: date | None
    reason: str


WHOLES: Mapping[str, type[RecordWhole]] = {
    "inspection": InspectionWhole,
    "training": TrainingWhole,
    "publication": PublicationWhole,
    "proposal": ProposalWhole,
    "practice": PracticeWhole,
    "staff_post": StaffPostWhole,
}


def path_of(register: Register) -> str:
    """Where a register stands under /api/v1."""
    return f"/guidance/{register.path}"


def told_record(register: Register, record_id: int, *, status: int = 200) -> Response:
    """A record as it stands now; raises NotFound."""
    found = registers.get(db.session(), register, record_id)
    location = f"/api/v1{path_of(register)}/{record_id}" if status == 201 else ""
    whole = filled(WHOLES[register.kind], found)
    return told(whole, status=status, version=found.version, location=location)


def _address(register: Register, whole: type[RecordWhole]) -> None:
    """Give a register its list and its records."""

    def list_view(query: GuidanceQuery) -> Response:
        return told(_list(register, query))

    def read_view(**ids: int) -> Response:
        return told_record(register, ids[f"{register.kind}_id"])

    path = path_of(register)
    list_view.__name__, read_view.__name__ = f"list_{register.path}", f"read_{register.kind}"
    list_view.__doc__ = f"{register.title}: the register, by the filters of the page."
    read_view.__doc__ = f"{register.one}: one record whole."
    for address, view, shape in (
        (path, list_view, RecordList),
        (f"{path}/<int:{register.kind}_id>", read_view, whole),
    ):
        declared = answers(shape, tag=TAG)(view)
        blueprint.add_url_rule(address, view.__name__, requires(Permission.SEE_CASES)(declared))


def _list(register: Register, query: GuidanceQuery) -> RecordList:
    session, actor, language = db.session(), web.actor(), current_language()
    choices = choices_of(session, actor, register, language)
    demand_offered(
        {
            "office": offices_of(actor, choices.offices),
            "state": choices.states,
            "kind": choices.codes,
            "tally": choices.tallies,
        }
    )
    page = registers.page(
        session,
        register,
        filters_of(session, register, choices)[0],
        sort=query.sort.lstrip("-"),
        descending=query.sort.startswith("-"),
        cursor=query.cursor,
        language=language,
    )
    items = [filled(RecordItem, row, values=dict(row.values)) for row in page.rows]
    return RecordList(items=items, next=page.after, previous=page.before)


for _register in REGISTERS:
    _address(_register, WHOLES[_register.kind])
