"""One result of a measurement, and the clock of them all.

Belongs here: what every measurement uses. Does not belong here: any measurement.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 7


@dataclass(frozen=True)
class Result:
    """One goal: what was reached, what it was held against, and the ratio asked for."""

    name: str
    beside: str
    ratio: float
    goal: str


def median_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Seconds the work takes, the middle of several rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
