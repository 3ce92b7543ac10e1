"""Records of guidance entered, taken a step further and corrected by the API.

Belongs here: addresses and bodies made from what a register's steps ask, so that page and program ask
the same. Does not belong here: what any step asks (`rules/`).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Annotated, Any, cast

from flask import Response
from pydantic import Field as Asking
from pydantic import create_model
from sqlalchemy.orm import Session

from supervision.api.changing import create_once, expected_version
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Note
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.transaction import transaction
from supervision.duties.views import lawbook
from supervision.guidance import operations
from supervision.guidance.api.blueprint import TAG, blueprint
from supervision.guidance.api.reads import WHOLES, path_of, told_record
from supervision.guidance.operations.within import values_of
from supervision.guidance.queries import registers
from supervision.guidance.rules import REGISTERS, inspections
from supervision.guidance.rules.shape import MOST_COUNTED, Field, Kind, Register, Step

_TYPES: dict[Kind, Any] = {
    Kind.LINE: Line,
    Kind.LINK: Line,
    Kind.NOTE: Note,
    Kind.CODE: Annotated[str, Asking(max_length=80)],
    Kind.DAY: Day,
    Kind.COUNT: Annotated[int, Asking(strict=True, ge=0, le=MOST_COUNTED)],
}


class NotedBody(Body):
    """Why a record is corrected."""

    note: Annotated[str, Asking(min_length=1, max_length=4000)]


class BreachBody(Body):
    """A breach that an inspection found: by whom, which norm."""

    description: Note


class RemovalBody(Body):
    """A breach removed, by which measure (`2002 ¶4`)."""

    removed_on: Day
    note: Note


def _body(name: str, about: str, fields: Sequence[Field], **more: Any) -> type[Body]:
    """The body that gives these fields and `more`; what is not demanded may be left out."""
    asked: dict[str, Any] = {
        each.name: (_TYPES[each.kind], ...) if each.required else (_TYPES[each.kind] | None, None)
        for each in fields
    }
    return cast("type[Body]", create_model(name, __base__=Body, __doc__=about, **asked, **more))


def _correction(register: Register) -> type[NotedBody]:
    """The body of a correction: what is left out stays as it is."""
    asked: dict[str, Any] = {
        name: (_TYPES[each.kind] | None, None) for name, each in register.fields.items()
    }
    made = create_model(
        f"{_name(register)}Correction",
        __base__=NotedBody,
        __doc__=f"{register.one}: what is corrected, and why; what is left out stays.",
        **asked,
    )
    return cast("type[NotedBody]", made)


def _name(register: Register) -> str:
    return "".join(part.capitalize() for part in register.kind.split("_"))


def _enters(register: Register) -> None:
    """Give a register the address at which its records are entered."""
    office = {"office_id": (GivenId | None, None)} if register.asks_office else {}
    body = _body(f"New{_name(register)}", f"{register.about}.", register.enter.fields, **office)

    def view(json: Any) -> Response:
        given = json.model_dump()
        office_id = given.pop("office_id", None)

        def enter(session: Session, key: uuid.UUID) -> int:
            made = operations.enter(
                session,
                web.actor(),
                register,
                given,
                office_id=office_id,
                idempotency_key=key,
                law=lawbook(),
                today=web.today(),
            )
            session.flush()
            return made.id

        return told_record(register, create_once(enter), status=201)

    declare = creates(WHOLES[register.kind], tag=TAG)
    _address(view, f"enter_{register.kind}", register.new, body, path_of(register), declare)


def _steps(register: Register, step: Step) -> None:
    """Give a register the address of one step of its records."""
    body = _body(f"{_name(register)}{step.name.capitalize()}", step.title, step.fields)

    def view(json: Any, **ids: int) -> Response:
        record_id, version = ids[f"{register.kind}_id"], expected_version()
        with transaction() as session:
            operations.take_step(
                session,
                web.actor(),
                register,
                record_id,
                step,
                json.model_dump(),
                version=version,
                law=lawbook(),
                today=web.today(),
            )
        return told_record(register, record_id)

    path = f"{path_of(register)}/<int:{register.kind}_id>/{step.name}"
    declare = changes(WHOLES[register.kind], tag=TAG)
    _address(view, f"{step.name}_{register.kind}", step.title, body, path, declare)


def _corrects(register: Register) -> None:
    """Give a register the address at which a record is corrected."""

    def view(json: Any, **ids: int) -> Response:
        record_id, version = ids[f"{register.kind}_id"], expected_version()
        given = {name: value for name, value in json.model_dump().items() if value is not None}
        with transaction() as session:
            stands = values_of(register, registers.get(session, register, record_id))
            operations.correct(
                session,
                web.actor(),
                register,
                record_id,
                {**stands, **given},
                note=given["note"],
                version=version,
                law=lawbook(),
                today=web.today(),
            )
        return told_record(register, record_id)

    path = f"{path_of(register)}/<int:{register.kind}_id>/correction"
    words = f"{register.one}: correct what it says, with a note why."
    declare = changes(WHOLES[register.kind], tag=TAG)
    _address(view, f"correct_{register.kind}", words, _correction(register), path, declare)


def _address(
    view: Callable[..., Response],
    name: str,
    words: str,
    body: type[Body],
    path: str,
    declare: Callable[[Any], Any],
) -> None:
    view.__name__, view.__doc__ = name, words
    view.__annotations__ = {**view.__annotations__, "json": body}
    guarded = requires(Permission.RECORD_CASES)(declare(view))
    blueprint.add_url_rule(path, name, guarded, methods=["POST"])


@blueprint.post("/guidance/inspections/<int:inspection_id>/breaches")
@requires(Permission.RECORD_CASES)
@changes(WHOLES[inspections.KIND], tag=TAG)
def record_breach(inspection_id: int, json: BreachBody) -> Response:
    """Record a breach that an inspection found."""
    version = expected_version()
    with transaction() as session:
        operations.record_breach(
            session,
            web.actor(),
            inspection_id,
            description=json.description,
            version=version,
            law=lawbook(),
            today=web.today(),
        )
    return told_record(inspections.REGISTER, inspection_id)


@blueprint.post("/guidance/inspections/<int:inspection_id>/breaches/<int:breach_id>/removal")
@requires(Permission.RECORD_CASES)
@changes(WHOLES[inspections.KIND], tag=TAG)
def record_removal(inspection_id: int, breach_id: int, json: RemovalBody) -> Response:
    """Record that a breach an inspection found is removed."""
    version = expected_version()
    with transaction() as session:
        operations.record_removal(
            session,
            web.actor(),
            inspection_id,
            breach_id,
            removed_on=json.removed_on,
            note=json.note,
            version=version,
            law=lawbook(),
            today=web.today(),
        )
    return told_record(inspections.REGISTER, inspection_id)


for _register in REGISTERS:
    _enters(_register)
    _corrects(_register)
    for _step in _register.steps:
        _steps(_register, _step)
