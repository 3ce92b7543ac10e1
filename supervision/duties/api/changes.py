"""Decisions about a duty by the API: done, moved, its clock stopped and let run, opened again, explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, current_app

from supervision.api.changing import carry_out, expected_version
from supervision.api.describing import changes
from supervision.api.shapes import Body, Day, Line, Note
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.duties import operations
from supervision.duties.api.reads import TAG, DutyWhole, blueprint, told_duty
from supervision.duties.rules import LateCause, Lateness
from supervision.duties.views import lawbook


class LatenessBody(Body):
    """Why something was done late, and whose fault it is."""

    cause: LateCause
    unit: Line
    """The unit at fault."""
    note: Note = ""

    @property
    def lateness(self) -> Lateness:
        """The lateness as the rules take it."""
        return Lateness(self.cause, self.unit, self.note)


class DoneBody(Body):
    """The day and the document that fulfilled a duty."""

    done_on: Day
    document: Line
    """Its number and date."""
    lateness: LatenessBody | None = None
    """Demanded where the day is after the term."""


class MoveBody(Body):
    """Another day for a duty, and why."""

    new_due_on: Day
    reason: Note


class StopBody(Body):
    """From which day the clock of a duty stands, and why."""

    from_on: Day
    reason: Note


class RunBody(Body):
    """From which day the clock of a duty runs again, and why."""

    on: Day
    reason: Note


class ReopenBody(Body):
    """Why a duty recorded as done is opened again."""

    reason: Note


@blueprint.post("/duties/<int:duty_id>/done")
@requires(Permission.RECORD_CASES)
@changes(DutyWhole, tag=TAG)
def record_duty_done(duty_id: int, json: DoneBody) -> Response:
    """Close a duty that a document fulfils, not a fact of its thing."""
    return _decided(
        duty_id,
        operations.record_fulfilment,
        done_on=json.done_on,
        document=json.document,
        lateness=json.lateness.lateness if json.lateness else None,
        by_hand=current_app.extensions["closed_by_hand"],
        today=web.today(),
    )


@blueprint.post("/duties/<int:duty_id>/move")
@requires(Permission.MOVE_DUTIES)
@changes(DutyWhole, tag=TAG)
def move_duty(duty_id: int, json: MoveBody) -> Response:
    """Give a duty another day, with a reason."""
    return _decided(duty_id, operations.move_by_hand, **_by_law(json))


@blueprint.post("/duties/<int:duty_id>/pause")
@requires(Permission.MOVE_DUTIES)
@changes(DutyWhole, tag=TAG)
def pause_duty(duty_id: int, json: StopBody) -> Response:
    """Stop the clock of a duty where its rule lets it stop."""
    return _decided(duty_id, operations.pause, **_by_law(json))


@blueprint.post("/duties/<int:duty_id>/resume")
@requires(Permission.MOVE_DUTIES)
@changes(DutyWhole, tag=TAG)
def resume_duty(duty_id: int, json: RunBody) -> Response:
    """Let the clock of a duty run again."""
    return _decided(duty_id, operations.resume, **_by_law(json))


@blueprint.post("/duties/<int:duty_id>/reopen")
@requires(Permission.MOVE_DUTIES)
@changes(DutyWhole, tag=TAG)
def reopen_duty(duty_id: int, json: ReopenBody) -> Response:
    """Open a duty again that was recorded as done wrongly."""
    return _decided(duty_id, operations.reopen, reason=json.reason, today=web.today())


@blueprint.post("/duties/<int:duty_id>/lateness")
@requires(Permission.MOVE_DUTIES)
@changes(DutyWhole, tag=TAG)
def explain_duty(duty_id: int, json: LatenessBody) -> Response:
    """Name the cause and the unit at fault of a duty that was done late."""
    return _decided(duty_id, operations.explain_lateness, lateness=json.lateness)


def _by_law(json: Body) -> dict[str, Any]:
    return {**dict(json), "law": lawbook(), "today": web.today()}


def _decided(duty_id: int, verb: Callable[..., Any], **given: Any) -> Response:
    """The duty after one decision, meant for the state that was read."""
    version = expected_version()
    carry_out(verb, duty_id, version=version, **given)
    return told_duty(duty_id)
