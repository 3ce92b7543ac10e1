"""A room above tells what it recorded of a dispute (a protest, a representation), and the law
follows (`2002 ¶7`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.operations.told import Source, keep_told
from supervision.core.access import Actor
from supervision.disputes.models import DisputeToldFact
from supervision.disputes.operations.within import follow, note_change
from supervision.disputes.policy import demand_telling
from supervision.disputes.queries.disputes import get, hold_dispute
from supervision.disputes.queries.whole import Whole
from supervision.duties.rules import Event
from supervision.law.lawbook import Lawbook


def tell(
    session: Session,
    actor: Actor,
    dispute_id: int,
    *,
    source: Source,
    events: Sequence[Event],
    law: Lawbook,
    today: date,
) -> Whole:
    """Replace what `source` (kind, id) told of the dispute by these events and let the law follow.

    A fact about one act has the key `act-<id>`. Told by the dispute's office or one above it.
    Raises NotFound, Forbidden.
    """
    hold_dispute(session, dispute_id)
    dispute = get(session, dispute_id)
    demand_telling(actor, dispute)
    kind, number = source
    about = {"dispute_id": dispute.id}
    keep_told(session, DisputeToldFact, about, dispute.office_id, source, events)
    told = {event.name: event.on for event in events}
    after = {"source": kind, "source_id": number, **told}
    note_change(session, dispute, "tell", after, actor=actor)
    return follow(session, dispute.id, actor=actor, law=law, today=today)
