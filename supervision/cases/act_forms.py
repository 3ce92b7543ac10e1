"""Forms of court acts: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules/acts.py`. Does not belong here: any
check two fields make together.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.hearing_forms import instance_choices
from supervision.cases.rules.acts import ActEntry, ActKind, CheckResult
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
from supervision.duties.rules import LateCause, Lateness


class ActForm(RecordForm):
    """A court act as it is recorded."""

    instance = choice(_("Instance"))
    court_id = choice(_("Court"))
    kind = choice(_("What was decided"))
    made_on = day_field(_("Made on"), DAY)
    is_arrest = BooleanField(_("Administrative arrest is imposed"))
    termination_ground = TextAreaField(_("Ground of the termination"))
    reviews_id = choice(_("Act under review"))
    part = TextAreaField(_("In which part"))
    copy_on = day_field(_("Copy handed over on"))
    in_force_on = day_field(_("In force since"))

    def __init__(self, *rest: Any, courts: Choices, acts: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.instance.choices = instance_choices()
        self.court_id.choices = courts
        self.kind.choices = [(each.value, _(f"cases.act.{each}")) for each in ActKind]
        self.reviews_id.choices = [("", _("none")), *acts]

    def entry(self) -> ActEntry:
        """The act as the rules take it, after the form was found valid."""
        return ActEntry(
            instance=text_of(self.instance),
            court_id=number_of(self.court_id) or 0,
            kind=text_of(self.kind),
            made_on=self.day("made_on"),
            is_arrest=bool(self.is_arrest.data),
            termination_ground=text_of(self.termination_ground),
            part=text_of(self.part),
            reviews_id=number_of(self.reviews_id),
            copy_on=self.copy_on.data,
            in_force_on=self.in_force_on.data,
        )


class CorrectionForm(ActForm):
    """A recorded act as it should have been, and why it is corrected."""

    reason = TextAreaField(_("Reason"), [InputRequired(FILL)])


class CopyForm(RecordForm):
    """The day the copy of an act was handed over."""

    copy_on = day_field(_("Copy handed over on"), DAY)


class ForceForm(RecordForm):
    """The day an act entered into force."""

    in_force_on = day_field(_("In force since"), DAY)


class CheckForm(RecordForm):
    """The result of the check of an act (`2015 ¶16`), and the cause when it comes late."""

    result = RadioField(
        _("Result of the check"), [InputRequired(_("Choose one."))], validate_choice=False
    )
    checked_on = day_field(_("Checked on"), DAY)
    note = TextAreaField(_("What the check found"), [InputRequired(FILL)])
    late_cause = choice(_("Cause of lateness"))
    late_unit = StringField(_("Unit at fault"))
    late_note = TextAreaField(_("Explanation"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.result.choices = [(each.value, _(f"cases.check.{each}")) for each in CheckResult]
        self.late_cause.choices = [
            ("", "—"),
            *((each.value, _(f"duties.late_cause.{each}")) for each in LateCause),
        ]

    @property
    def lateness(self) -> Lateness | None:
        """The cause, when one of the list was chosen."""
        if self.late_cause.data not in set(LateCause):
            return None
        cause = LateCause(str(self.late_cause.data))
        return Lateness(cause, text_of(self.late_unit), text_of(self.late_note))
