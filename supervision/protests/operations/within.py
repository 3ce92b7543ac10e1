"""What every verb of a protest does around its change: hold, guard, note, tell the case.

Belongs here: steps shared by the verbs of this room. Does not belong here: a verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.operations import tell
from supervision.cases.operations.within import demand_version
from supervision.cases.queries.cases import hold_case
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.disputes.operations.told import tell as tell_dispute
from supervision.disputes.queries.disputes import hold_dispute
from supervision.disputes.rules import KIND as DISPUTE
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.protests.facts import protest_events
from supervision.protests.models import Protest
from supervision.protests.queries.matters import Matter, MatterAct
from supervision.protests.queries.protests import Dossier, dossier_of, get, place_of
from supervision.protests.rules import KIND, ProtestedAct, ProtestState


def held(session: Session, protest_id: int, version: int | None = None) -> Dossier:
    """A protest with everything about it, its matter held until the transaction ends.

    Raises NotFound, and Stale for another version than `version`.
    """
    hold_matter(session, *place_of(get(session, protest_id)))
    found = dossier_of(session, protest_id)
    demand_version(found.protest.version, version)
    return found


def hold_matter(session: Session, kind: str, matter_id: int) -> None:
    """Let nobody else record anything of the case or dispute until the transaction ends."""
    if kind == DISPUTE:
        hold_dispute(session, matter_id)
    else:
        hold_case(session, matter_id)


def demand_state(protest: Protest, state: ProtestState) -> None:
    """Refuse a step that does not follow the protest's state."""
    if protest.state == state:
        return
    if protest.state == ProtestState.DROPPED:
        raise Refused("This draft is dropped.")
    if state is ProtestState.DRAFT:
        raise Refused("This protest is brought already.")
    if protest.state == ProtestState.DRAFT:
        raise Refused("This protest is not brought yet.")
    if state is ProtestState.ENDED:
        raise Refused("The outcome of this protest is not recorded yet.")
    raise Refused("The outcome of this protest is recorded already.")


def acting_name(actor: Actor) -> str:
    """Who did it, with the office: those of a lower office read it and see no people of a higher."""
    return f"{actor.name}, {actor.office_name}"


def act_asked(matter: Matter, act: MatterAct) -> ProtestedAct:
    """The act under protest as far as the rules ask of it."""
    return ProtestedAct(act.made_on, act.in_force_on, act.has_window, matter.is_dispute)


def note(
    session: Session,
    protest: Protest,
    verb: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
    *,
    actor: Actor,
) -> None:
    """Leave the audit row of one verb."""
    record(
        session,
        actor,
        action=f"protests.{verb}",
        subject=(KIND, protest.id),
        office_id=protest.office_id,
        before=before,
        after=after,
    )


def follow(
    session: Session, protest_id: int, *, actor: Actor, law: Lawbook, today: date
) -> Dossier:
    """Tell the case or dispute what is recorded of the protest; its duties follow."""
    session.flush()
    found = dossier_of(session, protest_id)
    motion = found.motion
    moving = session.get(Office, motion.moving_office_id) if motion is not None else None
    kind, matter_id = place_of(found.protest)
    telling = tell_dispute if kind == DISPUTE else tell
    telling(
        session,
        actor,
        matter_id,
        source=(KIND, protest_id),
        events=protest_events(
            found.protest,
            author_level=found.author.level,
            motion=motion,
            moving_level=moving.level if moving is not None else "",
        ),
        law=law,
        today=today,
    )
    return found
