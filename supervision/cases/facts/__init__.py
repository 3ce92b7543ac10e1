"""What cases hand over to the law: events and attributes, and the source for a rebuild.

Belongs here: naming the recorded days as the law's rules name their events. Does not belong here:
what follows from them (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.facts.competence import competence_events
from supervision.cases.facts.conclusions import conclusion_events
from supervision.cases.facts.court import Attributes, act_events, hearing_events
from supervision.cases.facts.filing import filing_events
from supervision.cases.facts.rulings import breach_events, ruling_events
from supervision.cases.facts.told import told_events
from supervision.cases.models import AdminCase
from supervision.cases.queries.findings import grounds_of, is_initiated_in_line
from supervision.cases.queries.whole import Whole, wholes_of
from supervision.cases.rules import KIND
from supervision.cases.rules.case import OPENED_FOR_FACTS, OpenedFor
from supervision.duties.rules import Chain, Facts, Subject
from supervision.duties.sources import FactSource

BATCH = 200


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
        *competence_events(whole, grounds),
        *hearing_events(whole, grounds, initiated=initiated),
        *(event for act in whole.acts for event in act_events(whole, act)),
        *breach_events(whole),
        *ruling_events(whole),
        *conclusion_events(whole),
        *filing_events(whole),
        *told_events(whole),
    ]
    subject = Subject(
        kind=KIND, id=case.id, label=case.number, chain=chain, assignee_id=case.assignee_id
    )
    return subject, Facts(tuple(events), attributes)


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
            "private_ruling_grounds_found",
            "private_ruling_moved",
            "conclusion_approved",
            "reasoned_conclusion_approved",
            "reasoned_conclusion_sent",
            "oblast_check_recorded",
            "response_act_brought",
            "court_act_filed",
            "appellate_protest_brought",
            "appellate_protest_rejected",
            "appellate_protest_withdrawn",
            "withdrawal_motives_told",
            "protest_term_restored",
            "gpo_protest_considered",
            "department_informed",
            "ruling_copies_sent",
            "material_breach_found",
            "representation_sent",
            "rejection_found_justified",
            "missed_protest_of_unlawful_act_found",
            "responsibility_raised",
            "review_decision_taken",
            "exclusion_request_sent",
            "exclusion_waived",
        }
    ),
)
