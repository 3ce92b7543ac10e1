"""Who may do what with a record of this room.

An office keeps its own registers and those above it see them. A finding is kept by the office that
made it; the posts of an office by itself and by those above it, as `2002 ¶14` lays both under duty.
"""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.guidance.models import Record
from supervision.guidance.rules.shape import Keeper, Register


def demand_entering(actor: Actor, register: Register, office_id: int | None) -> tuple[int, int]:
    """Whoever records enters for the own office, and for one below where the register is of all.

    Returns the office the record is about and the one that enters it. Raises Forbidden.
    """
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office keeps its registers.")
    about = actor.office_id if office_id is None else office_id
    below = about in actor.offices_below
    if about != actor.office_id and not (register.asks_office and below):
        raise Forbidden("This office is not yours or below yours.")
    return about, actor.office_id


def demand_change(actor: Actor, register: Register, record: Record) -> None:
    """Only the office that keeps the record writes in it; those above see it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, register, record):
        raise Forbidden("Only the office that keeps this record writes in it.")


def may_enter(actor: Actor) -> bool:
    """Whether the pages offer this actor to enter a record."""
    return actor.may(Permission.RECORD_CASES) and actor.office_id is not None


def may_change(actor: Actor, register: Register, record: Record) -> bool:
    """Whether the pages offer this actor to write in the record."""
    keeps = {
        Keeper.OWN: record.office_id == actor.office_id,
        Keeper.AUTHOR: record.author_office_id == actor.office_id,
        Keeper.LINE: record.office_id in actor.offices_below,
    }[register.keeper]
    return actor.may(Permission.RECORD_CASES) and keeps
