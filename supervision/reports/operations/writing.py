"""A report is opened and written (`2002 ¶9–10`, `2015 ¶20, ¶28`)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from supervision.audit.operations import record
from supervision.core.access import Actor
from supervision.core.errors import NotFound, Problem, Refused, Stale
from supervision.core.problems import refuse
from supervision.core.texts import written
from supervision.law.lawbook import Lawbook
from supervision.offices.models import Office
from supervision.offices.rules import OfficeKind
from supervision.reports.models import Report, ReportText
from supervision.reports.operations.within import step
from supervision.reports.policy import demand_office, demand_write
from supervision.reports.queries import reports as queries
from supervision.reports.rules.kinds import ReportKind
from supervision.reports.rules.reports import (
    KIND,
    ReportState,
    Verb,
    period_problems,
    text_problems,
)


def open_report(
    session: Session, actor: Actor, kind: ReportKind, period_key: str, *, law: Lawbook, today: date
) -> Report:
    """Open the office's report of a period; one that is open already is given back.

    Raises Forbidden; NotFound for a kind the office has nothing to do with; Refused for a period in
    which none is owed, or that has not begun.
    """
    office = session.get(Office, demand_office(actor))
    if office is None or kind.written_at is not None:
        raise NotFound
    specialised = office.office_kind is not OfficeKind.TERRITORIAL
    if kind.role(law, office.office_level, specialised=specialised) is None:
        raise NotFound
    period = kind.period_of(law, period_key)
    binds = period is not None and kind.binds(law, period)
    refuse(period_problems(period, today, binds=binds))
    if period is None:
        raise NotFound
    made = session.scalars(
        insert(Report)
        .values(
            office_id=office.id,
            kind=kind.code,
            period=period.key,
            starts_on=period.start,
            ends_on=period.end,
            state=ReportState.DRAFT.value,
            editions=0,
        )
        .on_conflict_do_nothing(constraint="one report an office kind and period")
        .returning(Report)
    ).first()
    if made is None:
        found = queries.of_period(session, office.id, kind.code, period.key)
        if found is None:
            raise NotFound
        return found
    step(session, actor, made, Verb.OPENED)
    return made


def write_text(
    session: Session,
    actor: Actor,
    report_id: int,
    kind: ReportKind,
    section: str,
    text: str,
    *,
    version: int | None = None,
) -> ReportText:
    """Keep the words of one section of a draft. `version` is that of the text its reader saw, 0 for
    one not written yet.

    Raises NotFound, Forbidden; Stale where somebody wrote it meanwhile; Refused for a report that
    is no draft and for a text too long.
    """
    report = queries.get(session, report_id, held=True)
    demand_write(actor, report)
    if section not in {part.code for part in kind.texts}:
        raise NotFound
    if report.state != ReportState.DRAFT:
        raise Refused("An approved report is not written on: open it again first.")
    kept = queries.texts_of(session, report_id).get(section)
    found = 0 if kept is None else kept.version
    if version is not None and version != found:
        raise Stale(found, version)
    said = written(text)
    problems: list[Problem] = list(text_problems(said))
    refuse(problems)
    if kept is None:
        kept = ReportText(
            report_id=report.id, office_id=report.office_id, section=section, text=said
        )
        session.add(kept)
    else:
        kept.text = said
    record(
        session,
        actor,
        action="reports.write_text",
        subject=(KIND, report.id),
        office_id=report.office_id,
        after={"section": section, "letters": len(said)},
    )
    return kept
