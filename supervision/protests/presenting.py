"""Protests and windows as pages show them: cells already written, history told in sentences.

Belongs here: turning rows and the law's answers into plain values. Does not belong here: reading
rows, or a date that is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from flask import url_for

from supervision.audit.models import AuditEntry
from supervision.cases.act_presenting import act_fields as case_act_fields
from supervision.cases.act_presenting import act_name
from supervision.cases.models import CourtAct
from supervision.core.i18n import _, day, day_long, ngettext_
from supervision.disputes.act_presenting import act_name as dispute_act_name
from supervision.duties.presenting import (
    Presenter,
    Why,
    citation_words,
    edition_words,
    paragraph_url,
    pattern_of,
)
from supervision.duties.telling import Told, change_words, tell
from supervision.law.model import Titles
from supervision.law.protests import (
    ProtestKind,
    ending_title,
    grounds_of_appeal,
    rightholders,
)
from supervision.law.windows import ProtestWindow, WindowState
from supervision.law.wording import sentences
from supervision.protests.models import Protest, RestoredTerm
from supervision.protests.planning import PlanView
from supervision.protests.queries.lists import ProtestRow
from supervision.protests.queries.matters import Matter, Row
from supervision.protests.rules import ProtestState

OUTCOME_TONES = {
    "granted": "green",
    "granted_in_part": "green",
    "rejected": "red",
    "withdrawn": "amber",
    "returned": "amber",
}
STATE_TONES = {
    ProtestState.DRAFT.value: "",
    ProtestState.DROPPED.value: "",
    ProtestState.BROUGHT.value: "blue",
}
WINDOW_TONES = {
    WindowState.OPEN: "open",
    WindowState.LAST_DAY: "today",
    WindowState.RESTORED: "soon",
    WindowState.CLOSED: "withdrawn",
    WindowState.NOT_OPEN: "no-date",
    WindowState.UNKNOWN: "no-date",
}
ICONS: Mapping[str, str] = {
    "protests.draft": "file-text",
    "protests.change_draft": "pencil",
    "protests.drop_draft": "trash",
    "protests.ask_review": "send",
    "protests.answer_review": "message",
    "protests.bring": "scale",
    "protests.move_withdrawal": "arrow-back-up",
    "protests.record_outcome": "gavel",
    "protests.read_motives": "check",
    "protests.correct_bringing": "pencil",
    "protests.correct_outcome": "pencil",
    "protests.inform_department": "message",
    "protests.send_ruling_copies": "send",
    "duties.sync": "calendar-due",
}
_DAYS = ("dropped_on", "brought_on", "moved_on", "outcome_on", "informed_on", "copies_sent_on")
_WORDS = (
    *("number", "late_reason", "remarks", "motives", "paper_number", "note"),
    *("copies_number", "reason"),
)


class WindowView(NamedTuple):
    """A window as a chip: its days in words, its state, why it closes on its day."""

    state: str
    tone: str
    words: str
    opens_on: str
    last_day: date | None
    why: Why | None
    restored: Sequence[str]
    is_open: bool
    plan: PlanView | None = None


class ProtestLine(NamedTuple):
    """One protest of a list, every cell already written."""

    url: str
    title: str
    number: str
    matter_number: str
    matter_url: str
    court: str
    office: str
    author: str
    brought_by: str
    day: str
    state: str
    tone: str
    outcome_on: str


def window_view(
    window: ProtestWindow,
    writer: Presenter,
    terms: Sequence[RestoredTerm] = (),
    plan: PlanView | None = None,
) -> WindowView:
    """A window in the reader's language, with the law's steps; `plan` where one is kept to."""
    state = window.state(writer.today)
    return WindowView(
        state=state.value,
        tone=WINDOW_TONES[state],
        words=_window_words(state, window, writer),
        opens_on=day(window.opens_on, writer.language) if window.opens_on else "",
        last_day=window.last_day,
        why=_why(window, writer),
        restored=[
            _(
                "restored until %(until)s by the ruling %(number)s of %(day)s",
                until=day(each.until_on, writer.language),
                number=each.ruling_number,
                day=day(each.ruled_on, writer.language),
            )
            for each in terms
        ],
        is_open=state in (WindowState.OPEN, WindowState.LAST_DAY, WindowState.RESTORED),
        plan=plan,
    )


def _window_words(state: WindowState, window: ProtestWindow, writer: Presenter) -> str:
    """The state of a window in words, with the days left while it is open."""
    left = window.days_left(writer.today)
    if state in (WindowState.OPEN, WindowState.RESTORED) and left is not None:
        days = ngettext_("%(num)s day left", "%(num)s days left", left)
        return f"{_(f'protests.window.{state}')}, {days}"
    return _(f"protests.window.{state}")


def _why(window: ProtestWindow, writer: Presenter) -> Why | None:
    """Why the window closes on its day, in the shape `shared/due.html` asks for."""
    answer = window.due
    if answer is None:
        return None
    rule = writer.law.rule(answer.rule, answer.event_on)
    return Why(
        rule_title=rule.title.in_language(writer.language),
        steps=sentences(answer.steps, writer.language),
        citation=citation_words(writer.law, rule.paragraph, writer.language),
        citation_url=paragraph_url(rule.name),
        edition=edition_words(writer.law, answer.edition, writer.language)
        if answer.edition
        else "",
        calendar_version=answer.calendar_version,
        not_confirmed=answer.due_on is not None and not answer.confirmed,
        moved="",
    )


def right_titles(kind: str, language: str, *, enforcement: bool = False) -> dict[str, str]:
    """Who may bring a protest of this kind, by code, in the text's order."""
    rights = rightholders(kind, enforcement=enforcement)
    return {right.code: right.title.in_language(language) for right in rights}


def ground_titles(language: str) -> dict[str, str]:
    """The grounds of CoAO 840 by code."""
    return {item.code: item.title.in_language(language) for item in grounds_of_appeal()}


def ending_words(protest: Protest, language: str) -> str:
    """Why the protest is called withdrawn or returned (`2015 ¶23`); empty for another outcome."""
    if protest.ending_reason is None:
        return ""
    title: Titles = ending_title(protest.ending_reason)
    return title.in_language(language)


def capacity_words(protest: Protest, language: str) -> str:
    """By which right the protest was brought, as the text names it."""
    enforcement = protest.dispute_id is not None
    titles = right_titles(protest.kind, language, enforcement=enforcement)
    return titles.get(protest.capacity or "", "")


def state_words(state: str, outcome: str | None) -> tuple[str, str]:
    """The state of a protest, or its outcome once it ended, with the tone of its mark."""
    if outcome is not None:
        return _(f"protests.outcome.{outcome}"), OUTCOME_TONES[outcome]
    return _(f"protests.state.{state}"), STATE_TONES[state]


def title_of(protest: Protest) -> str:
    """What a protest is called: its kind, and its number once it was brought."""
    kind = _(f"protests.kind.{protest.kind}")
    return f"{kind} № {protest.number}" if protest.number else kind


def act_words(row: Row, language: str) -> str:
    """The act under protest, as its own room refers to it."""
    if isinstance(row, CourtAct):
        return act_name(row, language)
    return dispute_act_name(row, language)


def act_fields(row: Row, language: str) -> dict[str, str]:
    """The act under protest as papers name it: its day in words, its instance, what it decided."""
    if isinstance(row, CourtAct):
        return case_act_fields(row, language)
    return {
        "act_day": day_long(row.made_on, language),
        "instance": _(f"cases.instance.{row.instance}"),
        "decided": _(f"disputes.decision.{row.decision}"),
    }


def matter_url(matter: Matter) -> str:
    """The page of the case or dispute, at its protests."""
    if matter.is_dispute:
        return url_for("disputes.dispute", dispute_id=matter.id, _anchor="protests")
    return url_for("cases.case", case_id=matter.id, _anchor="protests")


def lines_of(
    rows: Sequence[ProtestRow], offices: Mapping[int, str], writer: Presenter
) -> list[ProtestLine]:
    """The rows of a list of protests; `offices` are names by id."""
    address = pattern_of("protests.protest", "protest_id")
    case_address = pattern_of("cases.case", "case_id")
    dispute_address = pattern_of("disputes.dispute", "dispute_id")
    language = writer.language
    kinds = {each.value: _(f"protests.kind.{each}") for each in ProtestKind}
    found = []
    for row in rows:
        state, tone = state_words(row.state, row.outcome)
        found.append(
            ProtestLine(
                url=address(row.id),
                title=kinds[row.kind],
                number=row.number or "",
                matter_number=row.matter_number,
                matter_url=case_address(row.case_id)
                if row.case_id is not None
                else dispute_address(row.dispute_id or 0),
                court=row.court,
                office=row.office_name,
                author=offices.get(row.author_office_id, ""),
                brought_by=row.brought_by or "",
                day=day(row.day, language),
                state=state,
                tone=tone,
                outcome_on=day(row.outcome_on, language) if row.outcome_on else "",
            )
        )
    return found


def history(entries: Sequence[AuditEntry], writer: Presenter) -> list[Told]:
    """The audit entries of a protest as a reader takes them in, the latest first."""
    return tell(entries, ICONS, lambda entry: _lines(entry, writer), writer)


def _lines(entry: AuditEntry, writer: Presenter) -> list[str]:
    after: Mapping[str, Any] = entry.after or {}
    before: Mapping[str, Any] = entry.before or {}
    told = {name: value for name, value in after.items() if value and value != before.get(name)}
    lines = [
        change_words(_(f"protests.day.{name}"), before.get(name), told[name], writer.language)
        for name in _DAYS
        if name in told
    ]
    if "answer" in told:
        lines.append(_(f"protests.answer.{told['answer']}"))
    if "outcome" in told:
        words = _(f"protests.outcome.{told['outcome']}")
        was = before.get("outcome")
        lines.append(f"{_(f'protests.outcome.{was}')} → {words}" if was else words)
    return lines + [_changed(before.get(name), told[name]) for name in _WORDS if name in told]


def _changed(before: Any, after: Any) -> str:
    """Words as they were recorded, and those that stood before them."""
    return f"{before} → {after}" if before else str(after)
