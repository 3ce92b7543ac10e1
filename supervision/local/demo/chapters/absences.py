"""Who is away: a leave behind, one that lasts, one to come, a short illness now and then."""

from __future__ import annotations

from datetime import timedelta

from supervision.local.demo.scene import Scene
from supervision.offices import operations as offices
from supervision.offices.rules import AbsenceEntry, AbsenceKind


def tell(scene: Scene) -> None:
    """The absences of the assistants, entered by their head; each stands in for the other."""
    one, other = scene.team.assistants[:2]
    shift = timedelta(days=scene.chance.randint(-45, 12))
    begins = scene.teller.working(scene.today + shift)
    told = [
        (one, other, AbsenceKind.LEAVE, begins, scene.chance.choice((13, 20, 29))),
        (other, one, AbsenceKind.LEAVE, begins - timedelta(days=120), 20),
    ]
    if scene.chance.random() < 0.4:
        kind = scene.chance.choice((AbsenceKind.SICK, AbsenceKind.BUSINESS_TRIP))
        told.append((other, one, kind, begins + timedelta(days=35), 4))
    for person, substitute, kind, day, lasts in told:
        offices.enter_absence(
            scene.session,
            scene.team.head,
            person.user_id or 0,
            AbsenceEntry(kind, day, day + timedelta(days=lasts), substitute.user_id),
            idempotency_key=scene.key(),
        )
