"""Duties read: the list by the filters of the pages, one with its steps and paragraph."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from flask import Response
from pydantic import Field

from supervision.api.describing import answers, room_api, told
from supervision.api.shapes import Flag, Id, Listed, Office, PageQuery, Person, Shape, listed
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.i18n import current_language
from supervision.duties import operations, queries
from supervision.duties.presenting import Presenter, days_of, state_of
from supervision.duties.queries import DutyRow
from supervision.duties.views import presenter
from supervision.offices.queries import below

blueprint = room_api("duties")
TAG = "duties"


class When(StrEnum):
    """How near the day of a duty is, as on the board."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"
    UNDATED = "undated"


class DutyQuery(PageQuery):
    """Which open duties are wanted; those the token's person's own office owes without a filter."""

    office: Id | None = None
    """The office that owes them."""
    below: Flag = False
    """Also those that the offices below owe."""
    when: When | None = None
    """`soon` is tomorrow to the seventh day, `due_soon` is today to the seventh day."""
    rule: Annotated[str, Field(max_length=200)] | None = None
    """The rule they come from: 2015/13/appellate_protest."""
    mine: Flag = False
    """Only those given to the token's person."""


class DutyItem(Shape):
    """What one office owes by one day."""

    id: int
    rule: str
    """The rule it comes from: 2015/13/appellate_protest."""
    title: str
    paragraph: str
    """The paragraph of the rule: 2015 ¶13."""
    office: Office
    """The office that owes it."""
    subject_kind: str
    """What it is about: admin_case, requested_file, office and so on."""
    subject_id: int
    subject: str
    """The number of what it is about, or the period of a recurring duty."""
    due_on: date | None
    """The last day; null while a date it counts from is not recorded (`gap`)."""
    gap: str | None
    """Which fact is missing where there is no day."""
    confirmed: bool
    """Whether the calendar of the day was confirmed by the Government's decree."""
    moved: bool
    """Whether somebody gave it another day by hand."""
    assignee: Person | None
    state: str
    """overdue, today, soon, open, no_date; done, done_late, withdrawn for a closed one."""
    days: int | None
    """How many days are left, or how many it is or was late."""
    closed_on: date | None


class DutyList(Listed[DutyItem]):
    """Open duties in order of their day."""


class DutyWhole(DutyItem):
    """A duty with everything that explains its day."""

    event_on: date | None
    """The day the term counts from."""
    steps: list[str]
    """How the day was counted, sentence by sentence."""
    demand: str
    """What the paragraph demands."""
    edition: str
    """The wording of the act it was counted by."""
    calendar_version: str
    trigger: str
    """Which of several like events it comes from."""
    version: int


@blueprint.get("/duties")
@requires(Permission.SEE_CASES)
@answers(DutyList, tag=TAG)
def list_duties(query: DutyQuery) -> Response:
    """Open duties of an office, or of it and those below.

    The same condition counts them on the board.
    """
    actor, session = web.actor(), db.session()
    office_id = actor.office_id if query.office is None else query.office
    if office_id is None or office_id not in actor.offices_below:
        raise Refused("You see no such office.", field="office")
    page = queries.listed(
        session,
        office_ids=below(session, office_id) if query.below else (office_id,),
        column=None if query.when is None else query.when.value,
        today=web.today(),
        language=current_language(),
        cursor=query.cursor,
        rule=query.rule,
        assignee_id=actor.user_id if query.mine else None,
    )
    writer = presenter()
    return told(listed(DutyList, page, [DutyItem(**_item(writer, row)) for row in page.rows]))


@blueprint.get("/duties/<int:duty_id>")
@requires(Permission.SEE_CASES)
@answers(DutyWhole, tag=TAG)
def read_duty(duty_id: int) -> Response:
    """One duty, open or closed, with the steps of its day and what its paragraph demands."""
    return told_duty(duty_id)


def told_duty(duty_id: int) -> Response:
    """A duty as it stands now; raises NotFound."""
    session = db.session()
    row = queries.row_of(session, duty_id, current_language())
    thing, writer = operations.get(session, duty_id), presenter()
    whole = DutyWhole(
        **_item(writer, row),
        event_on=row.event_on,
        steps=writer.steps(row.steps),
        demand=writer.demand(row),
        edition=row.edition,
        calendar_version=row.calendar_version,
        trigger=thing.trigger,
        version=thing.version,
    )
    return told(whole, version=thing.version)


def _item(writer: Presenter, row: DutyRow) -> dict[str, object]:
    words, today = writer.rule(row.rule, row.event_on), web.today()
    assigned = row.assignee_id is not None
    return {
        "id": row.id,
        "rule": row.rule,
        "title": words.title,
        "paragraph": words.citation,
        "office": Office(id=row.owner_office_id, name=row.office_name),
        "subject_kind": row.subject_kind,
        "subject_id": row.subject_id,
        "subject": row.subject_label,
        "due_on": row.due_on,
        "gap": row.gap,
        "confirmed": row.confirmed,
        "moved": row.moved,
        "assignee": Person(id=row.assignee_id, name=row.assignee) if assigned else None,
        "state": state_of(row, today),
        "days": days_of(row, today),
        "closed_on": row.closed_on,
    }
