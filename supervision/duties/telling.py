"""The history of a thing told in sentences, the same way in every room that has duties.

Belongs here: entries of the audit as a reader takes them in, days that changed, what the law made
of a change. Does not belong here: which facts of a room are told, or reading rows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _, day
from supervision.duties.presenting import Presenter

SYNCED = "duties.sync"
_CHANGES = ("opened", "moved", "closed", "reopened", "dropped")


class Told(NamedTuple):
    """One entry of the history: what was done, when, by whom, and the lines that tell it."""

    title: str
    at: Any
    who: str
    icon: str
    lines: list[str]


def tell(
    entries: Sequence[AuditEntry],
    icons: Mapping[str, str],
    lines_of: Callable[[AuditEntry], list[str]],
    writer: Presenter,
) -> list[Told]:
    """The entries, the latest first; `lines_of` tells a room's own ones, the law's are told here."""
    return [
        Told(
            title=_(f"audit.action.{entry.action}"),
            at=entry.at,
            who=entry.actor_name,
            icon=icons.get(entry.action, "circle-dot"),
            lines=duty_changes(entry.after or {}, writer)
            if entry.action == SYNCED
            else [line for line in lines_of(entry) if line],
        )
        for entry in reversed(entries)
    ]


def people_in(entries: Sequence[AuditEntry]) -> list[int]:
    """The ids of the people the history speaks of, so that their names are read at once."""
    values = (
        (part or {}).get("assignee_id") for entry in entries for part in (entry.before, entry.after)
    )
    return sorted({int(value) for value in values if value is not None})


def change_words(title: str, before: Any, after: Any, language: str) -> str:
    """A day as it was recorded, and the day that stood before it."""
    now = day(date.fromisoformat(after), language)
    if before:
        return f"{title}: {day(date.fromisoformat(before), language)} → {now}"
    return f"{title}: {now}"


def duty_changes(after: Mapping[str, Any], writer: Presenter) -> list[str]:
    """What the law made of a change: each duty by its title, an open one with its day."""
    lines = []
    for change in _CHANGES:
        for told in after.get(change, ()):
            name, _blank, on = str(told).partition(" ")
            words = f"{_(f'duties.told.{change}')}: {writer.rule(name, None).title}"
            with contextlib.suppress(ValueError):
                if change not in ("closed", "dropped"):
                    words += f" — {day(date.fromisoformat(on), writer.language)}"
            lines.append(words)
    return lines
