"""What the JSON API asks and answers of protests: plain shapes, each key with what it means.

Belongs here: pydantic models. Does not belong here: rules; they are asked in operations.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from supervision.api.shapes import (
    Body,
    Day,
    GivenId,
    Id,
    Line,
    Listed,
    Note,
    Office,
    PageQuery,
    Shape,
    Yes,
)
from supervision.law.protests import EndedBy, Outcome, ProtestKind
from supervision.protests.rules import Answer, Decision, ProtestState


class ProtestQuery(PageQuery):
    """Which protests are wanted; all the token's person sees without a filter."""

    q: Annotated[str, Field(max_length=200)] | None = None
    """The beginning of its number, or of words its case is found by."""
    kind: ProtestKind | None = None
    state: (
        Literal[
            "draft",
            "dropped",
            "awaiting",
            "granted",
            "granted_in_part",
            "rejected",
            "withdrawn",
            "returned",
        ]
        | None
    ) = None
    """A draft, one dropped, one that awaits its outcome, or an outcome."""
    office: Id | None = None
    """The office of the case."""
    author: Id | None = None
    """The office whose protest it is."""
    assignee: Id | None = None
    """The prosecutor of the own office who brought it."""
    from_: Annotated[Day | None, Field(alias="from")] = None
    """Brought on this day or later; for a draft its first day."""
    to: Day | None = None
    sort: Literal["newest", "-newest", "day", "-day"] = "-newest"
    """The order, with - before it the last first."""


class ProtestItem(Shape):
    """One protest as the register shows it."""

    id: int
    number: str | None
    kind: ProtestKind
    state: ProtestState
    case_id: int | None
    dispute_id: int | None
    matter_number: str
    """The number of its case or dispute."""
    court: str
    office_name: str
    """The office of the case."""
    author_office_id: int
    brought_by: str | None
    brought_on: date | None
    outcome: Outcome | None
    outcome_on: date | None


class ProtestList(Listed[ProtestItem]):
    """Protests in the order asked for."""


class Window(Shape):
    """The days within which an appellate protest may be brought."""

    opens_on: date | None
    last_day: date | None
    state: str
    """not_open, open, last_day, restored, closed, unknown."""


class Review(Shape):
    """A draft shown to a higher office."""

    id: int
    office: Office
    asked_on: date
    asked_by: str
    answer: Answer | None
    answered_on: date | None
    answered_by: str | None
    remarks: str
    version: int


class Motion(Shape):
    """A motion to let the protest be withdrawn."""

    id: int
    office: Office
    moved_on: date
    moved_by: str
    moved_as: str
    """author, higher_prosecutor"""
    motives: str
    paper_number: str
    unfounded: bool
    read_by: str | None


class ProtestWhole(Shape):
    """A protest with its text, its window, its reviews, its motions, and what became of it."""

    id: int
    number: str | None
    kind: ProtestKind
    state: ProtestState
    case_id: int | None
    dispute_id: int | None
    act_id: int
    """The act it is against, among those of its case or dispute."""
    office: Office
    """The office of the case."""
    author: Office
    part: str
    grounds: list[str]
    """Grounds of CoAO 840 by code."""
    own_grounds: str
    demand: str
    drafted_on: date
    drafted_by: str
    dropped_on: date | None
    drop_reason: str | None
    brought_on: date | None
    recorded_on: date | None
    brought_by: str | None
    brought_by_id: int | None
    capacity: str | None
    """By which right of the text its author brought it, by code."""
    late_reason: str | None
    window: Window | None
    """Null for a protest whose term is not counted: in cassation, by supervision."""
    outcome: Outcome | None
    outcome_on: date | None
    outcome_note: str | None
    ending_reason: str | None
    outcome_act_id: int | None
    reviews: list[Review]
    motions: list[Motion]
    version: int


class DraftBody(Body):
    """The text of a draft."""

    kind: ProtestKind
    part: Note = ""
    """The part of the act under protest."""
    grounds: list[Annotated[str, Field(max_length=80)]] = Field(default_factory=list, max_length=50)
    """Grounds of CoAO 840 by code; none in a dispute."""
    own_grounds: Note = ""
    """The grounds written out."""
    demand: Note = ""
    """What the court is asked to decide."""


class NewProtest(DraftBody):
    """A draft against an act of a case, or of a dispute in enforcement proceedings."""

    case_id: GivenId | None = None
    """The case; or `dispute_id`."""
    dispute_id: GivenId | None = None
    act_id: GivenId
    """The act of that case or dispute."""


class ReasonBody(Body):
    """A reason, told to whoever reads the record."""

    reason: Annotated[str, Field(min_length=1, max_length=4000)]


class ReviewBody(Body):
    """Which office above looks at the draft."""

    office_id: GivenId


class AnswerBody(Body):
    """What the higher office says of the draft."""

    answer: Answer
    remarks: Note = ""
    """Demanded with `remarks`."""


class BringBody(Body):
    """The protest as brought."""

    number: Line
    brought_on: Day
    brought_by_id: GivenId
    """Somebody of the own office with the right to bring it."""
    late_reason: Note = ""
    """Why it is recorded only after its term."""


class MotionBody(Body):
    """A motion to let the protest be withdrawn; a higher prosecutor tells motives and paper."""

    moved_on: Day
    motives: Note = ""
    paper_number: Line = ""
    unfounded: Yes = False


class OutcomeBody(Body):
    """What became of the protest."""

    decision: Decision
    """`none` where the court took no decision on it; then `ended_by` and `note` say how."""
    outcome_on: Day
    note: Note = ""
    ended_by: EndedBy | None = None
    act_id: GivenId | None = None
    """The court's act on the protest, where it is recorded in the case."""


class MendedBringing(ReasonBody):
    """Number and day of a protest as they should have been recorded."""

    number: Line
    brought_on: Day


class MendedOutcome(OutcomeBody, ReasonBody):
    """The outcome as it should have been recorded."""
