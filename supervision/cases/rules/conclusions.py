"""Conclusions on court acts: kinds, states, what each must say, who may not approve (`2015 ¶10`).

Belongs here: the sections by kind and the checks on plain values. Does not belong here: for which
acts a conclusion is owed and by which day (the law).
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from datetime import date

from supervision.cases.rules.acts import CheckResult
from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_LINE, LONGEST_NOTE, day_in_words, length_problems
from supervision.core.texts import written
from supervision.law.checklist import list_items
from supervision.law.model import ListItem
from supervision.law.participation import Instance

LONGEST_SECTION = 20_000
SECTION_FIELD = "section_"
# The rules of `2015 ¶10` that ask the oblast for a reasoned conclusion; each starts from the act's
# entry into force, and the law alone tells for which acts.
REASONED_RULES = (
    "2015/10/reasoned_conclusion_on_termination",
    "2015/10/reasoned_conclusion_on_quashed_ruling",
)
OBLAST_CHECK_RULES = (
    "2015/17/oblast_check_of_mandatory_case_act",
    "2015/17/oblast_check_of_other_act",
)


class ConclusionKind(enum.StrEnum):
    """On an act of the first instance, on one of a higher instance, or the oblast's reasoned one."""

    FIRST_INSTANCE = "first_instance"
    APPELLATE = "appellate"
    REASONED = "reasoned"


class ConclusionState(enum.StrEnum):
    """Written while a draft or returned; a submitted one waits for the head."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"


class StepKind(enum.StrEnum):
    """What is kept of a conclusion's way for good."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SENT = "sent"
    AGREED = "agreed"
    REMARKED = "remarked"


class ControlResult(enum.StrEnum):
    """What the GPO's control of a reasoned conclusion found."""

    AGREED = "agreed"
    REMARKS = "remarks"


EDITABLE = frozenset({ConclusionState.DRAFT, ConclusionState.RETURNED})
NOT_ASKED = (
    "The law asks for no reasoned conclusion on this act: it is not in force, or its case is of none "
    "of the categories of 2015 ¶10."
)


def kind_of(instance: str) -> ConclusionKind:
    """The kind of conclusion the case's own office writes on an act of this instance."""
    first = instance == Instance.FIRST
    return ConclusionKind.FIRST_INSTANCE if first else ConclusionKind.APPELLATE


def sections_of(kind: str) -> tuple[ListItem, ...]:
    """The sections a conclusion of this kind must have, in the text's order (`2015 ¶10`)."""
    own = list_items("2015 ¶10", "conclusion_sections")
    if kind != ConclusionKind.APPELLATE:
        return own
    return own + list_items("2015 ¶10", "appeal_conclusion_sections")


def written_sections(kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    """The text of every section of this kind as it is kept; what no section is called is left out."""
    return {item.code: written(typed.get(item.code, "")) for item in sections_of(kind)}


def text_problems(sections: Mapping[str, str]) -> Iterator[Problem]:
    """A section that is too long to keep; an empty one may be filled in later."""
    for code, text in sections.items():
        yield from length_problems(text, SECTION_FIELD + code, LONGEST_SECTION)


def submission_problems(
    state: str,
    kind: str,
    sections: Mapping[str, str],
    check_result: str | None,
    made_on: date,
    today: date,
) -> Iterator[Problem]:
    """Everything against submitting; `check_result` is that of the act, which was made `made_on`."""
    if state not in EDITABLE:
        yield Problem("This conclusion is submitted or approved already.")
        return
    yield from _agreement_problems(check_result)
    yield from _day_problems(made_on, today)
    for item in sections_of(kind):
        if not sections.get(item.code):
            yield Problem(
                "Fill in this section: a conclusion is submitted whole (2015 ¶10).",
                SECTION_FIELD + item.code,
            )


def approval_problems(
    state: str,
    check_result: str | None,
    made_on: date,
    today: date,
    *,
    approver_id: int | None,
    author_id: int,
    submitted_by_id: int | None,
) -> Iterator[Problem]:
    """Everything against this person's approving on this day."""
    if state != ConclusionState.SUBMITTED:
        yield Problem("Only a submitted conclusion is approved or returned.")
        return
    if approver_id == author_id:
        yield Problem("Nobody approves a conclusion of his own (2015 ¶10).")
    elif approver_id == submitted_by_id:
        yield Problem("Who submitted a conclusion does not approve it (2015 ¶10).")
    yield from _agreement_problems(check_result)
    yield from _day_problems(made_on, today)


def return_problems(state: str, remarks: str) -> Iterator[Problem]:
    """Everything against returning a conclusion for rework."""
    if state != ConclusionState.SUBMITTED:
        yield Problem("Only a submitted conclusion is approved or returned.")
    yield from remark_problems(remarks)


def remark_problems(remarks: str) -> Iterator[Problem]:
    """Remarks that say nothing, or more than is kept."""
    if not remarks:
        yield Problem("Write the remarks: without them nobody knows what to mend.", "remarks")
    yield from length_problems(remarks, "remarks", LONGEST_NOTE)


def sending_problems(
    kind: str,
    approved_on: date | None,
    last_sent_on: date | None,
    sent_on: date,
    number: str,
    today: date,
) -> Iterator[Problem]:
    """Everything against sending a reasoned conclusion to the GPO by this letter."""
    if kind != ConclusionKind.REASONED:
        yield Problem("Only a reasoned conclusion goes to the General Prosecutor's Office.")
        return
    if approved_on is None:
        yield Problem("Only an approved conclusion is sent.")
        return
    if last_sent_on is not None:
        yield Problem("This conclusion is sent already.")
    if sent_on < approved_on:
        yield Problem(
            "It cannot be sent before it was approved on %(day)s.",
            "sent_on",
            {"day": day_in_words(approved_on)},
        )
    if sent_on > today:
        yield Problem("The letter cannot be dated after today.", "sent_on")
    if not number:
        yield Problem("Write the number of the outgoing letter.", "sent_number")
    yield from length_problems(number, "sent_number", LONGEST_LINE)


def control_problems(
    sent_on: date | None,
    controlled_on: date | None,
    result: str,
    remarks: str,
    on: date,
    today: date,
) -> Iterator[Problem]:
    """Everything wrong with the result of the GPO's control."""
    if sent_on is None:
        yield Problem("This conclusion did not come for control.")
        return
    if controlled_on is not None:
        yield Problem("The result of this control is recorded already.")
    if result not in set(ControlResult):
        yield Problem("Choose one of the listed values.", "result")
    elif result == ControlResult.REMARKS:
        yield from remark_problems(remarks)
    else:
        yield from length_problems(remarks, "remarks", LONGEST_NOTE)
    if on < sent_on:
        yield Problem(
            "Control cannot come before the letter of %(day)s.",
            "controlled_on",
            {"day": day_in_words(sent_on)},
        )
    if on > today:
        yield Problem("Control cannot be dated after today.", "controlled_on")


def _agreement_problems(check_result: str | None) -> Iterator[Problem]:
    """A conclusion agrees with the act; an act found unlawful is protested instead (`¶10, ¶13`)."""
    if check_result == CheckResult.UNLAWFUL:
        yield Problem("The act was found unlawful: it is protested, no conclusion agrees with it.")


def _day_problems(made_on: date, today: date) -> Iterator[Problem]:
    """A step on a day before the act was made."""
    if today < made_on:
        yield Problem(
            "A conclusion cannot come before the act of %(day)s.",
            None,
            {"day": day_in_words(made_on)},
        )
