"""What the address of a list of open duties asks for: whose, how near, of which rule.

Belongs here: reading the address, for the page and for the file of the same list.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import request
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound
from supervision.duties import queries
from supervision.offices.queries import below


class Asked(NamedTuple):
    """Arguments of `queries.listed`, out of the address."""

    office_ids: tuple[int, ...]
    column: str | None
    rule: str | None
    assignee_id: int | None


def office_asked(actor: Actor) -> int:
    """The office whose list it is, the own one unless asked; raises NotFound out of reach."""
    office_id = request.args.get("office", actor.office_id, type=int)
    if office_id is None or office_id not in actor.offices_below:
        raise NotFound
    return office_id


def asked_for(session: Session, actor: Actor) -> Asked:
    """What the address asks for; raises NotFound for an office out of reach."""
    office_id, asked = office_asked(actor), request.args
    return Asked(
        below(session, office_id) if asked.get("below") == "1" else (office_id,),
        asked.get("when") if asked.get("when") in queries.COLUMNS else None,
        asked.get("rule") or None,
        actor.user_id if asked.get("whose") == "mine" else None,
    )
