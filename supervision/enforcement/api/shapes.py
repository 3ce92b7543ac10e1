"""What the JSON API asks and answers of enforcement documents: plain shapes, each key with what it means.

Belongs here: pydantic models. Does not belong here: rules; they are asked in operations. A sum of tenge
travels as a text such as "150000.50": a float would not hold every tiyn.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from supervision.api.shapes import (
    Body,
    Day,
    GivenId,
    Line,
    Listed,
    Note,
    Office,
    RegisterQuery,
    Shape,
    Yes,
)
from supervision.enforcement.rules.card import MOST_CHILDREN
from supervision.law.enforcement.card import Beneficiary, PersonKind, ReceiptKind
from supervision.law.enforcement.events import EventKind
from supervision.law.enforcement.life import Standing

Tenge = Annotated[str, Field(pattern=r"^[0-9]{1,16}(\.[0-9]{1,2})?$")]
RowNumber = Annotated[int, Field(strict=True, ge=1, le=39)]
Sex = Literal["male", "female"]
Code = Annotated[str, Field(max_length=40)]


class DocumentQuery(RegisterQuery):
    """Which enforcement documents are wanted; the days are of their receipt."""

    state: Standing | None = None
    row: Annotated[int, Field(ge=1, le=39)] | None = None
    """The category of the claim (field 8)."""
    deadline: Literal["running", "overdue"] | None = None
    """The term of article 39 runs, or is over."""
    sort: Literal[
        "registered",
        "-registered",
        "writ_number",
        "-writ_number",
        "received_on",
        "-received_on",
    ] = "-registered"


class DocumentItem(Shape):
    """One enforcement document as the register shows it."""

    id: int
    office_id: int
    office_name: str
    writ_number: str
    issuing_body: str
    report_row: int
    debtor_name: str
    claimant_name: str
    claim_now: str | None
    """What is to be recovered today, tenge."""
    recovered: str
    received_on: date
    standing: Standing
    initiated_on: date | None
    term_ends_on: date | None
    ended_on: date | None
    ended_by: EventKind | None


class DocumentList(Listed[DocumentItem]):
    """Enforcement documents in the order asked for."""


class CardChild(Shape):
    """A child of an alimony document: fields 14.6 to 14.10."""

    surname: str
    first_name: str
    patronymic: str
    birth_on: date
    sex: Sex


class DocumentEvent(Shape):
    """One event of a document's life; one put right since stays, and counts no more."""

    id: int
    kind: EventKind
    effective_on: date
    accounted_on: date
    """The day it counts on in Form No. 4: later than its own where that day was closed."""
    ground: str | None
    """The clause of the Law it rests on."""
    amount: str | None
    """Tenge."""
    until_on: date | None
    addressee: str
    note: str
    counterpart_office_id: int | None
    """The other office of a transfer."""
    corrects_id: int | None
    """The event it puts right."""
    superseded: bool
    re_initiated: bool
    overdue: bool
    """An ending that came after the term of article 39."""
    steps: list[str]
    """How that was found."""
    recorded_at: datetime
    recorded_by: str


class DocumentWhole(Shape):
    """A document: every field of card 4.0, its children, its life, the term of article 39."""

    id: int
    office: Office
    standing: Standing
    writ_number: str
    court_act_on: date | None
    case_number: str
    writ_issued_on: date
    issuing_body: str
    plaintiff: str | None
    document_kind: str
    received_on: date
    receipt_kind: ReceiptKind
    delivery_mode: str
    report_row: int
    extra_row: int | None
    kind_row: int | None
    """The row it stands in by its kind, beside that of its claim."""
    substance: str
    claim: str | None
    """Field 10 of the card, tenge."""
    claim_now: str | None
    recovered: str
    sanction_paid: str
    joint: bool
    joint_group: str
    debtor_kind: PersonKind
    debtor_name: str
    debtor_number: str
    debtor_birth_on: date | None
    debtor_paper_number: str
    debtor_paper_issuer: str
    debtor_paper_on: date | None
    debtor_workplace: str
    debtor_post: str
    debtor_foreign: bool
    debtor_citizenship: str
    debtor_sex: Sex | None
    debtor_account: str
    debtor_address: str
    claimant_kind: PersonKind
    claimant_name: str
    claimant_number: str
    claimant_birth_on: date | None
    claimant_foreign: bool
    claimant_address: str
    beneficiary: Beneficiary | None
    beneficiary_amount: str | None
    children: list[CardChild]
    filled_by: str
    bailiff: str
    filler_number: str
    initiated_on: date | None
    term_ends_on: date | None
    """The last day of the term of article 39; null where none runs."""
    term_steps: list[str]
    """How the term was counted."""
    ruling: str | None
    """What the three working days for the first ruling say while they run, and once they were missed."""
    sent_on: date | None
    suspended_on: date | None
    ended_on: date | None
    ended_by: EventKind | None
    may_follow: list[EventKind]
    """What may lawfully be recorded next; a transfer goes by its own address."""
    events: list[DocumentEvent]
    version: int


class ControlCardWhole(Shape):
    """A control card: No. 1 that sends a document, No. 2 that confirms it, a refusal, a recall."""

    id: int
    kind: Literal["sent", "confirmed", "refused", "recalled"]
    number: str
    office: Office
    addressee: Office
    issued_on: date
    issued_by: str
    answers_id: int | None
    """Card No. 1 it answers."""
    answer_id: int | None
    """The card that answers it."""
    document_id: int
    """The document in the account of the card's own office."""
    writ_number: str
    debtor_name: str
    claim: str | None
    ground: str | None
    reason: str


class TransferItem(Shape):
    """A document on its way, or answered: card No. 1 and what was answered to it."""

    id: int
    """Of control card No. 1."""
    office_id: int
    addressee_office_id: int
    issued_on: date
    document_id: int
    writ_number: str
    debtor_name: str
    claim: str | None
    answer: Literal["confirmed", "refused", "recalled"] | None
    answered_on: date | None
    reason: str | None


class TransferList(Shape):
    """Transfers, at most two hundred: those that wait the oldest first, the answered the latest first."""

    items: list[TransferItem]


class ChildBody(Body):
    """A child of an alimony document: fields 14.6 to 14.10."""

    surname: Line
    first_name: Line
    patronymic: Line = ""
    birth_on: Day
    sex: Sex


class CardBody(Body):
    """Card 4.0; a code is one of the reference lists of the card."""

    writ_number: Line
    writ_issued_on: Day
    issuing_body: Line
    document_kind: Code
    """Field 4: the clause of article 9(1), such as 1 or 1-1."""
    received_on: Day
    receipt_kind: ReceiptKind
    delivery_mode: Code
    report_row: RowNumber
    substance: Note
    debtor_kind: PersonKind
    debtor_name: Line
    claimant_kind: PersonKind
    claimant_name: Line
    filled_by: Code
    bailiff: Line
    filler_number: Line
    court_act_on: Day | None = None
    case_number: Line = ""
    plaintiff: Code | None = None
    extra_row: RowNumber | None = None
    claim: Tenge | None = None
    joint: Yes = False
    joint_group: Line = ""
    debtor_number: Line = ""
    debtor_birth_on: Day | None = None
    debtor_paper_number: Line = ""
    debtor_paper_issuer: Line = ""
    debtor_paper_on: Day | None = None
    debtor_workplace: Line = ""
    debtor_post: Line = ""
    debtor_foreign: Yes = False
    debtor_citizenship: Line = ""
    debtor_sex: Sex | None = None
    debtor_account: Line = ""
    debtor_address: Line = ""
    claimant_number: Line = ""
    claimant_birth_on: Day | None = None
    claimant_foreign: Yes = False
    claimant_address: Line = ""
    beneficiary: Beneficiary | None = None
    beneficiary_amount: Tenge | None = None
    children: list[ChildBody] = Field(default_factory=list, max_length=MOST_CHILDREN)


class EventBody(Body):
    """One event: what happened and the day of its ruling or payment."""

    kind: EventKind
    effective_on: Day
    ground: Code | None = None
    """The clause of the Law, where the kind rests on one."""
    amount: Tenge | None = None
    serial_number: Line = ""
    """Field 6.2 of an initiation."""
    addressee: Line = ""
    note: Note = ""
    until_on: Day | None = None
    """The last day of a term agreed in writing."""


class NewCard(CardBody):
    """Card 4.0 with its refusal (5) or initiation (6), where that is known."""

    decision: EventBody | None = None


class TransferBody(Body):
    """Sending a document by territoriality with control card No. 1."""

    to_office_id: GivenId
    sent_on: Day
    note: Note = ""
    """What goes with the file."""


class RecallBody(Body):
    """A file that never arrived."""

    recalled_on: Day
    reason: Note


class AcceptanceBody(Body):
    """Taking a sent document into the own account with control card No. 2."""

    accepted_on: Day
    serial_number: Line
    """Field 6.2 of the proceeding begun here."""


class RefusalBody(Body):
    """Refusing a sent document under article 38(1)."""

    refused_on: Day
    ground: Code
    reason: Note
