"""Forms of hearings: shape and presence; the rules are asked in operations.

Belongs here: reading fields into the plain entries of `rules/hearings.py`. Does not belong here:
any check two fields make together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from supervision.cases.models.hearing import Hearing
from supervision.cases.rules.hearings import (
    AbsenceCause,
    HearingEntry,
    HearingOutcome,
    OutcomeEntry,
)
from supervision.core.clock import moment_in
from supervision.core.errors import Problem
from supervision.duties.forms import (
    DAY,
    FILL,
    NOT_A_DAY,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_of,
    text_of,
)
from supervision.law.participation import Instance

NOT_A_TIME = _("Write the hour as hh:mm.")
EARLIEST_YEAR = 1900  # before it a wall clock has no zone to speak of
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


def instance_choices() -> Choices:
    """The three instances by name."""
    return [(each.value, _(f"cases.instance.{each}")) for each in Instance]


class HearingForm(RecordForm):
    """A hearing as it is set; day and hour are those of the wall clock at the office's seat."""

    instance = choice(_("Instance"))
    court_id = choice(_("Court"))
    held_on = day_field(_("Day"), DAY)
    held_at = StringField(_("Hour"), [InputRequired(NOT_A_TIME)])
    place = StringField(_("Place"))
    prosecutor_id = choice(_("Prosecutor"))

    def __init__(
        self, *rest: Any, courts: Choices, colleagues: Choices, zone: ZoneInfo, **options: Any
    ) -> None:
        super().__init__(*rest, **options)
        self.zone = zone
        self.instance.choices = instance_choices()
        self.court_id.choices = courts
        self.prosecutor_id.choices = [("", _("nobody yet")), *colleagues]

    def validate_held_on(self, field: Field) -> None:
        """A day before any clock had a zone is no day of a hearing."""
        if isinstance(field.data, date) and field.data.year < EARLIEST_YEAR:
            raise ValidationError(str(NOT_A_DAY))

    def validate_held_at(self, field: Field) -> None:
        """A time is hours and minutes: 9:30, 09.30."""
        if not _TIME.fullmatch(text_of(field).strip()):
            raise ValidationError(str(NOT_A_TIME))

    @property
    def starts_at(self) -> datetime:
        """The moment in UTC, after the form was found valid."""
        hours, minutes = re.split("[:.]", text_of(self.held_at).strip())
        on = self.day("held_on")
        return datetime.combine(on, time(int(hours), int(minutes)), self.zone).astimezone(UTC)

    def entry(self) -> HearingEntry:
        """The hearing as the rules take it, after the form was found valid."""
        return HearingEntry(
            instance=text_of(self.instance),
            court_id=number_of(self.court_id) or 0,
            starts_at=self.starts_at,
            place=text_of(self.place),
            prosecutor_id=number_of(self.prosecutor_id),
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """A problem of the moment stands at the day."""
        return super().take(
            replace(each, field="held_on") if each.field == "starts_at" else each
            for each in problems
        )


def hearing_data(hearing: Hearing, zone: ZoneInfo) -> dict[str, Any]:
    """A recorded hearing as its form shows it."""
    local = moment_in(zone, hearing.starts_at)
    return {
        "version": str(hearing.version),
        "instance": hearing.instance,
        "court_id": str(hearing.court_id),
        "held_on": local.date(),
        "held_at": f"{local:%H:%M}",
        "place": hearing.place,
        "prosecutor_id": str(hearing.prosecutor_id or ""),
    }


class ReportForm(RecordForm):
    """When and to whom the study of the materials was reported (`2015 ¶10`)."""

    reported_on = day_field(_("Reported on"), DAY)
    reported_to = StringField(_("Head or deputy who heard the report"), [InputRequired(FILL)])


class OutcomeForm(RecordForm):
    """What became of a hearing: who took part, or why nobody did."""

    outcome = RadioField(
        _("What became of the hearing"), [InputRequired(_("Choose one."))], validate_choice=False
    )
    took_part_id = choice(_("Who took part"))
    absence_cause = RadioField(_("Why nobody took part"), validate_choice=False)
    note = TextAreaField(_("Explanation"))

    def __init__(self, *rest: Any, colleagues: Choices, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.outcome.choices = [(each.value, _(f"cases.outcome.{each}")) for each in HearingOutcome]
        self.took_part_id.choices = [("", "—"), *colleagues]
        self.absence_cause.choices = [
            (each.value, _(f"cases.absence.{each}")) for each in AbsenceCause
        ]

    def entry(self) -> OutcomeEntry:
        """The outcome as the rules take it."""
        return OutcomeEntry(
            outcome=text_of(self.outcome),
            took_part_id=number_of(self.took_part_id),
            absence_cause=text_of(self.absence_cause) or None,
            note=text_of(self.note),
        )
