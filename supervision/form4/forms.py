"""Forms of Form No. 4: submitting, and bringing a filled workbook.

Belongs here: shape and presence. Does not belong here: whether a form may be submitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, TextAreaField

from supervision.duties.forms import RecordForm, choice, day_field, number_of

_DAY = _("Enter the day as dd.mm.yyyy.")


class SubmitForm(RecordForm):
    """The form as it stands is frozen; past a failed control with a reason."""

    reason = TextAreaField(_("Why it is submitted although controls do not hold"))


class BringForm(RecordForm):
    """A workbook that another body filled: whose form and of which days."""

    of_office_id = choice(_("Whose form"))
    own = BooleanField(_("Without the offices below"))
    starts_on = day_field(_("First day of the period"), _DAY)
    ends_on = day_field(_("Last day of the period"), _DAY)
    file = FileField(_("Workbook (XLSX)"), [FileRequired(_("Choose the file."))])

    def __init__(self, *rest: Any, offices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*rest, **options)
        self.of_office_id.choices = list(offices)

    @property
    def office_id(self) -> int | None:
        """The office whose form it is; None for no readable one."""
        return number_of(self.of_office_id)

    @property
    def content(self) -> bytes:
        """What the chosen file holds, after the form was found valid."""
        self.file.data.seek(0)
        return bytes(self.file.data.read())
