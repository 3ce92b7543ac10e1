"""The oblast informs the Department of the outcome of the GPO's protest, and sends it the copies of
the court's rulings (`2015 ¶15`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases.operations import tell
from supervision.cases.operations.within import demand_version
from supervision.cases.rules import KIND as CASE
from supervision.core.access import Actor
from supervision.core.errors import Forbidden, Problem, Refused
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.models import Duty
from supervision.duties.queries import when
from supervision.duties.rules import DutyState, Event, LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.protests.models import OutcomeReport, Protest
from supervision.protests.operations.within import acting_name, held, note
from supervision.protests.policy import demand_inform
from supervision.protests.queries.protests import Dossier, report_of
from supervision.protests.rules import (
    REPORT_KIND,
    CopiesEntry,
    InformEntry,
    copies_problems,
    inform_problems,
    is_on_merits,
)

INFORM_RULE = "2015/15/inform_department"


def inform_department(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: InformEntry,
    *,
    lateness: Lateness | None = None,
    law: Lawbook,
    today: date,
) -> OutcomeReport:
    """Record that the Department was informed: day, way, number; late, also cause and unit.

    A second record gives the first. Raises NotFound, Forbidden, Refused.
    """
    found = _considered(session, actor, protest_id)
    protest = found.protest
    first = report_of(session, protest.id)
    if first is not None:
        return first
    entry = replace(entry, number=written(entry.number))
    problems = list(inform_problems(entry, protest.outcome_on or today, today))
    late = is_report_late(session, protest, entry.informed_on)
    unit = written(lateness.unit) if lateness is not None else ""
    if late and not unit:
        words = "The Department was informed late: name the cause and the unit."
        problems.append(Problem(words, "late_cause"))
    refuse(problems)
    made = OutcomeReport(
        protest_id=protest.id,
        office_id=protest.office_id,
        author_office_id=actor.office_id or 0,
        informed_by=acting_name(actor),
        **asdict(entry),
    )
    if late and lateness is not None:
        made.late_cause, made.late_unit = lateness.cause.value, unit
        made.late_note = written(lateness.note)
    session.add(made)
    after = {**asdict(entry), "late": made.late_cause}
    note(session, protest, "inform_department", after, actor=actor)
    _follow(session, actor, protest, made, law=law, today=today)
    return made


def send_ruling_copies(
    session: Session,
    actor: Actor,
    protest_id: int,
    entry: CopiesEntry,
    *,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> OutcomeReport:
    """Record that the copies of the court's rulings were sent to the Department.

    Raises NotFound, Forbidden, Stale; Refused before it was informed, or a second time.
    """
    found = _considered(session, actor, protest_id)
    protest = found.protest
    report = report_of(session, protest.id)
    if report is None:
        raise Refused("Record first that the Department was informed of the outcome.")
    demand_version(report.version, version)
    if report.copies_sent_on is not None:
        raise Refused("The copies are recorded as sent already.")
    entry = replace(entry, copies_number=written(entry.copies_number))
    refuse(copies_problems(entry, protest.outcome_on or today, today))
    report.copies_sent_on, report.copies_number = entry.copies_sent_on, entry.copies_number
    report.copies_sent_by = acting_name(actor)
    note(session, protest, "send_ruling_copies", asdict(entry), actor=actor)
    _follow(session, actor, protest, report, law=law, today=today)
    return report


def report_events(report: OutcomeReport) -> Sequence[Event]:
    """What the report tells of the case, under the key of the considered protest."""
    key, late = f"protest-{report.protest_id}", None
    if report.late_cause is not None:
        cause = LateCause(report.late_cause)
        late = Lateness(cause, report.late_unit or "", report.late_note or "")
    events = [Event("department_informed", report.informed_on, key=key, lateness=late)]
    if report.copies_sent_on is not None:
        events.append(Event("ruling_copies_sent", report.copies_sent_on, key=key))
    return events


def is_report_late(session: Session, protest: Protest, on: date) -> bool:
    """Whether informing the Department on that day comes after the duty's day (`2015 ¶15`)."""
    statement = select(Duty.id).where(
        Duty.subject_kind == CASE,
        Duty.subject_id == protest.case_id,
        Duty.trigger == f"gpo_protest_considered#protest-{protest.id}",
        Duty.rule == INFORM_RULE,
        Duty.state == DutyState.OPEN.value,
        when("overdue", on),
    )
    return session.scalars(statement.limit(1)).first() is not None


def demand_considered(found: Dossier) -> None:
    """Refuse any protest but the GPO's own appellate one on which the court decided."""
    protest = found.protest
    own = found.author.level == "gpo" and protest.kind == "appellate" and protest.case_id
    if not own or not is_on_merits(protest.outcome):
        raise Refused("Only of the GPO's own appellate protest the Department is informed so.")


def _considered(session: Session, actor: Actor, protest_id: int) -> Dossier:
    found = held(session, protest_id)
    demand_inform(actor, found.line)
    if actor.office_id is None:
        raise Forbidden("Only the oblast office above the case informs the Department.")
    demand_considered(found)
    return found


def _follow(
    session: Session,
    actor: Actor,
    protest: Protest,
    report: OutcomeReport,
    *,
    law: Lawbook,
    today: date,
) -> None:
    session.flush()
    source, events = (REPORT_KIND, report.id), report_events(report)
    tell(session, actor, protest.case_id or 0, source=source, events=events, law=law, today=today)
