"""Conclusions and the oblast's check as the law hears of them (`2015 ¶10, ¶17`).

Belongs here: their events, the same whoever asks, for every row is the case's. Does not belong
here: which duty each closes (`law`).
"""

from __future__ import annotations

from collections.abc import Iterator

from supervision.cases.models import Conclusion, CourtAct, OblastCheck
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.conclusions import ConclusionKind
from supervision.duties.rules import Event, LateCause, Lateness


def conclusion_events(whole: Whole) -> Iterator[Event]:
    """What was approved, sent and checked, each on its first day and with its act."""
    acts = {act.id: act for act in whole.acts}
    for conclusion in whole.conclusions:
        if conclusion.first_approved_on is None:
            continue
        if conclusion.kind == ConclusionKind.REASONED:
            yield from _reasoned(conclusion)
        else:
            yield from _approved(conclusion, acts[conclusion.act_id])
    for check in whole.oblast_checks:
        yield Event(
            "oblast_check_recorded",
            check.checked_on,
            key=f"act-{check.act_id}",
            lateness=_lateness(check),
        )


def _approved(conclusion: Conclusion, act: CourtAct) -> Iterator[Event]:
    """One conclusion an act: one approved before the act's copy came answers the copy too, on the
    day it came (`2015 ¶10`).
    """
    approved_on, key = conclusion.first_approved_on, f"act-{conclusion.act_id}"
    yield Event("conclusion_approved", approved_on, key=key)
    if act.copy_on is not None and approved_on is not None and act.copy_on > approved_on:
        yield Event("conclusion_approved", act.copy_on, key=key)


def _reasoned(conclusion: Conclusion) -> Iterator[Event]:
    key = f"act-{conclusion.act_id}"
    yield Event(
        "reasoned_conclusion_approved",
        conclusion.first_approved_on,
        key=key,
        lateness=_lateness(conclusion),
    )
    if conclusion.first_sent_on is not None:
        yield Event("reasoned_conclusion_sent", conclusion.first_sent_on, key=key)


def _lateness(row: Conclusion | OblastCheck) -> Lateness | None:
    if row.late_cause is None or row.late_unit is None:
        return None
    return Lateness(LateCause(row.late_cause), row.late_unit, row.late_note or "")
