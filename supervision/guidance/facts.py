"""What records of this room hand over to the law, and the sources for a rebuild.

Inspections answer for the breaches they found (`2002 ¶4`), proposals for an assignment on
law-making (`2015 ¶31`), findings for being entered at once (`2015 ¶28`). What recurs for an office
every year or quarter follows in `operations/following.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from supervision.duties.rules import Chain, Event, Facts, Subject
from supervision.duties.sources import FactSource
from supervision.guidance.models import Inspection, Practice, Proposal, Record
from supervision.guidance.queries.followed import batches
from supervision.guidance.rules import inspections, practice, proposals
from supervision.guidance.rules.shape import Register
from supervision.offices.queries import above
from supervision.responses.models import Breach
from supervision.responses.queries import Brought, brought_of_subjects, first_answer, of_subjects

FactsOf = Callable[[Session, Any], tuple[Subject, Facts]]
Read = Callable[[Session], Iterator[tuple[Subject, Facts]]]


def chain_of(session: Session, record: Record) -> Chain:
    """The offices above the one the record is about."""
    line = above(session, record.office_id)
    return Chain(line.own, line.oblast, line.gpo)


def inspection_facts(
    session: Session,
    inspection: Inspection,
    breaches: Sequence[Breach] | None = None,
    brought: Sequence[Brought] | None = None,
) -> tuple[Subject, Facts]:
    """An inspection as a subject of duties: each breach it found, how it was answered and removed."""
    kind, own = inspections.KIND, inspection.id
    if breaches is None or brought is None:
        breaches = of_subjects(session, kind, [own])
        brought = brought_of_subjects(session, kind, [own]).get(own, [])
    events = [event for each in breaches for event in _breach_events(each, brought)]
    label = inspection.act_number or inspection.body
    return Subject(kind, own, label, chain_of(session, inspection)), Facts(tuple(events))


def _breach_events(breach: Breach, brought: Sequence[Brought]) -> Iterator[Event]:
    key = str(breach.id)
    yield Event("breach_found", breach.found_on, key=key)
    answer = first_answer(brought, breach.id)
    if answer is not None:
        yield Event("response_act_brought", answer.brought_on, key=key)
    if breach.removed_on is not None:
        yield Event("breach_removed", breach.removed_on, key=key)


def proposal_facts(session: Session, proposal: Proposal) -> tuple[Subject, Facts]:
    """A proposal as a subject of duties: its assignment, and that it went out.

    An assignment is recorded with its proposal, so one that is withdrawn takes it along.
    """
    events = []
    stands = proposal.state != proposals.WITHDRAW.to
    if proposal.assigned_on is not None and stands:
        given = Event("lawmaking_assignment_given", proposal.assigned_on, stated_on=proposal.due_on)
        events.append(given)
    if proposal.sent_on is not None and stands:
        events.append(Event("lawmaking_proposal_submitted", proposal.sent_on))
    label = proposal.sent_number or proposal.title
    subject = Subject(proposals.KIND, proposal.id, label, chain_of(session, proposal))
    return subject, Facts(tuple(events))


def practice_facts(session: Session, finding: Practice) -> tuple[Subject, Facts]:
    """A finding as a subject of duties.

    The paragraph lays the entry upon the General Prosecutor's Office for what it finds itself, so
    findings that another office keeps for its own work open no duty of it.
    """
    chain = chain_of(session, finding)
    events = []
    if finding.author_office_id == chain.gpo and finding.state != practice.STRIKE.to:
        events.append(Event("practice_found", finding.found_on))
        if finding.registered_on is not None:
            events.append(Event("practice_registered", finding.registered_on))
    label = finding.registry_number or finding.title
    return Subject(practice.KIND, finding.id, label, chain), Facts(tuple(events))


def _read_inspections(session: Session) -> Iterator[tuple[Subject, Facts]]:
    for batch in batches(session, inspections.REGISTER):
        ids = [each.id for each in batch]
        brought = brought_of_subjects(session, inspections.KIND, ids)
        found: dict[int, list[Breach]] = {}
        for breach in of_subjects(session, inspections.KIND, ids):
            found.setdefault(breach.subject_id, []).append(breach)
        for each in batch:
            breaches, acts = found.get(each.id, []), brought.get(each.id, [])
            yield inspection_facts(session, each, breaches, acts)


def _read_each(register: Register, facts_of: FactsOf) -> Read:
    """How the records of a register are read one by one for a rebuild."""

    def read(session: Session) -> Iterator[tuple[Subject, Facts]]:
        for batch in batches(session, register):
            for each in batch:
                yield facts_of(session, each)

    return read


def _source(register: Register, read: Read, *records: str) -> FactSource:
    return FactSource(
        kind=register.kind,
        endpoint=f"guidance.{register.kind}",
        parameter=f"{register.kind}_id",
        read=read,
        records=frozenset(records),
    )


FACTS_OF: Mapping[str, FactsOf] = {
    inspections.KIND: inspection_facts,
    proposals.KIND: proposal_facts,
    practice.KIND: practice_facts,
}
SOURCES = (
    _source(
        inspections.REGISTER,
        _read_inspections,
        "breach_found",
        "response_act_brought",
        "breach_removed",
    ),
    _source(
        proposals.REGISTER,
        _read_each(proposals.REGISTER, proposal_facts),
        "lawmaking_assignment_given",
        "lawmaking_proposal_submitted",
    ),
    _source(
        practice.REGISTER,
        _read_each(practice.REGISTER, practice_facts),
        "practice_found",
        "practice_registered",
    ),
)
