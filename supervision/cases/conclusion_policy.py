"""Who may do what with conclusions and the oblast's check.

The office that writes follows from the kind and from whose case it is now: after a hand-over the
new office goes on with what the former one drafted.
"""

from __future__ import annotations

from collections.abc import Sequence

from supervision.cases.rules.conclusions import ConclusionKind
from supervision.core.access import Actor, Level, Permission, Post
from supervision.core.errors import Forbidden
from supervision.offices.queries import Above


def writing_office(kind: str, above: Above) -> int:
    """The office that writes and approves: the case's own, or the oblast-level one above it."""
    return above.oblast if kind == ConclusionKind.REASONED else above.own


def reasoned_offices(actor: Actor) -> Sequence[int]:
    """The offices on whose cases the actor's office writes the reasoned conclusions."""
    if actor.level is Level.OBLAST:
        return actor.offices_below
    return (actor.office_id,) if actor.level is Level.GPO and actor.office_id else ()


def may_write(actor: Actor, kind: str, above: Above) -> bool:
    """Whether the pages offer this actor to write or change such a conclusion."""
    own = actor.office_id == writing_office(kind, above)
    return own and actor.may(Permission.RECORD_CASES)


def demand_writing(actor: Actor, kind: str, above: Above) -> int:
    """Whoever records cases in the writing office; returns that office.

    Who alone approves the reasoned conclusions of an office cannot write one: nobody would be left
    to approve it.
    """
    actor.demand(Permission.RECORD_CASES)
    office_id = writing_office(kind, above)
    if actor.office_id != office_id:
        if kind == ConclusionKind.REASONED:
            raise Forbidden("A reasoned conclusion is written in the oblast office above the case.")
        raise Forbidden("Only the office that covers this case writes conclusions on its acts.")
    return office_id


def may_approve(actor: Actor, kind: str, above: Above, *, head_away: bool) -> bool:
    """Whether the post gives the right at all: head or deputy; for a reasoned one the oblast
    prosecutor, or who stands in while `head_away`.
    """
    own = actor.office_id == writing_office(kind, above) and actor.may(Permission.APPROVE)
    return own and (kind != ConclusionKind.REASONED or actor.post is Post.HEAD or head_away)


def demand_approval(actor: Actor, kind: str, above: Above, *, head_away: bool) -> None:
    """Approved and returned by the head or the deputy of the writing office (`2015 ¶10`)."""
    actor.demand(Permission.APPROVE)
    if may_approve(actor, kind, above, head_away=head_away):
        return
    if kind == ConclusionKind.REASONED:
        raise Forbidden(
            "A reasoned conclusion is approved by the oblast prosecutor, or who stands in (2015 ¶10)."
        )
    raise Forbidden("A conclusion is approved by the head or deputy of the office that wrote it.")


def may_control(actor: Actor, above: Above) -> bool:
    """Whether this actor records the GPO's control."""
    return actor.office_id == above.gpo and actor.may(Permission.RECORD_CASES)


def demand_control(actor: Actor, above: Above) -> None:
    """Reasoned conclusions are controlled in the General Prosecutor's Office (`2015 ¶10`)."""
    actor.demand(Permission.RECORD_CASES)
    if not may_control(actor, above):
        raise Forbidden("Only the General Prosecutor's Office controls reasoned conclusions.")


def may_check(actor: Actor, above: Above) -> bool:
    """Whether this actor records the oblast's check of an act."""
    return actor.office_id == above.oblast and actor.may(Permission.RECORD_CASES)


def demand_check(actor: Actor, above: Above) -> int:
    """The check within the appellate term is the oblast office's (`2015 ¶17`); returns it."""
    actor.demand(Permission.RECORD_CASES)
    if not may_check(actor, above):
        raise Forbidden("Only the oblast office above the case records this check.")
    return above.oblast
