"""Forms of representations and missed terms: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules.py`. Does not belong here: any check
two fields make together.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.duties.forms import (
    DAY,
    FILL,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_of,
    text_of,
)
from supervision.representations.rules import (
    BY_HAND,
    AnswerEntry,
    Cause,
    Decision,
    DecisionEntry,
    FindingsEntry,
    MissedCause,
    PartsEntry,
    SendEntry,
    ShownEntry,
    Stage,
)

CHOOSE = _("Choose one.")
ACCEPTED, REFUSED = "accepted", "refused"


def _titles(codes: Iterable[StrEnum], prefix: str) -> Choices:
    return [(each.value, _(f"representations.{prefix}.{each}")) for each in codes]


class PartsForm(RecordForm):
    """A representation in its three parts (`2015 ¶19`); what is empty may be written later."""

    addressed_to_id = choice(_("Addressed to"))
    breach_on = day_field(_("Breach found on"))
    descriptive = TextAreaField(_("Descriptive part"))
    reasoning = TextAreaField(_("Reasoning part"))
    resolutive = TextAreaField(_("Resolutive part"))

    def __init__(self, *rest: Any, cause: str, offices: Choices = (), **options: Any) -> None:
        super().__init__(*rest, **options)
        self.cause, self.addressee = cause, None
        if offices:
            self.addressed_to_id.choices = offices
            self.addressee = number_of(self.addressed_to_id)
        else:
            del self.addressed_to_id
        if cause != Cause.MATERIAL_BREACH:
            del self.breach_on

    def entry(self) -> PartsEntry:
        """The parts as the rules take them, after the form was found valid."""
        breach_on = self.breach_on.data if self.cause == Cause.MATERIAL_BREACH else None
        return PartsEntry(
            text_of(self.descriptive),
            text_of(self.reasoning),
            text_of(self.resolutive),
            breach_on=breach_on,
        )


class SendForm(RecordForm):
    """Number, day and signature of a representation."""

    number = StringField(_("Number of the representation"), [InputRequired(FILL)])
    sent_on = day_field(_("Representation sent on"), DAY)
    signed_by_id = choice(_("Signed by the head of the office"))

    def __init__(self, *rest: Any, people: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.signed_by_id.choices = people

    def entry(self) -> SendEntry:
        """What was sent, as the rules take it, after the form was found valid."""
        return SendEntry(text_of(self.number), self.day("sent_on"), number_of(self.signed_by_id))


class AnswerForm(RecordForm):
    """Accepted, or refused with motives."""

    answer = RadioField(_("Answer"), [InputRequired(CHOOSE)], validate_choice=False)
    answered_on = day_field(_("Day of the answer"), DAY)
    motives = TextAreaField(_("Motives of the refusal"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        offered = (ACCEPTED, REFUSED)
        self.answer.choices = [(each, _(f"representations.state.{each}")) for each in offered]

    def entry(self) -> AnswerEntry:
        """The answer as the rules take it; anything but an acceptance must give its motives."""
        accepted = self.answer.data == ACCEPTED
        return AnswerEntry(accepted, self.day("answered_on"), text_of(self.motives))


class TurnForm(RecordForm):
    """One button: the protest is drafted from the representation."""


class JustifiedForm(RecordForm):
    """The rejection of a protest is found justified."""

    found_on = day_field(_("Found on"), DAY)
    reasons = TextAreaField(_("Why the rejection is justified"), [InputRequired(FILL)])


class ShownForm(RecordForm):
    """What showed, after the window, that the act was unlawful."""

    shown_by = RadioField(_("Shown by"), [InputRequired(CHOOSE)], validate_choice=False)
    note = TextAreaField(_("What showed it"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.shown_by.choices = _titles(BY_HAND, "shown_by")

    def entry(self) -> ShownEntry:
        """What showed it, as the rules take it."""
        return ShownEntry(text_of(self.shown_by), text_of(self.note))


class FindingsForm(RecordForm):
    """What the examination of a missed term found so far."""

    cause = choice(_("Cause"))
    cause_note = TextAreaField(_("The cause in words"))
    stage = choice(_("Stage at which it was lost"))
    employees = TextAreaField(_("Employees concerned"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.cause.choices = [("", "—"), *_titles(MissedCause, "missed_cause")]
        self.stage.choices = [("", "—"), *_titles(Stage, "stage")]

    def entry(self) -> FindingsEntry:
        """The findings as the rules take them."""
        fields = (self.cause, self.cause_note, self.stage, self.employees)
        return FindingsEntry(*map(text_of, fields))


class DecisionForm(RecordForm):
    """The decision on responsibility."""

    decision = RadioField(_("Decision"), [InputRequired(CHOOSE)], validate_choice=False)
    note = TextAreaField(_("Reasons of the decision"), [InputRequired(FILL)])
    decided_on = day_field(_("Decided on"), DAY)
    decided_by_id = choice(_("Decided by"))

    def __init__(self, *rest: Any, people: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.decision.choices = _titles(Decision, "decision")
        self.decided_by_id.choices = people

    def entry(self) -> DecisionEntry:
        """The decision as the rules take it, after the form was found valid."""
        return DecisionEntry(
            text_of(self.decision),
            self.day("decided_on"),
            number_of(self.decided_by_id),
            text_of(self.note),
        )
