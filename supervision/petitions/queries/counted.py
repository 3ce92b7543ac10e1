"""What reports count of petitions: received, and how they were answered (`2002 ¶8–9, ¶12`, `2015 ¶18`).

Belongs here: one select in the shape of `core/counting.py`. Which kinds of petition an instruction
speaks of is told here, because the kinds are this room's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, cast, func, literal, select, union_all

from supervision.core.counting import Asked, Counted, Record, counted
from supervision.petitions.models import Petition, PetitionLetter
from supervision.petitions.rules import KIND
from supervision.petitions.rules.intake import PetitionKind
from supervision.petitions.rules.resolving import ANSWERS, LetterKind

PETITIONS = ("received", *(letter.value for letter in (*ANSWERS, LetterKind.RETURN)))
_OF_ACT: Mapping[str, tuple[PetitionKind, ...]] = {
    "2002": (PetitionKind.ENFORCEMENT_ACTION, PetitionKind.ENFORCEMENT_COURT_ACT),
    "2015": (PetitionKind.APPELLATE_PROTEST, PetitionKind.CASSATION_PROTEST, PetitionKind.OTHER),
}
_NUMBER = func.concat(Petition.year, "-", func.lpad(cast(Petition.sequence, Text), 4, "0"))


def petitions(asked: Asked) -> Counted:
    """Petitions of the instruction's kinds received, and the letters that ended them."""
    kinds = [kind.value for kind in _OF_ACT.get(asked.act, ())]
    received = select(
        *_columns(
            literal("received"), (KIND, Petition.id), Petition.office_id, Petition.received_on
        )
    ).where(
        Petition.kind.in_(kinds),
        Petition.office_id.in_(asked.offices),
        Petition.received_on.between(asked.start, asked.end),
    )
    letter = PetitionLetter
    ended = (
        select(
            *_columns(letter.kind, ("petition_letter", letter.id), letter.office_id, letter.sent_on)
        )
        .join(Petition, Petition.id == letter.petition_id)
        .where(
            Petition.kind.in_(kinds),
            letter.kind.in_(PETITIONS[1:]),
            letter.office_id.in_(asked.offices),
            letter.sent_on.between(asked.start, asked.end),
        )
    )
    return select(union_all(received, ended).subquery("counted"))


def _columns(key: Any, subject: tuple[str, Any], office_id: Any, day: Any) -> list[Any]:
    return counted(
        key=key,
        subject=subject,
        record=Record(KIND, Petition.id),
        office_id=office_id,
        on_day=day,
        label=_NUMBER,
        detail=Petition.petitioner_name,
    )
