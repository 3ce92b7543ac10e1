"""What the figures of one report rest on: which parts came, whom the registers are asked about.

Belongs here: putting a `Source` together, and the figures of a whole report from it, with what
stands beside them. Does not belong here: the statements (`figures.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from supervision.core.counting import Asked
from supervision.law.period import Period
from supervision.offices.queries import below
from supervision.reports.models import Report, ReportLine
from supervision.reports.queries import figures
from supervision.reports.queries.figures import Source, Tallies
from supervision.reports.queries.reports import (
    Arrival,
    arrivals,
    earlier_editions,
    edition_of_period,
    periods_of,
)
from supervision.reports.rules.kinds import ReportKind
from supervision.reports.rules.reports import Tally, a_year_before
from supervision.reports.sections import FactSection

NOTHING = Tally()


@dataclass(frozen=True)
class Line:
    """One figure of a section: now, in the period before, in the same one a year ago (None: of the
    tail, beside which nothing stands).
    """

    key: str
    now: Tally
    before: Tally | None = None
    year_ago: Tally | None = None


@dataclass(frozen=True)
class Filled:
    """A section with its lines, and those of the tail."""

    section: FactSection
    lines: tuple[Line, ...]
    tail: tuple[Line, ...]


def source_of(session: Session, report: Report, kind: ReportKind, *, as_of: date) -> Source:
    """What the figures of a report rest on, as things stand now."""
    came = [each for each in _parts(session, report, kind) if each.has_come]
    offices = below(session, report.office_id)
    covered = {office for each in came for office in below(session, each.office.id)}
    asked = Asked(
        offices=[office for office in offices if office not in covered],
        start=report.starts_on,
        end=report.ends_on,
        as_of=as_of,
        act=kind.act,
    )
    return Source(
        asked=asked,
        offices=offices,
        taken=[each.edition.id for each in came if each.edition is not None],
        earlier=periods_of(earlier_editions(session, report)),
    )


def _parts(session: Session, report: Report, kind: ReportKind) -> list[Arrival]:
    if not kind.parts:
        return []
    return arrivals(session, report.office_id, kind.code, report.period)


def filled(
    session: Session, report: Report, section: FactSection, source: Source, now: Tallies
) -> tuple[Line, ...]:
    """The lines of a section: what counts now with both periods beside it, fixed lines first."""
    period = Period.from_key(report.period)
    before = _beside(session, report, section, source, period.previous())
    year_ago = _beside(session, report, section, source, a_year_before(period))
    found = {*now, *before, *year_ago} - set(section.lines)
    # The largest first; equal ones in the order of their keys, so that a paper is always the same.
    rest = sorted(found, key=lambda key: (-now.get(key, NOTHING).out_of, key))
    return tuple(
        Line(
            key,
            now.get(key, NOTHING),
            before.get(key, NOTHING),
            year_ago.get(key, NOTHING),
        )
        for key in (*section.lines, *rest)
    )


def tail_lines(section: FactSection, tail: Tallies) -> tuple[Line, ...]:
    """The lines of a tail: only those behind which something stands."""
    order = {key: place for place, key in enumerate(section.lines)}
    keys = sorted(tail, key=lambda key: (order.get(key, len(order)), key))
    return tuple(Line(key, tail[key]) for key in keys)


def draft(session: Session, report: Report, section: FactSection, source: Source) -> Filled:
    """A section of a draft as the registers and parts fill it now."""
    now = figures.tallies(session, section, source)
    tail = figures.tail_tallies(session, section, source)
    return Filled(section, filled(session, report, section, source, now), tail_lines(section, tail))


def as_frozen(section: FactSection, lines: list[ReportLine]) -> Filled:
    """A section of an edition from its own lines."""
    own = [line for line in lines if line.section == section.code]
    return Filled(
        section,
        tuple(_line(line) for line in own if not line.of_tail),
        tuple(Line(line.key, _tally(line)) for line in own if line.of_tail),
    )


def _line(line: ReportLine) -> Line:
    before = Tally(line.before_counted or 0, line.before_out_of or 0, line.before_amount)
    year_ago = Tally(line.year_ago_counted or 0, line.year_ago_out_of or 0, line.year_ago_amount)
    return Line(line.key, _tally(line), before, year_ago)


def _tally(line: ReportLine) -> Tally:
    return Tally(line.counted, line.out_of, line.amount)


def _beside(
    session: Session, report: Report, section: FactSection, source: Source, period: Period
) -> Mapping[str, Tally]:
    """The figures of another period: as the office's report of it says, else from the registers."""
    edition = edition_of_period(session, report.office_id, report.kind, period)
    if edition is not None:
        lines = figures.lines_of(session, edition.id)
        return {line.key: line.now for line in as_frozen(section, lines).lines}
    return figures.tallies(session, section, source.of(period))
