"""The form of card 4.0: every field under its number, shown when its condition holds.

Belongs here: reading fields into a `CardEntry` and an opening event; which fields the types chosen
ask for (the law says it). Does not belong here: a check two fields make together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from supervision.core.errors import Problem
from supervision.core.i18n import current_language, said
from supervision.duties.forms import (
    DAY,
    FILL,
    Choices,
    RecordForm,
    choice,
    day_field,
    given_day,
    number_of,
    text_of,
)
from supervision.enforcement.models import EnforcementDocument
from supervision.enforcement.rules.card import SEXES, CardEntry, ChildEntry
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement import card as law
from supervision.law.enforcement.card import PersonKind, ReceiptKind
from supervision.law.enforcement.events import EventKind, grounds_of
from supervision.law.form4.editions import edition_on
from supervision.law.model import ListItem

MOST_BLOCKS = 30
NOT_YET = "none"
# What the next card of a pile has in common with the one just entered.
REPEATED = (
    *("issuing_body", "document_kind", "received_on", "receipt_kind", "delivery_mode"),
    *("report_row", "debtor_kind", "claimant_kind", "filled_by", "bailiff", "filler_number"),
)


def items(found: Iterable[ListItem]) -> list[tuple[str, str]]:
    """A reference list for a select, in the reader's language."""
    language = current_language()
    return [(item.code, item.title.in_language(language)) for item in found]


def row_choices(on: date) -> list[tuple[str, str]]:
    """The rows of the form that field 8 may name, each led by its number, so that digits find it."""
    language = current_language()
    return [
        (str(row.number), f"{row.number}. {row.title.in_language(language)}")
        for row in edition_on(on).edition.rows.values()
        if law.is_row(row.number)
    ]


def sum_of(field: Field) -> Decimal | None:
    """The sum typed, with a comma or a point; nothing typed is none, and what is no sum is no number."""
    typed = "".join(text_of(field).split()).replace(",", ".")
    if not typed:
        return None
    try:
        return Decimal(typed)
    except InvalidOperation:
        return Decimal("NaN")


class ChildForm(Form):
    """One child; a line left empty is no child."""

    surname = StringField(_("Surname (14.6)"))
    first_name = StringField(_("First name (14.7)"))
    patronymic = StringField(_("Patronymic (14.8)"))
    birth_on = day_field(_("Birth date (14.9)"))
    sex = choice(_("Sex (14.10)"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.sex.choices = _sexes()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into this line."""
        typed = (self.surname.data, self.first_name.data, self.patronymic.data, self.sex.data)
        return not any(typed) and not any(self.birth_on.raw_data or ())

    def entry(self) -> ChildEntry:
        """The child as the rules take it."""
        return ChildEntry(
            surname=text_of(self.surname),
            first_name=text_of(self.first_name),
            patronymic=text_of(self.patronymic),
            birth_on=self.birth_on.data,
            sex=text_of(self.sex) or None,
        )


def _sexes() -> Choices:
    return [("", ""), *((each, _(f"enforcement.sex.{each}")) for each in SEXES)]


def _persons() -> Choices:
    return [(each.value, _(f"enforcement.person.{each}")) for each in PersonKind]


class CardForm(RecordForm):
    """A document to be entered on card 4.0, with its refusal (5) or initiation (6) if it is known."""

    writ_number = StringField(_("Number of the writ (1)"), [InputRequired(FILL)])
    court_act_on = day_field(_("Date of the court act"))
    case_number = StringField(_("Number of the case (1.1)"))
    writ_issued_on = day_field(_("Issued on (2)"), DAY)
    issuing_body = StringField(_("Issued by (3)"), [InputRequired(FILL)])
    plaintiff = choice(_("Plaintiff in the civil case (3.1)"))
    document_kind = choice(_("Kind of document (4)"))
    received_on = day_field(_("Received on (7)"), DAY)
    receipt_kind = choice(_("How it came (7.1)"))
    delivery_mode = choice(_("Delivered (7.2)"))
    report_row = choice(_("Category of the claim (8)"))
    extra_row = choice(_("Addition to the category (8.1)"))
    substance = TextAreaField(_("Substance of the claim (9)"), [InputRequired(FILL)])
    claim = StringField(_("Sum to be recovered, tenge (10)"))
    joint = BooleanField(_("Joint and several (10.1)"))
    joint_group = StringField(_("Sign of the joint debt"))
    debtor_kind = RadioField(_("The debtor is"), validate_choice=False)
    debtor_name = StringField(_("Name of the debtor (11, 12)"), [InputRequired(FILL)])
    debtor_number = StringField(_("IIN or BIN of the debtor (11.2, 12.1)"))
    debtor_birth_on = day_field(_("Birth date (11)"))
    debtor_sex = choice(_("Sex (11.8)"))
    debtor_address = StringField(_("Address of the debtor (11.7, 13)"))
    debtor_paper_number = StringField(_("Identity card (11.1)"))
    debtor_paper_issuer = StringField(_("issued by (11.1)"))
    debtor_paper_on = day_field(_("issued on (11.1)"))
    debtor_workplace = StringField(_("Place of work (11.3)"))
    debtor_post = StringField(_("Position (11.4)"))
    debtor_foreign = BooleanField(_("Foreign person (11.5)"))
    debtor_citizenship = StringField(_("Citizenship (11.6)"))
    debtor_account = StringField(_("Settlement account (12.2)"))
    claimant_kind = RadioField(_("The claimant is"), validate_choice=False)
    claimant_name = StringField(_("Name of the claimant (14, 15)"), [InputRequired(FILL)])
    claimant_number = StringField(_("IIN or BIN of the claimant (14.2, 15.1)"))
    claimant_birth_on = day_field(_("Birth date (14.1)"))
    claimant_foreign = BooleanField(_("Foreign person (14.3)"))
    claimant_address = StringField(_("Address of the claimant (14.4, 16)"))
    beneficiary = choice(_("In whose favour (14.5)"))
    beneficiary_amount = StringField(_("Sum by the certificate, tenge (14.5)"))
    children = FieldList(FormField(ChildForm), min_entries=2, max_entries=MOST_BLOCKS)
    children_count = StringField(_("Number of children (14.11)"))
    filled_by = choice(_("Filled in by (17)"))
    bailiff = StringField(_("Bailiff (17.1)"), [InputRequired(FILL)])
    filler_number = StringField(_("IIN of who filled it in (17.2)"), [InputRequired(FILL)])
    decision = RadioField(_("What was ruled (5, 6)"), default=NOT_YET, validate_choice=False)
    decided_on = day_field(_("Date of the ruling (5.1, 6)"))
    serial_number = StringField(_("Number of the proceeding (6.2)"))
    ground = choice(_("Ground of refusal, art. 38(1) (5)"))
    addressee = StringField(_("Returned to (5.2)"))

    def __init__(self, *rest: Any, today: date, **options: Any) -> None:
        super().__init__(*rest, **options)
        none = ("", "")
        self.plaintiff.choices = [none, *items(law.card_list("plaintiffs"))]
        self.document_kind.choices = items(law.document_kinds())
        self.receipt_kind.choices = items(law.card_list("receipt_kinds"))
        self.delivery_mode.choices = items(law.card_list("delivery_modes"))
        rows = row_choices(today)
        self.report_row.choices = [none, *rows]
        self.extra_row.choices = [none, *(row for row in rows if int(row[0]) in law.KIND_ROWS)]
        self.debtor_kind.choices = self.claimant_kind.choices = _persons()
        self.debtor_sex.choices = _sexes()
        self.beneficiary.choices = [none, *items(law.card_list("beneficiaries"))]
        self.filled_by.choices = items(law.card_list("filled_by"))
        self.decision.choices = [
            (each, _(f"enforcement.decision.{each}"))
            for each in (NOT_YET, EventKind.INITIATED.value, EventKind.REFUSED.value)
        ]
        self.ground.choices = [none, *items(grounds_of(EventKind.REFUSED))]

    @property
    def row(self) -> int:
        """The row of field 8; 0 before one is chosen."""
        return number_of(self.report_row) or 0

    @property
    def hidden(self) -> set[str]:
        """The fields that the types chosen do not ask for; what was typed there waits unseen."""
        kind, row = text_of(self.document_kind), self.row
        natural = self.debtor_kind.data != PersonKind.LEGAL
        asked = {
            "court_act_on": law.is_judicial(kind),
            "case_number": law.has_case_number(kind),
            "plaintiff": law.has_plaintiff(kind, row),
            **dict.fromkeys(("claim", "joint"), row not in law.NON_PROPERTY_ROWS),
            "joint_group": bool(self.joint.data) and row not in law.NON_PROPERTY_ROWS,
            **dict.fromkeys(_NATURAL, natural),
            "debtor_citizenship": natural and bool(self.debtor_foreign.data),
            "debtor_account": not natural,
            **dict.fromkeys(
                ("claimant_birth_on", "claimant_foreign"),
                self.claimant_kind.data != PersonKind.LEGAL,
            ),
            **dict.fromkeys(_ALIMONY, law.is_alimony(row)),
            "decided_on": self.decision.data in (EventKind.INITIATED, EventKind.REFUSED),
            "serial_number": self.decision.data == EventKind.INITIATED,
            **dict.fromkeys(("ground", "addressee"), self.decision.data == EventKind.REFUSED),
        }
        return {name for name, is_asked in asked.items() if not is_asked}

    @property
    def filled(self) -> list[int]:
        """The places of the lines somebody typed a child into."""
        return [place for place, line in enumerate(self.children) if not line.form.is_blank]

    def _given(self, name: str) -> Any:
        """The value of a field that is asked for; of any other nothing."""
        return None if name in self.hidden else self[name].data

    def entry(self) -> CardEntry:
        """The card as the rules take it, after the form was found valid."""
        given: dict[str, Any] = {name: self._given(name) or "" for name in _TEXTS}
        given |= {name: self._given(name) for name in _DAYS}
        given |= {name: bool(self._given(name)) for name in _TICKS}
        given |= {name: self._given(name) or None for name in _CHOSEN}
        alimony = law.is_alimony(self.row)
        lines = tuple(self.children[place].form.entry() for place in self.filled)
        return CardEntry(
            writ_issued_on=given_day(self.writ_issued_on),
            received_on=given_day(self.received_on),
            report_row=self.row,
            extra_row=number_of(self.extra_row),
            claim=None if "claim" in self.hidden else sum_of(self.claim),
            beneficiary_amount=sum_of(self.beneficiary_amount) if alimony else None,
            children=lines if alimony else (),
            children_count=(number_of(self.children_count) or 0) if alimony else 0,
            **given,
        )

    def ruling(self) -> EventEntry | None:
        """The refusal or the initiation that the card tells, if any."""
        if self.decision.data == EventKind.REFUSED:
            kind = EventKind.REFUSED
        elif self.decision.data == EventKind.INITIATED:
            came = self.receipt_kind.data == ReceiptKind.BY_TERRITORIALITY
            kind = EventKind.ACCEPTED if came else EventKind.INITIATED
        else:
            return None
        return EventEntry(
            kind=kind,
            effective_on=self.decided_on.data or given_day(self.received_on),
            ground=text_of(self.ground) or None,
            serial_number=text_of(self.serial_number),
            addressee=text_of(self.addressee),
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Shape and presence; a ruling needs its day."""
        right = super().validate(extra_validators)
        if "decided_on" not in self.hidden and self.decided_on.data is None:
            if not self.decided_on.errors:
                self.decided_on.errors = [str(DAY)]
            return False
        return bool(right)

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields; those of a child on its line, of the ruling on its fields."""
        loose = []
        for problem in problems:
            name = _RULED.get(problem.field or "", problem.field or "")
            field = self._field(name)
            if field is None:
                loose.append(said(problem))
            else:
                field.errors = [*field.errors, said(problem)]
        self.children.errors = [line.errors for line in self.children if line.errors]
        return loose

    def _field(self, name: str) -> Field | None:
        if name.startswith("children-"):
            _children, place, part = name.split("-")
            return self.children[self.filled[int(place)]].form[part]
        name = "children_count" if name == "children" else name
        return self[name] if name in self and name not in self.hidden else None


_NATURAL = (
    *("debtor_birth_on", "debtor_sex", "debtor_paper_number", "debtor_paper_issuer"),
    *("debtor_paper_on", "debtor_workplace", "debtor_post", "debtor_foreign"),
)
_ALIMONY = ("beneficiary", "beneficiary_amount", "children", "children_count")
_RULED = {"effective_on": "decided_on", "kind": "decision"}
_TEXTS = (
    *("writ_number", "case_number", "issuing_body", "document_kind", "receipt_kind"),
    *("delivery_mode", "substance", "joint_group", "debtor_kind", "debtor_name"),
    *("debtor_number", "debtor_paper_number", "debtor_paper_issuer", "debtor_workplace"),
    *("debtor_post", "debtor_citizenship", "debtor_account", "debtor_address"),
    *("claimant_kind", "claimant_name", "claimant_number", "claimant_address"),
    *("filled_by", "bailiff", "filler_number"),
)
_DAYS = ("court_act_on", "debtor_birth_on", "debtor_paper_on", "claimant_birth_on")
_TICKS = ("joint", "debtor_foreign", "claimant_foreign")
_CHOSEN = ("plaintiff", "debtor_sex", "beneficiary")


def like(document: EnforcementDocument) -> dict[str, Any]:
    """What a new card takes over from the one entered before it."""
    values = {name: getattr(document, name) for name in REPEATED}
    return {**values, "report_row": str(document.report_row)}


def card_values(entry: CardEntry) -> dict[str, Any]:
    """What the form of a card that is put right begins with: the card as it stands."""
    values = asdict(entry)
    for name in ("claim", "beneficiary_amount"):
        values[name] = "" if values[name] is None else str(values[name]).replace(".", ",")
    for name in ("report_row", "extra_row", "children_count"):
        values[name] = "" if values[name] is None else str(values[name])
    return values
