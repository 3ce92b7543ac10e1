"""What a request for exclusion tells of its case, as events of the law (`2015 ¶22`).

Belongs here: naming the recorded days as the law's rule names its events. Does not belong here: what
follows from them. Each request has a key of its own: after a refusal another may be marked on the
same act, and two events of one case never share a trigger.
"""

from __future__ import annotations

from datetime import date

from supervision.duties.rules import Event, LateCause, Lateness
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.rules import STARTS, key_of


def request_events(found: ExclusionRequest, decided_on: date) -> list[Event]:
    """The court's decision that gave the ground; that the request was sent, or waived."""
    key, late = key_of(found.id), _lateness(found)
    events = [Event(STARTS, decided_on, key=key, attributes={"exclusion_ground": (found.clause,)})]
    if found.sent_on is not None:
        events.append(Event("exclusion_request_sent", found.sent_on, key=key, lateness=late))
    if found.waived_on is not None:
        events.append(Event("exclusion_waived", found.waived_on, key=key, lateness=late))
    return events


def _lateness(found: ExclusionRequest) -> Lateness | None:
    if found.late_cause is None:
        return None
    return Lateness(LateCause(found.late_cause), found.late_unit or "", found.late_note or "")
