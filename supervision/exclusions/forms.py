"""Forms of requests for exclusion and of assessments: shape and presence; the rules are asked in
operations.

Belongs here: reading fields into the plain entries of `rules.py`. Does not belong here: any check
two fields make together.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.conclusion_forms import ApprovalForm
from supervision.duties.forms import DAY, FILL, Choices, RecordForm, day_field, text_of
from supervision.exclusions.rules import (
    AnswerEntry,
    AssessmentEntry,
    MarkEntry,
    SendEntry,
    Way,
    WithdrawalEntry,
)

CHOOSE = _("Choose one.")
CONSENTED, REFUSED = "consented", "refused"
FOUND, NOT_FOUND = "found", "not_found"


def _ways() -> Choices:
    return [(each.value, _(f"exclusions.way.{each}")) for each in Way]


class MarkForm(RecordForm):
    """A clause that applies to the act, and why."""

    clause = RadioField(_("Clause"), [InputRequired(CHOOSE)], validate_choice=False)
    explanation = TextAreaField(_("Why the clause applies"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, clauses: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.clause.choices = clauses

    def entry(self) -> MarkEntry:
        """The mark as the rules take it, after the form was found valid."""
        return MarkEntry(text_of(self.clause), text_of(self.explanation))


class SendForm(ApprovalForm):
    """Day, number, form and enclosures of a request; the cause where it goes late."""

    way = RadioField(_("How the request goes"), [InputRequired(CHOOSE)], validate_choice=False)
    number = StringField(_("Number of the request for exclusion"), [InputRequired(FILL)])
    sent_on = day_field(_("Request for exclusion sent on"), DAY)
    copies = TextAreaField(_("Copies of the acts enclosed"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.way.choices = _ways()

    def entry(self) -> SendEntry:
        """What was sent, as the rules take it, after the form was found valid."""
        day, number = self.day("sent_on"), text_of(self.number)
        return SendEntry(day, number, text_of(self.way), text_of(self.copies))


class WaiveForm(ApprovalForm):
    """Why consent is not asked for; the cause where that is decided late."""

    reason = TextAreaField(_("Why consent is not asked for"), [InputRequired(FILL)])


class AnswerForm(RecordForm):
    """Consent or refusal, with its number and reasons."""

    answer = RadioField(
        _("Answer of the Department"), [InputRequired(CHOOSE)], validate_choice=False
    )
    way = RadioField(_("How the answer goes"), [InputRequired(CHOOSE)], validate_choice=False)
    number = StringField(_("Number of the answer"), [InputRequired(FILL)])
    answered_on = day_field(_("Day of the answer"), DAY)
    reasons = TextAreaField(_("Reasons"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        offered = (CONSENTED, REFUSED)
        self.answer.choices = [(each, _(f"exclusions.answer.{each}")) for each in offered]
        self.way.choices = _ways()

    def entry(self) -> AnswerEntry:
        """The answer as the rules take it; anything but a consent is a refusal."""
        return AnswerEntry(
            self.answer.data == CONSENTED,
            self.day("answered_on"),
            text_of(self.way),
            text_of(self.number),
            text_of(self.reasons),
        )


class WithdrawalForm(RecordForm):
    """The Department takes its consent back."""

    withdrawn_on = day_field(_("Consent withdrawn on"), DAY)
    reasons = TextAreaField(_("Reasons"), [InputRequired(FILL)])

    def entry(self) -> WithdrawalEntry:
        """The withdrawal as the rules take it, after the form was found valid."""
        return WithdrawalEntry(self.day("withdrawn_on"), text_of(self.reasons))


class AssessmentForm(RecordForm):
    """What the higher office found, with its reasons; `about` names what is assessed."""

    verdict = RadioField(_("What was found"), [InputRequired(CHOOSE)], validate_choice=False)
    reasons = TextAreaField(_("Reasons"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, about: str, **options: Any) -> None:
        super().__init__(*rest, **options)
        offered = (FOUND, NOT_FOUND)
        self.verdict.choices = [(each, _(f"exclusions.{about}.{each}")) for each in offered]

    def entry(self) -> AssessmentEntry:
        """The assessment as the rules take it, after the form was found valid."""
        return AssessmentEntry(self.verdict.data == FOUND, text_of(self.reasons))
