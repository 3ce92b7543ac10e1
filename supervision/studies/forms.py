"""Forms of requested files: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules.py`, and putting a refusal's problems
on the fields they belong to. Does not belong here: any check two days or two fields make together.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from supervision.core.errors import Problem
from supervision.core.i18n import current_language
from supervision.disputes.party_forms import BLOCKS, MOST_BLOCKS, PartyForm, ticks
from supervision.disputes.party_forms import take_problems as take_problems
from supervision.duties.forms import day_field
from supervision.duties.rules import LateCause, Lateness
from supervision.law.checklist import branches, priorities, study_checklist
from supervision.law.participation import ContestedBy, PartyRole
from supervision.studies.rules import Answer, Completeness, FileEntry, PartyEntry, PointAnswer

_FILL = _("This must be filled in.")
_DAY = _("Enter the day as dd.mm.yyyy.")


def _text(field: Field) -> str:
    """What was typed, or nothing."""
    return field.data or ""


def _day(field: Field) -> date:
    """The day in a field that was found valid; raises ValueError for an empty one."""
    if not isinstance(field.data, date):
        raise ValueError(f"{field.name} was not validated")
    return field.data


def _number(field: Field) -> int | None:
    """The id or version in a field; None for anything that is none."""
    typed = str(field.data or "")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None


def _choice(label: Any, **options: Any) -> SelectField:
    """A select; a value not offered is refused by the rules, in the reader's language."""
    return SelectField(label, validate_choice=False, **options)


class FileForm(FlaskForm):  # type: ignore[misc]
    """A file to be requested, or, with the day of receipt, one that is at hand already."""

    number = StringField(_("Number of the enforcement file"), [InputRequired(_FILL)])
    branch = _choice(_("Branch"))
    priority = _choice(_("Priority"))
    subject = TextAreaField(_("Subject of enforcement"), [InputRequired(_FILL)])
    contested_by = ticks(_("Actions or acts of the bailiff are contested by"))
    bailiff = StringField(_("Bailiff"), [InputRequired(_FILL)])
    private_bailiff = BooleanField(_("Private bailiff"))
    bailiff_office = StringField(_("Bailiff's office or district"))
    initiated_on = day_field(_("Proceedings initiated on"), _DAY)
    statutory_term_ends_on = day_field(_("Statutory term ends on"))
    statutory_term_reason = StringField(_("Why another term"))
    requested_on = day_field(_("Requested on"), _DAY)
    supply_by = day_field(_("To be supplied by"))
    received_on = day_field(_("Received on"))
    assignee_id = _choice(_("Prosecutor"), coerce=str)
    parties = FieldList(FormField(PartyForm), min_entries=BLOCKS, max_entries=MOST_BLOCKS)
    document_id = HiddenField()
    idempotency_key = HiddenField()

    def __init__(self, *rest: Any, colleagues: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*rest, **options)
        language = current_language()
        self.branch.choices = [(item.code, item.title.in_language(language)) for item in branches()]
        self.priority.choices = [
            (item.code, item.title.in_language(language)) for item in priorities()
        ]
        self.contested_by.choices = [
            (each.value, _(f"studies.contested_by.{each}")) for each in ContestedBy
        ]
        self.assignee_id.choices = [("", _("nobody yet")), *colleagues]
        if not self.is_submitted():
            for place in range(1, BLOCKS):
                self.parties[place].form.role.data = PartyRole.DEBTOR.value

    @property
    def key(self) -> uuid.UUID:
        """The form's one-time key; a form without a readable one gets a fresh key."""
        try:
            return uuid.UUID(_text(self.idempotency_key))
        except ValueError:
            return uuid.uuid4()

    @property
    def chosen(self) -> int | None:
        """The colleague who gets the file, or nobody."""
        return _number(self.assignee_id)

    @property
    def filled(self) -> list[int]:
        """The places of the party blocks somebody typed into."""
        return [place for place, block in enumerate(self.parties) if not block.form.is_blank]

    @property
    def party_entries(self) -> tuple[PartyEntry, ...]:
        """The parties somebody typed in, in the order of their blocks."""
        return tuple(self.parties[place].form.entry() for place in self.filled)

    def entry(self) -> FileEntry:
        """The file as the rules take it, after the form was found valid."""
        return FileEntry(
            number=_text(self.number),
            branch=_text(self.branch),
            priority=_text(self.priority),
            bailiff=_text(self.bailiff),
            subject=_text(self.subject),
            initiated_on=_day(self.initiated_on),
            requested_on=_day(self.requested_on),
            parties=self.party_entries,
            private_bailiff=bool(self.private_bailiff.data),
            bailiff_office=_text(self.bailiff_office),
            contested_by=tuple(self.contested_by.data or ()),
            supply_by=self.supply_by.data,
            document_id=_number(self.document_id),
            received_on=self.received_on.data,
            statutory_term_ends_on=self.statutory_term_ends_on.data,
            statutory_term_reason=_text(self.statutory_term_reason),
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields, those of parties on the block they came from."""
        loose = take_problems(self, problems, self.filled)
        # The list of blocks keeps errors of its own; the summary above the form asks it.
        self.parties.errors = [block.errors for block in self.parties if block.errors]
        return loose


class StepForm(FlaskForm):  # type: ignore[misc]
    """What every step of a file's life has: the version of the file its reader saw."""

    version = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version the reader saw; None where the form does not say."""
        return _number(self.version)

    def day(self, name: str) -> date:
        """The day in one of the form's fields, after the form was found valid."""
        return _day(self[name])


class SupplyForm(StepForm):
    """What the bailiff supplied, and when."""

    supplied_on = day_field(_("Supplied on"), _DAY)
    completeness = RadioField(_("What was supplied"), [InputRequired(_("Choose one."))])
    note = TextAreaField(_("What is missing or cannot be read"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.completeness.choices = [
            (each.value, _(f"studies.completeness.{each}")) for each in Completeness
        ]


class DeclineForm(StepForm):
    """A file that came after its statutory term: when it came and when it went back."""

    received_on = day_field(_("Received on"), _DAY)
    returned_on = day_field(_("Returned on"), _DAY)


class ReturnForm(StepForm):
    """When the file went back."""

    returned_on = day_field(_("Returned on"), _DAY)


class AssignForm(StepForm):
    """Who has the file."""

    assignee_id = _choice(_("Prosecutor"), coerce=str)

    def __init__(self, *rest: Any, colleagues: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*rest, **options)
        self.assignee_id.choices = [("", _("nobody yet")), *colleagues]

    @property
    def chosen(self) -> int | None:
        """The colleague chosen, or nobody."""
        return _number(self.assignee_id)


class ReceiptForm(StepForm):
    """Another day of receipt, and why."""

    received_on = day_field(_("Received on"), _DAY)
    reason = TextAreaField(_("Reason"), [InputRequired(_FILL)])


class RemovalForm(StepForm):
    """How and when a breach was removed."""

    removed_on = day_field(_("Removed on"), _DAY)
    note = TextAreaField(_("Measure of response and its result"), [InputRequired(_FILL)])


class StudyForm(StepForm):
    """The five points of the study (`2002 ¶6`), and the cause when it comes late.

    Each point of the law's list gives two fields, `<point>_answer` and `<point>_note`.
    """

    studied_on = day_field(_("Studied on"), _DAY)
    late_cause = _choice(_("Cause of lateness"))
    late_unit = StringField(_("Unit at fault"))
    late_note = TextAreaField(_("Explanation"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        language = current_language()
        self.late_cause.choices = [
            ("", "—"),
            *((each.value, _(f"duties.late_cause.{each}")) for each in LateCause),
        ]
        for item in study_checklist():
            answer = self[f"{item.code}_answer"]
            answer.label.text = item.title.in_language(language)
            answer.choices = [(each.value, _(f"studies.answer.{each}")) for each in Answer]

    @property
    def points(self) -> Iterator[tuple[Field, Field]]:
        """The answer and the note of each point, in the text's order."""
        for item in study_checklist():
            yield self[f"{item.code}_answer"], self[f"{item.code}_note"]

    @property
    def answers(self) -> dict[str, PointAnswer]:
        """What was answered, by point; a point left out is left to the rules."""
        return {
            item.code: PointAnswer(str(answer.data or ""), _text(note))
            for item, (answer, note) in zip(study_checklist(), self.points, strict=True)
        }

    @property
    def lateness(self) -> Lateness | None:
        """The cause, when one of the list was chosen."""
        if self.late_cause.data not in set(LateCause):
            return None
        cause = LateCause(str(self.late_cause.data))
        return Lateness(cause, _text(self.late_unit), _text(self.late_note))


for _item in study_checklist():
    setattr(StudyForm, f"{_item.code}_answer", RadioField(validate_choice=False))
    setattr(StudyForm, f"{_item.code}_note", TextAreaField(_("Note")))
