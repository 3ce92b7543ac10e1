"""Reads of the nomenclature files and of what lies in them (`2015 ¶11`)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.cases.models import ActFiling, AdminCase, Conclusion, CourtAct, NomenclatureFile
from supervision.cases.rules.conclusions import ConclusionKind, ConclusionState
from supervision.core.errors import NotFound


class FileRow(NamedTuple):
    """A file of the nomenclature with the number of acts in it."""

    file: NomenclatureFile
    acts: int


class FilableAct(NamedTuple):
    """An act as its entry asks: the case, the place it may have already, its open conclusion."""

    act: CourtAct
    case: AdminCase
    filing: ActFiling | None
    conclusion_is_open: bool


def files(session: Session, office_ids: Sequence[int], year: int) -> list[FileRow]:
    """The files of these offices for a year, by office and index, with what lies in them."""
    entered = (
        select(func.count())
        .select_from(ActFiling)
        .where(ActFiling.file_id == NomenclatureFile.id)
        .correlate(NomenclatureFile)
        .scalar_subquery()
    )
    statement = (
        select(NomenclatureFile, entered)
        .where(NomenclatureFile.office_id.in_(office_ids), NomenclatureFile.year == year)
        .order_by(NomenclatureFile.office_id, NomenclatureFile.file_index)
    )
    return [FileRow(file, count) for file, count in session.execute(statement)]


def open_files(session: Session, office_id: int) -> list[NomenclatureFile]:
    """The files of an office that acts may be entered in, the latest year first."""
    statement = (
        select(NomenclatureFile)
        .where(NomenclatureFile.office_id == office_id, NomenclatureFile.closed_on.is_(None))
        .order_by(NomenclatureFile.year.desc(), NomenclatureFile.file_index)
    )
    return list(session.scalars(statement))


def file_of(session: Session, office_id: int, file_id: int) -> NomenclatureFile | None:
    """A file of this very office, None for any other."""
    return session.scalars(
        select(NomenclatureFile).where(
            NomenclatureFile.id == file_id, NomenclatureFile.office_id == office_id
        )
    ).first()


def get_file(session: Session, file_id: int) -> NomenclatureFile:
    """The file, if the scope shows it; raises NotFound."""
    found = session.scalars(select(NomenclatureFile).where(NomenclatureFile.id == file_id)).first()
    if found is None:
        raise NotFound
    return found


def same_file(session: Session, office_id: int, year: int, file_index: str) -> bool:
    """Whether the office has a file with this index in that year."""
    statement = select(NomenclatureFile.id).where(
        NomenclatureFile.office_id == office_id,
        NomenclatureFile.year == year,
        NomenclatureFile.file_index == file_index,
    )
    return session.scalars(statement).first() is not None


def made_file(session: Session, key: uuid.UUID) -> NomenclatureFile | None:
    """The file a form sent before with this key has made."""
    return session.scalars(
        select(NomenclatureFile).where(NomenclatureFile.idempotency_key == key)
    ).first()


def filable(session: Session, office_id: int, act_ids: Sequence[int]) -> list[FilableAct]:
    """Those of these acts that are of the office's own cases, in order of case and day."""
    pending = (
        select(Conclusion.id)
        .where(
            Conclusion.act_id == CourtAct.id,
            Conclusion.kind != ConclusionKind.REASONED.value,
            Conclusion.state != ConclusionState.APPROVED.value,
        )
        .exists()
    )
    statement = (
        select(CourtAct, AdminCase, ActFiling, pending)
        .join(AdminCase, AdminCase.id == CourtAct.case_id)
        .outerjoin(ActFiling, ActFiling.act_id == CourtAct.id)
        .where(CourtAct.id.in_(act_ids), CourtAct.office_id == office_id)
        .order_by(AdminCase.number, CourtAct.made_on, CourtAct.id)
    )
    return [FilableAct._make(row) for row in session.execute(statement)]
