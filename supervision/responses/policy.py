"""Who may do what with a breach."""

from __future__ import annotations

from supervision.core.access import Actor, Permission
from supervision.core.errors import Forbidden
from supervision.responses.models import Breach


def demand_removal(actor: Actor, breach: Breach) -> None:
    """The office that found a breach records its removal (`2002 ¶4`)."""
    actor.demand(Permission.RECORD_CASES)
    if breach.office_id != actor.office_id:
        raise Forbidden("Only the office that found the breach records its removal.")
