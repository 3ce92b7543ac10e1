"""Forms of reports: shape and presence; the rules are asked in operations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.conclusion_forms import ApprovalForm
from supervision.duties.forms import FILL, RecordForm, text_of


class WordsForm(RecordForm):
    """The words of one section; `version` is that of the text its reader saw."""

    text = TextAreaField(_("Text of the section"))

    @property
    def words(self) -> str:
        """What was typed."""
        return text_of(self.text)


class StepForm(RecordForm):
    """A step that needs no words."""


class ReasonForm(RecordForm):
    """A step back, with what is to be mended."""

    remarks = TextAreaField(_("What is to be mended"), [InputRequired(FILL)])

    @property
    def words(self) -> str:
        """What was typed."""
        return text_of(self.remarks)


class SendForm(ApprovalForm):
    """The way up; the cause where it is late."""
