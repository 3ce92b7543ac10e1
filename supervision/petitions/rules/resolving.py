"""How a petition ends: returned, explained, refused, granted; and the additional check (`¶27`).

Belongs here: what each decision must say. Does not belong here: which petition needs which decision
(the law), protests.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.texts import written
from supervision.law.checklist import list_items

_FUTURE = "This cannot be dated after today."
_REPRESENTED_ONLY = "power_of_attorney"


class LetterKind(enum.StrEnum):
    """The letters to a petitioner; all but the first two end the petition."""

    EXTENSION_NOTICE = "extension_notice"
    RETURN = "return"
    EXPLAINED = "explained"
    REFUSED = "refused"
    GRANTED = "granted"


ANSWERS = (LetterKind.EXPLAINED, LetterKind.REFUSED, LetterKind.GRANTED)


class ConclusionState(enum.StrEnum):
    """A conclusion on a refusal: written, approved from above, given back, or taken back."""

    DRAFT = "draft"
    APPROVED = "approved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class LetterEntry:
    """A letter as it went out."""

    kind: str
    number: str
    sent_on: date
    text: str = ""


@dataclass(frozen=True)
class ProtestTold:
    """The protest by which a petition was granted; a registered one tells number and day itself."""

    number: str
    brought_on: date | None
    protest_id: int | None = None


@dataclass(frozen=True)
class CheckEntry:
    """An additional check that the Department orders an oblast office (`2015 ¶27`)."""

    oblast_id: int
    number: str
    task: str
    due_on: date


def letter_as_kept(entry: LetterEntry) -> LetterEntry:
    """The letter with every text as it is kept."""
    return replace(entry, number=written(entry.number), text=written(entry.text))


def checklist_codes(*, represented: bool) -> tuple[str, ...]:
    """What a petition for a cassation protest must hold; a power of attorney where one signs for another."""
    codes = (item.code for item in list_items("2015 ¶27", "petition_items"))
    return tuple(code for code in codes if represented or code != _REPRESENTED_ONLY)


def missing_items(present: Collection[str], *, represented: bool) -> list[str]:
    """The items of the list that the petition lacks, in the text's order (`2015 ¶27`)."""
    return [code for code in checklist_codes(represented=represented) if code not in present]


def checked_problems(checked_on: date, received_on: date, today: date) -> Iterator[Problem]:
    """When the contents of a petition may be checked."""
    if checked_on < received_on:
        yield Problem("It cannot be checked before it was received.", "checked_on")
    if checked_on > today:
        yield Problem(_FUTURE, "checked_on")


def letter_problems(entry: LetterEntry, earliest: Sequence[date], today: date) -> Iterator[Problem]:
    """What a letter must say; it comes before none of the `earliest` days."""
    if not entry.number:
        yield Problem("This must be filled in.", "number")
    yield from length_problems(entry.number, "number", LONGEST_LINE)
    if entry.kind in (LetterKind.REFUSED, LetterKind.EXPLAINED) and not entry.text:
        yield Problem("Give the reasons: the answer to a petition is a reasoned one.", "text")
    yield from length_problems(entry.text, "text", LONGEST_NOTE)
    if entry.sent_on < max(earliest):
        yield Problem("The letter cannot come before what it answers.", "sent_on")
    if entry.sent_on > today:
        yield Problem(_FUTURE, "sent_on")


def protest_problems(protest: ProtestTold, received_on: date, today: date) -> Iterator[Problem]:
    """What must be known of the protest by which a petition was granted."""
    if not protest.number:
        yield Problem("Name the protest: its number.", "protest_number")
    yield from length_problems(protest.number, "protest_number", LONGEST_LINE)
    if protest.brought_on is None:
        yield Problem("Enter the day the protest was brought.", "protest_on")
    elif protest.brought_on > today:
        yield Problem(_FUTURE, "protest_on")
    elif protest.brought_on < received_on:
        yield Problem("The protest cannot come before the petition it grants.", "protest_on")


def conclusion_problems(
    arguments: str, reasons: str, found_on: date, received_on: date, today: date
) -> Iterator[Problem]:
    """What a conclusion on a refusal must say (`2015 ¶17`, `¶27`)."""
    for name, said in (("arguments", arguments), ("reasons", reasons)):
        if not said:
            yield Problem("This must be filled in.", name)
        yield from length_problems(said, name, LONGEST_NOTE)
    if found_on < received_on:
        yield Problem("The conclusion cannot come before the petition.", "found_on")
    if found_on > today:
        yield Problem(_FUTURE, "found_on")


def decision_problems(
    decided_on: date, found_on: date, note: str, *, approves: bool, today: date
) -> Iterator[Problem]:
    """What a decision on a conclusion must say: giving it back needs the reason."""
    if not approves and not note:
        yield Problem("Say what is to be mended.", "note")
    yield from length_problems(note, "note", LONGEST_NOTE)
    if decided_on < found_on:
        yield Problem("A conclusion cannot be approved before it was written.", "decided_on")
    if decided_on > today:
        yield Problem(_FUTURE, "decided_on")


def check_problems(
    entry: CheckEntry, oblasts: Collection[int], ordered_on: date
) -> Iterator[Problem]:
    """What an order of an additional check must say (`2015 ¶27`)."""
    if entry.oblast_id not in oblasts:
        yield Problem("Choose an oblast office.", "oblast_id")
    if not entry.number:
        yield Problem("This must be filled in.", "number")
    yield from length_problems(entry.number, "number", LONGEST_LINE)
    if not entry.task:
        yield Problem("Say what is to be established.", "task")
    yield from length_problems(entry.task, "task", LONGEST_NOTE)
    if entry.due_on < ordered_on:
        yield Problem("The check cannot be due before it is ordered.", "due_on")


def report_problems(
    report: str, reported_on: date, ordered_on: date, today: date
) -> Iterator[Problem]:
    """What the report of an additional check must say."""
    if not report:
        yield Problem("This must be filled in.", "report")
    yield from length_problems(report, "report", LONGEST_NOTE)
    if reported_on < ordered_on:
        yield Problem("The report cannot come before the order.", "reported_on")
    if reported_on > today:
        yield Problem(_FUTURE, "reported_on")
