"""The register of breaches and of positive practice found in the work of offices (`2015 ¶28`).

What the General Prosecutor's Office finds is owed an entry at once: the finding opens that duty and
the entry closes it.
"""

from __future__ import annotations

from supervision.guidance.rules.shape import Field, Keeper, Kind, Register, Step, Tally, reason

KIND = "practice"
ENTER = Step(
    "enter",
    "Record a finding",
    "The finding is recorded: enter it in the register at once.",
    "flag",
    frozenset(),
    "found",
    (
        Field("nature", "What was found", Kind.CODE, listed=(("2015 ¶28", "practice"),)),
        Field("found_on", "Found on", Kind.DAY),
        Field(
            "source",
            "On what occasion",
            Kind.CODE,
            codes=("monthly_study", "petition_study", "court_participation", "visit", "other"),
            words="guidance.source",
        ),
        Field("title", "In short"),
        Field("description", "What it consists of", Kind.NOTE),
    ),
)
ADMIT = Step(
    "admit",
    "Enter in the register",
    "It is entered in the register.",
    "clipboard-check",
    frozenset({"found"}),
    "registered",
    (
        Field("registry_number", "Number in the register"),
        Field("registered_on", "Entered in the register on", Kind.DAY, not_before="found_on"),
        Field(
            "measures",
            "What follows from it",
            Kind.NOTE,
            help="How the breach is removed, or the practice spread",
        ),
    ),
)
STRIKE = Step(
    "strike",
    "Strike from the register",
    "The record is struck from the register.",
    "circle-x",
    frozenset({"found", "registered"}),
    "struck",
    (reason("Why it is struck from the register"),),
    is_end=True,
)
_REGISTERED = frozenset({"registered"})
REGISTER = Register(
    kind=KIND,
    path="practice",
    paragraphs="2015 ¶28",
    title="Breaches and positive practice",
    one="Finding",
    about="What was found in the supervision of offices; it is entered at once (2015 ¶28)",
    new="Record a finding",
    empty="Nothing is entered yet",
    keeper=Keeper.AUTHOR,
    tones={"found": "amber", "registered": "green", "struck": ""},
    enter=ENTER,
    steps=(ADMIT, STRIKE),
    so_far={"found": ("enter",), "registered": ("enter", "admit")},
    days=("found_on",),
    name="title",
    found_by=("title", "description", "registry_number", "measures"),
    columns=("nature", "source", "registry_number", "registered_on"),
    choice="nature",
    tallies=(
        Tally(
            "breaches_entered",
            "Breaches entered",
            _REGISTERED,
            by="found_on",
            of=("nature", "breach"),
        ),
        Tally(
            "practice_entered",
            "Positive practice entered",
            _REGISTERED,
            by="found_on",
            of=("nature", "positive"),
        ),
        Tally("findings_waiting", "Findings not yet entered", frozenset({"found"})),
    ),
    asks_office="Office in whose work it was found",
)
