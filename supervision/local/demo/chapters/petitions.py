"""Petitions: in work, with files the court keeps back, extended, refused, answered (`2015 ¶17–18`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from supervision.cases.models import CourtAct
from supervision.core.access import Actor
from supervision.local.demo import wording
from supervision.local.demo.chapters.cases import own_court
from supervision.local.demo.scene import Scene
from supervision.petitions import operations as petitions
from supervision.petitions.models import Petition
from supervision.petitions.rules.examining import Extension, Ordered, Requested, RequestWay
from supervision.petitions.rules.intake import (
    CameBy,
    InForce,
    PetitionEntry,
    PetitionerKind,
    PetitionKind,
)
from supervision.petitions.rules.resolving import LetterEntry, LetterKind, ProtestTold

APPELLATE, CASSATION = PetitionKind.APPELLATE_PROTEST, PetitionKind.CASSATION_PROTEST
BAILIFFS = PetitionKind.ENFORCEMENT_ACTION
COURT_DAYS = 12  # since the court received a request that it has not performed


@dataclass(frozen=True)
class Plan:
    """What a petition is about, how many days ago it came, and how far its story has come."""

    kind: PetitionKind
    ago: int
    fate: str


@dataclass(frozen=True)
class Counter:
    """Who takes petitions in, who leads that office, whose head approves its refusals."""

    clerk: Actor
    head: Actor
    approver: Actor


PLANS = (
    Plan(APPELLATE, 1, "received"),
    Plan(APPELLATE, 5, "examined"),
    Plan(APPELLATE, 17, "court_late"),
    Plan(APPELLATE, 27, "overdue"),
    Plan(APPELLATE, 20, "extended"),
    Plan(APPELLATE, 9, "refusal"),
    Plan(APPELLATE, 13, "given_back"),
    Plan(APPELLATE, 33, "refused"),
    Plan(APPELLATE, 24, "granted"),
    Plan(APPELLATE, 29, "explained"),
    Plan(BAILIFFS, 4, "examined"),
    Plan(BAILIFFS, 22, "answered"),
)


def tell(scene: Scene) -> None:
    """The petitions of the office; those just come are about acts it knows."""
    team = scene.team
    counter = Counter(team.assistants[0], team.head, team.above)
    for plan in scene.some(PLANS):
        is_new = plan.fate in ("received", "examined") and plan.kind is APPELLATE
        live(scene, counter, plan, _act_before(scene, plan.ago) if is_new else None)


def _act_before(scene: Scene, ago: int) -> CourtAct | None:
    """The latest act of the office's cases that was made before the petition came."""
    statement = select(CourtAct).where(
        CourtAct.office_id == scene.team.head.office_id, CourtAct.made_on <= scene.ago(ago)
    )
    return scene.session.scalars(
        statement.order_by(CourtAct.made_on.desc(), CourtAct.id.desc()).limit(1)
    ).first()


def live(scene: Scene, counter: Counter, plan: Plan, act: CourtAct | None = None) -> Petition:
    """One petition from its registration as far as its story has come."""
    petition = _registered(scene, counter.clerk, plan, act)
    if plan.fate == "received":
        return petition
    day = scene.after(petition.received_on, 1)
    petitions.assign_examiner(
        scene.session,
        counter.clerk,
        petition.id,
        examiner_id=counter.clerk.user_id or 0,
        reached_on=day,
        **scene.on(day),
    )
    if plan.kind is not BAILIFFS:
        _requested(scene, counter.clerk, petition, day, is_late=plan.fate == "court_late")
    if plan.fate == "extended":
        _extended(scene, counter, petition)
    elif plan.fate in ("refusal", "given_back", "refused"):
        _refused(scene, counter, petition, plan.fate)
    elif plan.fate in ("granted", "explained", "answered"):
        _answered(scene, counter.clerk, petition, plan.fate)
    return petition


def _registered(scene: Scene, clerk: Actor, plan: Plan, act: CourtAct | None) -> Petition:
    """A petition taken in on the day it came."""
    chance, teller, day = scene.chance, scene.teller, scene.ago(plan.ago)
    woman = chance.random() < 0.5
    born = date(1960, 1, 1) + timedelta(days=chance.randint(0, 15000))
    is_free = plan.kind is BAILIFFS or plan.fate == "explained"
    entry = PetitionEntry(
        kind=plan.kind.value,
        petitioner_kind=PetitionerKind.PERSON.value,
        petitioner_name=teller.person(woman),
        address=f"{scene.team.seat}, {chance.choice(wording.STREETS)} {chance.randint(1, 120)}",
        subject=chance.choice(wording.PETITION_SUBJECTS),
        came_by=chance.choice(list(CameBy)).value,
        received_on=day,
        identity_number=teller.iin(born, woman),
        procedural_status=chance.choice(wording.STATUSES),
        case_number=f"{own_court(scene).code}-{day.year % 100}-00-3/{chance.randint(10, 99)}",
        court_name=own_court(scene).name_kk,
        act_made_on=day - timedelta(days=chance.randint(12, 25)),
        categories=() if is_free else (chance.choice(("arrest", "tax", "expulsion")),),
        entered_into_force=InForce.YES.value,
        case_id=act.case_id if act is not None else None,
        act_id=act.id if act is not None else None,
    )
    return petitions.register_petition(
        scene.session,
        clerk,
        entry,
        idempotency_key=scene.key(),
        is_new=True,
        **scene.on(day),
    )


def _requested(scene: Scene, clerk: Actor, petition: Petition, day: date, *, is_late: bool) -> None:
    """The order to request the case; the court sends it in days, or keeps it beyond its term."""
    sent_on = scene.after(day, 1)
    number = f"7-18-{scene.chance.randint(100, 999)}"
    ordered = Ordered(
        what=Requested.CASE_FILE.value,
        addressee=petition.court_name or own_court(scene).name_kk,
        content=petition.case_number,
        order_number=f"О-{scene.chance.randint(10, 99)}",
        ordered_on=day,
        request_number=number,
        sent_on=sent_on,
    )
    request = petitions.order_request(
        scene.session,
        clerk,
        petition.id,
        ordered,
        idempotency_key=scene.key(),
        **scene.on(sent_on),
    )
    taken_on = max(scene.ago(COURT_DAYS), sent_on) if is_late else scene.after(sent_on, 1)
    supplied_on = None if is_late else scene.after(taken_on, 3)
    petitions.record_request_way(
        scene.session,
        clerk,
        petition.id,
        request.id,
        RequestWay(number, sent_on, taken_on, supplied_on),
        **scene.on(supplied_on or taken_on),
    )


def _extended(scene: Scene, counter: Counter, petition: Petition) -> None:
    """A longer term by the head's decision, of which the petitioner is told."""
    decided_on = scene.after(petition.received_on, 12)
    until_on = scene.teller.working(petition.received_on + timedelta(days=45))
    with scene.as_(counter.head) as head:
        petitions.extend_petition(
            scene.session,
            head,
            petition.id,
            Extension(decided_on, until_on, wording.EXTENSION),
            **scene.on(decided_on),
        )
    told_on = scene.after(decided_on, 1)
    letter(scene, counter.clerk, petition, LetterKind.EXTENSION_NOTICE, told_on)


def _refused(scene: Scene, counter: Counter, petition: Petition, fate: str) -> None:
    """A conclusion on a refusal: waiting above, given back, or approved and answered."""
    found_on, decided_on = (scene.after(petition.received_on, days) for days in (8, 10))
    petitions.draft_refusal(
        scene.session,
        counter.clerk,
        petition.id,
        arguments=wording.REFUSAL_ARGUMENTS,
        reasons=wording.REFUSAL_REASONS,
        found_on=found_on,
        **scene.on(found_on),
    )
    if fate == "refusal":
        return
    approves = fate == "refused"
    with scene.as_(counter.approver) as approver:
        petitions.decide_refusal(
            scene.session,
            approver,
            petition.id,
            approves=approves,
            decided_on=decided_on,
            note="" if approves else wording.REFUSAL_REMARKS,
            **scene.on(decided_on),
        )
    if approves:
        letter(scene, counter.clerk, petition, LetterKind.REFUSED, scene.after(decided_on, 1))


def _answered(scene: Scene, clerk: Actor, petition: Petition, fate: str) -> None:
    """The answer that ends the petition; a granted one names its protest."""
    on = scene.after(petition.received_on, 13)
    if fate == "granted":
        protest = ProtestTold(f"2-13-{scene.chance.randint(10, 99)}", scene.after(on, -2))
        letter(scene, clerk, petition, LetterKind.GRANTED, on, protest)
        return
    letter(
        scene,
        clerk,
        petition,
        LetterKind.EXPLAINED if fate == "explained" else LetterKind.REFUSED,
        on,
    )


def letter(
    scene: Scene,
    clerk: Actor,
    petition: Petition,
    kind: LetterKind,
    on: date,
    protest: ProtestTold | None = None,
) -> None:
    """A letter to the petitioner, with its reasons where the letter has any."""
    texts = {LetterKind.REFUSED: wording.ANSWERED, LetterKind.EXPLAINED: wording.EXPLAINED}
    entry = LetterEntry(kind.value, f"7-{scene.chance.randint(100, 999)}", on, texts.get(kind, ""))
    petitions.send_letter(scene.session, clerk, petition.id, entry, protest=protest, **scene.on(on))
