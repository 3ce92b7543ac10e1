"""Forms of this room: shape and presence. The rules themselves are asked in operations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField

from supervision.core.i18n import _ as said
from supervision.reminders.letter_rules import ByMail


def _tidy(value: str | None) -> str | None:
    return None if value is None else value.strip()


class LettersForm(FlaskForm):  # type: ignore[misc]
    """Where and how often a person wants letters."""

    email = StringField(_("E-mail address"), filters=[_tidy])
    by_mail = RadioField(_("How often"), validate_choice=False)
    version = HiddenField()

    def offer(self) -> None:
        """Fill the list in the reader's language."""
        self.by_mail.choices = [(each.value, said(f"reminders.by_mail.{each}")) for each in ByMail]

    @property
    def seen_version(self) -> int:
        """The version the form was opened with; 0 before the first choice."""
        text = self.version.data or "0"
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
