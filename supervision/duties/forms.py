"""Forms of duties, and the pieces every form of a record is made of.

Belongs here: shape and presence. Does not belong here: a rule; those are asked in operations.
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
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from supervision.core.asking import DAY_FORMATS
from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.duties.rules import LateCause, Lateness
from supervision.law.back_plan import BackPlan, PlanStep

SHORT, LONG = 200, 2000
Choices = Sequence[tuple[str, str]]
FILL = _("This must be filled in.")
DAY = _("Enter the day as dd.mm.yyyy.")
NOT_A_DAY = _("Write the day as dd.mm.yyyy.")
TOO_LONG = _("The text is too long.")


def day_field(label: object, missing: object | None = None) -> DateField:
    """A day as people write it; required when `missing` says what to answer without one."""
    return DateField(
        label,  # type: ignore[arg-type]
        [InputRequired(missing) if missing else Optional()],  # type: ignore[arg-type]
        format=DAY_FORMATS,
        invalid_value_message=NOT_A_DAY,  # type: ignore[call-arg]
    )


def given_day(field: DateField) -> date:
    """The day in a field that was found valid; raises ValueError for an empty one."""
    if not isinstance(field.data, date):
        raise ValueError(f"{field.name} was not validated")
    return field.data


def text_of(field: Field) -> str:
    """What was typed, or nothing."""
    return field.data or ""


def number_of(field: Field) -> int | None:
    """The id or version in a field; None for anything that is none."""
    return number_in(field.data)


def number_in(value: object) -> int | None:
    """The id or version in a value that was sent; None for anything that is none."""
    typed = str(value or "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None


def choice(label: Any, **options: Any) -> SelectField:
    """A select; a value not offered is refused by the rules, in the reader's language."""
    return SelectField(label, validate_choice=False, coerce=str, **options)


def take_problems(form: FlaskForm, problems: tuple[Problem, ...]) -> list[str]:
    """Put each problem on its field; returns the sentences of those that belong to none."""
    loose = []
    for problem in problems:
        if problem.field and problem.field in form:
            field = form[problem.field]
            field.errors = [*field.errors, said(problem)]
        else:
            loose.append(said(problem))
    return loose


class RecordForm(FlaskForm):  # type: ignore[misc]
    """What every form of a record has: the version its reader saw, a key of its own."""

    version = HiddenField()
    idempotency_key = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version the reader saw; None where the form does not say."""
        return number_of(self.version)

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


def _reason(missing: object) -> TextAreaField:
    return TextAreaField(
        _("Reason"),
        [InputRequired(missing), Length(max=LONG, message=TOO_LONG)],  # type: ignore[arg-type]
    )


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """A decision about one duty; `version` is the duty's as its reader saw it."""

    version = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version the reader saw; None where the form does not say."""
        return number_of(self.version)


class MoveForm(DecisionForm):
    """Another day for an open duty, and why."""

    new_due_on = day_field(_("New day"), _("Name the new day."))
    reason = _reason(_("Say why the day moves."))

    @property
    def day(self) -> date:
        """The new day, after the form was found valid."""
        return given_day(self.new_due_on)


class PauseForm(DecisionForm):
    """From which day the clock of a duty stands, and why."""

    from_on = day_field(_("Clock stands from"), _("Name the first day that does not count."))
    reason = _reason(_("Say why the clock stops."))

    @property
    def day(self) -> date:
        """The first day of the pause, after the form was found valid."""
        return given_day(self.from_on)


class ResumeForm(DecisionForm):
    """From which day the clock runs again, and why."""

    on = day_field(_("Clock runs again from"), _("Name the first day that counts again."))
    reason = _reason(_("Say why the clock runs again."))

    @property
    def day(self) -> date:
        """The first day that counts again, after the form was found valid."""
        return given_day(self.on)


class ReopenForm(DecisionForm):
    """Why a duty recorded as done is opened again."""

    reason = _reason(_("Say why the duty is opened again."))


def _cause(label: object, nothing: object, **options: Any) -> SelectField:
    named = [(cause.value, _(f"duties.late_cause.{cause.value}")) for cause in LateCause]
    choices: Any = [("", nothing), *named]
    return SelectField(label, choices=choices, default="", **options)  # type: ignore[arg-type]


class LatenessForm(DecisionForm):
    """Why a duty was done late, and whose fault it is."""

    late_cause = _cause(
        _("Cause of lateness"),
        _("choose"),
        validators=[InputRequired(_("Name the cause of the lateness."))],
    )
    late_unit = StringField(
        _("Unit at fault"),
        [InputRequired(_("Name the unit at fault.")), Length(max=SHORT, message=TOO_LONG)],
    )
    late_note = TextAreaField(_("Explanation"), [Length(max=LONG, message=TOO_LONG)])

    @property
    def lateness(self) -> Lateness:
        """Cause, unit and words, after the form was found valid."""
        cause = LateCause(self.late_cause.data)
        return Lateness(cause, text_of(self.late_unit), text_of(self.late_note))


class FulfilmentForm(FlaskForm):  # type: ignore[misc]
    """The day and the document by which a recurring duty was fulfilled; if late, why."""

    done_on = day_field(_("Done on"), _("Name the day it was done."))
    document = StringField(
        _("Document"),
        [
            InputRequired(_("Name the document: its number and date.")),
            Length(max=SHORT, message=TOO_LONG),
        ],
    )
    late_cause = _cause(_("Cause of lateness"), _("not late"))
    late_unit = StringField(_("Unit at fault"), [Length(max=SHORT, message=TOO_LONG)])
    late_note = TextAreaField(_("Explanation"), [Length(max=LONG, message=TOO_LONG)])

    @property
    def day(self) -> date:
        """The day it was done, after the form was found valid."""
        return given_day(self.done_on)

    @property
    def lateness(self) -> Lateness | None:
        """Cause and unit, when both are given."""
        unit = (self.late_unit.data or "").strip()
        if not self.late_cause.data or not unit:
            return None
        note = (self.late_note.data or "").strip()
        return Lateness(LateCause(self.late_cause.data), unit, note)


NUMBER_NEEDED = _("Give a number of working days from 0 to 20.")


class NumberOfDays(IntegerField):
    """A count of working days; what is no number stays as it was typed."""

    def __init__(self, label: object, **options: Any) -> None:
        super().__init__(label, [InputRequired(NUMBER_NEEDED)], **options)  # type: ignore[arg-type]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; other signs and numbers no plan holds are refused in plain words."""
        if not valuelist:
            return
        if not re.fullmatch(r"\s*[0-9]{1,2}\s*", valuelist[0]):
            raise ValueError(NUMBER_NEEDED)
        self.data = int(valuelist[0])


class BackPlanForm(FlaskForm):  # type: ignore[misc]
    """Working days before the last day of a protest's term; `version` is the plan's as seen."""

    draft_to_head = NumberOfDays(_("duties.plan.draft_to_head"))
    draft_to_oblast = NumberOfDays(_("duties.plan.draft_to_oblast"))
    protest_to_court = NumberOfDays(_("duties.plan.protest_to_court"))
    version = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version the reader saw; None where the form does not say."""
        return number_of(self.version)

    @property
    def plan(self) -> BackPlan:
        """The plan, after the form was found valid."""
        return BackPlan(**{step.value: int(self[step.value].data or 0) for step in PlanStep})
