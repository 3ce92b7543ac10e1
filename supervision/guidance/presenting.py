"""Records of the registers as pages show them: cells written once, a history told in sentences.

Belongs here: turning rows into plain values. Does not belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _, day
from supervision.duties.presenting import Presenter, days_of, pattern_of, state_of
from supervision.duties.queries import DutyRow
from supervision.duties.telling import Told, tell
from supervision.guidance.models import Record
from supervision.guidance.queries.registers import Row
from supervision.guidance.rules import REGISTERS
from supervision.guidance.rules.shape import Field, Kind, Register
from supervision.guidance.words import message, state_words, value_words

RESPONSE_ICONS: Mapping[str, str] = {
    "responses.record_breaches": "alert-triangle",
    "responses.remove_breach": "circle-check",
    "responses.bring_act": "send",
    "responses.record_answer": "inbox",
    "responses.withdraw_act": "arrow-back-up",
}
ICONS: Mapping[str, str] = {
    **RESPONSE_ICONS,
    "guidance.enter": "plus",
    "guidance.correct": "pencil",
    **{f"guidance.{step.name}": step.icon for register in REGISTERS for step in register.steps},
}


class Line(NamedTuple):
    """One record in a list, every cell already written."""

    url: str
    title: str
    on: str
    cells: Sequence[str]
    office: str
    state: str
    tone: str


class FieldLine(NamedTuple):
    """A field of a record in words; a long one stands as a text of its own."""

    label: str
    words: str
    is_text: bool
    link: str


def lines(register: Register, rows: Sequence[Row], language: str) -> list[Line]:
    """The rows of a list."""
    address = pattern_of(f"guidance.{register.kind}", f"{register.kind}_id")
    states = {state: state_words(register, state) for state in register.states}
    name, columns = (
        register.fields[register.name],
        [register.fields[each] for each in register.columns],
    )
    return [
        Line(
            url=address(row.id),
            title=value_words(name, row.values[name.name], language),
            on=day(row.on, language),
            cells=[value_words(each, row.values[each.name], language) for each in columns],
            office=row.office_name,
            state=states[row.state],
            tone=register.tones[row.state],
        )
        for row in rows
    ]


def heads(register: Register) -> list[str]:
    """The headings of the register's own columns."""
    return [str(message(register.fields[each].label)) for each in register.columns]


def title_of(register: Register, found: Record, language: str) -> str:
    """A record as people name it."""
    return value_words(
        register.fields[register.name], getattr(found, register.name), language
    ) or _(register.one)


def record_url(register: Register, record_id: int) -> str:
    """The page of a record."""
    values: dict[str, Any] = {f"{register.kind}_id": record_id}
    return url_for(f"guidance.{register.kind}", **values)


def told_fields(register: Register, found: Record, language: str) -> list[FieldLine]:
    """What a record says: every field its steps asked, and whatever else is known of it."""
    asked = {each.name for each in register.answered(found.state) if each.required}
    told = []
    for name, each in register.fields.items():
        value = getattr(found, name)
        words = value_words(each, value, language)
        if words or name in asked:
            link = words if each.kind is Kind.LINK else ""
            told.append(FieldLine(str(message(each.label)), words, each.kind is Kind.NOTE, link))
    return told


def clocks(rows: Sequence[DutyRow], writer: Presenter) -> list[dict[str, Any]]:
    """Duties as `shared/due.html` shows them, each opening into its steps."""
    return [
        {
            "url": url_for("duties.duty", duty_id=row.id),
            "title": writer.rule(row.rule, row.event_on).title,
            "period": writer.line(row).subject,
            "state": state_of(row, writer.today),
            "days": days_of(row, writer.today),
            "due_on": row.due_on,
            "closed_on": row.closed_on,
            "why": writer.why(row),
        }
        for row in rows
    ]


def history(register: Register, entries: Sequence[AuditEntry], writer: Presenter) -> list[Told]:
    """The audit entries of a record as a reader takes them in, the latest first."""
    return tell(entries, ICONS, lambda entry: _lines(register, entry, writer.language), writer)


def _lines(register: Register, entry: AuditEntry, language: str) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    told = [
        _change(each, before.get(name), after.get(name), language)
        for name, each in register.fields.items()
        if name in after or name in before
    ]
    return [*told, str(after.get("note") or "")]


def _change(asked: Field, before: Any, after: Any, language: str) -> str:
    """One field as the step left it, with what stood before."""
    was, now = _read(asked, before, language), _read(asked, after, language)
    if not was and not now:
        return ""
    words = f"{was} → {now or '—'}" if was else now
    return f"{message(asked.label)}: {words}"


def _read(asked: Field, value: Any, language: str) -> str:
    if asked.kind is Kind.DAY and value:
        value = date.fromisoformat(str(value))
    return value_words(asked, value, language)
