"""How a petition ends: its contents checked, a refusal written and approved, letters sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.petitions.facts import (
    approving_office,
    lacks_request,
    may_explain,
    needs_checklist,
)
from supervision.petitions.models import Petition, PetitionConclusion, PetitionLetter
from supervision.petitions.operations.within import (
    changing,
    demand_competent,
    demand_version,
    follow,
    note_change,
)
from supervision.petitions.policy import demand_approval
from supervision.petitions.queries.intake import protests_of
from supervision.petitions.queries.petitions import get, hold_petition
from supervision.petitions.queries.whole import Whole, whole_of
from supervision.petitions.rules.intake import PetitionKind, PetitionState
from supervision.petitions.rules.resolving import (
    ANSWERS,
    ConclusionState,
    LetterEntry,
    LetterKind,
    ProtestTold,
    checked_problems,
    conclusion_problems,
    decision_problems,
    letter_as_kept,
    letter_problems,
    missing_items,
    protest_problems,
)

_BY_ACT_OF_RESPONSE = (PetitionKind.ENFORCEMENT_ACTION, PetitionKind.OTHER)


def record_checklist(
    session: Session,
    actor: Actor,
    petition_id: int,
    *,
    present: Collection[str],
    checked_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> list[str]:
    """Check what a petition for a cassation protest must hold (`2015 ¶27`); returns what it lacks.

    Raises Refused where the text demands no such contents, or another office resolves it.
    """
    petition = changing(session, petition_id, version, actor=actor)
    whole = whole_of(session, petition.id)
    if not needs_checklist(law, whole, checked_on):
        raise Refused("The text demands these contents of a petition for a cassation protest only.")
    demand_competent(session, whole, law, actor)
    refuse(checked_problems(checked_on, petition.received_on, today))
    missing = missing_items(present, represented=bool(petition.representative_name))
    petition.checked_on, petition.missing = checked_on, missing
    if missing:
        petition.state = PetitionState.INCOMPLETE.value
    elif petition.state == PetitionState.INCOMPLETE:
        petition.state = _resting_state(petition)
    after = {"checked_on": checked_on, "missing": missing}
    note_change(session, petition, "record_checklist", after, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return missing


def draft_refusal(
    session: Session,
    actor: Actor,
    petition_id: int,
    *,
    arguments: str,
    reasons: str,
    found_on: date,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionConclusion:
    """Write, or write anew, the conclusion on leaving a petition without satisfaction (`¶17, ¶27`).

    Raises Refused where it is approved already, or where the law asks for none.
    """
    petition = changing(session, petition_id, version, actor=actor)
    whole = whole_of(session, petition.id)
    demand_competent(session, whole, law, actor)
    _demand_complete(petition)
    arguments, reasons = written(arguments), written(reasons)
    refuse(conclusion_problems(arguments, reasons, found_on, petition.received_on, today))
    if approving_office(law, whole, found_on) is None:
        raise Refused("The law asks for no conclusion on such a petition: answer it with reasons.")
    conclusion = whole.conclusion
    if conclusion is None:
        conclusion = PetitionConclusion(petition_id=petition.id, office_id=petition.office_id)
        session.add(conclusion)
    elif conclusion.state == ConclusionState.APPROVED:
        raise Refused("This conclusion is approved; withdraw it to write another.")
    conclusion.found_on, conclusion.note = found_on, ""
    conclusion.arguments, conclusion.reasons = arguments, reasons
    conclusion.author_id, conclusion.author_name = actor.user_id, actor.name
    conclusion.state = ConclusionState.DRAFT.value
    conclusion.approver_id = conclusion.approver_name = conclusion.approved_on = None
    petition.state = PetitionState.UNFOUNDED.value
    after = {"found_on": found_on, "arguments": arguments, "reasons": reasons}
    note_change(session, petition, "draft_refusal", after, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return conclusion


def decide_refusal(
    session: Session,
    actor: Actor,
    petition_id: int,
    *,
    approves: bool,
    decided_on: date,
    note: str = "",
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionConclusion:
    """Approve a conclusion, or give it back with what is to be mended (`2015 ¶17`, `¶27`).

    By the head or deputy of the office the law names, never by the author. Raises NotFound,
    Forbidden, Stale, Refused.
    """
    hold_petition(session, petition_id)
    petition = get(session, petition_id)
    whole = whole_of(session, petition.id)
    conclusion = whole.conclusion
    if conclusion is None:
        raise NotFound
    approver = approving_office(law, whole, conclusion.found_on)
    demand_approval(actor, conclusion, approver if approver is not None else petition.office_id)
    demand_version(conclusion.version, version)
    if conclusion.state != ConclusionState.DRAFT:
        raise Refused("This conclusion does not wait for a decision.")
    note = written(note)
    refuse(decision_problems(decided_on, conclusion.found_on, note, approves=approves, today=today))
    state = ConclusionState.APPROVED if approves else ConclusionState.RETURNED
    conclusion.state, conclusion.note = state.value, note
    conclusion.approver_id = actor.user_id
    conclusion.approver_name = f"{actor.name}, {actor.office_name}"
    conclusion.approved_on = decided_on if approves else None
    after = {"decision": state.value, "decided_on": decided_on, "note": note}
    note_change(session, petition, "decide_refusal", after, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return conclusion


def withdraw_refusal(
    session: Session,
    actor: Actor,
    petition_id: int,
    *,
    reason: str,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> Petition:
    """Take a conclusion on a refusal back before it is answered; its duties go with it."""
    petition = changing(session, petition_id, version, actor=actor)
    conclusion = whole_of(session, petition.id).conclusion
    if conclusion is None or conclusion.state == ConclusionState.WITHDRAWN:
        raise Refused("There is no conclusion on a refusal to withdraw.")
    reason = written(reason)
    if not reason:
        raise Refused("This must be filled in.", field="reason")
    conclusion.state, conclusion.note = ConclusionState.WITHDRAWN.value, reason
    conclusion.approver_id = conclusion.approver_name = conclusion.approved_on = None
    petition.state = _resting_state(petition)
    note_change(session, petition, "withdraw_refusal", {"reason": reason}, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return petition


def send_letter(
    session: Session,
    actor: Actor,
    petition_id: int,
    entry: LetterEntry,
    *,
    protest: ProtestTold | None = None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> PetitionLetter:
    """Record a letter to the petitioner: notice of extension, return, answer (`¶17–18, ¶27`).

    All but the notice of an extension end the petition. A refusal needs its approved conclusion
    where the law asks for one, a granted petition its protest. Raises NotFound, Forbidden, Stale,
    Refused.
    """
    is_notice = entry.kind == LetterKind.EXTENSION_NOTICE
    petition = changing(session, petition_id, version, actor=actor, even_closed=is_notice)
    entry, whole = letter_as_kept(entry), whole_of(session, petition.id)
    if whole.letter(entry.kind) is not None:
        raise Refused("This letter is recorded already.")
    earliest = [petition.received_on, *_earliest(session, whole, entry, law, actor)]
    problems = list(letter_problems(entry, earliest, today))
    if entry.kind == LetterKind.GRANTED and petition.kind not in _BY_ACT_OF_RESPONSE:
        problems += _granted_by(session, petition, protest or ProtestTold("", None), today)
    refuse(problems)
    letter = PetitionLetter(
        petition_id=petition.id,
        office_id=petition.office_id,
        written_by=actor.name,
        **asdict(entry),
    )
    session.add(letter)
    if entry.kind == LetterKind.RETURN:
        petition.state = PetitionState.RETURNED.value
    elif entry.kind in ANSWERS:
        petition.state = PetitionState.RESOLVED.value
    after = {**asdict(entry), "protest_number": petition.protest_number}
    note_change(session, petition, "send_letter", after, actor=actor)
    follow(session, petition.id, actor=actor, law=law, today=today)
    return letter


def _granted_by(
    session: Session, petition: Petition, told: ProtestTold, today: date
) -> list[Problem]:
    """Keep the protest that grants the petition; what is wrong with it."""
    number, brought_on = written(told.number), told.brought_on
    if told.protest_id is not None:
        known = {each.id: each for each in protests_of(session, petition.case_id)}
        protest = known.get(told.protest_id)
        if protest is None:
            return [Problem("Choose one of the listed values.", "protest_id")]
        number, brought_on = protest.number or "", protest.brought_on
    known_as = ProtestTold(number, brought_on, told.protest_id)
    problems = list(protest_problems(known_as, petition.received_on, today))
    if not problems:
        petition.protest_id = known_as.protest_id
        petition.protest_number, petition.protest_on = number, brought_on
    return problems


def _earliest(
    session: Session, whole: Whole, entry: LetterEntry, law: Lawbook, actor: Actor
) -> list[date]:
    """The days the letter follows; refuses one that nothing recorded gives rise to."""
    petition = whole.petition
    if entry.kind == LetterKind.EXTENSION_NOTICE:
        if whole.extension is None:
            raise Refused("The term was not extended: there is nothing to tell.")
        return [whole.extension.decided_on]
    if entry.kind == LetterKind.RETURN:
        if petition.checked_on is None or not petition.missing:
            raise Refused("Check the contents first: only an incomplete petition is returned.")
        return [petition.checked_on]
    if entry.kind not in ANSWERS:
        raise Refused("Choose one of the listed values.", field="kind")
    demand_competent(session, whole, law, actor)
    _demand_complete(petition)
    if entry.kind != LetterKind.EXPLAINED and lacks_request(law, whole):
        raise Refused("Request the case or the materials first: the text demands it (2015 ¶18).")
    if entry.kind == LetterKind.REFUSED:
        return _refused_since(whole, entry, law)
    if petition.state == PetitionState.UNFOUNDED:
        raise Refused("A conclusion on a refusal is written: withdraw it to answer otherwise.")
    if entry.kind == LetterKind.EXPLAINED and not may_explain(law, whole):
        raise Refused(
            "The right to appeal oneself is explained where the case is of no mandatory category."
        )
    return []


def _refused_since(whole: Whole, entry: LetterEntry, law: Lawbook) -> list[date]:
    if approving_office(law, whole, entry.sent_on) is None:
        return []
    conclusion = whole.conclusion
    if conclusion is None or conclusion.approved_on is None:
        raise Refused("A refusal is answered when its conclusion is approved (2015 ¶17, ¶27).")
    return [conclusion.approved_on]


def _demand_complete(petition: Petition) -> None:
    if petition.state == PetitionState.INCOMPLETE:
        raise Refused("The petition is incomplete: return it, or check its contents again.")


def _resting_state(petition: Petition) -> str:
    """Where a petition stands while nothing is decided on it."""
    examined = petition.examiner_id is not None
    return (PetitionState.EXAMINED if examined else PetitionState.RECEIVED).value
