"""Forms of private rulings: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules/rulings.py`. Does not belong here: any
check two fields make together.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.models import PrivateRuling
from supervision.cases.rules.rulings import (
    AnswerEntry,
    Compliance,
    DecisionEntry,
    Motion,
    Origin,
    Proof,
    RulingEntry,
    RulingResult,
)
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

CHOOSE = _("Choose one.")


class RulingForm(RecordForm):
    """The grounds of a private ruling, and what of the case they come from."""

    origin = RadioField(_("Who saw the grounds"), [InputRequired(CHOOSE)], validate_choice=False)
    of_breach = BooleanField(_("On a breach of legality"))
    description = TextAreaField(_("What was broken and by whom"), [InputRequired(FILL)])
    found_on = day_field(_("Grounds found on"))
    hearing_id = choice(_("Seen at the hearing"))
    court_act_id = choice(_("Seen in the court act"))
    breach_id = choice(_("The court's broken term it answers"))

    def __init__(
        self, *rest: Any, hearings: Choices, acts: Choices, breaches: Choices, **options: Any
    ) -> None:
        super().__init__(*rest, **options)
        self.origin.choices = [(each.value, _(f"cases.ruling_origin.{each}")) for each in Origin]
        self.hearing_id.choices = [("", "—"), *hearings]
        self.court_act_id.choices = [("", "—"), *acts]
        self.breach_id.choices = [("", "—"), *breaches]

    def entry(self) -> RulingEntry:
        """The grounds as the rules take them."""
        return RulingEntry(
            origin=text_of(self.origin),
            description=text_of(self.description),
            of_breach=bool(self.of_breach.data),
            found_on=self.found_on.data,
            hearing_id=number_of(self.hearing_id),
            court_act_id=number_of(self.court_act_id),
            breach_id=number_of(self.breach_id),
        )


def proof_choices() -> Choices:
    """Where a motion is proven, for a select that may stay empty."""
    return [("", "—"), *((each.value, _(f"cases.ruling_proof.{each}")) for each in Proof)]


class NewRulingForm(RulingForm):
    """Grounds that may be moved for at once."""

    moved_on = day_field(_("Moved on"))
    proof = choice(_("Where the motion is proven"))
    proof_document = StringField(_("The document that proves it"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.proof.choices = proof_choices()

    def motion(self) -> Motion | None:
        """The motion as the rules take it; None where nothing of it is filled in."""
        given = (self.moved_on.data, text_of(self.proof), text_of(self.proof_document).strip())
        if not any(given):
            return None
        return Motion(self.day("moved_on"), given[1], given[2])

    def validate(self, extra_validators: Any = None) -> bool:
        """A motion that is begun has its day."""
        valid = bool(super().validate(extra_validators))
        begun = text_of(self.proof) or text_of(self.proof_document).strip()
        if begun and self.moved_on.data is None and not self.moved_on.errors:
            self.moved_on.errors = [DAY]
            return False
        return valid


class MotionForm(RecordForm):
    """The prosecutor's motion and the document that proves it (`2015 ¶24`)."""

    moved_on = day_field(_("Moved on"), DAY)
    proof = choice(_("Where the motion is proven"))
    proof_document = StringField(_("The document that proves it"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.proof.choices = proof_choices()

    def motion(self) -> Motion:
        """The motion as the rules take it."""
        return Motion(self.day("moved_on"), text_of(self.proof), text_of(self.proof_document))


class DecisionForm(RecordForm):
    """What the court did."""

    result = RadioField(_("The court's decision"), [InputRequired(CHOOSE)], validate_choice=False)
    decided_on = day_field(_("Day of the decision"), DAY)
    number = StringField(_("Number of the ruling"))
    addressee = StringField(_("Addressee"))
    content = TextAreaField(_("What the ruling demands"))
    follow_up_by = day_field(_("To be reported by"))
    refusal_reason = TextAreaField(_("Reason of the refusal"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.result.choices = [
            (each.value, _(f"cases.ruling_result.{each}")) for each in RulingResult
        ]

    def entry(self) -> DecisionEntry:
        """The decision as the rules take it."""
        return DecisionEntry(
            result=text_of(self.result),
            decided_on=self.day("decided_on"),
            number=text_of(self.number),
            addressee=text_of(self.addressee),
            content=text_of(self.content),
            follow_up_by=self.follow_up_by.data,
            refusal_reason=text_of(self.refusal_reason),
        )


class RulingAnswerForm(RecordForm):
    """The addressee's answer."""

    answered_on = day_field(_("Answered on"), DAY)
    answer = RadioField(_("Result of the answer"), [InputRequired(CHOOSE)], validate_choice=False)
    measures = TextAreaField(_("Measures taken"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.answer.choices = [
            (each.value, _(f"cases.ruling_answer.{each}")) for each in Compliance
        ]

    def entry(self) -> AnswerEntry:
        """The answer as the rules take it."""
        return AnswerEntry(self.day("answered_on"), text_of(self.answer), text_of(self.measures))


def ruling_data(ruling: PrivateRuling) -> dict[str, Any]:
    """The recorded grounds as their form shows them."""
    return {
        "version": str(ruling.version),
        "origin": ruling.origin,
        "of_breach": ruling.of_breach,
        "description": ruling.description,
        "found_on": ruling.found_on,
        "hearing_id": str(ruling.hearing_id or ""),
        "court_act_id": str(ruling.court_act_id or ""),
        "breach_id": str(ruling.breach_id or ""),
    }


def decision_data(ruling: PrivateRuling) -> dict[str, Any]:
    """A recorded decision as its form shows it."""
    names = ("result", "number", "addressee", "content", "follow_up_by", "refusal_reason")
    return {"version": str(ruling.version)} | {name: getattr(ruling, name) for name in names}
