"""The plan and log of studies, seminars and internships (`2002 ¶11`, `2015 ¶30`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from supervision.guidance.rules.branches import BRANCH
from supervision.guidance.rules.shape import Field, Keeper, Kind, Register, Step, Tally, reason

KIND = "training"


class Planned(NamedTuple):
    """One line of the year's plan as far as carrying the plan out asks."""

    planned_on: date
    held_on: date | None
    branch: str


ENTER = Step(
    "enter",
    "Plan a training",
    "The training stands in the plan.",
    "calendar-event",
    frozenset(),
    "planned",
    (
        Field(
            "form",
            "Form of training",
            Kind.CODE,
            listed=(("2002 ¶11", "training_kinds"), ("2015 ¶30", "training_kinds")),
        ),
        BRANCH,
        Field("topic", "Topic"),
        Field("planned_on", "To be held by", Kind.DAY, ahead=True),
        Field("audience", "For whom"),
        Field("leader", "Who leads it", required=False),
    ),
)
HOLD = Step(
    "hold",
    "Record that it was held",
    "The training is recorded as held.",
    "check",
    frozenset({"planned"}),
    "held",
    (
        Field("held_on", "Held on", Kind.DAY),
        Field("attended", "Attended", Kind.COUNT, help="How many people of all offices together"),
        Field(
            "attendees",
            "Who attended",
            Kind.NOTE,
            required=False,
            help="Offices, or people by name",
        ),
        Field("materials", "Materials handed out", Kind.NOTE, required=False),
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
_HELD = frozenset({"held"})
REGISTER = Register(
    kind=KIND,
    path="training",
    paragraphs="2002 ¶11, 2015 ¶30",
    title="Training",
    one="Training",
    about="The year's plan of studies, seminars and internships, and what was held of it "
    "(2002 ¶11; 2015 ¶30)",
    new="Plan a training",
    empty="No training is planned yet",
    keeper=Keeper.OWN,
    tones={"planned": "blue", "held": "green", "cancelled": ""},
    enter=ENTER,
    steps=(HOLD, CANCEL),
    so_far={"planned": ("enter",), "held": ("enter", "hold")},
    days=("held_on", "planned_on"),
    name="topic",
    found_by=("topic", "audience", "leader", "attendees"),
    columns=("form", "audience", "attended"),
    choice="form",
    tallies=(
        Tally(
            "trainings_to_hold",
            "Trainings still to be held",
            frozenset({"planned"}),
            by="planned_on",
        ),
        *(
            Tally(name, title, _HELD, by="held_on", of=("form", code))
            for name, title, code in (
                ("studies_held", "Studies held", "study"),
                ("seminars_held", "Seminars held", "seminar"),
                ("internships_held", "Internships held", "internship"),
                ("practical_help_given", "Practical help given", "practical_help"),
            )
        ),
        Tally("people_trained", "People who attended", _HELD, by="held_on", adds="attended"),
    ),
)


def carried_out_on(plan: Iterable[Planned]) -> date | None:
    """The day on which a year's plan was carried out: that of its last training.

    None while something in it waits, and for a plan with nothing in it.
    """
    held = [each.held_on for each in plan]
    days = [day for day in held if day is not None]
    return max(days) if days and len(days) == len(held) else None
