"""Verbs of the six registers: enter, take a step, correct; breaches of an inspection."""

from __future__ import annotations

from supervision.guidance.operations.breaches import record_breach, record_removal
from supervision.guidance.operations.following import settle_all
from supervision.guidance.operations.records import correct, enter, take_step

__all__ = [
    "correct",
    "enter",
    "record_breach",
    "record_removal",
    "settle_all",
    "take_step",
]
