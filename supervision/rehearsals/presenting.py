"""Changes of the law and moved duties in the reader's language, every cell already written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from flask import url_for
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.i18n import _, day
from supervision.duties.presenting import Presenter, period_words
from supervision.duties.rules import OFFICE
from supervision.law.calendar import DayKind
from supervision.law.decrees import Decree, DecreedDay
from supervision.offices.queries import office_names
from supervision.rehearsals.policy import sees_subjects
from supervision.rehearsals.printed import Printed, printed_of
from supervision.rehearsals.rules import MovedDuty, OfficeMoves


class DutyLine(NamedTuple):
    """One moved duty of a list."""

    id: int
    title: str
    citation: str
    url: str
    subject: str
    office: str
    assignee: str
    before: str
    after: str
    shortened: bool
    closed: bool
    printed: list[Printed]


class OfficeLine(NamedTuple):
    """One office with how many of its duties move."""

    id: int
    name: str
    moved: int
    shortened: int


class DayWords(NamedTuple):
    """One day of a decree in words."""

    on: str
    off: bool
    other: str


def duty_lines(
    session: Session, writer: Presenter, actor: Actor, rows: Sequence[MovedDuty]
) -> list[DutyLine]:
    """Moved duties as the actor may see them: who sees no cases is not told of which case."""
    printed = printed_of(session, {row.id: row.old_due_on for row in rows})
    named = sees_subjects(actor)
    lines = []
    for row in rows:
        words = writer.rule(row.rule, row.event_on)
        label = row.subject_label
        if row.subject_kind == OFFICE:
            label = period_words(label, writer.language)
        lines.append(
            DutyLine(
                id=row.id,
                title=words.title,
                citation=words.citation,
                url=url_for("duties.duty", duty_id=row.id) if named else "",
                subject=label if named or row.subject_kind == OFFICE else "",
                office=row.office,
                assignee=row.assignee or "",
                before=_day(row.old_due_on, writer.language),
                after=_day(row.new_due_on, writer.language),
                shortened=row.shortened,
                closed=row.state != "open",
                printed=printed.get(row.id, []),
            )
        )
    return lines


def office_lines(
    session: Session, offices: Sequence[OfficeMoves], language: str
) -> list[OfficeLine]:
    """Offices by how many of their duties are shortened, then moved; the tree is public."""
    names = office_names(session, [each.office_id for each in offices], language)
    lines = [
        OfficeLine(each.office_id, names[each.office_id], each.moved, each.shortened)
        for each in offices
    ]
    return sorted(lines, key=lambda line: (-line.shortened, -line.moved, line.name))


def moved_by_office(moved: Iterable[MovedDuty]) -> list[OfficeMoves]:
    """How many of these duties move in each office, and how many of them to an earlier day."""
    many, short = Counter[int](), Counter[int]()
    for each in moved:
        many[each.owner_office_id] += 1
        short[each.owner_office_id] += each.shortened
    return [OfficeMoves(office_id, number, short[office_id]) for office_id, number in many.items()]


def day_words(decree: Decree, language: str) -> list[DayWords]:
    """The days of a decree; a day off that moves stands once, with the day it moves from."""
    moved_from = {each.other for each in decree.days if each.kind is DayKind.OFF and each.other}
    return [
        _words(each, language)
        for each in decree.days
        if each.kind is DayKind.OFF or each.on not in moved_from
    ]


def _words(each: DecreedDay, language: str) -> DayWords:
    other = day(each.other, language) if each.other else ""
    return DayWords(day(each.on, language), each.kind is DayKind.OFF, other)


def _day(on: date | None, language: str) -> str:
    return day(on, language) if on else _("no day: the calendar ends")
