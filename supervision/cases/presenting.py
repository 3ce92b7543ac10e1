"""Cases as pages show them: cells already written, history told in sentences.

Belongs here: turning rows into plain values, once a page. Does not belong here: reading rows, or a
date that is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for

from supervision.audit.models import AuditEntry
from supervision.cases.queries.cases import CaseRow
from supervision.cases.rules.grounds import RESULT
from supervision.core.i18n import _, current_language, day, moment
from supervision.duties.presenting import Presenter, days_of, pattern_of, state_of
from supervision.duties.queries import DutyRow
from supervision.duties.telling import Told, change_words, tell
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
    "cases.assign_hearing": "user",
    "cases.record_outcome": "circle-check",
    "cases.record_report": "report",
    "cases.record_act": "gavel",
    "cases.record_check": "clipboard-check",
    "cases.write_conclusion": "file-text",
    "cases.edit_conclusion": "pencil",
    "cases.submit_conclusion": "send",
    "cases.approve_conclusion": "circle-check",
    "cases.return_conclusion": "arrow-back-up",
    "cases.send_conclusion": "send",
    "cases.control_conclusion": "clipboard-check",
    "cases.record_oblast_check": "clipboard-check",
    "cases.correct_act": "pencil",
    "cases.reopen_check": "arrow-back-up",
    "cases.record_ruling": "message",
    "cases.change_ruling": "pencil",
    "cases.move_for_ruling": "message",
    "cases.record_ruling_decision": "gavel",
    "cases.record_ruling_answer": "inbox",
    "responses.bring_act": "send",
    "responses.record_answer": "inbox",
    "responses.withdraw_act": "arrow-back-up",
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
    "moved_on",
    "follow_up_by",
    "brought_on",
    "answered_on",
    "withdrawn_on",
    "day",
)
_WORDS = (
    *("reason", "note", "place", "reported_to", "description", "removal_note", "check_note"),
    *("proof_document", "content", "refusal_reason", "measures"),
)


class CaseLine(NamedTuple):
    """One case of the register, every cell already written.

    `pick` names the case and the version seen, for a tick box; empty where it is another office's.
    """

    url: str
    pick: str
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


def case_lines(
    rows: Sequence[CaseRow],
    articles: Mapping[int, Sequence[str]],
    grounds: Mapping[str, str],
    zone: ZoneInfo,
    *,
    query: str = "",
    own: int | None = None,
) -> list[CaseLine]:
    """The rows of the register with the articles and grounds of each.

    `query` is the list in the address of each case; those of the office `own` can be picked.
    """
    address, language = pattern_of("cases.case", "case_id"), current_language()
    return [
        CaseLine(
            url=f"{address(row.id)}?{query}" if query else address(row.id),
            pick=f"{row.id}-{row.version}" if row.office_id == own else "",
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


def duty_cards(
    rows: Sequence[DutyRow], reasons: Mapping[int, str], writer: Presenter
) -> list[dict[str, Any]]:
    """Duties as a page about their subject shows them, each with why its day is its day; `reasons`
    are those of moves by hand.
    """
    return [
        {
            "url": url_for("duties.duty", duty_id=row.id),
            "title": writer.rule(row.rule, row.event_on).title,
            "office": row.office_name,
            "assignee": row.assignee or "",
            "outside": row.outside,
            "state": state_of(row, writer.today),
            "days": days_of(row, writer.today),
            "due_on": row.due_on,
            "closed_on": row.closed_on,
            "why": writer.why(row, reasons.get(row.id, "")),
        }
        for row in rows
    ]


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
    return tell(entries, ICONS, lambda entry: _lines(entry, names, grounds, writer), writer)


def _lines(
    entry: AuditEntry, names: Mapping[int, str], grounds: Mapping[str, str], writer: Presenter
) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    lines = [
        change_words(_(f"cases.day.{name}"), before.get(name), after[name], writer.language)
        for name in _DAYS
        if after.get(name) and after[name] != before.get(name)
    ]
    if entry.action == "cases.tell":
        lines += [
            change_words(_(f"law.event.{name}"), None, on, writer.language)
            for name, on in after.items()
            if name not in ("source", "source_id") and on
        ]
    if after.get("target"):
        lines.append(target_words(str(after["target"]), grounds))
    if entry.action == "cases.assign_case":
        who = after.get("assignee_id")
        lines.append(names.get(who, "") if who is not None else _("nobody yet"))
    if entry.action in ("cases.give_notice", "cases.hand_over"):
        number = str(after.get("number") or after.get("notice") or "")
        lines.append(_("Notice %(number)s", number=number))
    return lines + [str(after[name]) for name in _WORDS if after.get(name)]
