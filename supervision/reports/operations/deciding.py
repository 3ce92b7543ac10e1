"""A report is approved, opened again, sent and answered (`2002 ¶9–10`, `2015 ¶20, ¶28`).

Belongs here: the head's approval, which freezes figures and the cases behind them; the way up and
back. Does not belong here: writing (`writing.py`), the statements that count.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.duties.operations import fulfil_recurring
from supervision.duties.queries import recurring_duty
from supervision.duties.rules import Lateness, is_late
from supervision.offices.models import Office
from supervision.reports.models import Report, ReportEdition, ReportLine
from supervision.reports.operations.within import demand_step, demand_version, step
from supervision.reports.policy import demand_answer, demand_approve, demand_write
from supervision.reports.queries import figures
from supervision.reports.queries import reports as queries
from supervision.reports.queries.figures import Source
from supervision.reports.queries.sources import Line, filled, source_of, tail_lines
from supervision.reports.rules.kinds import ReportKind
from supervision.reports.rules.reports import Verb
from supervision.reports.sections import SECTIONS


def approve(
    session: Session,
    actor: Actor,
    report_id: int,
    kind: ReportKind,
    *,
    version: int | None = None,
    now: datetime,
    today: date,
) -> ReportEdition:
    """Approve a report: its figures, the cases behind them and its texts stand from now on.

    What becomes known later belongs to the tail of the next report. Raises NotFound, Forbidden,
    Stale; Refused where the report is no draft.
    """
    report = _held(session, report_id, version)
    demand_approve(actor, report)
    demand_step(report, Verb.APPROVED)
    source = source_of(session, report, kind, as_of=today)
    texts = queries.texts_of(session, report.id)
    edition = ReportEdition(
        report_id=report.id,
        office_id=report.office_id,
        number=report.editions + 1,
        as_of=today,
        frozen_at=now,
        approved_by=actor.name,
        texts={section: row.text for section, row in sorted(texts.items())},
        parts=sorted(source.taken),
    )
    session.add(edition)
    session.flush()
    _freeze(session, report, kind, edition, source)
    report.editions = edition.number
    step(session, actor, report, Verb.APPROVED, after={"edition": edition.number})
    for rule in kind.also_closes:
        _fulfil(session, actor, report, rule, None, today=today)
    return edition


def reopen(
    session: Session,
    actor: Actor,
    report_id: int,
    *,
    reason: str,
    version: int | None = None,
) -> Report:
    """Open an approved report, or one sent back, to be written on; the next approval makes a new
    edition, and what the earlier one froze stays to be read.

    Raises NotFound, Forbidden, Stale; Refused for a report that is sent, and without a reason.
    """
    report = _held(session, report_id, version)
    demand_approve(actor, report)
    said = written(reason)
    demand_step(report, Verb.REOPENED, said)
    step(session, actor, report, Verb.REOPENED, said)
    return report


def send(
    session: Session,
    actor: Actor,
    report_id: int,
    kind: ReportKind,
    *,
    lateness: Lateness | None = None,
    version: int | None = None,
    today: date,
) -> Report:
    """Send an approved report up; it closes the office's duty of the period, late with the cause.

    Raises NotFound, Forbidden, Stale; Refused where the report is not approved, or is late and no
    cause is named.
    """
    report = _held(session, report_id, version)
    demand_write(actor, report)
    demand_step(report, Verb.SENT)
    if is_send_late(session, report, kind, today) and (lateness is None or not lateness.unit):
        message = "This is after the term: name the cause and the unit at fault."
        refuse([Problem(message, "late_cause")])
    _fulfil(session, actor, report, kind.rule, lateness, today=today)
    step(session, actor, report, Verb.SENT)
    return report


def accept(session: Session, actor: Actor, report_id: int, *, version: int | None = None) -> Report:
    """Accept a report that came from below. Raises NotFound, Forbidden, Stale, Refused."""
    report = _answered(session, actor, report_id, version)
    demand_step(report, Verb.ACCEPTED)
    step(session, actor, report, Verb.ACCEPTED)
    return report


def send_back(
    session: Session,
    actor: Actor,
    report_id: int,
    *,
    remarks: str,
    version: int | None = None,
) -> Report:
    """Send a report back with remarks; its figures are no longer taken in above.

    The duty stays closed: the report was presented. Raises NotFound, Forbidden, Stale, Refused.
    """
    report = _answered(session, actor, report_id, version)
    said = written(remarks)
    demand_step(report, Verb.RETURNED, said)
    step(session, actor, report, Verb.RETURNED, said)
    return report


def is_send_late(session: Session, report: Report, kind: ReportKind, on: date) -> bool:
    """Whether sending on that day comes after the day of the office's duty."""
    duty = recurring_duty(session, report.office_id, kind.rule, report.period)
    return duty is not None and is_late(duty.due_on, on)


def _held(session: Session, report_id: int, version: int | None) -> Report:
    report = queries.get(session, report_id, held=True)
    demand_version(report, version)
    return report


def _answered(session: Session, actor: Actor, report_id: int, version: int | None) -> Report:
    report = queries.get(session, report_id, held=True)
    demand_answer(actor, session.get_one(Office, report.office_id))
    demand_version(report, version)
    return report


def _fulfil(
    session: Session,
    actor: Actor,
    report: Report,
    rule: str,
    lateness: Lateness | None,
    *,
    today: date,
) -> None:
    """Close the office's duty of the period by the report, where one is open."""
    duty = recurring_duty(session, report.office_id, rule, report.period, held=True)
    if duty is not None:
        document = f"{report.kind} {report.period}"
        fulfil_recurring(session, actor, duty, done_on=today, document=document, lateness=lateness)


def _freeze(
    session: Session, report: Report, kind: ReportKind, edition: ReportEdition, source: Source
) -> None:
    """Keep the things of every section, then the lines added up from the kept things."""
    for code in kind.facts:
        figures.freeze(session, SECTIONS[code], source, (edition.id, report.office_id))
    kept = figures.frozen_tallies(session, edition.id)
    rows = []
    for code in kind.facts:
        section = SECTIONS[code]
        lines = filled(session, report, section, source, kept.get((code, False), {}))
        tail = tail_lines(section, kept.get((code, True), {}))
        rows += [_row(edition, code, place, line) for place, line in enumerate((*lines, *tail))]
    if rows:
        session.execute(insert(ReportLine).inline(), rows)


def _row(edition: ReportEdition, section: str, place: int, line: Line) -> dict[str, object]:
    row: dict[str, object] = {
        "edition_id": edition.id,
        "office_id": edition.office_id,
        "section": section,
        "of_tail": line.before is None,
        "key": line.key,
        "place": place,
        "counted": line.now.counted,
        "out_of": line.now.out_of,
        "amount": line.now.amount,
    }
    for name, beside in (("before", line.before), ("year_ago", line.year_ago)):
        row[f"{name}_counted"] = None if beside is None else beside.counted
        row[f"{name}_out_of"] = None if beside is None else beside.out_of
        row[f"{name}_amount"] = None if beside is None else beside.amount
    return row
