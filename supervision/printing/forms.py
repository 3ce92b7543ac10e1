"""Forms of wordings: shape and presence; what a wording may say is asked in operations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.offices.forms import day_field


class StandardForm(FlaskForm):  # type: ignore[misc]
    """Going back to the standard wording; `version` is the latest one its reader saw, 0 for none."""

    version = HiddenField()

    @property
    def seen(self) -> int | None:
        """The version the reader saw; None where the form does not say."""
        typed = str(self.version.data or "")
        return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else None

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their fields; returns the sentences of those that belong to none."""
        loose = []
        for problem in problems:
            if problem.field and problem.field in self:
                field = self[problem.field]
                field.errors = [*field.errors, said(problem)]
            else:
                loose.append(said(problem))
        return loose


class WordingForm(StandardForm):
    """The office's own wording, and from which day it is in force."""

    wording = TextAreaField(_("Wording"), [InputRequired(_("Fill this in."))])
    in_force_from = day_field(_("In force from"), [InputRequired(_("Fill this in."))])

    @property
    def words(self) -> str:
        """What was typed."""
        return self.wording.data or ""

    @property
    def day(self) -> date:
        """The day, after the form was found valid."""
        if not isinstance(self.in_force_from.data, date):
            raise TypeError("the form was not validated")
        return self.in_force_from.data
