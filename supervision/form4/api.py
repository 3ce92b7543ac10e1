"""Form No. 4 in the JSON API: the three tables of an office and period, and the controls that fail.

The form is built exactly as for the page. Days are both included, as in the whole API.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from flask import Response
from pydantic import Field
from sqlalchemy.orm import Session

from supervision.api.describing import answers, room_api, told
from supervision.api.shapes import Day, Flag, Id, Office, Query, Shape
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.i18n import current_language
from supervision.core.problems import refuse
from supervision.duties.board_views import named
from supervision.form4.asking import Question
from supervision.form4.page_views import built_now
from supervision.form4.rules import default_span, last_day, period_problems, span_of
from supervision.form4.words import plain_number
from supervision.law.form4.controls.outcome import Failure, Relation
from supervision.law.form4.editions import edition_on
from supervision.law.form4.model import MOVEMENT, Answers, Edition, Severity
from supervision.offices.queries import below

blueprint = room_api("form4")
TAG = "form4"
Readings = Annotated[str, Field(max_length=1000, pattern=r"^[a-z_]+=[a-z_]+(,[a-z_]+=[a-z_]+)*$")]
Tables = dict[str, dict[str, dict[str, int | float]]]


class FormQuery(Query):
    """Whose form, of which days: the own office with those below and the year so far without any."""

    office: Id | None = None
    """The office, with all offices below it."""
    own: Flag = False
    """Only the office itself, without those below."""
    from_: Annotated[Day | None, Field(alias="from")] = None
    """The first day; together with `to`."""
    to: Day | None = None
    """The last day, included."""
    readings: Readings | None = None
    """Other answers to open questions of the text: cancelled_initiations=kept,total_row=exclusive."""


class FailedControl(Shape):
    """One control that does not hold: where, what stands there, what it was compared with."""

    control: str
    title: str
    severity: Severity
    table: str
    row: int
    column: int
    value: int | float
    should_be: Relation
    against: int | float


class FormWhole(Shape):
    """The three tables by row and column, and the controls that fail."""

    office: Office
    own: bool
    edition: str
    in_force: bool
    """Whether the edition was in force on the last day; else it is the nearest one known."""
    from_: Annotated[date, Field(alias="from")]
    to: date
    readings: dict[str, str]
    table1: dict[str, dict[str, int | float]]
    """Row, column, number of documents."""
    table2: dict[str, dict[str, int | float]]
    """Row, column, tenge."""
    table3: dict[str, dict[str, int | float]]
    """Row, column, documents, persons or tenge."""
    controls: list[FailedControl]


@blueprint.get("/form4")
@requires(Permission.SEE_CASES)
@answers(FormWhole, tag=TAG)
def read_form(query: FormQuery) -> Response:
    """The form of an office, with or without those below, in some days."""
    session = db.session()
    question = _question(session, web.actor(), query)
    built = built_now(session, question)
    edition = question.binding.edition
    tables: Tables = {
        name: {
            row: {column: plain_number(value) for column, value in columns.items()}
            for row, columns in rows.items()
        }
        for name, rows in built.filled.printed().items()
    }
    return told(
        FormWhole(
            office=Office(id=question.office.id, name=question.office.name),
            own=question.own,
            edition=edition.code,
            in_force=question.binding.in_force,
            **{"from": question.span.start},
            to=last_day(question.span),
            readings=dict(question.answers),
            table1=tables["table1"],
            table2=tables["table2"],
            table3=tables["table3"],
            controls=[_failed(edition, failure) for failure in built.failures],
        )
    )


def _question(session: Session, actor: Actor, query: FormQuery) -> Question:
    """The question of a program. Raises Refused by field; NotFound for an actor without an office."""
    if actor.office_id is None:
        raise NotFound
    office_id = query.office or actor.office_id
    if office_id not in actor.offices_below:
        raise Refused("This is not known here, or not yours to see.", field="office")
    if (query.from_ is None) is not (query.to is None):
        raise Refused("Send both days, `from` and `to`.", field="to" if query.from_ else "from")
    span = default_span(web.today(), "since_january")
    if query.from_ is not None and query.to is not None:
        names = {"starts_on": "from", "ends_on": "to"}
        refuse(
            Problem(each.message, names[each.field or "ends_on"])
            for each in period_problems(query.from_, query.to)
        )
        span = span_of(query.from_, query.to)
    binding = edition_on(last_day(span))
    return Question(
        office=named(session, office_id),
        office_ids=(office_id,) if query.own else below(session, office_id),
        own=query.own,
        span=span,
        binding=binding,
        answers=_answers(binding.edition, query.readings),
        table=MOVEMENT,
        zone=str(web.settings().zone),
    )


def _answers(edition: Edition, readings: str | None) -> Answers:
    chosen = dict(each.split("=") for each in readings.split(",")) if readings else {}
    try:
        return edition.answers(**chosen)
    except ValueError:
        raise Refused("There is no such reading.", field="readings") from None


def _failed(edition: Edition, failure: Failure) -> FailedControl:
    control = edition.controls[failure.control]
    return FailedControl(
        control=failure.control,
        title=control.title.in_language(current_language()),
        severity=failure.severity,
        table=failure.cell.table,
        row=failure.cell.row,
        column=failure.cell.column,
        value=plain_number(failure.value),
        should_be=failure.relation,
        against=plain_number(failure.against),
    )
