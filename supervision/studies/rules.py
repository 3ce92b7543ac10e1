"""States, entries and checks of requested files, on plain values.

Belongs here: what a record must say, which move follows which. Does not belong here: check
digits of IIN and BIN (`core/identity.py`), how long a term is or whether it is over after moving
off a day off (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from supervision.core.errors import Problem, Refused
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, length_problems
from supervision.core.problems import day_in_words as day_in_words
from supervision.core.problems import refuse as refuse
from supervision.core.searching import query_words as query_words
from supervision.core.searching import search_words as search_words
from supervision.core.texts import written
from supervision.disputes.rules.parties import PartyEntry as PartyEntry
from supervision.disputes.rules.parties import party_problems as party_problems
from supervision.law.checklist import branches, priorities, study_checklist
from supervision.law.lawbook import Lawbook
from supervision.law.model import Step
from supervision.law.participation import ContestedBy

KIND = "requested_file"
ORDINARY_TERM = "enforcement-2010/39/enforcement_actions"
OTHER_TERM = "enforcement-2010/39/enforcement_actions_by_other_term"
SUPPLY_RULE = "2002/6/supply_requested_file"
STUDY_RULE = "2002/6/study_requested_file"


class FileState(enum.StrEnum):
    """Where a requested file stands; `DECLINED` went back unstudied, its term was over."""

    REQUESTED = "requested"
    RECEIVED = "received"
    STUDIED = "studied"
    RETURNED = "returned"
    DECLINED = "declined"


class Completeness(enum.StrEnum):
    """What the bailiff supplied; only a complete file has reached the office (`2002 ¶6`)."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    ILLEGIBLE = "illegible"


class Answer(enum.StrEnum):
    """The answer to one point of the study; "no" is a breach."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class FileEntry:
    """A requested file as recorded at registration.

    `statutory_term_ends_on` None leaves the day to the law; another day than the law's needs a
    reason. `received_on` is given when the file is at hand already, `document_id` when the
    file is about an enforcement document of the own account.
    """

    number: str
    branch: str
    priority: str
    bailiff: str
    subject: str
    initiated_on: date
    requested_on: date
    parties: tuple[PartyEntry, ...]
    private_bailiff: bool = False
    bailiff_office: str = ""
    contested_by: tuple[str, ...] = ()
    supply_by: date | None = None
    document_id: int | None = None
    received_on: date | None = None
    statutory_term_ends_on: date | None = None
    statutory_term_reason: str = ""


@dataclass(frozen=True)
class PointAnswer:
    """The answer to one point of the checklist with its note."""

    answer: str
    note: str = ""


@dataclass(frozen=True)
class StatutoryTerm:
    """The last day for enforcement actions and why: rule, steps, the reason if not ordinary."""

    ends_on: date
    rule: str
    steps: tuple[Step, ...] = field(default=())
    reason: str = ""


class TermRunOut(Refused):
    """The statutory term was over when the file came: it is declined, not studied (`2002 ¶6`)."""


def statutory_term(
    law: Lawbook, initiated_on: date, stated_on: date | None, reason: str
) -> StatutoryTerm:
    """The end of the term of enforcement actions: the law's, or another set by law, with reason.

    Raises Refused when the law gives none for that day and none is stated, or when another day is
    stated without its reason.
    """
    ordinary = law.due(ORDINARY_TERM, initiated_on)
    if stated_on is None:
        if ordinary.due_on is None:
            raise Refused(
                "The law at hand gives no term for that day of initiation: "
                "enter the last day and why.",
                field="statutory_term_ends_on",
            )
        return StatutoryTerm(ordinary.due_on, ORDINARY_TERM, ordinary.steps)
    if stated_on == ordinary.due_on:
        return StatutoryTerm(stated_on, ORDINARY_TERM, ordinary.steps)
    if not written(reason):
        raise Refused(
            "This is not the ordinary term: name the law or act that sets another.",
            field="statutory_term_reason",
        )
    other = law.due(OTHER_TERM, initiated_on, {"other_term_by_law": ["set"]}, stated_on=stated_on)
    return StatutoryTerm(stated_on, OTHER_TERM, other.steps, written(reason))


def has_run_out(ends_on: date, on: date) -> bool:
    """Whether the statutory term was over on a day; on its last day it still runs."""
    return on > ends_on


def entry_problems(entry: FileEntry, today: date) -> Iterator[Problem]:
    """Everything wrong with an entry, whatever the length of its term."""
    for name in ("number", "bailiff", "subject"):
        if not written(getattr(entry, name)):
            yield Problem("This must be filled in.", name)
    for name in ("number", "bailiff", "bailiff_office"):
        yield from length_problems(getattr(entry, name), name, LONGEST_LINE)
    for name in ("subject", "statutory_term_reason"):
        yield from length_problems(getattr(entry, name), name, LONGEST_NOTE)
    if entry.branch not in {item.code for item in branches()}:
        yield Problem("Choose one of the listed values.", "branch")
    if entry.priority not in {item.code for item in priorities()}:
        yield Problem("Choose one of the listed values.", "priority")
    if not set(entry.contested_by) <= set(ContestedBy):
        yield Problem("Choose one of the listed values.", "contested_by")
    yield from day_problems(entry, today)
    yield from party_problems(entry.parties, today)


def day_problems(entry: FileEntry, today: date) -> Iterator[Problem]:
    """Days that cannot stand together, each at the field to put right."""
    if entry.requested_on > today:
        yield Problem("The request cannot be dated after today.", "requested_on")
    if entry.initiated_on > entry.requested_on:
        yield Problem("Proceedings are initiated before their file is requested.", "initiated_on")
    if entry.supply_by is not None and entry.supply_by < entry.requested_on:
        yield Problem("The day to supply the file cannot come before the request.", "supply_by")
    stated = entry.statutory_term_ends_on
    if stated is not None and stated < entry.initiated_on:
        yield Problem("The term cannot end before it begins.", "statutory_term_ends_on")
    if entry.received_on is not None:
        yield from receipt_problems(entry.received_on, entry.requested_on, today)


def receipt_problems(
    received_on: date, requested_on: date, today: date, name: str = "received_on"
) -> Iterator[Problem]:
    """A receipt that cannot be: before the request, or on a day to come."""
    if received_on < requested_on:
        yield Problem(
            "The file cannot reach the office before it was requested on %(day)s.",
            name,
            {"day": day_in_words(requested_on)},
        )
    if received_on > today:
        yield Problem("The receipt cannot be dated after today.", name)


def run_out_at_request(ends_on: date, requested_on: date) -> Iterator[Problem]:
    """A file whose term was over before it was asked for is not requested for study (`2002 ¶6`)."""
    if has_run_out(ends_on, requested_on):
        yield Problem(
            "The statutory term of enforcement actions ended on %(ended)s, before the request: "
            "such a file is not requested for study (2002 ¶6).",
            "requested_on",
            {"ended": day_in_words(ends_on)},
        )


def run_out_at_receipt(ends_on: date, received_on: date) -> Iterator[Problem]:
    """A file whose term was over when it came is returned without study (`2002 ¶6`)."""
    if has_run_out(ends_on, received_on):
        yield Problem(
            "The statutory term of enforcement actions ended on %(ended)s, before the file came: "
            "it is not studied (2002 ¶6) but returned without study.",
            "received_on",
            {"ended": day_in_words(ends_on)},
        )


def study_problems(
    answers: Mapping[str, PointAnswer], studied_on: date, received_on: date, today: date
) -> Iterator[Problem]:
    """Everything wrong with a study: its day, a point without an answer, a "no" without a note."""
    if studied_on < received_on:
        yield Problem(
            "The file cannot be studied before it came on %(day)s.",
            "studied_on",
            {"day": day_in_words(received_on)},
        )
    if studied_on > today:
        yield Problem("The study cannot be dated after today.", "studied_on")
    points = {item.code for item in study_checklist()}
    for code in sorted(answers.keys() - points):
        yield Problem("The study has no such point.", f"{code}_answer")
    for item in study_checklist():
        given = answers.get(item.code)
        if given is None or given.answer not in set(Answer):
            yield Problem("Answer this point: yes, no or not applicable.", f"{item.code}_answer")
            continue
        if given.answer == Answer.NO and not written(given.note):
            yield Problem("Say what was breached.", f"{item.code}_note")
        yield from length_problems(given.note, f"{item.code}_note", LONGEST_NOTE)


def return_problems(returned_on: date, after: date, today: date) -> Iterator[Problem]:
    """A return that cannot be: before the study (or the receipt), or on a day to come."""
    if returned_on < after:
        yield Problem(
            "The file cannot go back before %(day)s.", "returned_on", {"day": day_in_words(after)}
        )
    if returned_on > today:
        yield Problem("The return cannot be dated after today.", "returned_on")


def demand_state(state: str, allowed: Collection[FileState]) -> None:
    """Refuse a verb that does not follow from where the file stands."""
    if state not in set(allowed):
        raise Refused("The file has moved on: this step does not follow from where it stands.")
