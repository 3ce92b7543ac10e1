"""What representations and missed terms tell of a case or dispute (`2015 ¶14, ¶17`, `2002 ¶7`).

Belongs here: naming the recorded days as the law's rules name their events, with the keys of what
they answer. Does not belong here: what follows from them.
"""

from __future__ import annotations

from supervision.duties.rules import Event
from supervision.representations.models import JustifiedRejection, MissedWindow, Representation
from supervision.representations.rules import Cause, MissedState


def representation_events(found: Representation) -> list[Event]:
    """The breach it was written on, and that it was sent, under the key of what it answers."""
    events, key = [], f"representation-{found.id}"
    if found.dispute_act_id is not None:
        key = f"act-{found.dispute_act_id}"
    elif found.cause == Cause.REJECTED_PROTEST:
        key = f"protest-{found.protest_id}"
    else:
        events.append(Event("material_breach_found", found.breach_on, key=key))
    if found.sent_on is not None:
        events.append(Event("representation_sent", found.sent_on, key=key))
    return events


def justified_events(found: JustifiedRejection) -> list[Event]:
    """That the rejection of a protest was found justified."""
    key = f"protest-{found.protest_id}"
    return [Event("rejection_found_justified", found.found_on, key=key)]


def missed_events(found: MissedWindow) -> list[Event]:
    """That the term for protesting an unlawful act was missed, and that responsibility was raised."""
    if found.state == MissedState.LIFTED:
        return []
    key = f"act-{found.act_id}"
    events = [Event("missed_protest_of_unlawful_act_found", found.found_on, key=key)]
    if found.decided_on is not None:
        events.append(Event("responsibility_raised", found.decided_on, key=key))
    return events
