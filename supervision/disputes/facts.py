"""What disputes hand over to the law: events and attributes, and the source for a rebuild.

Belongs here: naming the recorded days as the law's rules name their events. Does not belong here:
what follows from them (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.facts.told import event_of
from supervision.cases.rules.acts import CheckResult
from supervision.cases.rules.hearings import HearingOutcome
from supervision.disputes.models import Dispute, DisputeAct, DisputeHearing
from supervision.disputes.queries.findings import grounds_of
from supervision.disputes.queries.whole import Whole, wholes_of
from supervision.disputes.rules import KIND
from supervision.duties.rules import Chain, Event, Facts, LateCause, Lateness, Subject
from supervision.duties.sources import FactSource

BATCH = 200


def facts_of(whole: Whole) -> tuple[Subject, Facts]:
    """The dispute as a subject of duties with every recorded fact of it (`2002 ¶2, ¶5, ¶7`)."""
    dispute, ancestors = whole.dispute, whole.office.ancestors
    chain = Chain(own=ancestors[-1], oblast=ancestors[min(1, len(ancestors) - 1)], gpo=ancestors[0])
    events = [
        *(event for hearing in whole.hearings for event in _hearing_events(hearing)),
        *(event for act in whole.acts for event in _act_events(act)),
        *map(event_of, whole.told),
    ]
    subject = Subject(
        kind=KIND, id=dispute.id, label=dispute.number, chain=chain, assignee_id=dispute.assignee_id
    )
    grounds = sorted(grounds_of(whole).codes)
    return subject, Facts(tuple(events), {"enforcement_ground": grounds})


def _hearing_events(hearing: DisputeHearing) -> Iterator[Event]:
    """A hearing that is held, and who took part in it.

    Its instance is not told: `2015 ¶8` asks for it, and speaks of administrative cases alone.
    """
    if hearing.outcome == HearingOutcome.NOT_HELD:
        return
    key = f"hearing-{hearing.id}"
    yield Event("hearing_set", hearing.day, key=key, assignee_id=hearing.prosecutor_id)
    if hearing.outcome == HearingOutcome.TOOK_PART:
        yield Event("prosecutor_took_part", hearing.day, key=key)


def _act_events(act: DisputeAct) -> Iterator[Event]:
    """An act that reached the office, and the result of its check. Its term is the stated one."""
    key = f"act-{act.id}"
    if act.received_on is not None:
        yield Event(
            "enforcement_court_act_received", act.received_on, key=key, stated_on=act.term_ends_on
        )
    if act.checked_on is not None:
        in_force = act.in_force_on is not None and act.in_force_on <= act.checked_on
        lawful = act.check_result == CheckResult.LAWFUL
        yield Event(
            "enforcement_act_found_lawful" if lawful else "enforcement_act_found_unlawful",
            act.checked_on,
            key=key,
            stated_on=act.term_ends_on,
            lateness=_lateness(act),
            attributes={"entered_into_force": ("yes",) if in_force else ("no",)},
        )


def _lateness(act: DisputeAct) -> Lateness | None:
    if act.late_cause is None or act.late_unit is None:
        return None
    return Lateness(LateCause(act.late_cause), act.late_unit, act.late_note or "")


def _read(session: Session) -> Iterator[tuple[Subject, Facts]]:
    """Every dispute the scope shows with its facts, batch by batch in order of id."""
    last = 0
    while True:
        ids = session.scalars(
            select(Dispute.id).where(Dispute.id > last).order_by(Dispute.id).limit(BATCH)
        ).all()
        if not ids:
            return
        for whole in wholes_of(session, ids):
            yield facts_of(whole)
        last = ids[-1]


# Protests and representations are told by the room that records them (`operations.told`).
SOURCE = FactSource(
    kind=KIND,
    endpoint="disputes.dispute",
    parameter="dispute_id",
    read=_read,
    records=frozenset(
        {
            "hearing_set",
            "prosecutor_took_part",
            "enforcement_court_act_received",
            "enforcement_act_found_lawful",
            "enforcement_act_found_unlawful",
            "protest_brought",
            "representation_sent",
        }
    ),
)
