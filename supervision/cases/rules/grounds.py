"""Overruling what the facts give: one ground, or the whole result, with a reason (`2015 ¶6`).

Belongs here: what may be overruled and what it must say. Does not belong here: the grounds
themselves (`law.participation`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from supervision.core.errors import Problem
from supervision.core.problems import LONGEST_NOTE, length_problems
from supervision.law.checklist import list_items

RESULT = "result"
ORDERED = "higher_prosecutor"


@dataclass(frozen=True)
class OverruleEntry:
    """A prosecutor's decision against what the facts give.

    `target` is a ground's code, or `RESULT` for the whole. `stands` False: it does not hold; True:
    it holds although no recorded fact gives it.
    """

    target: str
    stands: bool
    reason: str


def overrule_problems(
    entry: OverruleEntry,
    derived: Collection[str],
    standing: Collection[str],
    *,
    is_result_overruled: bool,
    paragraph: str = "2015 ¶6",
) -> Iterator[Problem]:
    """Everything against this overruling, given the derived grounds and those that stand now;
    `paragraph` is the one whose list of grounds may be overruled.
    """
    codes = {item.code for item in list_items(paragraph, "grounds")}
    if entry.target == ORDERED:
        yield Problem("Only the higher prosecutor withdraws what was found necessary.", "target")
    elif entry.target == RESULT:
        if entry.stands:
            yield Problem("Name the ground by which the case is mandatory.", "target")
        elif not set(standing) - {ORDERED}:
            yield Problem("The case is not mandatory: there is nothing to overrule.", "target")
    elif entry.target not in codes:
        yield Problem("Choose one of the listed values.", "target")
    elif is_result_overruled:
        yield Problem("The whole result is overruled: lift that decision first.", "target")
    elif entry.stands and entry.target in standing:
        yield Problem("This ground stands already.", "target")
    elif entry.stands and entry.target in derived:
        yield Problem("The recorded facts give this ground already.", "target")
    elif not entry.stands and entry.target not in standing:
        yield Problem("The case has no such ground to overrule.", "target")
    yield from reason_problems(entry.reason)


def reason_problems(reason: str) -> Iterator[Problem]:
    """A decision without its reason, or with one too long to keep."""
    if not reason:
        yield Problem("Say why.", "reason")
    yield from length_problems(reason, "reason", LONGEST_NOTE)
