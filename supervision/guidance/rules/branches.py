"""Which of the two supervisions a record serves, for registers that both instructions ask for.

Belongs here: the choice and what follows from it. Does not belong here: the duties (the law).
"""

from __future__ import annotations

from collections.abc import Mapping

from supervision.guidance.rules.shape import Field, Kind

BRANCH = Field(
    "branch",
    "Branch of supervision",
    Kind.CODE,
    codes=("enforcement", "court_acts", "both"),
    words="guidance.branch",
)
# Acts whose duties a record does not fulfil because it is about the other supervision. An act that
# covers both, as the instructions in force today do, is fulfilled by either.
NOT_SERVED: Mapping[str, frozenset[str]] = {
    "enforcement": frozenset({"2015"}),
    "court_acts": frozenset({"2002"}),
    "both": frozenset(),
}
