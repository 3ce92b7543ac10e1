"""The form of a day's cause list: a table of hearings, most of its cells empty.

Belongs here: shape and presence, and putting problems on the cell they belong to. Does not belong
here: any check two fields make together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import Field, FieldList, Form, FormField, StringField

from supervision.cases.case_forms import ground_title
from supervision.cases.hearing_forms import EARLIEST_YEAR, NOT_A_TIME, instance_choices
from supervision.cases.rules.case import OffenderKind, OpenedBy
from supervision.cases.rules.cause_list import CauseLine
from supervision.core.errors import Problem
from supervision.core.i18n import said
from supervision.duties.forms import (
    DAY,
    NOT_A_DAY,
    Choices,
    RecordForm,
    choice,
    day_field,
    number_of,
    text_of,
)
from supervision.law.participation import Complaint

LINES = 15
MOST_LINES = 60
OPENERS = (OpenedBy.AUTHORISED_BODY, OpenedBy.PROSECUTORS_OFFICE, OpenedBy.MILITARY_OFFICIAL)
# Chosen out of a list where something always stands; they do not make a line filled.
_PRESET = frozenset({"offender_kind", "opened_by", "prosecutor_id"})
_HOUR = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])", re.ASCII)


class LineForm(Form):
    """One hearing; a line in which nothing is typed is none."""

    held_at = StringField(_("Hour"))
    number = StringField(_("Number of the case"))
    offender_kind = choice(_("Offender"), default=OffenderKind.PERSON.value)
    offender_name = StringField(_("Name of the offender"))
    birth_on = day_field(_("Birth date"))
    offence_on = day_field(_("Day of the offence"))
    article = StringField(_("Article of the CoAO"))
    part = StringField(_("Part"))
    opened_by = choice(_("Case opened by"), default=OpenedBy.AUTHORISED_BODY.value)
    opened_by_name = StringField(_("Body, official or unit that opened it"))
    complaint = choice(_("Complaint"))
    prosecutor_id = choice(_("Prosecutor"))
    place = StringField(_("Place"))

    def __init__(self, *rest: Any, **options: Any) -> None:
        super().__init__(*rest, **options)
        self.offender_kind.choices = [
            (each.value, _(f"cases.offender_kind.{each}")) for each in OffenderKind
        ]
        self.opened_by.choices = [(each.value, _(f"cases.opened_by.{each}")) for each in OPENERS]
        self.complaint.choices = [
            ("", "—"),
            *((each.value, ground_title(each)) for each in Complaint),
        ]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into this line."""
        return not any(
            " ".join(field.raw_data or []).strip()
            for field in self
            if field.short_name not in _PRESET
        )

    @property
    def hour(self) -> time | None:
        """The hour typed, None for anything that is none."""
        found = _HOUR.fullmatch(text_of(self.held_at).strip())
        return time(int(found.group(1)), int(found.group(2))) if found else None


class Table(FieldList):  # type: ignore[type-arg]
    """Lines that keep their places whichever of them were sent: a gap would be closed otherwise."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        yield from range(self.min_entries)
        yield from super()._extract_indices(prefix, formdata)  # type: ignore[misc]


class CauseListForm(RecordForm):
    """Court, day and instance of the list, and its lines."""

    court_id = choice(_("Court"))
    held_on = day_field(_("Day"), DAY)
    instance = choice(_("Instance"))
    lines = Table(FormField(LineForm), min_entries=LINES, max_entries=MOST_LINES)

    def __init__(
        self, *rest: Any, courts: Choices, colleagues: Choices, zone: ZoneInfo, **options: Any
    ) -> None:
        super().__init__(*rest, **options)
        self.zone = zone
        self.court_id.choices = courts
        self.instance.choices = instance_choices()
        self.lines.type = "FieldList"  # the summary above a form knows lists of lines by this name
        for line in self.lines:
            line.form.prosecutor_id.choices = [("", _("nobody yet")), *colleagues]

    def is_ready(self) -> bool:
        """Whether every filled line has an hour, and every cell with a day holds one."""
        valid = self.validate()
        if isinstance(self.held_on.data, date) and self.held_on.data.year < EARLIEST_YEAR:
            self.held_on.errors = [str(NOT_A_DAY)]
            valid = False
        for line in self._filled():
            if line.hour is None:
                line.held_at.errors = [str(NOT_A_TIME)]
                valid = False
        self._tell_list()
        return bool(valid)

    def entries(self) -> list[CauseLine]:
        """The filled lines as the rules take them, after the form was found ready."""
        return [
            self._entry(place, line.form)
            for place, line in enumerate(self.lines)
            if not line.form.is_blank
        ]

    def _entry(self, place: int, line: LineForm) -> CauseLine:
        local = datetime.combine(self.day("held_on"), line.hour or time(), self.zone)
        return CauseLine(
            place_in_form=place,
            starts_at=local.astimezone(UTC),
            number=text_of(line.number),
            offender_kind=text_of(line.offender_kind),
            offender_name=text_of(line.offender_name),
            birth_on=line.birth_on.data,
            offence_on=line.offence_on.data,
            article=text_of(line.article).strip(),
            part=text_of(line.part).strip(),
            opened_by=text_of(line.opened_by),
            opened_by_name=text_of(line.opened_by_name),
            complaint=text_of(line.complaint) or None,
            prosecutor_id=number_of(line.prosecutor_id),
            place=text_of(line.place),
        )

    def take(self, problems: Iterable[Problem]) -> list[str]:
        """Put problems on their cells; returns the sentences of those that belong to none."""
        cells: dict[str, Field] = {
            field.name: field for line in self.lines for field in line.form
        } | {name: self[name] for name in ("court_id", "held_on", "instance")}
        loose = []
        for problem in problems:
            cell = cells.get(problem.field or "")
            if cell is None:
                loose.append(said(problem))
            else:
                cell.errors = [*cell.errors, said(problem)]
        self._tell_list()
        return loose

    def _filled(self) -> list[LineForm]:
        return [line.form for line in self.lines if not line.form.is_blank]

    def _tell_list(self) -> None:
        """The list of lines keeps errors of its own; the summary above the form asks it."""
        self.lines.errors = [line.errors for line in self.lines if line.errors]
