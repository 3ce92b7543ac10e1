"""Facts that rooms above told of a case, as events of the law (docs/decisions/004-told-facts.md).

Belongs here: turning stored facts into events and back. Does not belong here: what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from supervision.cases.models.told import ToldFact
from supervision.cases.queries.whole import Whole
from supervision.duties.rules import Event, LateCause, Lateness


def told_events(whole: Whole) -> Iterator[Event]:
    """Every fact a room above told of the case, in the order it was told."""
    yield from map(event_of, whole.told)


def event_of(fact: ToldFact) -> Event:
    """A stored fact as the law hears it."""
    return Event(
        fact.name,
        fact.on_day,
        key=fact.key,
        stated_on=fact.stated_on,
        lateness=_lateness(fact),
        attributes=fact.attributes,
    )


def columns_of(event: Event) -> dict[str, Any]:
    """An event as the columns of a told fact hold it."""
    late = event.lateness
    return {
        "name": event.name,
        "on_day": event.on,
        "key": event.key,
        "stated_on": event.stated_on,
        "attributes": {name: sorted(values) for name, values in sorted(event.attributes.items())},
        "late_cause": late.cause.value if late else None,
        "late_unit": late.unit if late else None,
        "late_note": late.note if late else None,
    }


def _lateness(fact: ToldFact) -> Lateness | None:
    if fact.late_cause is None or fact.late_unit is None:
        return None
    return Lateness(LateCause(fact.late_cause), fact.late_unit, fact.late_note or "")
