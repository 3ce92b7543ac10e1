"""Forms of absences: shape and presence. The rules themselves are asked in operations."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from supervision.offices.forms import choice, day_field
from supervision.offices.models import Absence
from supervision.offices.rules import AbsenceEntry, AbsenceKind

_FILL = _("Fill this in.")


class SeenForm(FlaskForm):  # type: ignore[misc]
    """What a form over an absence carries unseen: the version its reader saw, a key of its own."""

    version = HiddenField()
    idempotency_key = HiddenField()

    @property
    def seen(self) -> int:
        """The version the reader saw; 0, which no absence has, where the form does not say."""
        typed = str(self.version.data or "")
        return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) else 0

    @property
    def key(self) -> uuid.UUID:
        """The form's one-time key; a form without a readable one gets a fresh key."""
        try:
            return uuid.UUID(str(self.idempotency_key.data or ""))
        except ValueError:
            return uuid.uuid4()


class AbsenceForm(SeenForm):
    """Why, from when until when, and who stands in."""

    kind = choice(_("Kind of absence"))
    from_on = day_field(_("From"), [InputRequired(_FILL)])
    until_on = day_field(_("Last day"), [InputRequired(_FILL)])
    substitute_id = choice(_("Who stands in"))

    def __init__(self, *rest: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*rest, **options)
        self.kind.choices = [(each.value, _(f"offices.absence.{each}")) for each in AbsenceKind]
        self.substitute_id.choices = [("", _("nobody")), *people]

    def entry(self) -> AbsenceEntry:
        """The absence as the rules take it, after the form was found valid."""
        from_on, until_on = self.from_on.data, self.until_on.data
        if from_on is None or until_on is None:
            raise ValueError("the form was not validated")
        typed = str(self.substitute_id.data or "")
        number = int(typed) if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) else 0
        return AbsenceEntry(
            kind=str(self.kind.data or ""),
            from_on=from_on,
            until_on=until_on,
            substitute_id=number if typed else None,
        )


class CancelForm(SeenForm):
    """Why an absence is cancelled."""

    reason = StringField(_("Reason"), [InputRequired(_FILL)])


def recorded(found: Absence) -> dict[str, Any]:
    """A recorded absence as its form begins."""
    return {
        "version": str(found.version),
        "kind": found.kind,
        "from_on": found.from_on,
        "until_on": found.until_on,
        "substitute_id": str(found.substitute_id or ""),
    }
