"""Who may do what with a requested file."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.studies.models import RequestedFile


def demand_registration(actor: Actor) -> int:
    """Whoever records cases registers files, always in the own office; returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office registers a file.")
    return actor.office_id


def demand_change(actor: Actor, file: RequestedFile) -> None:
    """Only the office that requested the file records what happens to it; those above see it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_change(actor, file):
        raise Forbidden("Only the office that requested this file records what happens to it.")


def may_change(actor: Actor, file: RequestedFile) -> bool:
    """Whether the pages offer this actor to record anything about the file."""
    return actor.may(Permission.RECORD_CASES) and file.office_id == actor.office_id
