"""Private rulings and acts of response, from their grounds to who was held liable (`2015 ¶4, ¶12`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from supervision.cases import operations as cases
from supervision.cases.models import AdminCase, CaseHearing, CourtAct, PrivateRuling
from supervision.cases.operations.within import following_together
from supervision.cases.rules.case import CourtStep
from supervision.cases.rules.hearings import HearingOutcome
from supervision.cases.rules.rulings import (
    AnswerEntry as RulingAnswer,
)
from supervision.cases.rules.rulings import (
    Compliance,
    DecisionEntry,
    Motion,
    Origin,
    Proof,
    RulingEntry,
    RulingResult,
)
from supervision.cases.subject import SUBJECT as CASE
from supervision.core.access import Actor
from supervision.local.demo import wording
from supervision.local.demo.scene import Scene
from supervision.responses import operations as responses
from supervision.responses.models import Breach, ResponseAct
from supervision.responses.operations.within import House
from supervision.responses.rules import (
    ActEntry,
    AnswerEntry,
    BringEntry,
    LiableEntry,
    Outcome,
    ResponseKind,
)
from supervision.studies.subject import SUBJECT as FILE

RULINGS = ("grounds", "moved", "issued", "answered", "unanswered", "refused")
# What became of the acts on breaches of studied files; further breaches still wait for one.
ON_STUDIES = ("draft", "overdue", "brought", "closed", "answered", "withdrawn", "closed")
COURT_TERMS = 2


def tell(scene: Scene) -> None:
    """Rulings in the latest cases, marked terms of the court, acts on what studies found."""
    heard = _heard(scene)
    with following_together(scene.session, scene.law):
        for hearing, fate in zip(heard, RULINGS, strict=False):
            _ruling(scene, hearing, fate)
        for hearing in heard[len(RULINGS) :]:
            _court_term(scene, hearing)
    for breaches, fate in zip(_found_by_studies(scene), ON_STUDIES, strict=False):
        first = breaches[0]
        ids = tuple(each.id for each in breaches)
        _act(scene, (FILE.kind, first.subject_id), ids, first.found_on, fate)


def _heard(scene: Scene) -> Sequence[CaseHearing]:
    """Hearings of decided cases in which the office took part, some weeks old."""
    statement = (
        select(CaseHearing)
        .where(
            CaseHearing.office_id == scene.team.head.office_id,
            CaseHearing.outcome == HearingOutcome.TOOK_PART.value,
            CaseHearing.case_id.in_(select(CourtAct.case_id)),
            CaseHearing.day <= scene.today - timedelta(days=12),
        )
        .order_by(CaseHearing.day.desc(), CaseHearing.id)
        .limit(len(RULINGS) + COURT_TERMS)
    )
    return scene.session.scalars(statement).all()


def _ruling(scene: Scene, hearing: CaseHearing, fate: str) -> None:
    """A private ruling as far as its story has come."""
    actor = scene.team.assistants[0]
    grounds, addressee = scene.chance.choice(wording.RULING_GROUNDS)
    moved = Motion(hearing.day, Proof.MINUTES.value, wording.PROOF)
    ruling = cases.record_ruling(
        scene.session,
        actor,
        hearing.case_id,
        RulingEntry(Origin.PROSECUTOR.value, grounds, found_on=hearing.day, hearing_id=hearing.id),
        moved if fate != "grounds" else None,
        idempotency_key=scene.key(),
        **scene.on(hearing.day),
    )
    if fate in ("grounds", "moved"):
        return
    decided_on = scene.after(hearing.day, 1)
    cases.record_ruling_decision(
        scene.session,
        actor,
        hearing.case_id,
        ruling.id,
        _decision(scene, fate, decided_on, grounds, addressee),
        **scene.on(decided_on),
    )
    if fate == "answered":
        _answered(scene, actor, ruling, scene.after(decided_on, 9))
    elif fate == "refused":
        act = _drafted(scene, (CASE.kind, hearing.case_id), (), hearing.day, ruling.id)
        _brought(scene, act, decided_on, scene.after(decided_on, 30))


def _decision(scene: Scene, fate: str, on: date, grounds: str, addressee: str) -> DecisionEntry:
    """What the court did; the term of the answer is over where nobody answered."""
    if fate == "refused":
        return DecisionEntry(RulingResult.REFUSED.value, on, refusal_reason=wording.REFUSAL)
    term = scene.today - timedelta(days=2) if fate == "unanswered" else on + timedelta(days=30)
    return DecisionEntry(
        RulingResult.ISSUED.value,
        on,
        number=f"ЖҚ-{scene.chance.randint(10, 99)}",
        addressee=addressee,
        content=grounds,
        follow_up_by=max(term, on),
    )


def _answered(scene: Scene, actor: Actor, ruling: PrivateRuling, on: date) -> None:
    entry = RulingAnswer(on, Compliance.COMPLIED.value, scene.chance.choice(wording.MEASURES))
    cases.record_ruling_answer(
        scene.session, actor, ruling.case_id, ruling.id, entry, **scene.on(on)
    )


def _court_term(scene: Scene, hearing: CaseHearing) -> None:
    """A term the court broke, with the act that answers it still a draft or just brought."""
    case = scene.session.get_one(AdminCase, hearing.case_id)
    breach = cases.mark_court_term_breach(
        scene.session,
        scene.team.assistants[1],
        case.id,
        step=CourtStep.DECIDED.value,
        description=wording.COURT_TERM,
        found_on=hearing.day,
        **scene.on(hearing.day),
    )
    fate = "brought" if case.id % 2 else "draft"
    _act(scene, (CASE.kind, case.id), (breach.id,), hearing.day, fate)


def _found_by_studies(scene: Scene) -> list[list[Breach]]:
    """The open breaches of the latest files in which a study found some, file by file."""
    statement = (
        select(Breach)
        .where(
            Breach.office_id == scene.team.head.office_id,
            Breach.subject_kind == FILE.kind,
            Breach.removed_on.is_(None),
            Breach.found_on <= scene.today - timedelta(days=15),
        )
        .order_by(Breach.found_on.desc(), Breach.subject_id, Breach.id)
    )
    found: dict[int, list[Breach]] = {}
    for breach in scene.session.scalars(statement):
        found.setdefault(breach.subject_id, []).append(breach)
    return list(found.values())


def _act(
    scene: Scene, subject: tuple[str, int], breaches: tuple[int, ...], found_on: date, fate: str
) -> None:
    """An act of response as far as its story has come."""
    act = _drafted(scene, subject, breaches, found_on)
    if fate == "draft":
        return
    brought_on = scene.after(found_on, 2)
    late = scene.today - timedelta(days=3)
    _brought(scene, act, brought_on, late if fate == "overdue" else brought_on + timedelta(days=30))
    if fate == "withdrawn":
        on = scene.after(brought_on, 1)
        responses.withdraw_act(
            scene.session,
            scene.team.head,
            act.id,
            withdrawn_on=on,
            reason="Жолданған мекенжай қате.",
            version=None,
            house=_house(scene, on),
        )
    elif fate in ("answered", "closed"):
        _result(scene, act, breaches, scene.after(brought_on, 8), is_closed=fate == "closed")


def _result(
    scene: Scene, act: ResponseAct, breaches: tuple[int, ...], on: date, *, is_closed: bool
) -> None:
    """The answer to an act; a closed one removed its breaches and somebody was held liable."""
    actor, house = scene.team.assistants[0], _house(scene, on)
    measures = scene.chance.choice(wording.MEASURES)
    outcome = Outcome.GRANTED if is_closed else Outcome.GRANTED_IN_PART
    answer = AnswerEntry(on, outcome.value, measures)
    responses.record_answer(scene.session, actor, act.id, answer, version=None, house=house)
    post, liability = scene.chance.choice(wording.LIABLE)
    responses.record_held_liable(
        scene.session,
        actor,
        act.id,
        LiableEntry(scene.teller.person(), post, liability, on),
        idempotency_key=scene.key(),
        house=house,
    )
    if not is_closed:
        return
    for breach_id in breaches:
        responses.record_removal(
            scene.session,
            actor,
            act.id,
            breach_id,
            removed_on=on,
            note=measures,
            version=None,
            house=house,
        )
    responses.close_act(
        scene.session, actor, act.id, closed_on=on, note=measures, version=None, house=house
    )


def _drafted(
    scene: Scene,
    subject: tuple[str, int],
    breaches: tuple[int, ...],
    on: date,
    ruling_id: int | None = None,
) -> ResponseAct:
    kind, addressee, demand = scene.chance.choice(wording.RESPONSES)
    if subject[0] == CASE.kind:
        kind, addressee = ResponseKind.REPRESENTATION.value, "Мамандандырылған сот төрағасы"
    entry = ActEntry(kind, addressee, demand, breach_ids=breaches, ruling_id=ruling_id)
    return responses.draft_act(
        scene.session,
        scene.team.assistants[0],
        subject,
        entry,
        idempotency_key=scene.key(),
        house=_house(scene, on),
    )


def _brought(scene: Scene, act: ResponseAct, on: date, answer_by: date) -> None:
    sent = BringEntry(f"2-15-{act.id + 100}", on, max(answer_by, on))
    responses.bring_act(
        scene.session, scene.team.head, act.id, sent, version=None, house=_house(scene, on)
    )


def _house(scene: Scene, on: date) -> House:
    """The rooms whose subjects these acts are about, on that day."""
    return House({room.kind: room for room in (CASE, FILE)}, scene.law, on)
