"""Hearings as pages show them: cells already written, the duty to take part with its day.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for

from supervision.cases.models.hearing import Hearing
from supervision.cases.queries.hearings import HearingRow
from supervision.cases.queries.parts import Beside
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.hearings import (
    PARTICIPATION_RULES,
    AbsenceCause,
    HearingOutcome,
)
from supervision.core.i18n import _, day, moment
from supervision.duties.presenting import Presenter, Why, days_of, pattern_of, state_of
from supervision.duties.queries import DutyRow

TONES = {
    HearingOutcome.TOOK_PART.value: "green",
    HearingOutcome.NOBODY.value: "red",
    HearingOutcome.NOT_HELD.value: "",
}
ICONS = {
    HearingOutcome.TOOK_PART.value: "check",
    HearingOutcome.NOBODY.value: "alert-triangle",
    HearingOutcome.NOT_HELD.value: "x",
}


class Chip(NamedTuple):
    """One duty beside a part of a case, in the shape `shared/due.html` asks for."""

    title: str
    url: str
    state: str
    due_on: date | None
    days: int | None
    done_on: date | None
    why: Why


class HearingLine(NamedTuple):
    """One hearing of a case; `required` says whether a prosecutor must take part."""

    when: str
    instance: str
    court: str
    place: str
    prosecutor: str
    outcome: str
    outcome_text: str
    note: str
    tone: str
    icon: str
    chips: Sequence[Chip]
    report: str
    change_url: str
    report_url: str
    outcome_url: str


class CoverageLine(NamedTuple):
    """One hearing of the coverage page."""

    url: str
    number: str
    office: str
    court: str
    instance: str
    when: str
    place: str
    prosecutor: str
    outcome: str
    tone: str
    required: bool
    clashes: bool
    absent: bool


def chip_of(row: DutyRow, writer: Presenter) -> Chip:
    """A duty as a chip with its title and why its date is this date."""
    return Chip(
        title=writer.rule(row.rule, row.event_on).title,
        url=url_for("duties.duty", duty_id=row.id),
        state=state_of(row, writer.today),
        due_on=row.due_on,
        days=days_of(row, writer.today),
        done_on=row.closed_on,
        why=writer.why(row),
    )


def outcome_words(outcome: str | None, took_part: str | None, absence_cause: str | None) -> str:
    """What became of a hearing in one line; empty while nothing is recorded."""
    if outcome == HearingOutcome.TOOK_PART:
        return _("Took part: %(name)s", name=took_part or "")
    if outcome == HearingOutcome.NOBODY:
        cause = absence_cause or AbsenceCause.OTHER.value
        return _("Nobody took part: %(cause)s", cause=_(f"cases.absence.{cause}"))
    return _("cases.outcome.not_held") if outcome == HearingOutcome.NOT_HELD else ""


def hearings_of(
    whole: Whole, beside: Beside, writer: Presenter, *, zone: ZoneInfo
) -> list[HearingLine]:
    """The hearings of a case in the order of their moments."""
    return [
        hearing_line(each, beside, writer, zone, room="cases", about={"case_id": each.case_id})
        for each in whole.hearings
    ]


def hearing_line(
    hearing: Hearing,
    beside: Beside,
    writer: Presenter,
    zone: ZoneInfo,
    *,
    room: str,
    about: Mapping[str, int],
    rules: Collection[str] = PARTICIPATION_RULES,
) -> HearingLine:
    """One hearing; its forms are pages of `room`, whose addresses name what it is `about`, and
    `rules` are those by which taking part in it is a duty.
    """
    started = beside.duties.get(f"hearing_set#hearing-{hearing.id}", ())
    ids: dict[str, Any] = {**about, "hearing_id": hearing.id}
    return HearingLine(
        when=moment(hearing.starts_at, zone, writer.language),
        instance=_(f"cases.instance.{hearing.instance}"),
        court=beside.courts.get(hearing.court_id, ""),
        place=hearing.place,
        prosecutor=beside.names.get(hearing.prosecutor_id or 0, ""),
        outcome=hearing.outcome or "",
        outcome_text=outcome_words(hearing.outcome, hearing.took_part_name, hearing.absence_cause),
        note=hearing.note,
        tone=TONES.get(hearing.outcome or "", "blue"),
        icon=ICONS.get(hearing.outcome or "", "calendar-event"),
        chips=[chip_of(row, writer) for row in started if row.rule in rules],
        report=_report_words(hearing, writer.language),
        change_url=url_for(f"{room}.hearing", **ids),
        report_url=url_for(f"{room}.hearing_report", **ids),
        outcome_url=url_for(f"{room}.hearing_outcome", **ids),
    )


def _report_words(hearing: Hearing, language: str) -> str:
    """Who heard the report of the study and when; empty before (`2015 ¶10`)."""
    if hearing.reported_on is None:
        return ""
    told = {"name": hearing.reported_to or "", "day": day(hearing.reported_on, language)}
    return _("The study was reported to %(name)s on %(day)s.", **told)


def standing_of(
    hearing: Hearing, court: str, prosecutor: str, zone: ZoneInfo
) -> list[tuple[str, str]]:
    """A hearing as it stands, label by label, for whom it was changed under the hand."""
    told = (
        (_("Instance"), _(f"cases.instance.{hearing.instance}")),
        (_("Court"), court),
        (_("Day"), moment(hearing.starts_at, zone)),
        (_("Place"), hearing.place),
        (_("Prosecutor"), prosecutor),
        (
            _("What became of the hearing"),
            outcome_words(hearing.outcome, hearing.took_part_name, hearing.absence_cause),
        ),
        (_("Explanation"), hearing.note),
        (_("Head or deputy who heard the report"), hearing.reported_to or ""),
    )
    return [(label, value) for label, value in told if value]


def coverage_lines(
    rows: Sequence[HearingRow], language: str, *, zone: ZoneInfo
) -> list[CoverageLine]:
    """The hearings behind a number of the coverage page."""
    address = pattern_of("cases.case", "case_id")
    return [
        CoverageLine(
            url=address(row.case_id),
            number=row.case_number,
            office=row.office_name,
            court=row.court,
            instance=_(f"cases.instance.{row.instance}"),
            when=moment(row.starts_at, zone, language),
            place=row.place,
            prosecutor=row.prosecutor or "",
            outcome=outcome_words(row.outcome, row.took_part_name, row.absence_cause),
            tone=TONES.get(row.outcome or "", ""),
            required=row.required,
            clashes=row.clashes,
            absent=row.absent,
        )
        for row in rows
    ]
