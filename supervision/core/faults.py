"""Dying on purpose, so that tests can prove a killed run loses and doubles nothing.

Belongs here: the named points of runs that commit more than once. Does not belong here: anything
that runs outside tests; settings refuse `FAULT` in production, and here it does nothing unless the
environment is `test`.
"""

from __future__ import annotations

import enum
import os
import signal
from collections.abc import Callable

from config.settings import Environment, Settings


class FaultPoint(enum.StrEnum):
    """Where a run can be made to die, in the order it passes them.

    A sweep, the sender of letters, or a morning's journals: each knows some of them.
    """

    BEFORE_PLAN = "before_plan"
    AFTER_PLAN = "after_plan"
    AFTER_CLAIM = "after_claim"
    AFTER_PRINT = "after_print"
    BEFORE_COMMIT = "before_commit"
    BETWEEN_CHUNKS = "between_chunks"
    AFTER_SEND = "after_send"
    HALF_FILE = "half_file"


Fault = Callable[[FaultPoint], None]


def no_fault(point: FaultPoint) -> None:
    """Go on: what every installation but a test does at every point."""


def fault_of(settings: Settings) -> Fault:
    """What to do at the points of a run: in a test, kill this process at the named one."""
    if settings.environment is not Environment.TEST or not settings.fault:
        return no_fault
    wanted = FaultPoint(settings.fault)

    def die(point: FaultPoint) -> None:
        if point is wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return die
