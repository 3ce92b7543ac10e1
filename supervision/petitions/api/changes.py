"""The way of a petition by the API: taken in, given to an official, its case requested, answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from flask import Response
from pydantic import Field

from supervision.api.changing import carry_out, expected_version, once
from supervision.api.describing import changes, creates
from supervision.api.shapes import Body, Day, GivenId, Line, Note, Yes
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.duties.views import lawbook
from supervision.petitions import operations
from supervision.petitions.api.reads import TAG, PetitionWhole, blueprint, told_petition
from supervision.petitions.rules.examining import Extension, Ordered
from supervision.petitions.rules.intake import PetitionEntry
from supervision.petitions.rules.resolving import LetterEntry, LetterKind, ProtestTold

Code = Annotated[str, Field(max_length=80)]


class PetitionBody(Body):
    """A petition as its page asks for it; a code is one of the lists of the page."""

    kind: Code
    petitioner_kind: Code
    petitioner_name: Line
    address: Line
    subject: Note
    came_by: Code
    received_on: Day
    identity_number: Line = ""
    procedural_status: Code = ""
    representative_name: Line = ""
    power_of_attorney: Line = ""
    enclosures: Note = ""
    case_number: Line = ""
    court_name: Line = ""
    act_made_on: Day | None = None
    categories: Annotated[list[Code], Field(max_length=20)] = Field(default_factory=list)
    """The mandatory categories of its case (`2015 ¶6`)."""
    initiating_office_id: GivenId | None = None
    entered_into_force: Code | None = None
    additional_study: Yes = False
    materials_needed: Yes = False
    region_id: GivenId | None = None
    case_id: GivenId | None = None
    act_id: GivenId | None = None

    def entry(self) -> PetitionEntry:
        """The petition as the rules take it."""
        given = {name: getattr(self, name) for name in PetitionBody.model_fields}
        return PetitionEntry(**{**given, "categories": tuple(self.categories)})


class NewPetition(PetitionBody):
    """A petition to be taken in; one like an earlier one says which it repeats, or that it is new."""

    repeats_id: GivenId | None = None
    is_new: Yes = False


class ExaminerBody(Body):
    """Who examines a petition, and the day it reached them."""

    examiner_id: GivenId
    reached_on: Day


class ForwardBody(Body):
    """The competent office, and why the petition goes there."""

    to_office_id: GivenId
    reason: Note


class ExtensionBody(Body):
    """The head's reasoned decision on a longer term."""

    decided_on: Day
    until_on: Day
    reason: Note


class OrderBody(Body):
    """An order to request a case or materials, with the request where it went out."""

    what: Code
    addressee: Line
    content: Note = ""
    order_number: Line
    ordered_on: Day
    request_number: Line = ""
    sent_on: Day | None = None


class ChecklistBody(Body):
    """What a petition has of the items of `2015 ¶27`, by code."""

    present: Annotated[list[Code], Field(max_length=30)]
    checked_on: Day


class RefusalDraftBody(Body):
    """The conclusion on leaving a petition unsatisfied."""

    arguments: Note
    reasons: Note
    found_on: Day


class RefusalDecisionBody(Body):
    """What the head decides of the conclusion."""

    approves: Yes
    decided_on: Day
    note: Note = ""


class LetterBody(Body):
    """A letter to the petitioner: a notice of extension, a return, an answer."""

    kind: LetterKind
    number: Line
    sent_on: Day
    text: Note = ""
    protest_number: Line = ""
    """Of the protest that grants the petition."""
    protest_on: Day | None = None
    protest_id: GivenId | None = None


@blueprint.post("/petitions")
@requires(Permission.RECORD_CASES)
@creates(PetitionWhole, tag=TAG)
def take_petition_in(json: NewPetition) -> Response:
    """Take a petition in under the next number of the office's register."""
    made = once(
        operations.register_petition,
        json.entry(),
        repeats_id=json.repeats_id,
        is_new=json.is_new,
        law=lawbook(),
        today=web.today(),
    )
    return told_petition(made, status=201)


@blueprint.put("/petitions/<int:petition_id>")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def change_petition(petition_id: int, json: PetitionBody) -> Response:
    """Change what a petition says; what is left out becomes empty."""
    return _changed(petition_id, operations.change_petition, json.entry())


@blueprint.put("/petitions/<int:petition_id>/examiner")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def assign_examiner(petition_id: int, json: ExaminerBody) -> Response:
    """Give a petition to the official who examines it."""
    return _changed(petition_id, operations.assign_examiner, **dict(json))


@blueprint.post("/petitions/<int:petition_id>/forward")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def forward_petition(petition_id: int, json: ForwardBody) -> Response:
    """Forward a petition to the competent office; its clock runs on."""
    return _changed(petition_id, operations.forward_petition, **dict(json))


@blueprint.post("/petitions/<int:petition_id>/extension")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def extend_petition(petition_id: int, json: ExtensionBody) -> Response:
    """Extend the term of a petition within the law's limit."""
    return _changed(petition_id, operations.extend_petition, Extension(**dict(json)))


@blueprint.post("/petitions/<int:petition_id>/requests")
@requires(Permission.RECORD_CASES)
@creates(PetitionWhole, tag=TAG)
def order_request(petition_id: int, json: OrderBody) -> Response:
    """Order to request the case, materials or information for a petition."""
    entry = Ordered(**dict(json))
    once(operations.order_request, petition_id, entry, law=lawbook(), today=web.today())
    return told_petition(petition_id, status=201)


@blueprint.post("/petitions/<int:petition_id>/checklist")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def record_checklist(petition_id: int, json: ChecklistBody) -> Response:
    """Record which of the demanded items a petition has (`2015 ¶27`)."""
    return _changed(petition_id, operations.record_checklist, **dict(json))


@blueprint.post("/petitions/<int:petition_id>/conclusion")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def draft_refusal(petition_id: int, json: RefusalDraftBody) -> Response:
    """Write the conclusion on leaving a petition unsatisfied."""
    return _changed(petition_id, operations.draft_refusal, **dict(json))


@blueprint.post("/petitions/<int:petition_id>/conclusion/decision")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def decide_refusal(petition_id: int, json: RefusalDecisionBody) -> Response:
    """Approve the conclusion on a refusal, or give it back."""
    return _changed(petition_id, operations.decide_refusal, **dict(json))


@blueprint.post("/petitions/<int:petition_id>/letters")
@requires(Permission.RECORD_CASES)
@changes(PetitionWhole, tag=TAG)
def send_petition_letter(petition_id: int, json: LetterBody) -> Response:
    """Record a letter to the petitioner; all but the notice of an extension end the petition."""
    told = ProtestTold(json.protest_number, json.protest_on, json.protest_id)
    named = bool(json.protest_number or json.protest_on or json.protest_id)
    entry = LetterEntry(json.kind.value, json.number, json.sent_on, json.text)
    return _changed(petition_id, operations.send_letter, entry, protest=told if named else None)


def _changed(petition_id: int, verb: Callable[..., Any], *entries: Any, **given: Any) -> Response:
    """The petition after one verb, meant for the state that was read."""
    version = expected_version()
    given |= {"version": version, "law": lawbook(), "today": web.today()}
    carry_out(verb, petition_id, *entries, **given)
    return told_petition(petition_id)
