"""Requests and assessments as pages show them: words, the due day, history in sentences.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _
from supervision.duties.presenting import Presenter
from supervision.duties.rules import Urgency, days_left, is_late, urgency
from supervision.duties.telling import Told, change_words, tell
from supervision.law.exclusions import clauses

TONES = {
    "marked": "amber",
    "sent": "blue",
    "waived": "",
    "consented": "green",
    "refused": "red",
    "withdrawn": "red",
}
ICONS: Mapping[str, str] = {
    "exclusions.mark": "flag",
    "exclusions.send": "send",
    "exclusions.waive": "circle-x",
    "exclusions.answer": "message",
    "exclusions.withdraw_consent": "arrow-back-up",
    "exclusions.keep_in_step": "calendar-due",
}
_DAYS = ("decided_on", "sent_on", "answered_on", "withdrawn_on", "waived_on")
_WORDS = ("number", "copies", "explanation", "reasons", "reason")
_STATES = {
    Urgency.OVERDUE: "overdue",
    Urgency.TODAY: "today",
    Urgency.SOON: "soon",
    Urgency.LATER: "open",
    Urgency.UNDATED: "no_date",
}


class DueMark(NamedTuple):
    """The day by which a request had to be sent, in the words of `shared/due.html`."""

    state: str
    due_on: date | None
    days: int | None
    done_on: date | None


def clause_titles(language: str) -> dict[str, str]:
    """The five clauses by code, as the text names them (`2015 ¶22`)."""
    return {item.code: item.title.in_language(language) for item in clauses()}


def due_mark(due_on: date | None, closed_on: date | None, today: date) -> DueMark | None:
    """How the day to send stands: days left or late; None where no law in force gives a day."""
    if due_on is None:
        return None
    if closed_on is None:
        return DueMark(_STATES[urgency(due_on, today)], due_on, abs(days_left(due_on, today)), None)
    if is_late(due_on, closed_on):
        return DueMark("done_late", due_on, abs(days_left(due_on, closed_on)), closed_on)
    return DueMark("done", due_on, None, closed_on)


def history(entries: Sequence[AuditEntry], writer: Presenter) -> list[Told]:
    """The audit entries of a request as a reader takes them in, the latest first."""
    return tell(entries, ICONS, lambda entry: _lines(entry, writer), writer)


def _lines(entry: AuditEntry, writer: Presenter) -> list[str]:
    after: Mapping[str, Any] = entry.after or {}
    lines = [
        change_words(_(f"exclusions.day.{name}"), None, after[name], writer.language)
        for name in _DAYS
        if after.get(name)
    ]
    if after.get("clause"):
        lines.append(clause_titles(writer.language).get(after["clause"], ""))
    if after.get("state"):
        lines.append(_(f"exclusions.state.{after['state']}"))
    if after.get("late"):
        lines.append(_(f"duties.late_cause.{after['late']}"))
    return lines + [str(after[name]) for name in _WORDS if after.get(name)]
