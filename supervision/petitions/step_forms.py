"""Forms of the steps of a petition: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules`. Does not belong here: any check two
fields make together, the intake (`intake_forms.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.case_forms import law_choices, ticks
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
from supervision.petitions.models import PetitionRequest
from supervision.petitions.rules.examining import Extension, Ordered, Requested, RequestWay
from supervision.petitions.rules.resolving import CheckEntry, LetterEntry, ProtestTold

APPROVE, GIVE_BACK = "approve", "return"


class ExaminerForm(RecordForm):
    """The official who examines the petition, and the day it reached them."""

    examiner_id = choice(_("Examining official"))
    reached_on = day_field(_("Reached the official on"), DAY)

    def __init__(self, *rest: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.examiner_id.choices = [("", "—"), *colleagues]

    @property
    def chosen(self) -> int:
        """The colleague chosen; 0, which nobody is, for none."""
        return number_of(self.examiner_id) or 0


class ForwardForm(RecordForm):
    """The competent office, and why it is."""

    to_office_id = choice(_("Competent office"))
    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, offices: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.to_office_id.choices = [("", "—"), *offices]

    @property
    def chosen(self) -> int:
        """The office chosen; 0, which no office is, for none."""
        return number_of(self.to_office_id) or 0


class ExtendForm(RecordForm):
    """The head's reasoned decision on a longer term."""

    decided_on = day_field(_("Decided on"), DAY)
    until_on = day_field(_("New last day"), DAY)
    reason = TextAreaField(_("Which facts are still to be established"), [InputRequired(FILL)])

    def entry(self) -> Extension:
        """The decision as the rules take it, after the form was found valid."""
        return Extension(self.day("decided_on"), self.day("until_on"), text_of(self.reason))


class OrderForm(RecordForm):
    """An order to request the case or materials, with the request where it went out already."""

    what = choice(_("What is requested"))
    addressee = StringField(_("Court or body"), [InputRequired(FILL)])
    content = TextAreaField(_("What exactly"))
    order_number = StringField(_("Number of the order"), [InputRequired(FILL)])
    ordered_on = day_field(_("Order sent on"), DAY)
    request_number = StringField(_("Number of the request"))
    sent_on = day_field(_("Request sent on"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.what.choices = [(each.value, _(f"petitions.requested.{each}")) for each in Requested]

    def entry(self) -> Ordered:
        """The order as the rules take it, after the form was found valid."""
        return Ordered(
            what=text_of(self.what),
            addressee=text_of(self.addressee),
            content=text_of(self.content),
            order_number=text_of(self.order_number),
            ordered_on=self.day("ordered_on"),
            request_number=text_of(self.request_number),
            sent_on=_maybe(self.sent_on.data),
        )


class WayForm(RecordForm):
    """The way of a request: sent, received by the addressee, performed."""

    request_number = StringField(_("Number of the request"))
    sent_on = day_field(_("Request sent on"))
    received_on = day_field(_("Received by the addressee on"))
    supplied_on = day_field(_("File or materials received on"))

    def way(self) -> RequestWay:
        """The way as the rules take it, after the form was found valid."""
        return RequestWay(
            text_of(self.request_number),
            _maybe(self.sent_on.data),
            _maybe(self.received_on.data),
            _maybe(self.supplied_on.data),
        )


def way_recorded(request: PetitionRequest) -> dict[str, Any]:
    """What is recorded of a request, as its form begins."""
    names = ("version", "request_number", "sent_on", "received_on", "supplied_on")
    return {name: getattr(request, name) for name in names}


class ChecklistForm(RecordForm):
    """What of the demanded contents the petition holds (`2015 ¶27`)."""

    present = ticks(_("What the petition holds"))
    checked_on = day_field(_("Checked on"), DAY)

    def __init__(self, *rest: Any, codes: Sequence[str], **options: Any) -> None:
        super().__init__(*rest, **options)
        items = law_choices("2015 ¶27", "petition_items")
        self.present.choices = [(code, title) for code, title in items if code in codes]


class RefusalForm(RecordForm):
    """The conclusion on leaving the petition without satisfaction."""

    found_on = day_field(_("Day of the conclusion"), DAY)
    arguments = TextAreaField(_("The petitioner's arguments"), [InputRequired(FILL)])
    reasons = TextAreaField(_("Why they give no ground for a protest"), [InputRequired(FILL)])


class DecisionForm(RecordForm):
    """The decision from above on a conclusion."""

    decision = RadioField(_("Decision"), [InputRequired(_("Choose one."))], validate_choice=False)
    decided_on = day_field(_("Decided on"), DAY)
    note = TextAreaField(_("What is to be mended"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.decision.choices = [
            (APPROVE, _("Approve the conclusion")),
            (GIVE_BACK, _("Give it back to be mended")),
        ]

    @property
    def approves(self) -> bool:
        """Whether the conclusion is approved; anything else gives it back."""
        return text_of(self.decision) == APPROVE


class LetterForm(RecordForm):
    """A letter to the petitioner whose kind the page knows."""

    number = StringField(_("Outgoing number"), [InputRequired(FILL)])
    sent_on = day_field(_("Sent on"), DAY)
    text = TextAreaField(_("Text of the letter"))

    def entry(self, kind: str) -> LetterEntry:
        """The letter as the rules take it, after the form was found valid."""
        return LetterEntry(kind, text_of(self.number), self.day("sent_on"), text_of(self.text))


class AnswerForm(LetterForm):
    """The answer that ends a petition; a granted one names its protest."""

    kind = RadioField(_("Answer"), [InputRequired(_("Choose one."))], validate_choice=False)
    protest_id = choice(_("Registered protest"))
    protest_number = StringField(_("Number of the protest"))
    protest_on = day_field(_("Protest brought on"))

    def __init__(self, *rest: Any, kinds: Sequence[str], protests: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.kind.choices = [(each, _(f"petitions.answer.{each}")) for each in kinds]
        self.protest_id.choices = [("", "—"), *protests]

    @property
    def protest(self) -> ProtestTold:
        """The protest as the rules take it."""
        number, on = text_of(self.protest_number), _maybe(self.protest_on.data)
        return ProtestTold(number, on, number_of(self.protest_id))


class CheckForm(RecordForm):
    """An additional check that an oblast office is ordered (`2015 ¶27`)."""

    oblast_id = choice(_("Oblast office"))
    number = StringField(_("Number of the order"), [InputRequired(FILL)])
    task = TextAreaField(_("What is to be established"), [InputRequired(FILL)])
    due_on = day_field(_("To be reported by"), DAY)

    def __init__(self, *rest: Any, oblasts: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.oblast_id.choices = [("", "—"), *oblasts]

    def entry(self) -> CheckEntry:
        """The order as the rules take it, after the form was found valid."""
        return CheckEntry(
            number_of(self.oblast_id) or 0,
            text_of(self.number),
            text_of(self.task),
            self.day("due_on"),
        )


class ReportForm(RecordForm):
    """What an additional check established."""

    reported_on = day_field(_("Reported on"), DAY)
    report = TextAreaField(_("What was established"), [InputRequired(FILL)])


def _maybe(value: Any) -> date | None:
    return value if isinstance(value, date) else None
