"""Yearly inspections of how the law on enforcement proceedings is observed (`2002 ¶10`).

Belongs here: the plan, the act, the end of an inspection. The breaches it found, the acts of
response to them and their removal are kept by `responses`; what is left open there keeps an
inspection from being closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, length_problems
from supervision.guidance.rules.shape import (
    Field,
    Keeper,
    Kind,
    Register,
    Step,
    Tally,
    Values,
    reason,
)

KIND = "inspection"


def _period_check(values: Values, _today: date) -> Iterator[Problem]:
    since, until = values.get("period_from"), values.get("period_to")
    if (since is None) != (until is None):
        missing = "period_to" if until is None else "period_from"
        yield Problem("Name both ends of the period inspected.", missing)


ENTER = Step(
    "enter",
    "Plan an inspection",
    "The inspection stands in the plan.",
    "clipboard-list",
    frozenset(),
    "planned",
    (
        Field("inspected", "Who is inspected", Kind.CODE, listed=(("2002 ¶10", "inspected"),)),
        Field("body", "Body or official", help="As it is called, with its seat"),
        Field("topic", "What is inspected", Kind.NOTE),
        Field("planned_on", "To be carried out by", Kind.DAY, ahead=True),
        Field("inspector", "Who carries it out", required=False),
    ),
)
CONDUCT = Step(
    "conduct",
    "Record the act of inspection",
    "The act of inspection is recorded.",
    "clipboard-check",
    frozenset({"planned"}),
    "conducted",
    (
        Field("act_number", "Number of the act of inspection"),
        Field("act_on", "Day of the act of inspection", Kind.DAY),
        Field("period_from", "Period inspected from", Kind.DAY, required=False),
        Field(
            "period_to", "Period inspected to", Kind.DAY, required=False, not_before="period_from"
        ),
        Field("findings", "Findings", Kind.NOTE),
        Field(
            "mend_by",
            "Breaches to be mended by",
            Kind.DAY,
            required=False,
            ahead=True,
            not_before="act_on",
            help="The day the act of response sets; without one no term is counted",
        ),
    ),
    check=_period_check,
)
CLOSE = Step(
    "close",
    "Close the inspection",
    "The inspection is closed.",
    "archive",
    frozenset({"conducted"}),
    "closed",
    (
        Field("closed_on", "Closed on", Kind.DAY, not_before="act_on"),
        Field("result", "What came of it", Kind.NOTE),
    ),
)
CANCEL = Step(
    "cancel",
    "Strike from the plan",
    "The record is struck from the plan.",
    "circle-x",
    frozenset({"planned"}),
    "cancelled",
    (reason("Why it is struck from the plan"),),
    is_end=True,
)
REGISTER = Register(
    kind=KIND,
    path="inspections",
    paragraphs="2002 ¶10",
    title="Inspections",
    one="Inspection",
    about="At least one a year of how the law on enforcement proceedings is observed (2002 ¶10)",
    new="Plan an inspection",
    empty="No inspection is planned yet",
    keeper=Keeper.OWN,
    tones={"planned": "blue", "conducted": "amber", "closed": "green", "cancelled": ""},
    enter=ENTER,
    steps=(CONDUCT, CLOSE, CANCEL),
    so_far={
        "planned": ("enter",),
        "conducted": ("enter", "conduct"),
        "closed": ("enter", "conduct", "close"),
    },
    days=("act_on", "planned_on"),
    name="body",
    found_by=("body", "topic", "act_number", "findings", "inspector"),
    columns=("topic", "act_number", "mend_by"),
    choice="inspected",
    tallies=(
        Tally(
            "inspections_to_do",
            "Inspections still to be carried out",
            frozenset({"planned"}),
            by="planned_on",
        ),
        Tally(
            "inspections_done",
            "Inspections carried out",
            frozenset({"conducted", "closed"}),
            by="act_on",
        ),
    ),
)


def breach_problems(description: str, known: Collection[str], state: str) -> Iterator[Problem]:
    """Everything wrong with a breach that an inspection found, beside those `known` of it."""
    if state != CONDUCT.to:
        yield Problem("This step does not follow: the record has moved on.")
    if not description:
        yield Problem("This must be filled in.", "description")
    if description in known:
        yield Problem("This breach is recorded already.", "description")
    yield from length_problems(description, "description", LONGEST_NOTE)


def mending_overdue(mend_by: date | None, open_breaches: int, today: date) -> bool:
    """Whether the term for mending passed with a breach still open; on its last day it runs."""
    return mend_by is not None and mend_by < today and open_breaches > 0
