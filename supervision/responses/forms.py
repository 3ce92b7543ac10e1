"""Forms of acts of response: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules.py`. Does not belong here: any check
two fields make together.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from supervision.duties.forms import (
    DAY,
    FILL,
    Choices,
    RecordForm,
    day_field,
    number_in,
    number_of,
    text_of,
)
from supervision.responses.rules import (
    ActEntry,
    AnswerEntry,
    BringEntry,
    Liability,
    LiableEntry,
    Outcome,
    ResponseKind,
)

CHOOSE = _("Choose one.")


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
        self.kind.choices = [(each.value, _(f"responses.kind.{each}")) for each in ResponseKind]
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
            breach_ids=tuple(sorted({number_in(each) or 0 for each in ticked})),
            ruling_id=number_of(self.ruling_id) if "ruling_id" in self else None,
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
