"""Reads of reports by period: one of an office, those that came from below, their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from supervision.core.errors import NotFound
from supervision.law.period import Period
from supervision.offices.models import Office
from supervision.offices.queries import children
from supervision.reports.models import Report, ReportEdition, ReportStep, ReportText
from supervision.reports.rules.reports import ARRIVED, EARLIER


class Arrival(NamedTuple):
    """An office right below, its report of the kind and period, and the report's last edition."""

    office: Office
    report: Report | None
    edition: ReportEdition | None

    @property
    def has_come(self) -> bool:
        """Whether the report was sent and not given back."""
        return self.report is not None and self.report.state in ARRIVED


def get(session: Session, report_id: int, *, held: bool = False) -> Report:
    """The report, if the scope shows it; `held` for a change of it. Raises NotFound."""
    found = session.get(Report, report_id, with_for_update=held or None, populate_existing=held)
    if found is None:
        raise NotFound
    return found


def of_period(session: Session, office_id: int, kind: str, period: str) -> Report | None:
    """The report of an office for a period, or None while nobody opened it."""
    return session.scalars(
        select(Report).where(
            Report.office_id == office_id, Report.kind == kind, Report.period == period
        )
    ).first()


def of_office(
    session: Session, office_id: int, periods: Sequence[str]
) -> dict[tuple[str, str], Report]:
    """The reports of an office in these periods, by kind and period."""
    statement = select(Report).where(Report.office_id == office_id, Report.period.in_(periods))
    return {(report.kind, report.period): report for report in session.scalars(statement)}


def edition_of(session: Session, report: Report) -> ReportEdition | None:
    """What the report says since its last approval; None before the first."""
    return session.scalars(
        select(ReportEdition).where(
            ReportEdition.report_id == report.id, ReportEdition.number == report.editions
        )
    ).first()


def earlier_editions(session: Session, report: Report) -> list[tuple[ReportEdition, Report]]:
    """The last edition of each earlier report of the same office and kind, the latest first."""
    statement = (
        select(ReportEdition, Report)
        .join(
            Report,
            and_(Report.id == ReportEdition.report_id, Report.editions == ReportEdition.number),
        )
        .where(
            Report.office_id == report.office_id,
            Report.kind == report.kind,
            Report.starts_on < report.starts_on,
        )
        .order_by(Report.starts_on.desc())
        .limit(EARLIER)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def periods_of(found: Sequence[tuple[ReportEdition, Report]]) -> list[tuple[int, Period]]:
    """These editions by id with the periods of their reports."""
    return [(edition.id, Period.from_key(report.period)) for edition, report in found]


def edition_of_period(
    session: Session, office_id: int, kind: str, period: Period
) -> ReportEdition | None:
    """What the office's report of that period says; None where none was approved."""
    report = of_period(session, office_id, kind, period.key)
    return None if report is None else edition_of(session, report)


def texts_of(session: Session, report_id: int) -> dict[str, ReportText]:
    """The texts of a draft by section."""
    statement = select(ReportText).where(ReportText.report_id == report_id)
    return {row.section: row for row in session.scalars(statement)}


def steps_of(session: Session, report_id: int) -> list[ReportStep]:
    """The way of a report, the first step first."""
    statement = select(ReportStep).where(ReportStep.report_id == report_id)
    return list(session.scalars(statement.order_by(ReportStep.id)))


def arrivals(session: Session, office_id: int, kind: str, period: str) -> list[Arrival]:
    """Every office right below that gives its part, with what came of it."""
    offices = children(session, office_id)
    statement = (
        select(Report, ReportEdition)
        .outerjoin(
            ReportEdition,
            and_(ReportEdition.report_id == Report.id, ReportEdition.number == Report.editions),
        )
        .where(
            Report.office_id.in_([office.id for office in offices]),
            Report.kind == kind,
            Report.period == period,
        )
    )
    found = {report.office_id: (report, edition) for report, edition in session.execute(statement)}
    return [Arrival(office, *found.get(office.id, (None, None))) for office in offices]
