"""Who may do what with representations and missed terms: seen from the line of offices of a matter."""

from __future__ import annotations

from collections.abc import Sequence

from supervision.core.access import Actor, Level, Permission
from supervision.core.errors import Forbidden, Refused
from supervision.representations.models import Representation


def oblast_of(line: Sequence[int]) -> int:
    """The oblast-level office of a line, the root of which stands first; the GPO is its own."""
    return line[min(1, len(line) - 1)]


def may_write(actor: Actor, line: Sequence[int], *, in_dispute: bool) -> bool:
    """Whether the actor's office writes representations on acts of this line: the oblast-level one
    in a case (`2015 ¶14`), the district too in a dispute (`2002 ¶7`). The GPO writes to nobody.
    """
    writers = line[1:] if in_dispute else line[1:2]
    return actor.may(Permission.RECORD_CASES) and actor.office_id in writers


def demand_write(actor: Actor, line: Sequence[int], *, in_dispute: bool) -> int:
    """Refuse whoever writes no representation here; returns the office that becomes the author.

    Raises Refused in a matter of the GPO itself, above which there is no office.
    """
    actor.demand(Permission.RECORD_CASES)
    if len(line) < 2:
        raise Refused("There is no office above this one to write to.")
    if actor.office_id is None or not may_write(actor, line, in_dispute=in_dispute):
        raise Forbidden("Only the oblast office above the case writes this representation.")
    return actor.office_id


def may_work(actor: Actor, found: Representation, line: Sequence[int]) -> bool:
    """Whether the actor's office goes on with its draft; after a hand-over the new line's does."""
    mine = found.author_office_id == actor.office_id
    orphaned = found.author_office_id not in line and actor.office_id == oblast_of(line)
    return actor.may(Permission.RECORD_CASES) and (mine or orphaned)


def demand_work(actor: Actor, found: Representation, line: Sequence[int]) -> None:
    """Refuse everybody but the office whose representation it is."""
    actor.demand(Permission.RECORD_CASES)
    if not may_work(actor, found, line):
        raise Forbidden("Only the office that wrote this representation works on it.")


def may_answer(actor: Actor, found: Representation) -> bool:
    """Whether the representation is addressed to the actor's office."""
    return actor.may(Permission.RECORD_CASES) and found.addressed_to_id == actor.office_id


def demand_answer(actor: Actor, found: Representation) -> int:
    """Refuse everybody but the office it is addressed to; returns that office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None or not may_answer(actor, found):
        raise Forbidden("Only the office it is addressed to answers this representation.")
    return actor.office_id


def may_examine(actor: Actor, line: Sequence[int]) -> bool:
    """Whether the actor's office raises responsibility for a missed term: the oblast or the GPO."""
    above = actor.level is not Level.DISTRICT and actor.office_id in line
    return actor.may(Permission.RECORD_CASES) and above


def demand_examine(actor: Actor, line: Sequence[int]) -> int:
    """Refuse whoever does not stand above the case; returns the office."""
    actor.demand(Permission.RECORD_CASES)
    if actor.office_id is None or not may_examine(actor, line):
        raise Forbidden("Only the higher office raises responsibility for a missed term.")
    return actor.office_id
