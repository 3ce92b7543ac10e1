"""Forms of reconciliations: shape and presence; the rules are asked in operations.

Belongs here: reading fields. Does not belong here: any check two fields make together.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from supervision.cases.rules.reconciliation import SETTLEMENTS, DifferenceKind
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
from supervision.duties.rules import LateCause, Lateness


class OpenForm(RecordForm):
    """Which quarter is reconciled with whom."""

    quarter = choice(_("Quarter"))
    counterpart_id = choice(_("With which office"))

    def __init__(self, *rest: Any, quarters: Choices, offices: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.quarter.choices = quarters
        self.counterpart_id.choices = offices

    @property
    def chosen(self) -> int:
        """The office that was chosen; 0 is none."""
        return number_of(self.counterpart_id) or 0


class SubmitForm(RecordForm):
    """Nothing but the version its reader saw: the list is built from the registers."""


class SettleForm(RecordForm):
    """What was decided on one difference."""

    settlement = RadioField(
        _("What was decided"), [InputRequired(_("Choose one."))], validate_choice=False
    )
    note = TextAreaField(_("In words"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, kind: str, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.settlement.choices = [
            (each.value, _(f"reconciliation.settlement.{each}"))
            for each in SETTLEMENTS[DifferenceKind(kind)]
        ]


class LateForm(RecordForm):
    """The cause and the unit at fault, for what comes after the last day."""

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
        """The cause, when one of the list was chosen and the unit named."""
        if self.late_cause.data not in set(LateCause) or not text_of(self.late_unit).strip():
            return None
        cause = LateCause(str(self.late_cause.data))
        return Lateness(cause, text_of(self.late_unit), text_of(self.late_note))


class SignForm(LateForm):
    """The day of a signature, and why it comes late if it does."""

    signed_on = day_field(_("Signed on"), DAY)


class NobodyForm(LateForm):
    """That there is nobody to reconcile with at the seat, and on what this rests."""

    quarter = choice(_("Quarter"))
    note = TextAreaField(_("On what this rests"), [InputRequired(FILL)])

    def __init__(self, *rest: Any, quarters: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.quarter.choices = quarters
