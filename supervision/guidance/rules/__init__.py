"""The six registers of the room, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from supervision.guidance.rules import (
    inspections,
    posts,
    practice,
    proposals,
    publications,
    training,
)
from supervision.guidance.rules.shape import Register

REGISTERS: tuple[Register, ...] = (
    inspections.REGISTER,
    training.REGISTER,
    publications.REGISTER,
    proposals.REGISTER,
    practice.REGISTER,
    posts.REGISTER,
)
BY_KIND: Mapping[str, Register] = {each.kind: each for each in REGISTERS}
