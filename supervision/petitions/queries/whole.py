"""Everything recorded of a petition, read in the same few statements for one or a batch.

Belongs here: gathering the rows that the law is asked with. Does not belong here: asking it
(`facts.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.offices.models import Office
from supervision.petitions.models import (
    Petition,
    PetitionConclusion,
    PetitionExtension,
    PetitionLetter,
    PetitionRequest,
    PetitionTransfer,
)

Part = TypeVar("Part")


@dataclass(frozen=True)
class Whole:
    """A petition with all its parts; `office` has it now."""

    petition: Petition
    office: Office
    requests: Sequence[PetitionRequest]
    letters: Sequence[PetitionLetter]
    transfers: Sequence[PetitionTransfer]
    extension: PetitionExtension | None
    conclusion: PetitionConclusion | None

    def letter(self, kind: str) -> PetitionLetter | None:
        """The letter of this kind, once it went out."""
        return next((each for each in self.letters if each.kind == kind), None)


def whole_of(session: Session, petition_id: int) -> Whole:
    """One petition with all its parts; raises NotFound."""
    found = wholes_of(session, [petition_id])
    if not found:
        raise NotFound
    return found[0]


def wholes_of(session: Session, ids: Sequence[int]) -> list[Whole]:
    """These petitions with all their parts, in order of id."""
    rows = session.execute(
        select(Petition, Office)
        .join(Office, Office.id == Petition.office_id)
        .where(Petition.id.in_(ids))
        .order_by(Petition.id)
    ).all()
    requests = _parts(session, PetitionRequest, ids)
    letters = _parts(session, PetitionLetter, ids)
    transfers = _parts(session, PetitionTransfer, ids)
    extensions = _parts(session, PetitionExtension, ids)
    conclusions = _parts(session, PetitionConclusion, ids)
    return [
        Whole(
            petition=petition,
            office=office,
            requests=requests.get(petition.id, []),
            letters=letters.get(petition.id, []),
            transfers=transfers.get(petition.id, []),
            extension=next(iter(extensions.get(petition.id, [])), None),
            conclusion=next(iter(conclusions.get(petition.id, [])), None),
        )
        for petition, office in rows
    ]


def _parts(session: Session, model: type[Part], ids: Sequence[int]) -> dict[int, list[Part]]:
    """The parts of these petitions by petition, in order of their ids."""
    table: Any = model
    statement = select(model).where(table.petition_id.in_(ids)).order_by(table.id)
    found: dict[int, list[Part]] = {}
    for part in session.scalars(statement):
        found.setdefault(part.petition_id, []).append(part)  # type: ignore[attr-defined]
    return found
