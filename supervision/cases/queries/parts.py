"""What pages show beside the hearings and acts of a case: names, courts, the duties they started.

Belongs here: these reads, once a page for all parts of a case. Does not belong here: the parts
themselves (`whole.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.models import Court
from supervision.cases.queries.cases import court_name
from supervision.cases.queries.whole import Whole
from supervision.cases.rules import KIND
from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow
from supervision.duties.queries import columns as duty_columns
from supervision.duties.rules import DutyState
from supervision.offices.models import Office, UserAccount


class Beside(NamedTuple):
    """What stands beside the parts of a case: names by id, duties by the trigger that began them.

    Duties that were dropped are left out.
    """

    names: Mapping[int, str]
    courts: Mapping[int, str]
    duties: Mapping[str, Sequence[DutyRow]]


def beside_of(session: Session, whole: Whole, language: str) -> Beside:
    """What stands beside the hearings and acts of this case, in three statements."""
    people = {each.prosecutor_id for each in whole.hearings if each.prosecutor_id is not None}
    courts = {each.court_id for each in whole.hearings} | {each.court_id for each in whole.acts}
    return Beside(
        names=people_names(session, people),
        courts=court_names(session, courts, language),
        duties=duties_by_trigger(session, whole.case.id, language),
    )


def people_names(session: Session, user_ids: Iterable[int]) -> dict[int, str]:
    """The names of these people, as far as the scope shows them."""
    statement = select(UserAccount.id, UserAccount.full_name).where(UserAccount.id.in_(user_ids))
    return {row[0]: row[1] for row in session.execute(statement)}


def court_names(session: Session, court_ids: Iterable[int], language: str) -> dict[int, str]:
    """The names of these courts in `language`."""
    statement = select(Court.id, court_name(language)).where(Court.id.in_(court_ids))
    return {row[0]: row[1] for row in session.execute(statement)}


def duties_by_trigger(
    session: Session, case_id: int, language: str, *, kind: str = KIND
) -> dict[str, list[DutyRow]]:
    """The duties of a case, or of another subject of `kind`, that stand, by the fact that began
    each: `hearing_set#hearing-7`.
    """
    statement = (
        select(Duty.trigger, *duty_columns(language))
        .join(Office, Office.id == Duty.owner_office_id)
        .outerjoin(UserAccount, UserAccount.id == Duty.assignee_id)
        .where(
            Duty.subject_kind == kind,
            Duty.subject_id == case_id,
            Duty.state != DutyState.DROPPED.value,
        )
        .order_by(Duty.id)
    )
    found: dict[str, list[DutyRow]] = {}
    for trigger, *row in session.execute(statement):
        found.setdefault(trigger, []).append(DutyRow._make(row))
    return found
