"""What cases hand over to the law: events and attributes, and the source for a rebuild.

Belongs here: naming the recorded days as the law's rules name their events. Does not belong here:
what follows from them (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseHearing, CourtAct
from supervision.cases.queries.findings import (
    CaseGrounds,
    competence_of,
    grounds_of,
    is_initiated_in_line,
)
from supervision.cases.queries.whole import Whole, wholes_of
from supervision.cases.rules import KIND
from supervision.cases.rules.acts import NEWLY_DISCOVERED, CheckResult, outcomes
from supervision.cases.rules.case import OPENED_FOR_FACTS, OpenedFor
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.notices import COMPETENCE_OF_KIND, Direction
from supervision.duties.rules import Chain, Event, Facts, LateCause, Lateness, Subject
from supervision.duties.sources import FactSource
from supervision.law.participation import Instance, hearing_demands_prosecutor

BATCH = 200
Attributes = Mapping[str, Collection[str]]


def facts_of(whole: Whole) -> tuple[Subject, Facts]:
    """The case as a subject of duties with every recorded fact of it (`2015 ¶4–10, ¶16`)."""
    case, grounds = whole.case, grounds_of(whole)
    initiated = is_initiated_in_line(whole, grounds)
    ancestors = whole.office.ancestors
    chain = Chain(
        own=ancestors[-1],
        oblast=ancestors[min(1, len(ancestors) - 1)],
        gpo=ancestors[0],
        initiating=case.opened_by_office_id if initiated else None,
    )
    attributes: Attributes = {
        "mandatory_category": sorted(grounds.codes),
        "initiated_by": ("prosecutors_office",) if initiated else ("other",),
        "complaint": (case.complaint,) if case.complaint else (),
        "opened_for": sorted({OPENED_FOR_FACTS[OpenedFor(mark)] for mark in case.opened_for}),
    }
    events = [
        *_competence_events(whole, grounds),
        *_hearing_events(whole, grounds, initiated=initiated),
        *(event for act in whole.acts for event in _act_events(whole, act)),
        *_breach_events(whole),
    ]
    subject = Subject(
        kind=KIND, id=case.id, label=case.number, chain=chain, assignee_id=case.assignee_id
    )
    return subject, Facts(tuple(events), attributes)


def _competence_events(whole: Whole, grounds: CaseGrounds) -> Iterator[Event]:
    """The court took a case of a specialised office at its seat, and that office was told (`¶7`).

    Once handed over, the trail tells the day of the notice: the register stays with the sender.
    """
    finding = competence_of(whole, grounds)
    kinds = {COMPETENCE_OF_KIND[each.office_kind] for each in whole.specialised}
    own = COMPETENCE_OF_KIND[whole.office.office_kind]
    came = [each for each in whole.transfers if each.direction == Direction.RECEIVED]
    if not came and (finding.belongs_to == own or finding.belongs_to not in kinds):
        return
    yield Event("specialised_case_accepted", whole.case.received_by_court_on)
    told: list[date] = [each.notice_given_on for each in came]
    of_kind = {
        each.id
        for each in whole.specialised
        if COMPETENCE_OF_KIND[each.office_kind] == finding.belongs_to
    }
    told += [each.given_on for each in whole.notices if each.to_office_id in of_kind]
    if told:
        yield Event("specialised_office_notified", min(told))


def _hearing_events(whole: Whole, grounds: CaseGrounds, *, initiated: bool) -> Iterator[Event]:
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
        }
        yield Event(
            "hearing_set",
            hearing.day,
            key=key,
            attributes=attributes,
            assignee_id=hearing.prosecutor_id,
        )
        yield from _done_at(hearing, key)


def _done_at(hearing: CaseHearing, key: str) -> Iterator[Event]:
    """What a prosecutor did for a hearing. A report is given beforehand; it answers the hearing's
    day, the last on which it may come (`2015 ¶10`).
    """
    if hearing.reported_on is not None:
        on = max(hearing.reported_on, hearing.day)
        yield Event("study_of_materials_reported", on, key=key)
    if hearing.outcome == HearingOutcome.TOOK_PART:
        yield Event("prosecutor_took_part", hearing.day, key=key)


def _act_events(whole: Whole, act: CourtAct) -> Iterator[Event]:
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
    if act.copy_on is not None and _has_protest_window(act):
        yield Event("ruling_copy_handed_over", act.copy_on, key=key, attributes=attributes)
    if act.in_force_on is not None:
        yield Event("court_act_entered_into_force", act.in_force_on, key=key, attributes=attributes)
    if act.checked_on is not None:
        in_force = act.in_force_on is not None and act.in_force_on <= act.checked_on
        known = {**attributes, "entered_into_force": ("yes",) if in_force else ("no",)}
        lawful = act.check_result == CheckResult.LAWFUL
        name = "court_act_found_lawful" if lawful else "court_act_found_unlawful"
        yield Event(name, act.checked_on, key=key, attributes=known, lateness=_lateness(act))


def _has_protest_window(act: CourtAct) -> bool:
    """Whether an appellate protest may be brought against the act (`2015 ¶13`): the window of an
    act on review never opens, because such an act is in force at once.
    """
    return act.instance == Instance.FIRST or act.kind in NEWLY_DISCOVERED


def _lateness(act: CourtAct) -> Lateness | None:
    if act.late_cause is None or act.late_unit is None:
        return None
    return Lateness(LateCause(act.late_cause), act.late_unit, act.late_note or "")


def _breach_events(whole: Whole) -> Iterator[Event]:
    """Breaches of the court's terms; the removal of one names the act of response (`¶4`)."""
    for breach in whole.breaches:
        key = f"breach-{breach.id}"
        yield Event("court_term_breach_found", breach.found_on, key=key)
        if breach.removed_on is not None:
            yield Event("response_act_brought", breach.removed_on, key=key)


def _read(session: Session) -> Iterator[tuple[Subject, Facts]]:
    """Every case the scope shows with its facts, batch by batch in order of id."""
    last = 0
    while True:
        ids = session.scalars(
            select(AdminCase.id).where(AdminCase.id > last).order_by(AdminCase.id).limit(BATCH)
        ).all()
        if not ids:
            return
        for whole in wholes_of(session, ids):
            yield facts_of(whole)
        last = ids[-1]


SOURCE = FactSource(
    kind=KIND,
    endpoint="cases.case",
    parameter="case_id",
    read=_read,
    records=frozenset(
        {
            "specialised_case_accepted",
            "specialised_office_notified",
            "hearing_set",
            "study_of_materials_reported",
            "prosecutor_took_part",
            "court_act_issued",
            "ruling_copy_handed_over",
            "court_act_entered_into_force",
            "court_act_found_lawful",
            "court_act_found_unlawful",
            "court_term_breach_found",
            "response_act_brought",
        }
    ),
)
