"""What this room keeps of a subject follows it: to another office (`2015 ¶7`), to another name."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from supervision.responses.models import Breach, HeldLiable, ResponseAct, ResponseActBreach
from supervision.responses.queries import acts_of_subject
from supervision.responses.rules import found_by


def move_subject(session: Session, subject: tuple[str, int], to_office_id: int) -> None:
    """Put the breaches and acts of response of a subject (kind, id) into another office.

    The room that hands the subject over calls it while both offices are in reach, and tells it.
    """
    kind, subject_id = subject
    acts = select(ResponseAct.id).where(
        ResponseAct.subject_kind == kind, ResponseAct.subject_id == subject_id
    )
    act_ids = list(session.scalars(acts))
    for part in (ResponseActBreach, HeldLiable):
        session.execute(update(part).where(part.act_id.in_(act_ids)).values(office_id=to_office_id))
    for whole in (Breach, ResponseAct):
        session.execute(
            update(whole)
            .where(whole.subject_kind == kind, whole.subject_id == subject_id)
            .values(office_id=to_office_id)
        )


def rename_subject(session: Session, subject: tuple[str, int], label: str) -> None:
    """Call a subject (kind, id) in its acts as its room calls it now; that room tells the change."""
    for act in acts_of_subject(session, *subject):
        if act.subject_label != label:
            act.subject_label = label
            act.search_text = found_by(act.number, act.addressee, label, act.demand)
