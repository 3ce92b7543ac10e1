"""Forms of conclusions: a field a section, remarks, the letter, the control; shape and presence.

Belongs here: reading fields into the plain values the verbs take. Does not belong here: which
sections must be filled in (`rules/conclusions.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.act_forms import CheckForm
from supervision.cases.rules.conclusions import SECTION_FIELD, ControlResult
from supervision.duties.forms import DAY, FILL, RecordForm, choice, day_field, text_of
from supervision.duties.rules import LateCause, Lateness
from supervision.law.model import ListItem


class SectionsForm(RecordForm):
    """The text of a conclusion; the fields of its sections are added by `sections_form`."""

    codes: Sequence[str] = ()

    @property
    def sections(self) -> dict[str, str]:
        """What was typed, by the code of the section."""
        return {code: text_of(self[SECTION_FIELD + code]) for code in self.codes}

    @property
    def fields(self) -> list[tuple[str, Field]]:
        """The fields in the order of the text, each with the code of its section."""
        return [(code, self[SECTION_FIELD + code]) for code in self.codes]


def sections_form(
    items: Sequence[ListItem], language: str, texts: Mapping[str, str], **data: Any
) -> SectionsForm:
    """A form with one long field a section, titled in the reader's language."""
    fields: dict[str, Any] = {
        SECTION_FIELD + item.code: TextAreaField(item.title.in_language(language)) for item in items
    }
    bound = type("BoundSectionsForm", (SectionsForm,), fields)
    shown = {SECTION_FIELD + code: text for code, text in texts.items()}
    form: SectionsForm = bound(data={**shown, **data})
    form.codes = [item.code for item in items]
    return form


class ApprovalForm(RecordForm):
    """The approval, and the cause where it comes late."""

    late_cause = choice(_("Cause of lateness"))
    late_unit = StringField(_("Unit at fault"))
    late_note = TextAreaField(_("Explanation"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
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


class RemarksForm(RecordForm):
    """What must be mended."""

    remarks = TextAreaField(_("Remarks"), [InputRequired(FILL)])


class LetterForm(RecordForm):
    """The letter by which a reasoned conclusion goes to the GPO."""

    sent_on = day_field(_("Day of the letter"), DAY)
    sent_number = StringField(_("Number of the outgoing letter"), [InputRequired(FILL)])


class ControlForm(RecordForm):
    """What the GPO's control found."""

    result = RadioField(
        _("Result of the control"), [InputRequired(_("Choose one."))], validate_choice=False
    )
    controlled_on = day_field(_("Controlled on"), DAY)
    remarks = TextAreaField(_("Remarks"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.result.choices = [(each.value, _(f"cases.control.{each}")) for each in ControlResult]


class OblastCheckForm(CheckForm):
    """The oblast's own check of an act (`2015 ¶17`): the fields of any check."""
