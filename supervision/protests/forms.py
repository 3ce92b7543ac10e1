"""Forms of protests: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules.py`. Does not belong here: any check
two fields make together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from supervision.cases.conclusion_forms import ApprovalForm
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
from supervision.law.protests import EndedBy, ProtestKind
from supervision.protests.correcting import BroughtEntry
from supervision.protests.rules import (
    Answer,
    BringEntry,
    CopiesEntry,
    Decision,
    DraftEntry,
    InformedBy,
    InformEntry,
    MotionEntry,
    OutcomeEntry,
    RestoredEntry,
)

CHOOSE = _("Choose one.")


class DraftForm(RecordForm):
    """A draft of a protest."""

    kind = choice(_("Kind of protest"))
    part = TextAreaField(_("Part of the act under protest"))
    grounds = SelectMultipleField(
        _("Grounds of CoAO 840"),
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    own_grounds = TextAreaField(_("Grounds written out"))
    demand = TextAreaField(_("What the court is asked to decide"))

    def __init__(
        self, *rest: Any, grounds: Choices, kinds: Iterable[ProtestKind], **options: Any
    ) -> None:
        super().__init__(*rest, **options)
        self.kind.choices = [(each.value, _(f"protests.kind.{each}")) for each in kinds]
        self.grounds.choices = grounds

    def entry(self) -> DraftEntry:
        """The draft as the rules take it."""
        return DraftEntry(
            kind=text_of(self.kind),
            part=text_of(self.part),
            grounds=tuple(self.grounds.data or ()),
            own_grounds=text_of(self.own_grounds),
            demand=text_of(self.demand),
        )


class ReviewForm(RecordForm):
    """Which office above looks at the draft."""

    reviewing_office_id = choice(_("Office that reviews the draft"))

    def __init__(self, *rest: Any, offices: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.reviewing_office_id.choices = offices

    @property
    def office_id(self) -> int | None:
        """The office chosen."""
        return number_of(self.reviewing_office_id)


class AnswerForm(RecordForm):
    """What the higher office says of the draft."""

    answer = RadioField(_("Answer to the draft"), [InputRequired(CHOOSE)], validate_choice=False)
    remarks = TextAreaField(_("Remarks on the draft"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.answer.choices = [(each.value, _(f"protests.answer.{each}")) for each in Answer]


class BringForm(RecordForm):
    """The protest as brought: number, day, by whom; why it is recorded late."""

    number = StringField(_("Number of the protest"), [InputRequired(FILL)])
    brought_on = day_field(_("Protest brought on"), DAY)
    brought_by_id = choice(_("Protest brought by"))
    late_reason = TextAreaField(_("Why it is recorded only now"))

    def __init__(self, *rest: Any, people: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.brought_by_id.choices = people

    def entry(self) -> BringEntry:
        """The protest as the rules take it, after the form was found valid."""
        return BringEntry(
            number=text_of(self.number),
            brought_on=self.day("brought_on"),
            brought_by_id=number_of(self.brought_by_id),
            late_reason=text_of(self.late_reason),
        )


class MotionForm(RecordForm):
    """A motion to let the protest be withdrawn, with its motives."""

    moved_on = day_field(_("Motion moved on"), DAY)
    motives = TextAreaField(_("Motives of the withdrawal"))
    paper_number = StringField(_("Number of the paper"))
    unfounded = BooleanField(_("The protest is found unfounded"))

    def entry(self) -> MotionEntry:
        """The motion as the rules take it, after the form was found valid."""
        return MotionEntry(
            moved_on=self.day("moved_on"),
            motives=text_of(self.motives),
            paper_number=text_of(self.paper_number),
            unfounded=bool(self.unfounded.data),
        )


class OutcomeForm(RecordForm):
    """What became of the protest."""

    decision = RadioField(
        _("What the court decided on the protest"), [InputRequired(CHOOSE)], validate_choice=False
    )
    outcome_on = day_field(_("Day of the court's decision"), DAY)
    act_id = choice(_("Act of the court on the protest"))
    ended_by = RadioField(_("How it ended without a decision on it"), validate_choice=False)
    note = TextAreaField(_("Explanation"))

    def __init__(self, *rest: Any, acts: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.decision.choices = [(each.value, _(f"protests.decision.{each}")) for each in Decision]
        self.ended_by.choices = [(each.value, _(f"protests.ended_by.{each}")) for each in EndedBy]
        self.act_id.choices = [("", _("none")), *acts]

    def entry(self) -> OutcomeEntry:
        """The outcome as the rules take it, after the form was found valid."""
        return OutcomeEntry(
            decision=text_of(self.decision),
            outcome_on=self.day("outcome_on"),
            note=text_of(self.note),
            ended_by=text_of(self.ended_by) or None,
            act_id=number_of(self.act_id),
        )


class DropForm(RecordForm):
    """Why a draft will not be brought."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])


class BroughtForm(DropForm):
    """Number and day of a protest brought, corrected with the reason."""

    number = StringField(_("Number of the protest"), [InputRequired(FILL)])
    brought_on = day_field(_("Protest brought on"), DAY)

    def entry(self) -> BroughtEntry:
        """The correction as the rules take it, after the form was found valid."""
        return BroughtEntry(text_of(self.number), self.day("brought_on"))


class CorrectedOutcomeForm(OutcomeForm):
    """An outcome, corrected with the reason."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])


class RestoredForm(RecordForm):
    """The court's ruling that restored the term."""

    ruling_number = StringField(_("Number of the court's ruling"), [InputRequired(FILL)])
    ruled_on = day_field(_("Ruling made on"), DAY)
    until_on = day_field(_("Term restored until"), DAY)

    def entry(self) -> RestoredEntry:
        """The ruling as the rules take it, after the form was found valid."""
        return RestoredEntry(
            ruling_number=text_of(self.ruling_number),
            ruled_on=self.day("ruled_on"),
            until_on=self.day("until_on"),
        )


class InformForm(ApprovalForm):
    """How the Department was informed of the outcome, and the cause where it came late."""

    informed_on = day_field(_("Department informed on"), DAY)
    way = RadioField(_("How it was informed"), [InputRequired(CHOOSE)], validate_choice=False)
    number = StringField(_("Number of the paper"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.way.choices = [(each.value, _(f"protests.way.{each}")) for each in InformedBy]

    def entry(self) -> InformEntry:
        """What was told, as the rules take it, after the form was found valid."""
        return InformEntry(self.day("informed_on"), text_of(self.way), text_of(self.number))


class CopiesForm(RecordForm):
    """The copies of the court's rulings, sent to the Department."""

    copies_sent_on = day_field(_("Copies sent on"), DAY)
    copies_number = StringField(_("Number of the paper"), [InputRequired(FILL)])

    def entry(self) -> CopiesEntry:
        """The copies as the rules take them, after the form was found valid."""
        return CopiesEntry(self.day("copies_sent_on"), text_of(self.copies_number))
