"""Loading the list of courts from a file, as an installation has it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.cases.models import Court
from supervision.cases.rules.courts import read_courts
from supervision.core.access import system_actor
from supervision.offices.models import Office
from supervision.offices.queries import all_office_ids

_COURTS_LOCK = 7_251_013
_OWN_COLUMNS = ("seat_office_id", "instance", "name_kk", "name_ru", "name_en")


@dataclass(frozen=True)
class LoadedCourts:
    """What a file did: courts added, changed, and left as they were."""

    added: int
    changed: int
    unchanged: int


def load_courts(session: Session, text: str) -> LoadedCourts:
    """Bring the courts in step with a CSV file; courts it does not name stay as they are.

    A court keeps its id for good, found again by its code. Raises Refused naming row and field of
    everything wrong, and then changes nothing. Done by the house: no page calls it.
    """
    session.execute(select(func.pg_advisory_xact_lock(_COURTS_LOCK)))
    offices = dict(session.execute(select(Office.code, Office.id)).all())
    rows = read_courts(text, frozenset(offices))
    courts = {court.code: court for court in session.scalars(select(Court))}
    house = system_actor(all_office_ids(session))
    added = changed = 0
    for row in rows:
        after = {
            "seat_office_id": offices[row.office_code],
            "instance": row.instance.value,
            "name_kk": row.name_kk,
            "name_ru": row.name_ru,
            "name_en": row.name_en,
        }
        court = courts.get(row.code)
        before = None
        if court is None:
            court = Court(code=row.code, **after)
            session.add(court)
            added += 1
        else:
            before = {column: getattr(court, column) for column in _OWN_COLUMNS}
            if before == after:
                continue
            for column, value in after.items():
                setattr(court, column, value)
            changed += 1
        session.flush()
        record(
            session,
            house,
            action="cases.load_courts",
            subject=("court", court.id),
            before=before,
            after=after,
        )
    return LoadedCourts(added, changed, len(rows) - added - changed)
