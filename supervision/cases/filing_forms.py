"""Forms of the nomenclature and of entries in it: shape and presence; the rules are in operations.

Belongs here: reading fields into the plain entries of `rules/filing.py`. Does not belong here: any
check two fields make together.
"""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import FieldList, Form, FormField, HiddenField, StringField
from wtforms.validators import InputRequired

from supervision.cases.rules.filing import FilingEntry, NomenclatureEntry
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

MOST_ROWS = 100
_ID = re.compile(r"[0-9]{1,18}", re.ASCII)


class NomenclatureForm(RecordForm):
    """A file of the nomenclature as it is added."""

    year = StringField(_("Year"), [InputRequired(FILL)])
    file_index = StringField(_("Index"), [InputRequired(FILL)])
    title = StringField(_("Title of the file"), [InputRequired(FILL)])

    def entry(self) -> NomenclatureEntry:
        """The file as the rules take it, after the form was found valid."""
        return NomenclatureEntry(
            number_of(self.year) or 0, text_of(self.file_index), text_of(self.title)
        )


class CloseForm(RecordForm):
    """Nothing but the version its reader saw."""


class SheetsForm(Form):
    """The sheets of one of the acts that are entered together."""

    act_id = HiddenField()
    sheets = StringField(_("Sheets"))


class FilingForm(RecordForm):
    """Where one or several acts lie: one file, volume and day, the sheets of each."""

    file_id = choice(_("Nomenclature file"))
    volume = StringField(_("Volume"), [InputRequired(FILL)])
    filed_on = day_field(_("Entered on"), DAY)
    rows = FieldList(FormField(SheetsForm), max_entries=MOST_ROWS)

    def __init__(self, *rest: Any, files: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.file_id.choices = files

    def entry(self, sheets: str = "") -> FilingEntry:
        """Where the acts lie, after the form was found valid."""
        return FilingEntry(
            number_of(self.file_id) or 0, text_of(self.volume), sheets, self.day("filed_on")
        )

    @property
    def sheets(self) -> dict[int, str]:
        """The sheets typed for each act, by its id."""
        typed = ((str(row.form.act_id.data or ""), row.form.sheets) for row in self.rows)
        return {int(each): text_of(sheets) for each, sheets in typed if _ID.fullmatch(each)}


class PlaceForm(FilingForm):
    """A correction of where one act lies."""

    own_sheets = StringField(_("Sheets"))


def ids_of(typed: list[str]) -> list[int]:
    """The ids among what an address carries, each once, no more than one form takes."""
    return list(dict.fromkeys(int(each) for each in typed if _ID.fullmatch(each)))[:MOST_ROWS]
