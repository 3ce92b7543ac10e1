"""Acts left out of the count of appellate protesting, and what the higher office assesses (`2015 ¶22–23`).

Belongs here: the five clauses, what stands against one of them, the day from which the request's ten
working days run, which acts and endings are assessed. Does not belong here: the days themselves
(`acts/2015/22.yaml`), the request and its consent (the room), or any count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from supervision.law.checklist import list_items
from supervision.law.model import ListItem
from supervision.law.participation import Instance
from supervision.law.protests import Outcome, ProtestKind

CHANGED_OR_QUASHED = frozenset({"changed", "quashed"})
GRANTED = frozenset({Outcome.GRANTED, Outcome.GRANTED_IN_PART})
# Protests whose quality is analysed: withdrawn, returned, left without satisfaction (`2015 ¶23`).
ASSESSED_ENDINGS = frozenset({Outcome.WITHDRAWN, Outcome.RETURNED, Outcome.REJECTED})


class Clause(StrEnum):
    """The clauses of `2015 ¶22` under which an act is left out of the count, in the text's order."""

    CASSATION_REVERSED = "cassation_reversed"
    WITHIN_SANCTION = "within_sanction"
    NEW_EVIDENCE = "new_evidence"
    ALTERNATIVE_PENALTY = "alternative_penalty"
    AMNESTY_OR_RECONCILIATION = "amnesty_or_reconciliation"


class Obstacle(StrEnum):
    """Why an act cannot be left out of the count by a clause."""

    NOT_ON_APPEAL = "not_on_appeal"
    ON_PROTEST = "on_protest"
    NOT_REVERSED = "not_reversed"


@dataclass(frozen=True, slots=True)
class ReviewAct:
    """The act of a reviewing court as far as the clauses ask: its instance, what it decides (`changed`,
    `quashed` …), the instance of the act it reviews, and the day it was made.

    `on_protest` tells that an appellate protest was granted by it. `reversed_on` is the day of the
    cassation act that changed or quashed it on a cassation protest brought on a representation.
    """

    instance: str
    decides: str
    reviewed_instance: str | None
    made_on: date
    on_protest: bool = False
    reversed_on: date | None = None


def clauses() -> tuple[ListItem, ...]:
    """The five clauses with their titles, in the text's order (`2015 ¶22`)."""
    return list_items("2015 ¶22", "exclusions")


def is_countable(act: ReviewAct) -> bool:
    """Whether it stands in the count at all: a first-instance ruling changed or quashed on appeal."""
    return (
        act.instance == Instance.APPELLATE
        and act.decides in CHANGED_OR_QUASHED
        and act.reviewed_instance == Instance.FIRST
    )


def obstacle(clause: str, act: ReviewAct) -> Obstacle | None:
    """What stands against leaving the act out by this clause, None where nothing does (`2015 ¶22`).

    The first clause asks that the appellate ruling came without an appellate protest and was itself
    changed or quashed in cassation. Whether in that very part, only people can tell. Raises ValueError
    for an unknown clause.
    """
    asked = Clause(clause)
    if not is_countable(act):
        return Obstacle.NOT_ON_APPEAL
    if asked is not Clause.CASSATION_REVERSED:
        return None
    if act.on_protest:
        return Obstacle.ON_PROTEST
    return Obstacle.NOT_REVERSED if act.reversed_on is None else None


def decision_day(clause: str, act: ReviewAct) -> date:
    """The day of the court's procedural decision that gave the ground (`2015 ¶22`): that of the
    cassation act for the first clause, else of the appellate act itself.
    """
    if clause == Clause.CASSATION_REVERSED and act.reversed_on is not None:
        return act.reversed_on
    return act.made_on


def is_quality_assessed(instance: str, decides: str) -> bool:
    """Whether the higher office assesses such an act of a reviewing court (`2015 ¶22`)."""
    return instance != Instance.FIRST and decides in CHANGED_OR_QUASHED


def is_protest_assessed(kind: str, outcome: str | None) -> bool:
    """Whether the quality of such a protest is assessed by the higher office (`2015 ¶23`)."""
    return kind == ProtestKind.APPELLATE and outcome in ASSESSED_ENDINGS
