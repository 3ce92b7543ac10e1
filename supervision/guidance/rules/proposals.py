"""Proposals on supervision, legislation and practice: addressee, state, answer (`2002 ¶10`, `2015 ¶31`).

A proposal made on an assignment of the General Prosecutor or a deputy opens the duty to carry the
assignment out by the day it names; only the Department is given one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supervision.core.errors import Problem
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

KIND = "proposal"
_ASSIGNMENT = ("assigned_by", "assigned_on", "due_on")


def _assignment_check(values: Values, _today: date) -> Iterator[Problem]:
    missing = [name for name in _ASSIGNMENT if not values.get(name)]
    if missing and len(missing) < len(_ASSIGNMENT):
        yield Problem("An assignment names who gave it, when, and its last day.", missing[0])


ENTER = Step(
    "enter",
    "Enter a proposal",
    "The proposal is entered.",
    "message",
    frozenset(),
    "prepared",
    (
        Field(
            "about",
            "What is proposed",
            Kind.CODE,
            listed=(("2002 ¶10", "proposals"), ("2015 ¶31", "lawmaking")),
        ),
        Field("title", "Norm or practice it concerns"),
        Field("addressee", "Addressee"),
        Field("content", "Text of the proposal", Kind.NOTE),
        Field(
            "assigned_by",
            "Assignment given by",
            required=False,
            help="The General Prosecutor or a deputy, where the Department acts on an assignment "
            "(2015 ¶31)",
        ),
        Field("assigned_on", "Assignment given on", Kind.DAY, required=False),
        Field(
            "due_on",
            "Last day of the assignment",
            Kind.DAY,
            required=False,
            ahead=True,
            not_before="assigned_on",
        ),
    ),
    check=_assignment_check,
)
SEND = Step(
    "send",
    "Send the proposal",
    "The proposal is recorded as sent.",
    "send",
    frozenset({"prepared"}),
    "sent",
    (
        Field("sent_number", "Number it went out with"),
        Field("sent_on", "Sent on", Kind.DAY, not_before="assigned_on"),
    ),
)
ANSWER = Step(
    "answer",
    "Record the answer",
    "The answer is recorded.",
    "inbox",
    frozenset({"sent"}),
    "answered",
    (
        Field("answered_on", "Answered on", Kind.DAY, not_before="sent_on"),
        Field(
            "outcome",
            "Outcome",
            Kind.CODE,
            codes=("accepted", "accepted_in_part", "rejected"),
            words="guidance.outcome",
        ),
        Field("answer", "What was answered", Kind.NOTE),
    ),
)
WITHDRAW = Step(
    "withdraw",
    "Withdraw the proposal",
    "The proposal is withdrawn.",
    "arrow-back-up",
    frozenset({"prepared", "sent"}),
    "withdrawn",
    (reason("Why it is withdrawn"),),
    is_end=True,
)
REGISTER = Register(
    kind=KIND,
    path="proposals",
    paragraphs="2002 ¶10, 2015 ¶31",
    title="Proposals",
    one="Proposal",
    about="On improving supervision, legislation and practice, with what became of them "
    "(2002 ¶10; 2015 ¶31)",
    new="Enter a proposal",
    empty="No proposal is entered yet",
    keeper=Keeper.OWN,
    tones={"prepared": "", "sent": "blue", "answered": "green", "withdrawn": ""},
    enter=ENTER,
    steps=(SEND, ANSWER, WITHDRAW),
    so_far={
        "prepared": ("enter",),
        "sent": ("enter", "send"),
        "answered": ("enter", "send", "answer"),
    },
    days=("answered_on", "sent_on", "assigned_on", "recorded_on"),
    name="title",
    found_by=("title", "addressee", "content", "sent_number"),
    columns=("about", "addressee", "sent_on", "outcome"),
    choice="about",
    tallies=(
        Tally("proposals_sent", "Proposals sent", frozenset({"sent", "answered"}), by="sent_on"),
        Tally(
            "proposals_accepted",
            "Proposals accepted",
            frozenset({"answered"}),
            by="answered_on",
            of=("outcome", "accepted"),
        ),
        Tally("proposals_waiting", "Proposals that wait for an answer", frozenset({"sent"})),
    ),
)


def assignment_problems(values: Values, *, given_to_gpo: bool) -> Iterator[Problem]:
    """An assignment recorded by an office to which `2015 ¶31` gives none."""
    if values.get("assigned_on") and not given_to_gpo:
        yield Problem("Only the Department is given assignments on law-making.", "assigned_on")
