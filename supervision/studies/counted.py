"""What reports count of requested files: their way, and the breaches a study found (`2002 ¶6, ¶9`).

Belongs here: one select a section, in the shape of `core/counting.py`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal, select, union_all

from supervision.core.counting import Asked, Counted, Record, counted
from supervision.studies.models import RequestedFile, StudyAnswer
from supervision.studies.rules import KIND, Answer

FILES = ("requested", "received", "studied", "returned")
_FILE = Record(KIND, RequestedFile.id)


def files(asked: Asked) -> Counted:
    """Files requested, received, studied and given back in the period."""
    days = (
        RequestedFile.requested_on,
        RequestedFile.received_on,
        RequestedFile.studied_on,
        RequestedFile.returned_on,
    )
    parts = [_files(key, day, asked) for key, day in zip(FILES, days, strict=True)]
    return select(union_all(*parts).subquery("counted"))


def study_points(asked: Asked) -> Counted:
    """The answers of studies by point, a "no" above the line; what does not apply is left out."""
    columns = counted(
        key=StudyAnswer.point,
        subject=(KIND, RequestedFile.id),
        record=_FILE,
        office_id=RequestedFile.office_id,
        on_day=RequestedFile.studied_on,
        label=RequestedFile.number,
        detail=StudyAnswer.note,
        counts=StudyAnswer.answer == Answer.NO.value,
    )
    return (
        select(*columns)
        .join(StudyAnswer, StudyAnswer.file_id == RequestedFile.id)
        .where(
            RequestedFile.office_id.in_(asked.offices),
            RequestedFile.studied_on.between(asked.start, asked.end),
            StudyAnswer.answer.in_([Answer.YES.value, Answer.NO.value]),
        )
    )


def _files(key: str, day: Any, asked: Asked) -> Any:
    columns = counted(
        key=literal(key),
        subject=(KIND, RequestedFile.id),
        record=_FILE,
        office_id=RequestedFile.office_id,
        on_day=day,
        label=RequestedFile.number,
        detail=RequestedFile.subject,
    )
    return select(*columns).where(
        RequestedFile.office_id.in_(asked.offices), day.between(asked.start, asked.end)
    )
