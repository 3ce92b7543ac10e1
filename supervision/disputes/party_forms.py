"""The blocks of parties on a form, of a dispute and of a requested file alike.

Belongs here: one party's fields, and putting a refusal's problems on the block they came from. Does
not belong here: a rule (`rules/parties.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, Form, FormField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.disputes.rules.parties import PartyEntry
from supervision.duties.forms import choice, day_field, text_of
from supervision.law.participation import CannotDefend, PartyKind, PartyRole

BLOCKS = 4
MOST_BLOCKS = 100


def ticks(label: Any) -> SelectMultipleField:
    """Several check boxes of one question; like `choice`, the rules refuse what was not offered."""
    return SelectMultipleField(
        label,
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class PartyForm(Form):
    """One party of a new file; a block left empty is no party."""

    role = choice(_("Place in the proceedings"))
    kind = choice(_("Who it is"))
    name = StringField(_("Name of the party"))
    identity_number = StringField(_("IIN or BIN"))
    birth_on = day_field(_("Birth date"))
    cannot_defend = ticks(_("Cannot defend themselves because of"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.role.choices = [(each.value, _(f"studies.role.{each}")) for each in PartyRole]
        self.kind.choices = [(each.value, _(f"studies.kind.{each}")) for each in PartyKind]
        self.cannot_defend.choices = [
            (each.value, _(f"studies.cannot_defend.{each}")) for each in CannotDefend
        ]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into this block."""
        typed = (self.name.data, self.identity_number.data, self.cannot_defend.data)
        return not any(typed) and not any(self.birth_on.raw_data or ())

    def entry(self) -> PartyEntry:
        """The party as the rules take it."""
        return PartyEntry(
            role=text_of(self.role),
            kind=text_of(self.kind),
            name=text_of(self.name),
            identity_number="".join(text_of(self.identity_number).split()),
            birth_on=self.birth_on.data,
            cannot_defend=tuple(self.cannot_defend.data or ()),
        )


def take_problems(
    form: FlaskForm, problems: Iterable[Problem], blocks: Sequence[int] = ()
) -> list[str]:
    """Put each problem on its field; returns the sentences of those that belong to none.

    `blocks` are the places on the page of the parties the problems count.
    """
    fields = {field.name: field for field in _leaves(form)}
    loose = []
    for problem in problems:
        field = fields.get(_on_page(problem.field or "", blocks))
        if field is None:
            loose.append(said(problem))
        else:
            field.errors = [*field.errors, said(problem)]
    return loose


def _on_page(name: str, blocks: Sequence[int]) -> str:
    """The name of a party's field on the page: empty blocks before it were not counted."""
    if not name.startswith("parties-"):
        return name
    _parties, place, field = name.split("-")
    return f"parties-{blocks[int(place)] if blocks else place}-{field}"


def _leaves(form: Iterable[Any]) -> Iterator[Field]:
    for field in form:
        if isinstance(field, (FieldList, FormField)):
            yield from _leaves(field)
        else:
            yield field
