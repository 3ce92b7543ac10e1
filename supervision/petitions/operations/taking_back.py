"""Taking a petition back that a sheet entered and nobody has worked on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete
from sqlalchemy.orm import Session

from supervision.audit.queries import worked_on
from supervision.core.access import Actor
from supervision.core.errors import Refused
from supervision.core.removing import BUILT_UPON, remove
from supervision.duties.queries import decided_by_hand
from supervision.duties.rules import Facts
from supervision.duties.sync import sync
from supervision.law.lawbook import Lawbook
from supervision.petitions.facts import facts_of
from supervision.petitions.models import PetitionWord
from supervision.petitions.operations.within import changing, note_change
from supervision.petitions.queries.whole import whole_of
from supervision.petitions.rules import KIND

_ENTERED_BY = "petitions.register_petition"


def take_back_petition(
    session: Session, actor: Actor, petition_id: int, *, law: Lawbook, today: date
) -> None:
    """Take a petition of a sheet away, and drop the duties it opened; the audit keeps what it was.

    Raises NotFound, Forbidden; Refused once anything was recorded on it or decided on its duties.
    """
    petition = changing(session, petition_id, actor=actor, even_closed=True)
    worked = worked_on(session, KIND, petition.id, entered_by=_ENTERED_BY)
    if worked or decided_by_hand(session, KIND, petition.id):
        raise Refused(BUILT_UPON)
    subject, _facts = facts_of(whole_of(session, petition.id))
    before = {
        "number": petition.number,
        "kind": petition.kind,
        "received_on": petition.received_on,
        "subject": petition.subject,
    }
    note_change(session, petition, "take_back_petition", {}, before, actor=actor)
    words = delete(PetitionWord).where(PetitionWord.petition_id == petition.id)
    remove(session, petition, [words])
    sync(session, actor, subject, Facts(()), law=law, today=today)
