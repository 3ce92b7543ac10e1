"""What the pages of reports share: the kinds as they concern the reader's office, one report whole.

Belongs here: reading for views. Does not belong here: words, or any change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow, duty_rows
from supervision.duties.rules import OFFICE
from supervision.law.lawbook import Lawbook
from supervision.law.period import Period
from supervision.offices.models import Office
from supervision.offices.rules import OfficeKind
from supervision.reports.models import Report, ReportEdition
from supervision.reports.policy import demand_read
from supervision.reports.queries import figures, sources
from supervision.reports.queries import reports as queries
from supervision.reports.queries.sources import Filled
from supervision.reports.rules.kinds import ReportKind, read_kinds
from supervision.reports.rules.reports import Role, periods_back
from supervision.reports.sections import SECTIONS


@dataclass(frozen=True)
class Owed:
    """One report as it concerns an office: the kind, its part in it, the period, how it stands."""

    kind: ReportKind
    role: Role
    period: Period
    report: Report | None
    duty: DutyRow | None
    due_on: date | None


@dataclass(frozen=True)
class Opened:
    """One report with all a page of it asks about."""

    report: Report
    kind: ReportKind
    role: Role
    office: Office
    edition: ReportEdition | None

    @property
    def is_frozen(self) -> bool:
        """Whether it says what its last approval froze, and not what the registers say today."""
        return self.edition is not None and self.report.state != "draft"


def kinds() -> tuple[ReportKind, ...]:
    """Every kind of report there is."""
    return read_kinds(frozenset(SECTIONS))


def kind_of(code: str) -> ReportKind:
    """The kind of that code; raises NotFound."""
    for kind in kinds():
        if kind.code == code:
            return kind
    raise NotFound


def role_of(kind: ReportKind, office: Office, law: Lawbook) -> Role | None:
    """What an office has to do with a kind."""
    specialised = office.office_kind is not OfficeKind.TERRITORIAL
    return kind.role(law, office.office_level, specialised=specialised)


def owed_by(
    session: Session, office: Office, law: Lawbook, *, today: date, back: int, language: str
) -> list[Owed]:
    """The reports that concern an office: of each kind the present period and the one before, and of
    `back` before these the ones that were begun or are still owed.
    """
    asked: list[tuple[ReportKind, Role, Period]] = []
    for kind in kinds():
        role, recurs = role_of(kind, office, law), kind.law_rule(law).recurs
        if role is None or recurs is None:
            continue
        asked += [
            (kind, role, period)
            for period in periods_back(recurs.every, today, back + 1)
            if kind.binds(law, period)
        ]
    periods = [period.key for _kind, _role, period in asked]
    standing = queries.of_office(session, office.id, periods)
    duties = _duties(session, office.id, [kind.rule for kind in kinds()], periods, language)
    found = [
        Owed(
            kind=kind,
            role=role,
            period=period,
            report=standing.get((kind.code, period.key)),
            duty=duties.get((kind.rule, period.key)),
            due_on=law.recurring_due(kind.rule, period).due_on,
        )
        for kind, role, period in asked
    ]
    return [each for each in found if each.report or each.duty or _is_recent(each.period, today)]


def _is_recent(period: Period, today: date) -> bool:
    """Whether it is the period of a day, or the one before."""
    return today <= period.next().end


def duty_row(session: Session, opened: Opened, language: str) -> DutyRow | None:
    """The duty of the report's office for its period, open or done."""
    report = opened.report
    found = _duties(session, report.office_id, [opened.kind.rule], [report.period], language)
    return found.get((opened.kind.rule, report.period))


def _duties(
    session: Session, office_id: int, rules: Sequence[str], periods: Sequence[str], language: str
) -> dict[tuple[str, str], DutyRow]:
    statement = (
        select(Duty.rule, Duty.trigger, Duty.id)
        .where(
            Duty.subject_kind == OFFICE,
            Duty.subject_id == office_id,
            Duty.rule.in_(rules),
            Duty.trigger.in_(periods),
        )
        .order_by(Duty.id)
    )
    keys = {row.id: (row.rule, row.trigger) for row in session.execute(statement)}
    rows = session.execute(duty_rows(language).where(Duty.id.in_(keys)))
    return {keys[row.id]: row for row in map(DutyRow._make, rows)}


def opened(report_id: int, law: Lawbook) -> Opened:
    """One report for the reader; raises NotFound for one that is not theirs to see yet."""
    return opened_for(db.session(), web.actor(), report_id, law)


def opened_for(session: Session, actor: Actor, report_id: int, law: Lawbook) -> Opened:
    """One report for somebody; raises NotFound for one that is not theirs to see yet."""
    report = queries.get(session, report_id)
    demand_read(actor, report)
    kind, office = kind_of(report.kind), session.get_one(Office, report.office_id)
    role = role_of(kind, office, law)
    if role is None:
        raise NotFound
    return Opened(report, kind, role, office, queries.edition_of(session, report))


def contents(session: Session, one: Opened, *, today: date) -> list[Filled]:
    """Every section of figures: as the last approval froze it, or as the registers say today."""
    sections = [SECTIONS[code] for code in one.kind.facts]
    if one.is_frozen and one.edition is not None:
        lines = figures.lines_of(session, one.edition.id)
        return [sources.as_frozen(section, lines) for section in sections]
    source = sources.source_of(session, one.report, one.kind, as_of=today)
    return [sources.draft(session, one.report, section, source) for section in sections]


def texts(session: Session, one: Opened) -> dict[str, str]:
    """The words of the prosecutor by section."""
    if one.is_frozen and one.edition is not None:
        return {section: str(said) for section, said in one.edition.texts.items()}
    return {section: row.text for section, row in queries.texts_of(session, one.report.id).items()}


def last_texts(session: Session, report: Report) -> dict[str, str]:
    """The texts of the office's last approved report of the kind, to be at hand."""
    earlier = queries.earlier_editions(session, report)
    if not earlier:
        return {}
    return {section: str(said) for section, said in earlier[0][0].texts.items()}


def texts_from_below(session: Session, one: Opened, section: str) -> list[tuple[Office, str]]:
    """What the parts that came say in a section, to be at hand where the whole is written."""
    if not one.kind.parts or one.role is Role.GIVES_PART:
        return []
    came = queries.arrivals(session, one.office.id, one.kind.code, one.report.period)
    return [
        (each.office, str(each.edition.texts[section]))
        for each in came
        if each.has_come and each.edition is not None and each.edition.texts.get(section)
    ]


def own_office(session: Session, actor: Actor) -> Office:
    """The reader's office; raises NotFound for somebody of none."""
    if actor.office_id is None:
        raise NotFound
    return session.get_one(Office, actor.office_id)
