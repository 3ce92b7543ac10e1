"""Requested files as pages show them: cells already written, history told in sentences.

Belongs here: turning rows into plain values, once a page. Does not belong here: reading rows, or a
date that is not given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from supervision.audit.models import AuditEntry
from supervision.core.i18n import _, day
from supervision.duties.presenting import Line, Presenter, pattern_of
from supervision.duties.queries import DutyRow
from supervision.duties.telling import Told, change_words, tell
from supervision.law.participation import PartyRole
from supervision.studies.models import FileParty
from supervision.studies.queries import FileRow, PartyRow, grounds_of
from supervision.studies.rules import STUDY_RULE, SUPPLY_RULE, FileState

TONES: Mapping[str, str] = {
    FileState.REQUESTED: "",
    FileState.RECEIVED: "blue",
    FileState.STUDIED: "green",
    FileState.RETURNED: "green",
    FileState.DECLINED: "amber",
}
ICONS: Mapping[str, str] = {
    "studies.register_request": "folder-plus",
    "studies.record_supply": "inbox",
    "studies.decline_run_out": "arrow-back-up",
    "studies.record_study": "clipboard-check",
    "studies.record_return": "arrow-back-up",
    "studies.assign": "user",
    "studies.correct_receipt": "pencil",
    "responses.bring_act": "send",
    "responses.record_answer": "inbox",
    "responses.withdraw_act": "arrow-back-up",
    "responses.record_breaches": "alert-triangle",
    "responses.remove_breach": "circle-check",
    "duties.sync": "calendar-due",
}
_DAYS = (
    "requested_on",
    "supply_by",
    "supplied_on",
    "received_on",
    "studied_on",
    "returned_on",
    "removed_on",
    "brought_on",
    "answered_on",
    "withdrawn_on",
    "statutory_term_ends_on",
)
_WORDS = ("reason", "note", "late_unit", "statutory_term_reason")


class FileLine(NamedTuple):
    """One file of the register, every cell already written."""

    url: str
    number: str
    registration: str
    claimant: str
    debtor: str
    more: int
    bailiff: str
    branch: str
    office: str
    assignee: str
    requested_on: str
    since: str
    state: str
    tone: str
    mandatory: bool
    clock: Line | None
    outside: bool


def file_lines(
    rows: Sequence[FileRow],
    parties: Mapping[int, Sequence[PartyRow]],
    clocks: Mapping[int, Mapping[str, DutyRow]],
    *,
    branches: Mapping[str, str],
    writer: Presenter,
) -> list[FileLine]:
    """The rows of the register with the parties and the clock of each."""
    address = pattern_of("studies.file", "file_id")
    states = {state.value: _(f"studies.state.{state}") for state in FileState}
    lines = []
    for row in rows:
        people = parties.get(row.id, ())
        clock = running_clock(row.state, clocks.get(row.id, {}))
        claimant, debtor = _first(people, PartyRole.CLAIMANT), _first(people, PartyRole.DEBTOR)
        lines.append(
            FileLine(
                url=address(row.id),
                number=row.number,
                registration=row.registration_number,
                claimant=claimant,
                debtor=debtor,
                more=len(people) - bool(claimant) - bool(debtor),
                bailiff=row.bailiff,
                branch=branches.get(row.branch, row.branch),
                office=row.office_name,
                assignee=row.assignee or "",
                requested_on=day(row.requested_on, writer.language),
                since=day(row.since, writer.language) if row.since else "",
                state=states[row.state],
                tone=TONES[row.state],
                mandatory=bool(grounds_of(people, row.contested_by)),
                clock=writer.line(clock) if clock is not None else None,
                outside=clock is not None and clock.outside,
            )
        )
    return lines


def running_clock(state: str, clocks: Mapping[str, DutyRow]) -> DutyRow | None:
    """The clock that tells most: the bailiff's until the file came, the prosecutor's after that."""
    return clocks.get(SUPPLY_RULE if state == FileState.REQUESTED else STUDY_RULE)


def _first(people: Sequence[PartyRow | FileParty], role: PartyRole) -> str:
    return next((party.name for party in people if party.role == role), "")


def history(
    entries: Sequence[AuditEntry], names: Mapping[int, str], writer: Presenter
) -> list[Told]:
    """The audit entries of a file as a reader takes them in, the latest first."""
    return tell(entries, ICONS, lambda entry: _lines(entry, names, writer), writer)


def _lines(entry: AuditEntry, names: Mapping[int, str], writer: Presenter) -> list[str]:
    after, before = entry.after or {}, entry.before or {}
    lines = [
        change_words(_(f"studies.day.{name}"), before.get(name), after[name], writer.language)
        for name in _DAYS
        if after.get(name)
    ]
    if after.get("completeness"):
        lines.append(_(f"studies.completeness.{after['completeness']}"))
    if entry.action == "studies.assign":
        who = after.get("assignee_id")
        lines.append(names.get(who, "") if who is not None else _("nobody yet"))
    return lines + [str(after[name]) for name in _WORDS if after.get(name)]
