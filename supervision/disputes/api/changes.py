"""Disputes, their hearings and court acts by the API: the verbs of the pages (`2002 ¶4–5, ¶8`)."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from pydantic import Field

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Moment, Note
from supervision.cases.rules.hearings import HearingEntry, OutcomeEntry
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.disputes import operations
from supervision.disputes.api.reads import (
    TAG,
    DisputeAct,
    DisputeHearing,
    DisputeWhole,
    blueprint,
    told_dispute,
    told_dispute_act,
    told_dispute_hearing,
)
from supervision.disputes.rules.acts import ActDays, ActEntry
from supervision.disputes.rules.dispute import DisputeEntry, DisputeKind
from supervision.disputes.rules.parties import PartyEntry
from supervision.duties.api.changes import LatenessBody
from supervision.duties.views import lawbook
from supervision.law.participation import CannotDefend, PartyKind, PartyRole

MOST_PARTIES = 30
Code = Annotated[str, Field(max_length=80)]


class PartyBody(Body):
    """A party of the enforcement proceedings."""

    role: PartyRole
    kind: PartyKind
    name: Line
    identity_number: Line = ""
    birth_on: Day | None = None
    cannot_defend: list[CannotDefend] = Field(default_factory=list, max_length=2)

    def entry(self) -> PartyEntry:
        """The party as the rules take it."""
        return PartyEntry(
            role=self.role.value,
            kind=self.kind.value,
            name=self.name,
            identity_number=self.identity_number,
            birth_on=self.birth_on,
            cannot_defend=tuple(each.value for each in self.cannot_defend),
        )


class DisputeBody(Body):
    """A dispute as its page asks for it."""

    number: Line
    court_id: GivenId
    kind: DisputeKind
    subject: Note
    parties: Annotated[list[PartyBody], Field(max_length=MOST_PARTIES)]
    contested_by: Annotated[list[Code], Field(max_length=5)] = Field(default_factory=list)
    """Who contests the actions of the bailiff, by code."""
    bailiff: Line = ""
    bailiff_office: Line = ""
    enforcement_number: Line = ""
    received_by_court_on: Day | None = None

    def entry(self) -> DisputeEntry:
        """The dispute as the rules take it."""
        given = {name: getattr(self, name) for name in DisputeBody.model_fields}
        given["kind"] = self.kind.value
        given["parties"] = tuple(each.entry() for each in self.parties)
        given["contested_by"] = tuple(self.contested_by)
        return DisputeEntry(**given)


class NewDispute(DisputeBody):
    """A dispute to be registered in the own office."""

    assignee_id: GivenId | None = None


class DisputeExecutorBody(Body):
    """Who has the dispute; null for nobody."""

    assignee_id: GivenId | None


class DisputeHearingBody(Body):
    """A hearing: where, when, and who takes part."""

    instance: Code
    court_id: GivenId
    starts_at: Moment
    place: Line = ""
    prosecutor_id: GivenId | None = None


class DisputeHeldBody(Body):
    """How a hearing went, and who took part."""

    outcome: Code
    took_part_id: GivenId | None = None
    absence_cause: Code | None = None
    note: Note = ""


class DisputeDaysBody(Body):
    """The later days of an act: received, the end of its appellate term, in force since."""

    received_on: Day | None = None
    term_ends_on: Day | None = None
    in_force_on: Day | None = None


class DisputeActBody(DisputeDaysBody):
    """A court act as it came."""

    instance: Code
    court_id: GivenId
    kind: Code
    decision: Code
    content: Note
    made_on: Day
    reviews_id: GivenId | None = None
    """The act it decides on, where a higher court made it."""


class DisputeCheckBody(Body):
    """What the check of an act's legality found."""

    result: Code
    checked_on: Day
    note: Note = ""
    lateness: LatenessBody | None = None
    """Demanded after the term."""


@blueprint.post("/disputes")
@requires(Permission.RECORD_CASES)
@creates(DisputeWhole, tag=TAG)
def register_dispute(json: NewDispute) -> Response:
    """Register a dispute in the own office."""
    made = once(
        operations.register_dispute,
        json.entry(),
        assignee_id=json.assignee_id,
        law=lawbook(),
        today=web.today(),
    )
    return told_dispute(made, status=201)


@blueprint.put("/disputes/<int:dispute_id>")
@requires(Permission.RECORD_CASES)
@changes(DisputeWhole, tag=TAG)
def change_dispute(dispute_id: int, json: DisputeBody) -> Response:
    """Change what a dispute says; what is left out becomes empty."""
    _change(operations.change_dispute, dispute_id, json.entry())
    return told_dispute(dispute_id)


@blueprint.put("/disputes/<int:dispute_id>/assignee")
@requires(Permission.RECORD_CASES)
@changes(DisputeWhole, tag=TAG)
def assign_dispute(dispute_id: int, json: DisputeExecutorBody) -> Response:
    """Give a dispute to a prosecutor of the own office, or to nobody."""
    _change(operations.assign_dispute, dispute_id, assignee_id=json.assignee_id)
    return told_dispute(dispute_id)


@blueprint.post("/disputes/<int:dispute_id>/hearings")
@requires(Permission.RECORD_CASES)
@creates(DisputeHearing, tag=TAG)
def set_dispute_hearing(dispute_id: int, json: DisputeHearingBody) -> Response:
    """Set a hearing of a dispute."""
    entry, zone = HearingEntry(**dict(json)), web.settings().zone
    verb = operations.set_hearing
    made = once(verb, dispute_id, entry, zone=zone, law=lawbook(), today=web.today())
    return told_dispute_hearing(dispute_id, made, status=201)


@blueprint.put("/disputes/<int:dispute_id>/hearings/<int:hearing_id>")
@requires(Permission.RECORD_CASES)
@changes(DisputeHearing, tag=TAG)
def change_dispute_hearing(dispute_id: int, hearing_id: int, json: DisputeHearingBody) -> Response:
    """Change place, time or prosecutor of a hearing."""
    entry, zone = HearingEntry(**dict(json)), web.settings().zone
    _change(operations.change_hearing, dispute_id, hearing_id, entry, zone=zone)
    return told_dispute_hearing(dispute_id, hearing_id)


@blueprint.post("/disputes/<int:dispute_id>/hearings/<int:hearing_id>/outcome")
@requires(Permission.RECORD_CASES)
@changes(DisputeHearing, tag=TAG)
def record_dispute_hearing(dispute_id: int, hearing_id: int, json: DisputeHeldBody) -> Response:
    """Record how a hearing went and who took part."""
    _change(operations.record_outcome, dispute_id, hearing_id, OutcomeEntry(**dict(json)))
    return told_dispute_hearing(dispute_id, hearing_id)


@blueprint.post("/disputes/<int:dispute_id>/acts")
@requires(Permission.RECORD_CASES)
@creates(DisputeAct, tag=TAG)
def record_dispute_act(dispute_id: int, json: DisputeActBody) -> Response:
    """Record a court act in a dispute; its duties follow."""
    given = dict(json)
    days = ActDays(**{name: given.pop(name) for name in DisputeDaysBody.model_fields})
    entry = ActEntry(**given, days=days)
    made = once(operations.record_act, dispute_id, entry, law=lawbook(), today=web.today())
    return told_dispute_act(dispute_id, made, status=201)


@blueprint.put("/disputes/<int:dispute_id>/acts/<int:act_id>/days")
@requires(Permission.RECORD_CASES)
@changes(DisputeAct, tag=TAG)
def record_dispute_days(dispute_id: int, act_id: int, json: DisputeDaysBody) -> Response:
    """Record the later days of an act."""
    _change(operations.record_days, dispute_id, act_id, ActDays(**dict(json)))
    return told_dispute_act(dispute_id, act_id)


@blueprint.post("/disputes/<int:dispute_id>/acts/<int:act_id>/check")
@requires(Permission.RECORD_CASES)
@changes(DisputeAct, tag=TAG)
def check_dispute_act(dispute_id: int, act_id: int, json: DisputeCheckBody) -> Response:
    """Record what the check of an act's legality found."""
    given = {**dict(json), "lateness": json.lateness.lateness if json.lateness else None}
    _change(operations.record_check, dispute_id, act_id, **given)
    return told_dispute_act(dispute_id, act_id)


def _change(verb: object, *entries: object, **given: object) -> None:
    version = expected_version()
    carry_out(verb, *entries, version=version, law=lawbook(), today=web.today(), **given)  # type: ignore[arg-type]
