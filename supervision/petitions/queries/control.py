"""The lists of the chiefs: late courts, longer terms, overdue and near petitions; the forwarded ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow, office_name, when
from supervision.duties.queries import columns as duty_columns
from supervision.duties.rules import DutyState
from supervision.offices.models import Office, UserAccount
from supervision.petitions.models import (
    Petition,
    PetitionCheck,
    PetitionExtension,
    PetitionRequest,
    PetitionTransfer,
)
from supervision.petitions.rules import CHECK_KIND, KIND
from supervision.petitions.rules.intake import CLOSED

MOST_ROWS = 200


class ExtendedRow(NamedTuple):
    """An open petition whose term was extended."""

    petition_id: int
    year: int
    sequence: int
    petitioner_name: str
    office_name: str
    decided_on: date
    until_on: date
    reason: str
    decided_by: str


def open_duties(
    session: Session, office_ids: Sequence[int], column: str, today: date, language: str
) -> list[DutyRow]:
    """Open duties about petitions whose day is in `column` (overdue, due_soon), nearest first."""
    return _duties(session, office_ids, column, today, language, outside=False)


def late_courts(
    session: Session, office_ids: Sequence[int], today: date, language: str
) -> list[DutyRow]:
    """Courts that have not performed a request for a case in their term, the latest first (`¶18`)."""
    return _duties(session, office_ids, "overdue", today, language, outside=True)


def late_addressees(session: Session, duty_ids: Sequence[int]) -> dict[int, str]:
    """Which court each of these duties of an outside body is about."""
    trigger = func.concat("case_request_received_by_court#request-", PetitionRequest.id)
    statement = (
        select(Duty.id, PetitionRequest.addressee)
        .join(
            PetitionRequest,
            (PetitionRequest.petition_id == Duty.subject_id) & (Duty.trigger == trigger),
        )
        .where(Duty.id.in_(duty_ids))
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def extensions(session: Session, office_ids: Sequence[int], language: str) -> list[ExtendedRow]:
    """Open petitions with a longer term, the nearest end first."""
    statement = (
        select(
            Petition.id,
            Petition.year,
            Petition.sequence,
            Petition.petitioner_name,
            office_name(language),
            PetitionExtension.decided_on,
            PetitionExtension.until_on,
            PetitionExtension.reason,
            PetitionExtension.decided_by,
        )
        .join(Petition, Petition.id == PetitionExtension.petition_id)
        .join(Office, Office.id == Petition.office_id)
        .where(
            PetitionExtension.office_id.in_(office_ids),
            Petition.state.not_in([state.value for state in CLOSED]),
        )
        .order_by(PetitionExtension.until_on, Petition.id)
        .limit(MOST_ROWS)
    )
    return [ExtendedRow._make(row) for row in session.execute(statement)]


def forwarded(
    session: Session, office_ids: Sequence[int], start: date, end: date
) -> list[PetitionTransfer]:
    """The forwardings these offices took part in, in a period, newest first."""
    statement = (
        select(PetitionTransfer)
        .where(
            PetitionTransfer.office_id.in_(office_ids),
            PetitionTransfer.forwarded_on.between(start, end),
        )
        .order_by(PetitionTransfer.forwarded_on.desc(), PetitionTransfer.id.desc())
        .limit(MOST_ROWS)
    )
    return list(session.scalars(statement))


def checks(session: Session, office_ids: Sequence[int]) -> list[PetitionCheck]:
    """Additional checks ordered of these offices, those not yet reported first (`2015 ¶27`)."""
    statement = (
        select(PetitionCheck)
        .where(PetitionCheck.office_id.in_(office_ids))
        .order_by(PetitionCheck.reported_on.is_not(None), PetitionCheck.due_on, PetitionCheck.id)
        .limit(MOST_ROWS)
    )
    return list(session.scalars(statement))


def checks_of(session: Session, petition_id: int) -> list[PetitionCheck]:
    """The additional checks ordered on one petition."""
    statement = select(PetitionCheck).where(PetitionCheck.petition_id == petition_id)
    return list(session.scalars(statement.order_by(PetitionCheck.id)))


def _duties(
    session: Session,
    office_ids: Sequence[int],
    column: str,
    today: date,
    language: str,
    *,
    outside: bool,
) -> list[DutyRow]:
    statement = (
        select(*duty_columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(
            Duty.owner_office_id.in_(office_ids),
            Duty.subject_kind.in_([KIND, CHECK_KIND]),
            Duty.state == DutyState.OPEN.value,
            Duty.outside.is_(outside),
            when(column, today),
        )
        .order_by(Duty.due_on, Duty.id)
        .limit(MOST_ROWS)
    )
    return [DutyRow._make(row) for row in session.execute(statement)]
