"""What happened in court as the law hears of it: hearings, acts, broken terms (`2015 ¶4, ¶8–10, ¶16`).

Belongs here: events of hearings, court acts and the court's own terms. Does not belong here: what
follows from them (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from supervision.cases.models import CaseHearing, CourtAct
from supervision.cases.queries.findings import CaseGrounds
from supervision.cases.queries.whole import Whole
from supervision.cases.rules.acts import CheckResult, has_protest_window, outcomes
from supervision.cases.rules.hearings import HearingOutcome
from supervision.duties.rules import Event, LateCause, Lateness
from supervision.law.participation import Instance, hearing_demands_prosecutor

Attributes = Mapping[str, Collection[str]]


def hearing_events(whole: Whole, grounds: CaseGrounds, *, initiated: bool) -> Iterator[Event]:
    for hearing in whole.hearings:
        if hearing.outcome == HearingOutcome.NOT_HELD:
            continue
        demanded = hearing_demands_prosecutor(
            hearing.instance, mandatory=grounds.is_mandatory, initiated=initiated
        )
        key = f"hearing-{hearing.id}"
        attributes: Attributes = {
            "instance": (hearing.instance,),
            "participation": ("required",) if demanded else (),
            "protest_brought_by": _protested_by(whole, hearing),
        }
        yield Event(
            "hearing_set",
            hearing.day,
            key=key,
            attributes=attributes,
            assignee_id=hearing.prosecutor_id,
        )
        yield from _done_at(hearing, key)


def _protested_by(whole: Whole, hearing: CaseHearing) -> list[str]:
    """The levels whose appellate protests, as told of the case, this hearing considers (`2015 ¶15`)."""
    if hearing.instance != Instance.APPELLATE:
        return []
    brought = (each for each in whole.told if each.name == "appellate_protest_brought")
    before = (each for each in brought if each.on_day is None or each.on_day <= hearing.day)
    return sorted({by for each in before for by in each.attributes.get("protest_brought_by", ())})


def _done_at(hearing: CaseHearing, key: str) -> Iterator[Event]:
    """What a prosecutor did for a hearing. A report is given beforehand; it answers the hearing's
    day, the last on which it may come (`2015 ¶10`).
    """
    if hearing.reported_on is not None:
        on = max(hearing.reported_on, hearing.day)
        yield Event("study_of_materials_reported", on, key=key)
    if hearing.outcome == HearingOutcome.TOOK_PART:
        yield Event("prosecutor_took_part", hearing.day, key=key)


def act_events(whole: Whole, act: CourtAct) -> Iterator[Event]:
    key = f"act-{act.id}"
    attended = any(
        hearing.instance == act.instance and hearing.outcome == HearingOutcome.TOOK_PART
        for hearing in whole.hearings
    )
    outcome = outcomes(
        act.kind,
        act.instance,
        whole.case.complaint,
        is_arrest=act.is_arrest,
        terminated=bool(act.termination_ground),
    )
    attributes: Attributes = {
        "instance": (act.instance,),
        "outcome": outcome,
        "participation": ("took_part",) if attended else (),
    }
    yield Event("court_act_issued", act.made_on, key=key, attributes=attributes)
    if act.copy_on is not None and has_protest_window(act.instance, act.kind):
        yield Event("ruling_copy_handed_over", act.copy_on, key=key, attributes=attributes)
    if act.in_force_on is not None:
        yield Event("court_act_entered_into_force", act.in_force_on, key=key, attributes=attributes)
    if act.checked_on is not None:
        in_force = act.in_force_on is not None and act.in_force_on <= act.checked_on
        known = {**attributes, "entered_into_force": ("yes",) if in_force else ("no",)}
        lawful = act.check_result == CheckResult.LAWFUL
        name = "court_act_found_lawful" if lawful else "court_act_found_unlawful"
        yield Event(name, act.checked_on, key=key, attributes=known, lateness=_lateness(act))


def _lateness(act: CourtAct) -> Lateness | None:
    if act.late_cause is None or act.late_unit is None:
        return None
    return Lateness(LateCause(act.late_cause), act.late_unit, act.late_note or "")
