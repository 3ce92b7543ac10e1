"""What petitions hand over to the law: events and attributes, and the sources for a rebuild.

Belongs here: naming the recorded days as the law's rules name their events, and asking the law
which steps a petition needs. Does not belong here: what follows from the events (`duties`, `law`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.duties.rules import Chain, Event, Facts, Subject
from supervision.duties.sources import FactSource
from supervision.law.lawbook import Lawbook
from supervision.law.model import Due, Owner, Rule
from supervision.offices.models import Office
from supervision.petitions.models import Petition, PetitionCheck, PetitionRequest
from supervision.petitions.queries.whole import Whole, wholes_of
from supervision.petitions.rules import CHECK_KIND, KIND
from supervision.petitions.rules.examining import Requested
from supervision.petitions.rules.resolving import ConclusionState, LetterKind

BATCH = 200
_LETTER_EVENTS: Mapping[str, tuple[str, ...]] = {
    LetterKind.EXTENSION_NOTICE: ("petition_extension_notice_sent",),
    LetterKind.RETURN: ("petition_returned",),
    LetterKind.EXPLAINED: ("right_to_appeal_explained", "petition_resolved"),
    LetterKind.REFUSED: ("reasoned_answer_sent", "petition_resolved"),
    LetterKind.GRANTED: ("petition_resolved",),
}

_REQUEST_EVENTS: Mapping[str, str] = {
    Requested.CASE_FILE: "case_file_requested",
    Requested.MATERIALS: "materials_requested",
}


def facts_of(whole: Whole) -> tuple[Subject, Facts]:
    """The petition as a subject of duties with every recorded fact of it."""
    petition = whole.petition
    subject = Subject(
        kind=KIND,
        id=petition.id,
        label=petition.number,
        chain=chain_of(whole),
        assignee_id=petition.examiner_id,
    )
    return subject, Facts(tuple(_events(whole)), attributes_of(whole))


def chain_of(whole: Whole) -> Chain:
    """The offices above the one that has the petition; the initiating one where it is among them."""
    ancestors = whole.office.ancestors
    return Chain(
        own=ancestors[-1],
        oblast=ancestors[min(1, len(ancestors) - 1)],
        gpo=ancestors[0],
        initiating=whole.petition.initiating_office_id if _initiated_in_line(whole) else None,
    )


def attributes_of(whole: Whole) -> Mapping[str, Collection[str]]:
    """What the law is told of the petition, as it was taken in."""
    petition = whole.petition
    in_force = petition.entered_into_force
    return {
        "petition_about": (petition.kind,),
        "mandatory_category": sorted(petition.categories),
        "initiated_by": ("prosecutors_office",) if _initiated_in_line(whole) else ("other",),
        "entered_into_force": (in_force,) if in_force else (),
        "additional_study": ("needed",) if petition.additional_study else (),
        "materials": ("needed",) if petition.materials_needed else (),
    }


def _initiated_in_line(whole: Whole) -> bool:
    """Whether this office or one above it initiated the case, so that `2015 ¶9` says who answers."""
    return whole.petition.initiating_office_id in whole.office.ancestors


def _events(whole: Whole) -> Iterator[Event]:
    petition = whole.petition
    yield Event("petition_received", petition.received_on)
    if petition.reached_on is not None:
        yield _reached(whole, petition.reached_on)
    for request in whole.requests:
        yield from _request_events(request, petition.reached_on)
    if petition.checked_on is not None and petition.missing:
        yield Event("petition_found_incomplete", petition.checked_on)
    if whole.extension is not None:
        decided, until = whole.extension.decided_on, whole.extension.until_on
        yield Event("petition_term_extended", decided, stated_on=until)
    conclusion = whole.conclusion
    if conclusion is not None and conclusion.state != ConclusionState.WITHDRAWN:
        yield Event("petition_found_unfounded", conclusion.found_on)
        if conclusion.approved_on is not None:
            yield Event("refusal_conclusion_approved", conclusion.approved_on)
    for letter in whole.letters:
        for name in _LETTER_EVENTS[letter.kind]:
            yield Event(name, letter.sent_on)


def _reached(whole: Whole, reached_on: date) -> Event:
    """A petition that was returned is examined no more, so no case is to be requested for it."""
    nothing: Mapping[str, Collection[str]] = {"mandatory_category": (), "materials": ()}
    returned = whole.letter(LetterKind.RETURN) is not None
    name = "petition_reached_examining_official"
    return Event(name, reached_on, attributes=nothing) if returned else Event(name, reached_on)


def _request_events(request: PetitionRequest, reached_on: date | None) -> Iterator[Event]:
    """An order given before the petition reached this official answers his duty on its first day."""
    key = f"request-{request.id}"
    is_case = request.what == Requested.CASE_FILE
    yield Event(
        _REQUEST_EVENTS[request.what],
        max(request.ordered_on, reached_on or request.ordered_on),
        key=key,
    )
    if not is_case:
        return
    if request.received_on is not None:
        yield Event("case_request_received_by_court", request.received_on, key=key)
    if request.supplied_on is not None:
        yield Event("case_file_received", request.supplied_on, key=key)


def started(law: Lawbook, whole: Whole, event: str, on: date, fulfilled_by: str) -> Rule | None:
    """The duty that an event of a day would give this petition and that a given fact fulfils."""
    rules = law.started_by(event, on, attributes_of(whole))
    return next((rule for rule in rules if fulfilled_by in rule.fulfilled_by), None)


def resolution_due(law: Lawbook, whole: Whole) -> Due | None:
    """The ordinary term of the petition with its steps; None where no rule gives one."""
    received_on = whole.petition.received_on
    rule = started(law, whole, "petition_received", received_on, "petition_term_extended")
    if rule is None:
        return None
    return law.due(rule.name, received_on, attributes_of(whole))


def extension_limit(law: Lawbook, due_on: date | None) -> Due | None:
    """How far the law in force at the end of the ordinary term lets it be extended; None: not at all."""
    if due_on is None:
        return None
    lenders = [rule for rule in law.rules(due_on) if rule.provides == "petition_extension_limit"]
    return law.due(lenders[0].name, due_on) if len(lenders) == 1 else None


def competent_office(law: Lawbook, whole: Whole) -> int:
    """The office that the law obliges to resolve the petition (`2015 ¶9`, `¶27`)."""
    received_on = whole.petition.received_on
    rule = started(law, whole, "petition_received", received_on, "petition_resolved")
    return _owner(whole, rule)


def approving_office(law: Lawbook, whole: Whole, on: date) -> int | None:
    """The office whose prosecutor approves a refusal (`¶17`, `¶27`); None where none is asked for."""
    rule = started(law, whole, "petition_found_unfounded", on, "refusal_conclusion_approved")
    return _owner(whole, rule) if rule is not None else None


def needs_checklist(law: Lawbook, whole: Whole, on: date) -> bool:
    """Whether the petition is returned when it lacks what the text demands of it (`¶27`)."""
    return started(law, whole, "petition_found_incomplete", on, "petition_returned") is not None


def lacks_request(law: Lawbook, whole: Whole) -> bool:
    """Whether the case or materials had to be requested and nobody ordered it (`2015 ¶18`)."""
    reached_on = whole.petition.reached_on
    if reached_on is None:
        return False
    attributes = attributes_of(whole)
    rules = law.started_by("petition_reached_examining_official", reached_on, attributes)
    ordered = {_REQUEST_EVENTS[request.what] for request in whole.requests}
    return any(ordered.isdisjoint(rule.fulfilled_by) for rule in rules)


def may_explain(law: Lawbook, whole: Whole) -> bool:
    """Whether the petitioner is told of the right to appeal himself: outside `¶6` (`¶18`)."""
    received_on = whole.petition.received_on
    rule = started(law, whole, "petition_received", received_on, "right_to_appeal_explained")
    return rule is not None


def _owner(whole: Whole, rule: Rule | None) -> int:
    chain = chain_of(whole)
    owners = {
        Owner.OBLAST: chain.oblast,
        Owner.GPO: chain.gpo,
        Owner.INITIATING_UNIT: chain.initiating or chain.own,
    }
    by = rule.owed_by if rule is not None else None
    return owners.get(by, chain.own) if by is not None else chain.own


def check_facts(check: PetitionCheck, office: Office) -> tuple[Subject, Facts]:
    """An additional check as a subject of duties: the oblast office owes it (`2015 ¶27`)."""
    ancestors = office.ancestors
    oblast = ancestors[min(1, len(ancestors) - 1)]
    chain = Chain(own=office.id, oblast=oblast, gpo=ancestors[0])
    subject = Subject(kind=CHECK_KIND, id=check.id, label=check.petition_number, chain=chain)
    events = [Event("additional_check_ordered", check.ordered_on, stated_on=check.due_on)]
    if check.reported_on is not None:
        events.append(Event("additional_check_reported", check.reported_on))
    return subject, Facts(tuple(events))


def _read(session: Session) -> Iterator[tuple[Subject, Facts]]:
    """Every petition the scope shows with its facts, batch by batch in order of id."""
    last = 0
    while True:
        ids = session.scalars(
            select(Petition.id).where(Petition.id > last).order_by(Petition.id).limit(BATCH)
        ).all()
        if not ids:
            return
        for whole in wholes_of(session, ids):
            yield facts_of(whole)
        last = ids[-1]


def _read_checks(session: Session) -> Iterator[tuple[Subject, Facts]]:
    """Every additional check the scope shows, in order of id."""
    statement = (
        select(PetitionCheck, Office)
        .join(Office, Office.id == PetitionCheck.office_id)
        .order_by(PetitionCheck.id)
    )
    for check, office in session.execute(statement):
        yield check_facts(check, office)


SOURCE = FactSource(
    kind=KIND,
    endpoint="petitions.petition",
    parameter="petition_id",
    read=_read,
    records=frozenset(
        {
            "petition_received",
            "petition_reached_examining_official",
            "case_file_requested",
            "materials_requested",
            "case_request_received_by_court",
            "case_file_received",
            "petition_found_incomplete",
            "petition_returned",
            "petition_term_extended",
            "petition_extension_notice_sent",
            "petition_found_unfounded",
            "refusal_conclusion_approved",
            "reasoned_answer_sent",
            "right_to_appeal_explained",
            "petition_resolved",
        }
    ),
)
CHECKS_SOURCE = FactSource(
    kind=CHECK_KIND,
    endpoint="petitions.check",
    parameter="check_id",
    read=_read_checks,
    records=frozenset({"additional_check_ordered", "additional_check_reported"}),
)
