"""Disputes as pages show them: cells already written, history told in sentences.

Belongs here: turning rows into plain values, once a page. Does not belong here: reading rows, or a
date that is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from supervision.audit.models import AuditEntry
from supervision.cases.presenting import target_words, titles
from supervision.core.i18n import _, current_language, day, moment
from supervision.disputes.queries.disputes import DisputeRow, PartyRow
from supervision.disputes.queries.findings import PARAGRAPH
from supervision.duties.presenting import Presenter, pattern_of
from supervision.duties.telling import Told, change_words, tell
from supervision.law.participation import PartyRole

ICONS: Mapping[str, str] = {
    "disputes.register_dispute": "folder-plus",
    "disputes.change_dispute": "pencil",
    "disputes.assign_dispute": "user",
    "disputes.overrule_ground": "x",
    "disputes.lift_overrule": "arrow-back-up",
    "disputes.set_hearing": "calendar-event",
    "disputes.change_hearing": "pencil",
    "disputes.assign_hearing": "user",
    "disputes.record_outcome": "circle-check",
    "disputes.record_report": "report",
    "disputes.record_act": "gavel",
    "disputes.record_days": "calendar-due",
    "disputes.record_check": "clipboard-check",
    "disputes.tell": "message",
    "duties.sync": "calendar-due",
}
_DAYS = (
    "received_by_court_on",
    "made_on",
    "received_on",
    "term_ends_on",
    "in_force_on",
    "checked_on",
    "reported_on",
    "day",
)
_WORDS = ("reason", "note", "content", "place", "reported_to")


class DisputeLine(NamedTuple):
    """One dispute of the register, every cell already written."""

    url: str
    number: str
    kind: str
    subject: str
    claimant: str
    debtor: str
    more: int
    court: str
    office: str
    assignee: str
    received_on: str
    grounds: list[str]
    hearing: str
    act: str


def dispute_lines(
    rows: Sequence[DisputeRow],
    parties: Mapping[int, Sequence[PartyRow]],
    grounds: Mapping[str, str],
    zone: ZoneInfo,
) -> list[DisputeLine]:
    """The rows of the register with the parties and grounds of each."""
    address, language = pattern_of("disputes.dispute", "dispute_id"), current_language()
    lines = []
    for row in rows:
        people = parties.get(row.id, ())
        claimant, debtor = _first(people, PartyRole.CLAIMANT), _first(people, PartyRole.DEBTOR)
        lines.append(
            DisputeLine(
                url=address(row.id),
                number=row.number,
                kind=_(f"disputes.kind.{row.kind}"),
                subject=row.subject,
                claimant=claimant,
                debtor=debtor,
                more=len(people) - bool(claimant) - bool(debtor),
                court=row.court,
                office=row.office_name,
                assignee=row.assignee or "",
                received_on=day(row.received_on, language),
                grounds=[grounds[code] for code in row.grounds or ()],
                hearing=moment(row.next_hearing, zone, language) if row.next_hearing else "",
                act=_(f"disputes.decision.{row.last_act}") if row.last_act else "",
            )
        )
    return lines


def _first(people: Sequence[PartyRow], role: PartyRole) -> str:
    return next((party.name for party in people if party.role == role), "")


def history(
    entries: Sequence[AuditEntry], names: Mapping[int, str], writer: Presenter
) -> list[Told]:
    """The audit entries of a dispute as a reader takes them in, the latest first."""
    grounds = titles(PARAGRAPH, "grounds", writer.language)
    return tell(entries, ICONS, lambda entry: _lines(entry, names, grounds, writer), writer)


def _lines(
    entry: AuditEntry, names: Mapping[int, str], grounds: Mapping[str, str], writer: Presenter
) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    lines = [
        change_words(_(f"disputes.day.{name}"), before.get(name), after[name], writer.language)
        for name in _DAYS
        if after.get(name) and after[name] != before.get(name)
    ]
    if after.get("target"):
        lines.append(target_words(str(after["target"]), grounds))
    if entry.action == "disputes.assign_dispute":
        who = after.get("assignee_id")
        lines.append(names.get(who, "") if who is not None else _("nobody yet"))
    return lines + [str(after[name]) for name in _WORDS if after.get(name)]
