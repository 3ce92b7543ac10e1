"""Acts of response as pages show them: cells already written, history told in sentences.

Belongs here: turning rows into plain values, once a page. Does not belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _, current_language, day
from supervision.duties.presenting import Presenter, pattern_of
from supervision.duties.telling import Told, tell
from supervision.responses.models import ResponseAct
from supervision.responses.queries import ActRow
from supervision.responses.rules import ActState, Outcome, ResponseKind, answered_late, is_overdue
from supervision.responses.subjects import Rooms, SubjectRoom

TONES: Mapping[str, str] = {
    ActState.DRAFT: "",
    ActState.BROUGHT: "blue",
    ActState.ANSWERED: "amber",
    ActState.CLOSED: "green",
    ActState.WITHDRAWN: "",
}
OUTCOME_TONES: Mapping[str, str] = {
    Outcome.GRANTED: "green",
    Outcome.GRANTED_IN_PART: "amber",
    Outcome.REJECTED: "red",
}
ICONS: Mapping[str, str] = {
    "responses.draft_act": "pencil",
    "responses.change_draft": "pencil",
    "responses.bring_act": "send",
    "responses.correct_act": "pencil",
    "responses.record_answer": "inbox",
    "responses.record_removal": "circle-check",
    "responses.record_held_liable": "user",
    "responses.close_act": "archive",
    "responses.withdraw_act": "arrow-back-up",
}
_DAYS = (
    "brought_on",
    "answer_by",
    "answered_on",
    "removed_on",
    "held_on",
    "closed_on",
    "withdrawn_on",
)
_WORDS = ("number", "addressee", "demand", "grounds", "measures", "name", "post", "reason", "note")


class ActLine(NamedTuple):
    """One act of response in a list, every cell already written."""

    url: str
    title: str
    number: str
    on: str
    subject: str
    subject_url: str
    office: str
    addressee: str
    answer_by: str
    overdue: bool
    answered_on: str
    late: bool
    outcome: str
    outcome_tone: str
    state: str
    tone: str


def kind_words(kind: str, other_kind: str) -> str:
    """The kind of an act by its title; another one by its own name."""
    return other_kind if kind == ResponseKind.OTHER else _(f"responses.kind.{kind}")


def act_title(act: ResponseAct) -> str:
    """An act as people name it: its kind, its number, its day."""
    words = kind_words(act.kind, act.other_kind)
    if act.brought_on is None:
        return words
    return _(
        "%(kind)s No. %(number)s of %(day)s", kind=words, number=act.number, day=day(act.brought_on)
    )


def subject_url(room: SubjectRoom, subject_id: int) -> str:
    """The page of a subject."""
    values: dict[str, Any] = {room.parameter: subject_id}
    return url_for(room.endpoint, **values)


def register_lines(rows: Sequence[ActRow], rooms: Rooms, today: date) -> list[ActLine]:
    """The rows of the register."""
    pages = {kind: pattern_of(room.endpoint, room.parameter) for kind, room in rooms.items()}
    address, language = pattern_of("responses.act", "response_id"), current_language()
    return [
        ActLine(
            url=address(row.id),
            title=kind_words(row.kind, row.other_kind),
            number=row.number,
            on=day(row.on, language),
            subject=row.subject_label,
            subject_url=pages[row.subject_kind](row.subject_id),
            office=row.office_name,
            addressee=row.addressee,
            **_course(row, today, language),
        )
        for row in rows
    ]


def subject_lines(acts: Sequence[ResponseAct], today: date) -> list[ActLine]:
    """The acts of one subject, for its own page."""
    address, language = pattern_of("responses.act", "response_id"), current_language()
    return [
        ActLine(
            url=address(act.id),
            title=act_title(act),
            number=act.number,
            on=day(act.brought_on or act.recorded_on, language),
            subject="",
            subject_url="",
            office="",
            addressee=act.addressee,
            **_course(act, today, language),
        )
        for act in acts
    ]


def _course(act: ActRow | ResponseAct, today: date, language: str) -> dict[str, Any]:
    """Where an act stands, with its term and answer."""
    return {
        "answer_by": day(act.answer_by, language) if act.answer_by else "",
        "overdue": is_overdue(act.state, act.answer_by, today),
        "answered_on": day(act.answered_on, language) if act.answered_on else "",
        "late": answered_late(act.answer_by, act.answered_on),
        "outcome": _(f"responses.outcome.{act.outcome}") if act.outcome else "",
        "outcome_tone": OUTCOME_TONES.get(act.outcome or "", ""),
        "state": _(f"responses.state.{act.state}"),
        "tone": TONES[act.state],
    }


def history(entries: Sequence[AuditEntry], writer: Presenter) -> list[Told]:
    """The audit entries of an act as a reader takes them in, the latest first."""
    return tell(entries, ICONS, lambda entry: _lines(entry, writer.language), writer)


def _lines(entry: AuditEntry, language: str) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    lines = []
    for name in _DAYS:
        now, was = after.get(name), before.get(name)
        if now and now != was:
            words = f"{_(f'responses.day.{name}')}: "
            words += f"{_written(was, language)} → " if was else ""
            lines.append(words + _written(now, language))
    if after.get("outcome"):
        lines.append(_(f"responses.outcome.{after['outcome']}"))
    if after.get("liability"):
        lines.append(_(f"responses.liability.{after['liability']}"))
    for name in _WORDS:
        now, was = after.get(name), before.get(name)
        if now and now != was:
            lines.append(f"{was} → {now}" if was else str(now))
    return lines


def _written(value: Any, language: str) -> str:
    return day(date.fromisoformat(str(value)), language)
