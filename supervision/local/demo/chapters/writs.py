"""Enforcement documents and their lives: fulfilled, suspended, returned, overdue, sent to another office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from supervision.core.access import Actor
from supervision.enforcement import operations as enforcement
from supervision.enforcement.models import ControlCard, EnforcementDocument
from supervision.enforcement.queries.transfers import in_transit
from supervision.enforcement.rules.events import EventEntry
from supervision.law.enforcement.events import EventKind
from supervision.local.demo.scene import Scene
from supervision.local.demo.writ_story import Clerk
from supervision.offices.models import Office
from supervision.offices.queries import children

K = EventKind


@dataclass(frozen=True)
class Plan:
    """A document of a row that came so many days ago, and how far its life has come."""

    row: int
    ago: int
    fate: str


PLANS = (
    Plan(15, 75, "overdue"),
    Plan(20, 50, "arrears"),
    Plan(9, 60, "partly"),
    Plan(17, 40, "fulfilled"),
    Plan(32, 35, "sanction"),
    Plan(15, 30, "suspended"),
    Plan(11, 90, "returned"),
    Plan(9, 100, "late_ending"),
    Plan(15, 12, "sent"),
    Plan(37, 9, "open"),
    Plan(17, 2, "awaiting"),
    Plan(15, 15, "refused"),
)


def tell(scene: Scene) -> None:
    """The office's documents."""
    actor = scene.team.assistants[0]
    with scene.as_(actor):
        office = scene.session.get_one(Office, actor.office_id)
        clerk = Clerk(scene.chance, scene.teller, scene.today, office.code)
        for number, plan in enumerate(scene.some(PLANS), start=1):
            _live(scene, actor, clerk, plan, number)


def _live(scene: Scene, actor: Actor, clerk: Clerk, plan: Plan, number: int) -> None:
    """One document from its card as far as its fate has come."""
    received = scene.ago(plan.ago)
    ruled = scene.after(received, 2)
    entry = clerk.card(number, plan.row, received)
    decision: EventEntry | None = EventEntry(
        K.INITIATED, ruled, serial_number=f"{clerk.code}/{received:%y}-{number:05}"
    )
    if plan.fate == "refused":
        decision = EventEntry(K.REFUSED, ruled, ground="4", addressee=entry.claimant_name)
    if plan.fate == "awaiting":
        decision = None
    document = enforcement.register_document(
        scene.session,
        actor,
        entry,
        decision,
        idempotency_key=scene.key(),
        today=scene.today,
    )
    for kind, days, given in _steps(plan.fate, document):
        _record(scene, actor, document, EventEntry(kind, scene.after(ruled, days), **given))
    if plan.fate == "sent":
        _send(scene, actor, document, scene.after(ruled, 4))


def _steps(
    fate: str, document: EnforcementDocument
) -> tuple[tuple[EventKind, int, dict[str, Any]], ...]:
    """What follows the initiation: kinds, working days after it, and what each asks for."""
    claim = document.claim or Decimal(0)
    third, tenth = (claim / 3).quantize(Decimal(1)), (claim / 10).quantize(Decimal(1))
    lives: dict[str, tuple[tuple[EventKind, int, dict[str, Any]], ...]] = {
        "partly": ((K.PARTLY_RECOVERED, 10, {"amount": third}),),
        "arrears": (
            (K.PERIODIC, 3, {}),
            (K.ARREARS, 20, {"amount": claim * 4}),
        ),
        "fulfilled": ((K.FULFILLED, 15, {}),),
        "sanction": ((K.FULFILLED, 12, {}), (K.SANCTION_PAID, 14, {"amount": tenth})),
        "suspended": ((K.SUSPENDED, 8, {"ground": "6"}),),
        "returned": ((K.RETURNED, 40, {"ground": "2"}),),
        "late_ending": ((K.PARTLY_RECOVERED, 20, {"amount": third}), (K.FULFILLED, 66, {})),
    }
    return lives.get(fate, ())


def _record(scene: Scene, actor: Actor, document: EnforcementDocument, entry: EventEntry) -> None:
    enforcement.record_event(
        scene.session, actor, document.id, entry, idempotency_key=scene.key(), today=scene.today
    )


def _send(
    scene: Scene, actor: Actor, document: EnforcementDocument, on: date
) -> ControlCard | None:
    """The document goes to the next district of the oblast."""
    siblings = children(scene.session, scene.team.above.office_id or 0)
    others = [office.id for office in siblings if office.id != actor.office_id]
    if not others:
        return None
    places = sorted(others)
    later = [place for place in places if place > (actor.office_id or 0)]
    return enforcement.send_document(
        scene.session,
        actor,
        document.id,
        to_office_id=(later or places)[0],
        sent_on=on,
        idempotency_key=scene.key(),
        today=scene.today,
    )


def tell_answers(scene: Scene) -> None:
    """What neighbours sent to the team's district is accepted there, once all districts are told."""
    actor = scene.team.assistants[0]
    with scene.as_(actor):
        _answer(scene, actor)


def _answer(scene: Scene, actor: Actor) -> None:
    """Whatever came from a neighbour four days ago or earlier is accepted."""
    waiting = in_transit(scene.session, [actor.office_id or 0], incoming=True)
    for place, row in enumerate(waiting, start=1):
        if row.issued_on > scene.today - timedelta(days=4):
            continue
        enforcement.accept_transfer(
            scene.session,
            actor,
            row.id,
            accepted_on=scene.after(row.issued_on, 2),
            serial_number=f"T/{row.issued_on:%y}-{place:03}",
            idempotency_key=scene.key(),
            today=scene.today,
        )
