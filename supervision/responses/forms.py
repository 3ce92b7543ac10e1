"""Forms of acts of response: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules.py`. Does not belong here: any check
two fields make together.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from supervision.core.errors import Problem
from supervision.duties.forms import day_field, given_day, take_problems
from supervision.responses.rules import (
    ActEntry,
    ActKind,
    AnswerEntry,
    BringEntry,
    Liability,
    LiableEntry,
    Outcome,
)

Choices = Sequence[tuple[str, str]]
FILL = _("This must be filled in.")
DAY = _("Enter the day as dd.mm.yyyy.")
CHOOSE = _("Choose one.")


def text_of(field: Field) -> str:
    """What was typed, or nothing."""
    return field.data or ""


def number_of(value: object) -> int | None:
    """The id or version in a value; None for anything that is none."""
    typed = str(value or "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None


class RecordForm(FlaskForm):  # type: ignore[misc]
    """What every form of an act has: the version its reader saw, a key of its own."""

    version = HiddenField()
    idempotency_key = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version the reader saw; None where the form does not say."""
        return number_of(self.version.data)

    @property
    def key(self) -> uuid.UUID:
        """The form's one-time key; a form without a readable one gets a fresh key."""
        try:
            return uuid.UUID(text_of(self.idempotency_key))
        except ValueError:
            return uuid.uuid4()

    @property
    def shown(self) -> list[Field]:
        """The fields a reader fills in, in their order."""
        return [field for field in self if field.type not in ("HiddenField", "CSRFTokenField")]

    def day(self, name: str) -> date:
        """The day in one of the form's fields, after the form was found valid."""
        return given_day(self[name])

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields; returns the sentences of those that belong to none."""
        return take_problems(self, tuple(problems))


class ActForm(RecordForm):
    """What an act says: its kind, addressee and demand, and what it rests on."""

    kind = SelectField(_("Kind of act"), validate_choice=False, coerce=str)
    other_kind = StringField(_("Another kind"))
    addressee = StringField(_("Addressee"), [InputRequired(FILL)])
    demand = TextAreaField(_("Demand"), [InputRequired(FILL)])
    breach_ids = SelectMultipleField(
        _("Breaches it answers"),
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    ruling_id = SelectField(
        _("Private ruling of the same content"), validate_choice=False, coerce=str
    )
    grounds = TextAreaField(_("Grounds in words"))

    def __init__(self, *rest: Any, breaches: Choices, rulings: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.kind.choices = [(each.value, _(f"responses.kind.{each}")) for each in ActKind]
        self.breach_ids.choices = breaches
        self.ruling_id.choices = [("", "—"), *rulings]
        # a subject without breaches or rulings has nothing to choose there
        if not breaches:
            del self.breach_ids
        if not rulings:
            del self.ruling_id

    def entry(self) -> ActEntry:
        """The act as the rules take it."""
        ticked = self.breach_ids.data or [] if "breach_ids" in self else []
        return ActEntry(
            kind=text_of(self.kind),
            addressee=text_of(self.addressee),
            demand=text_of(self.demand),
            other_kind=text_of(self.other_kind),
            grounds=text_of(self.grounds),
            breach_ids=tuple(sorted({number_of(each) or 0 for each in ticked})),
            ruling_id=number_of(self.ruling_id.data) if "ruling_id" in self else None,
        )


class BringForm(RecordForm):
    """The number and day an act went out with, and the day by which it wants its answer."""

    number = StringField(_("Number of the act"), [InputRequired(FILL)])
    brought_on = day_field(_("Day of the act"), DAY)
    answer_by = day_field(_("To be answered by"))

    def sent(self) -> BringEntry:
        """The going out as the rules take it."""
        return BringEntry(text_of(self.number), self.day("brought_on"), self.answer_by.data)


class CorrectForm(ActForm):
    """A brought act as it is recorded, and why it is corrected."""

    number = StringField(_("Number of the act"), [InputRequired(FILL)])
    brought_on = day_field(_("Day of the act"), DAY)
    answer_by = day_field(_("To be answered by"))
    note = TextAreaField(_("Why it is corrected"), [InputRequired(FILL)])

    def sent(self) -> BringEntry:
        """The going out as the rules take it."""
        return BringEntry(text_of(self.number), self.day("brought_on"), self.answer_by.data)


class AnswerForm(RecordForm):
    """What the addressee answered."""

    answered_on = day_field(_("Answered on"), DAY)
    outcome = RadioField(_("Outcome"), [InputRequired(CHOOSE)], validate_choice=False)
    measures = TextAreaField(_("Measures taken"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.outcome.choices = [(each.value, _(f"responses.outcome.{each}")) for each in Outcome]

    def entry(self) -> AnswerEntry:
        """The answer as the rules take it."""
        return AnswerEntry(self.day("answered_on"), text_of(self.outcome), text_of(self.measures))


class RemovalForm(RecordForm):
    """A breach removed by the act."""

    removed_on = day_field(_("Removed on"), DAY)
    note = TextAreaField(_("Measure of response and its result"), [InputRequired(FILL)])


class LiableForm(RecordForm):
    """Who was held liable because of the act."""

    name = StringField(_("Name of the person"), [InputRequired(FILL)])
    post = StringField(_("Post of the person"), [InputRequired(FILL)])
    liability = SelectField(_("Liability"), validate_choice=False, coerce=str)
    held_on = day_field(_("Held liable on"), DAY)

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.liability.choices = [
            (each.value, _(f"responses.liability.{each}")) for each in Liability
        ]

    def entry(self) -> LiableEntry:
        """The person as the rules take it."""
        return LiableEntry(
            text_of(self.name), text_of(self.post), text_of(self.liability), self.day("held_on")
        )


class CloseForm(RecordForm):
    """The end of the work on an act."""

    closed_on = day_field(_("Closed on"), DAY)
    note = TextAreaField(_("Note"))


class WithdrawForm(RecordForm):
    """An act taken back, or a draft given up."""

    withdrawn_on = day_field(_("Withdrawn on"), DAY)
    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])
