"""Filters of registers in the API: the pages read them, and what a page would pass over is refused.

Belongs here: telling which choice of an address is not among those offered. Does not belong here:
which filters a register has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision.core.access import Actor
from supervision.core.asking import asked, asked_day, chosen
from supervision.core.errors import Problem, Refused

NOT_OFFERED = "This is not known here, or not yours to see."
Offered = Sequence[tuple[str, str]]


def demand_offered(offered: Mapping[str, Offered], days: Sequence[str] = ()) -> None:
    """Refuse (`Refused` by name) each choice of the address that is not offered, each wrong day."""
    wrong = [
        Problem(NOT_OFFERED, name)
        for name, choices in offered.items()
        if asked(name) and chosen(name, list(choices)) is None
    ]
    wrong += [
        Problem("There is no such day. Write it as 2026-11-20.", name)
        for name in days
        if asked(name) and asked_day(name) is None
    ]
    if wrong:
        raise Refused.because(wrong)


def offices_of(actor: Actor, choices: Offered) -> Offered:
    """The offices a list may be narrowed to; the only one of a person who sees no other is named."""
    return choices or [(str(office), "") for office in actor.offices_below]
