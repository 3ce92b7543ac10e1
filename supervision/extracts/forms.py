"""The form of an extract: in words what was chosen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from supervision.duties.forms import RecordForm, text_of


class ExtractForm(RecordForm):
    """What the list was narrowed to, as the paper says it."""

    about = TextAreaField(_("What was chosen"))

    @property
    def words(self) -> str:
        """What was typed."""
        return text_of(self.about)
