"""Who may change the calendar for the whole country, and what of the duties they are shown."""

from __future__ import annotations

from supervision.core.access import Actor, Level, Permission
from supervision.core.errors import Forbidden


def may_change(actor: Actor) -> bool:
    """Whether the page offers to enter a decree: a post that may, in the General Prosecutor's Office."""
    return actor.may(Permission.CHANGE_CALENDAR) and actor.level is Level.GPO


def demand_change(actor: Actor) -> None:
    """A decree holds for every office, so only the General Prosecutor's Office enters and undoes it."""
    actor.demand(Permission.CHANGE_CALENDAR)
    if actor.level is not Level.GPO:
        raise Forbidden("Only the General Prosecutor's Office changes the calendar.")


def sees_subjects(actor: Actor) -> bool:
    """Whether the case of a duty is named to the actor; an administrator sees no cases."""
    return actor.may(Permission.SEE_CASES)
