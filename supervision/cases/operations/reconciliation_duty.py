"""The quarter's duty of reconciliation: its last day, and how it closes (`2015 ¶7`).

Belongs here: what ties a reconciliation to the recurring duty of an office. Does not belong here:
the reconciliation itself (`reconciliation.py`).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from supervision.cases.models import Reconciliation
from supervision.cases.policy import demand_registration
from supervision.cases.queries import reconciliation as queries
from supervision.cases.queries.reconciliation import Copy
from supervision.cases.rules.reconciliation import RULE, quarter_of, quarter_problems
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.operations import fulfil_recurring, record_fulfilment
from supervision.duties.queries import recurring_duty
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.law.period import Period
from supervision.offices.models import Office


def record_no_counterpart(
    session: Session,
    actor: Actor,
    *,
    quarter: str,
    note: str,
    lateness: Lateness | None = None,
    law: Lawbook,
    today: date,
) -> None:
    """Close the quarter's duty of an office that has nobody to reconcile with at its seat (`¶7`).

    The paragraph names every territorial and specialised office, so the duty is opened for all; who
    stands at a seat is judged and answered for by a person. Raises Forbidden; Refused while there
    is such an office, without words on it, and where no duty of that quarter is open.
    """
    office = office_of(session, demand_registration(actor))
    period = period_of(law, quarter, today)
    note = written(note)
    problems = []
    if queries.counterparts(session, office, period):
        problems.append(Problem("There is an office at the seat to reconcile with.", "quarter"))
    if not note:
        problems.append(Problem("Say on what this rests.", "note"))
    duty = recurring_duty(session, office.id, RULE, period.key, held=True)
    if duty is None:
        problems.append(Problem("No duty of this quarter is open.", "quarter"))
    refuse(problems)
    if duty is not None:
        record_fulfilment(
            session,
            actor,
            duty.id,
            done_on=today,
            document=note,
            today=today,
            lateness=lateness,
        )


def due_on(session: Session, one: Reconciliation, law: Lawbook) -> date | None:
    """The last day of the act for the office that keeps this copy: its duty's, else the law's."""
    duty = recurring_duty(session, one.office_id, RULE, one.quarter)
    return (
        duty.due_on
        if duty is not None
        else law.recurring_due(RULE, Period.from_key(one.quarter)).due_on
    )


def close_duty(session: Session, actor: Actor, copy: Copy) -> None:
    """Close the office's duty of the quarter, once all its opened reconciliations are signed.

    Who signed in time but waited for the other side is late through no fault of its own.
    """
    head = copy.head
    signed = [each.signed_on for each in queries.of_quarter(session, head.office_id, head.quarter)]
    days = [day for day in signed if day is not None]
    duty = recurring_duty(session, head.office_id, RULE, head.quarter, held=True)
    if duty is None or len(days) < len(signed):
        return
    own = copy.own
    if own.late_cause is not None and own.late_unit is not None:
        lateness = Lateness(LateCause(own.late_cause), own.late_unit, own.late_note or "")
    else:
        other = office_of(session, head.other_id)
        lateness = Lateness(LateCause.AWAITED_OTHER_BODY, other.name_kk)
    fulfil_recurring(
        session, actor, duty, done_on=max(days), document=head.number, lateness=lateness
    )


def office_of(session: Session, office_id: int) -> Office:
    """The office; raises NotFound."""
    office = session.get(Office, office_id)
    if office is None:
        raise NotFound
    return office


def period_of(law: Lawbook, key: str, today: date) -> Period:
    """The quarter with this key; Refused before it begins and where none was owed in it."""
    quarter = quarter_of(key)
    binds = quarter is not None and law.recurring_due(RULE, quarter).edition is not None
    refuse(quarter_problems(quarter, today, binds=binds))
    if quarter is None:
        raise NotFound
    return quarter
