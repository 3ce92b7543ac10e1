"""Taking a requested file back that a sheet entered and nobody has worked on."""

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
from supervision.studies.facts import facts_of
from supervision.studies.models import FileParty, FileSupply, FileWord
from supervision.studies.operations.within import changing, note_change
from supervision.studies.rules import KIND, FileState

_PARTS = (FileParty, FileWord, FileSupply)
_ENTERED_BY = "studies.register_request"


def take_back_request(
    session: Session, actor: Actor, file_id: int, *, law: Lawbook, today: date
) -> None:
    """Take a file of a sheet away, and drop the duties it opened; the audit keeps what it was.

    Raises NotFound, Forbidden; Refused once anything was recorded on it or decided on its duties.
    """
    file, chain = changing(session, file_id, None, *FileState, actor=actor)
    worked = worked_on(session, KIND, file.id, entered_by=_ENTERED_BY)
    if worked or decided_by_hand(session, KIND, file.id):
        raise Refused(BUILT_UPON)
    subject, _facts = facts_of(file, [], [], chain)
    before = {
        "number": file.number,
        "registration_number": file.registration_number,
        "requested_on": file.requested_on,
        "supply_by": file.supply_by,
        "received_on": file.received_on,
    }
    note_change(session, actor, file, "take_back_request", {}, before)
    remove(session, file, [delete(part).where(part.file_id == file.id) for part in _PARTS])
    sync(session, actor, subject, Facts(()), law=law, today=today)
