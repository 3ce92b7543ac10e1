"""Representations and missed terms as pages show them: words, the chain, history in sentences.

Belongs here: turning rows into plain values. Does not belong here: reading rows, or a date that is
not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import url_for

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _, day
from supervision.duties.presenting import Presenter
from supervision.duties.telling import Told, change_words, tell
from supervision.law.checklist import list_items
from supervision.protests.models import Protest
from supervision.protests.presenting import state_words as protest_state_words
from supervision.protests.presenting import title_of as protest_title
from supervision.representations.models import Representation

TONES = {"draft": "", "sent": "blue", "accepted": "green", "refused": "red", "turned": "green"}
MISSED_TONES = {"open": "red", "decided": "green", "lifted": ""}
ICONS: Mapping[str, str] = {
    "representations.draft": "file-text",
    "representations.change_draft": "pencil",
    "representations.send": "send",
    "representations.answer": "message",
    "representations.turn_into_protest": "scale",
    "representations.open_missed": "alert-circle",
    "representations.reopen_missed": "alert-circle",
    "representations.lift_missed": "arrow-back-up",
    "representations.examine_missed": "pencil",
    "representations.decide_missed": "gavel",
}
_DAYS = ("sent_on", "answered_on", "decided_on")
_WORDS = ("number", "motives", "note", "cause_note", "employees")


class Link(NamedTuple):
    """One link of the chain from a rejected protest to what came of it."""

    title: str
    url: str
    state: str
    tone: str
    day: str


def title_of(found: Representation) -> str:
    """What a representation is called: with its number once it was sent."""
    return f"{_('Representation')} № {found.number}" if found.number else _("Representation")


def state_words(state: str) -> tuple[str, str]:
    """The state of a representation in words, with the tone of its mark."""
    return _(f"representations.state.{state}"), TONES[state]


def part_titles(language: str) -> dict[str, str]:
    """The three parts of a representation by code, as the text names them (`2015 ¶19`)."""
    items = list_items("2015 ¶19", "representation_parts")
    return {item.code: item.title.in_language(language) for item in items}


def chain_of(
    found: Representation, protest: Protest | None, leads_to: Protest | None, language: str
) -> list[Link]:
    """The way from the rejected protest over the representation to the protest it led to."""
    links = [_protest_link(protest, language)] if protest is not None else []
    state, tone = state_words(found.state)
    url = url_for("representations.representation", representation_id=found.id)
    on = day(found.sent_on or found.drafted_on, language)
    links.append(Link(title_of(found), url, state, tone, on))
    return links + ([_protest_link(leads_to, language)] if leads_to is not None else [])


def _protest_link(protest: Protest, language: str) -> Link:
    state, tone = protest_state_words(protest.state, protest.outcome)
    url = url_for("protests.protest", protest_id=protest.id)
    on = protest.outcome_on or protest.brought_on or protest.drafted_on
    return Link(protest_title(protest), url, state, tone, day(on, language))


def history(entries: Sequence[AuditEntry], writer: Presenter) -> list[Told]:
    """The audit entries as a reader takes them in, the latest first."""
    return tell(entries, ICONS, lambda entry: _lines(entry, writer), writer)


def _lines(entry: AuditEntry, writer: Presenter) -> list[str]:
    after: Mapping[str, Any] = entry.after or {}
    lines = [
        change_words(_(f"representations.day.{name}"), None, after[name], writer.language)
        for name in _DAYS
        if after.get(name)
    ]
    if after.get("decision"):
        lines.append(_(f"representations.decision.{after['decision']}"))
    if after.get("cause") and after.get("stage") is not None:
        lines.append(_(f"representations.missed_cause.{after['cause']}"))
    return lines + [str(after[name]) for name in _WORDS if after.get(name)]
