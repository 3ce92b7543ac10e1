"""Cases as pages show them: cells already written, history told in sentences.

Belongs here: turning rows into plain values, once a page. Does not belong here: reading rows, or a
date that is not given.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from supervision.audit.models import AuditEntry
from supervision.cases.queries.cases import CaseRow
from supervision.cases.rules.grounds import RESULT
from supervision.core.i18n import _, current_language, day, moment
from supervision.duties.presenting import Presenter, pattern_of
from supervision.law.checklist import list_items

ICONS: Mapping[str, str] = {
    "cases.register_case": "folder-plus",
    "cases.change_case": "pencil",
    "cases.assign_case": "user",
    "cases.overrule_ground": "x",
    "cases.lift_overrule": "arrow-back-up",
    "cases.order_participation": "flag",
    "cases.withdraw_order": "arrow-back-up",
    "cases.give_notice": "phone",
    "cases.hand_over": "send",
    "cases.set_hearing": "calendar-event",
    "cases.change_hearing": "pencil",
    "cases.record_outcome": "circle-check",
    "cases.record_report": "report",
    "cases.record_act": "gavel",
    "cases.record_check": "clipboard-check",
    "responses.record_breaches": "alert-triangle",
    "responses.remove_breach": "circle-check",
    "duties.sync": "calendar-due",
}
_DAYS = (
    "offence_on",
    "received_by_court_on",
    "set_for_hearing_on",
    "decided_on",
    "copy_sent_on",
    "made_on",
    "copy_on",
    "in_force_on",
    "checked_on",
    "reported_on",
    "removed_on",
    "day",
)
_WORDS = ("reason", "note", "place", "reported_to", "description", "removal_note", "check_note")
_CHANGES = ("opened", "moved", "closed", "reopened", "dropped")


class CaseLine(NamedTuple):
    """One case of the register, every cell already written."""

    url: str
    number: str
    articles: str
    offender: str
    complaint: str
    court: str
    office: str
    assignee: str
    received_on: str
    grounds: list[str]
    hearing: str
    act: str


class Told(NamedTuple):
    """One entry of the history: what was done, when, by whom, and the lines that tell it."""

    title: str
    at: Any
    who: str
    icon: str
    lines: list[str]


def case_lines(
    rows: Sequence[CaseRow],
    articles: Mapping[int, Sequence[str]],
    grounds: Mapping[str, str],
    zone: ZoneInfo,
) -> list[CaseLine]:
    """The rows of the register with the articles and grounds of each."""
    address, language = pattern_of("cases.case", "case_id"), current_language()
    return [
        CaseLine(
            url=address(row.id),
            number=row.number,
            articles=", ".join(articles.get(row.id, ())),
            offender=row.offender_name,
            complaint=grounds.get(row.complaint, "") if row.complaint else "",
            court=row.court,
            office=row.office_name,
            assignee=row.assignee or "",
            received_on=day(row.received_on, language),
            grounds=[grounds.get(code, code) for code in row.categories or ()],
            hearing=_moment(row.next_hearing, zone, language),
            act=_(f"cases.act.{row.last_act}") if row.last_act else "",
        )
        for row in rows
    ]


def _moment(value: datetime | None, zone: ZoneInfo, language: str) -> str:
    return moment(value, zone, language) if value is not None else ""


def titles(paragraph: str, name: str, language: str) -> dict[str, str]:
    """The titles of a closed list of the law by code."""
    return {item.code: item.title.in_language(language) for item in list_items(paragraph, name)}


def target_words(target: str, grounds: Mapping[str, str]) -> str:
    """What a decision was about: a ground by its title, or the whole result."""
    return _("The whole result") if target == RESULT else grounds.get(target, target)


def history(
    entries: Sequence[AuditEntry], names: Mapping[int, str], writer: Presenter
) -> list[Told]:
    """The audit entries of a case as a reader takes them in, the latest first."""
    grounds = titles("2015 ¶6", "grounds", writer.language)
    return [
        Told(
            title=_(f"audit.action.{entry.action}"),
            at=entry.at,
            who=entry.actor_name,
            icon=ICONS.get(entry.action, "circle-dot"),
            lines=_lines(entry, names, grounds, writer),
        )
        for entry in reversed(entries)
    ]


def people_in(entries: Sequence[AuditEntry]) -> list[int]:
    """The ids of the people the history speaks of, so that their names are read at once."""
    values = (
        (part or {}).get("assignee_id") for entry in entries for part in (entry.before, entry.after)
    )
    return sorted({int(value) for value in values if value is not None})


def _lines(
    entry: AuditEntry, names: Mapping[int, str], grounds: Mapping[str, str], writer: Presenter
) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    if entry.action == "duties.sync":
        return _duty_lines(after, writer)
    lines = [
        _change(name, before.get(name), after[name], writer.language)
        for name in _DAYS
        if after.get(name) and after[name] != before.get(name)
    ]
    if after.get("target"):
        lines.append(target_words(str(after["target"]), grounds))
    if entry.action == "cases.assign_case":
        who = after.get("assignee_id")
        lines.append(names.get(who, "") if who is not None else _("nobody yet"))
    if entry.action in ("cases.give_notice", "cases.hand_over"):
        number = str(after.get("number") or after.get("notice") or "")
        lines.append(_("Notice %(number)s", number=number))
    lines += [str(after[name]) for name in _WORDS if after.get(name)]
    return [line for line in lines if line]


def _change(name: str, before: Any, after: Any, language: str) -> str:
    """A day as it was recorded, and the day that stood before it."""
    title, now = _(f"cases.day.{name}"), day(date.fromisoformat(after), language)
    if before:
        was = day(date.fromisoformat(before), language)
        return f"{title}: {was} → {now}"
    return f"{title}: {now}"


def _duty_lines(after: Mapping[str, Any], writer: Presenter) -> list[str]:
    """What the law made of the change: each duty by its title, an open one with its day."""
    lines = []
    for change in _CHANGES:
        for told in after.get(change, ()):
            name, _blank, on = str(told).partition(" ")
            words = f"{_(f'cases.duty.{change}')}: {writer.rule(name, None).title}"
            with contextlib.suppress(ValueError):
                if change not in ("closed", "dropped"):
                    words += f" — {day(date.fromisoformat(on), writer.language)}"
            lines.append(words)
    return lines
