"""Petitions as pages show them: cells already written, duties with their steps, history in sentences.

Belongs here: turning rows into plain values, once a page. Does not belong here: reading rows, or a
date that is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _, day
from supervision.duties.presenting import Presenter, pattern_of
from supervision.duties.telling import Told, change_words, tell
from supervision.law.checklist import list_items
from supervision.offices.rules import topics
from supervision.petitions.models import Petition
from supervision.petitions.models.petition import registration_number
from supervision.petitions.queries.intake import CaseFound
from supervision.petitions.queries.petitions import PetitionRow
from supervision.petitions.queries.routing import Suggestion

TONES: Mapping[str, str] = {
    "received": "blue",
    "examined": "blue",
    "incomplete": "amber",
    "unfounded": "amber",
    "returned": "",
    "resolved": "green",
}
_ICONS: Mapping[str, str] = {
    "petitions.register_petition": "folder-plus",
    "petitions.change_petition": "pencil",
    "petitions.assign_examiner": "user",
    "petitions.forward_petition": "send",
    "petitions.extend_petition": "calendar-event",
    "petitions.order_request": "file-search",
    "petitions.record_request_way": "inbox",
    "petitions.record_checklist": "clipboard-check",
    "petitions.draft_refusal": "report",
    "petitions.decide_refusal": "circle-check",
    "petitions.withdraw_refusal": "arrow-back-up",
    "petitions.send_letter": "send",
    "petitions.order_check": "flag",
    "petitions.report_check": "report",
    "duties.sync": "calendar-due",
}
_DAYS = (
    "received_on",
    "reached_on",
    "decided_on",
    "until_on",
    "ordered_on",
    "sent_on",
    "supplied_on",
    "checked_on",
    "found_on",
    "due_on",
    "reported_on",
)
_WORDS = ("number", "order_number", "request_number", "protest_number", "reason", "note", "task")


class PetitionLine(NamedTuple):
    """One petition of a list, every cell already written."""

    url: str
    number: str
    kind: str
    petitioner: str
    case_number: str
    received_on: str
    state: str
    tone: str
    office: str
    examiner: str
    repeated: bool


def petition_lines(rows: Sequence[PetitionRow], language: str) -> list[PetitionLine]:
    """The rows of the register."""
    address = pattern_of("petitions.petition", "petition_id")
    return [
        PetitionLine(
            url=address(row.id),
            number=registration_number(row.year, row.sequence),
            kind=_(f"petitions.kind.{row.kind}"),
            petitioner=row.petitioner_name,
            case_number=row.case_number,
            received_on=day(row.received_on, language),
            state=_(f"petitions.state.{row.state}"),
            tone=TONES[row.state],
            office=row.office_name,
            examiner=row.examiner or "",
            repeated=row.repeats_id is not None,
        )
        for row in rows
    ]


def titles_of(paragraph: str, name: str, codes: Sequence[str], language: str) -> list[str]:
    """The titles of these codes of a closed list of the law, in the order of the list."""
    return [
        item.title.in_language(language)
        for item in list_items(paragraph, name)
        if item.code in codes
    ]


def linked_choices(
    found: Sequence[CaseFound], courts: Mapping[int, str], language: str
) -> list[tuple[str, str]]:
    """Registered cases and their acts as choices of the intake form."""
    choices = []
    for each in found:
        case = each.case
        words = f"{case.number} · {courts.get(case.court_id, '')} · {case.offender_name}"
        choices.append((str(case.id), words))
        for act in each.acts:
            made = f"{_(f'cases.act.{act.kind}')}, {day(act.made_on, language)}"
            choices.append((f"{case.id}-{act.id}", f"{case.number} · {made}"))
    return choices


def repeat_choices(found: Sequence[Petition], language: str) -> list[tuple[str, str]]:
    """Earlier petitions about the same as choices of the intake form."""
    return [
        (
            str(each.id),
            _(
                "Repeats %(number)s of %(day)s",
                number=each.number,
                day=day(each.received_on, language),
            ),
        )
        for each in found
    ]


def suggestion_lines(
    found: Sequence[Suggestion], regions: Mapping[int, str], language: str
) -> list[str]:
    """Who might examine the petition and why, one sentence each (`2015 ¶5`)."""
    names = {topic.code: topic.title.in_language(language) for topic in topics()}
    lines = []
    for each in found:
        why = [_("topic: %(topic)s", topic=names.get(code, code)) for code in each.topics]
        if each.region_id is not None:
            why.append(_("region: %(region)s", region=regions.get(each.region_id, "")))
        lines.append(f"{each.person} — {'; '.join(why)}")
    return lines


def history(
    entries: Sequence[AuditEntry], names: Mapping[int, str], writer: Presenter
) -> list[Told]:
    """The audit entries of a petition or check as a reader takes them in, the latest first."""
    return tell(entries, _ICONS, lambda entry: _lines(entry, names, writer.language), writer)


def people_in(entries: Sequence[AuditEntry]) -> list[int]:
    """The ids of the officials the history speaks of, so that their names are read at once."""
    values = ((entry.after or {}).get("examiner_id") for entry in entries)
    return sorted({int(value) for value in values if value is not None})


def _lines(entry: AuditEntry, names: Mapping[int, str], language: str) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    lines = []
    if entry.action == "petitions.send_letter":
        lines.append(_(f"petitions.letter.{after['kind']}"))
    if after.get("decision"):
        lines.append(_(f"petitions.conclusion.{after['decision']}"))
    if after.get("examiner_id") is not None:
        lines.append(names.get(after["examiner_id"], ""))
    lines += [
        change_words(_(f"petitions.day.{name}"), before.get(name), after[name], language)
        for name in _DAYS
        if after.get(name) and after[name] != before.get(name)
    ]
    lines += titles_of("2015 ¶27", "petition_items", after.get("missing") or (), language)
    return lines + [str(after[name]) for name in _WORDS if after.get(name)]
