"""Forms of the registers, made from what a step asks: shape alone; the rules are asked in operations.

Belongs here: turning a declared field into a field of a form, and what was typed into values. Does
not belong here: what any step asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field as FormField
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from supervision.duties.forms import (
    DAY,
    FILL,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_in,
    number_of,
    text_of,
)
from supervision.guidance.rules.shape import Field, Kind, Values
from supervision.guidance.words import code_words, message

OFFICE, NOTE = "office_id", "note"


def _made(asked: Field) -> Any:
    """The form's field for what is asked."""
    label = message(asked.label)
    presence = [InputRequired(FILL)] if asked.required else [Optional()]
    match asked.kind:
        case Kind.DAY:
            return day_field(label, DAY if asked.required else None)
        case Kind.CODE:
            return choice(label)
        case Kind.NOTE:
            return TextAreaField(label, presence)
        case _:
            return StringField(label, presence)


class GuidanceForm(RecordForm):
    """The form of one step; made by `form_of`, which gives it its fields."""

    asked: Sequence[Field] = ()

    def offer(self, language: str, offices: Choices = ()) -> None:
        """Put the words of all choices in the reader's language."""
        for each in self.asked:
            if each.kind is Kind.CODE:
                none = [] if each.required else [("", "—")]
                titles = [(code, code_words(each, code, language)) for code in each.offered]
                self[each.name].choices = none + titles
        if OFFICE in self:
            self[OFFICE].choices = list(offices)

    def values(self) -> Values:
        """What was typed, as the rules take it; what is no number stays as it was typed."""
        return {each.name: _typed(each, self[each.name]) for each in self.asked}

    @property
    def office_id(self) -> int | None:
        """The office chosen, where the form asks for one."""
        return number_of(self[OFFICE]) if OFFICE in self else None

    def helps(self) -> dict[str, str]:
        """The words under the fields that have some."""
        return {each.name: str(message(each.help)) for each in self.asked if each.help}


def _typed(asked: Field, field: FormField) -> Any:
    if asked.kind is Kind.DAY:
        return field.data
    typed = text_of(field)
    if asked.kind is Kind.COUNT and typed.strip():
        number = number_in(typed.strip())
        return typed if number is None else number
    return typed


def form_of(
    asked: Sequence[Field], *, asks_office: str = "", asks_note: bool = False
) -> type[GuidanceForm]:
    """The form that asks these fields; with an office first, or with words on a correction last."""
    fields: dict[str, Any] = {each.name: _made(each) for each in asked}
    if asks_office:
        fields = {OFFICE: choice(message(asks_office)), **fields}
    if asks_note:
        fields[NOTE] = TextAreaField(_("Why it is corrected"), [InputRequired(FILL)])
    return type("GuidanceStepForm", (GuidanceForm,), {"asked": tuple(asked), **fields})


class BreachForm(RecordForm):
    """A breach that an inspection found."""

    description = TextAreaField(_("What was breached, by whom, which norm"), [InputRequired(FILL)])


class RemovalForm(RecordForm):
    """A breach removed, by which measure."""

    removed_on = day_field(_("Removed on"), DAY)
    note = TextAreaField(_("Measure of response and its result"), [InputRequired(FILL)])
