"""The figures of a report: counted from the registers and the parts that came, or read as frozen.

Belongs here: one source of things a section, from which the number, its list and what an approval
freezes are all read. Does not belong here: words, or what a section counts (`sections`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.orm import Session

from supervision.core.counting import COLUMNS, Asked
from supervision.law.period import Period
from supervision.offices.models import Office
from supervision.reports.models import ReportLine, ReportThing
from supervision.reports.rules.reports import Tally
from supervision.reports.sections import FactSection

Tallies = Mapping[str, Tally]
_NOWHERE: Sequence[int] = ()


class Thing(NamedTuple):
    """One thing behind a figure, as lists show it."""

    key: str
    subject_kind: str
    subject_id: int
    record_kind: str
    record_id: int
    office_id: int
    office: str
    on_day: date
    label: str
    detail: str
    counts: bool
    amount: Decimal | None


class Behind(NamedTuple):
    """The things that a figure counts: how many, and the first of them by name."""

    many: int
    labels: Sequence[str]


@dataclass(frozen=True)
class Source:
    """Where the figures of one report come from.

    `asked` is what the registers are asked; `taken` are the editions of parts that came, whose
    offices the registers are then not asked about. `earlier` are the standing editions of the
    office's earlier reports with their periods: what they counted is not counted again.
    """

    asked: Asked
    offices: Sequence[int]
    taken: Sequence[int] = _NOWHERE
    earlier: Sequence[tuple[int, Period]] = ()

    def of(self, period: Period) -> Source:
        """The same offices in another period, from the registers alone."""
        asked = replace(self.asked, offices=self.offices, start=period.start, end=period.end)
        return Source(asked, self.offices)


def tallies(session: Session, section: FactSection, source: Source) -> dict[str, Tally]:
    """The figures of a section by key; keys with nothing behind them are left out."""
    return _summed(session, _main(section, source))


def tail_tallies(session: Session, section: FactSection, source: Source) -> dict[str, Tally]:
    """What became known of earlier periods after their reports, by key."""
    found = _tail(section, source)
    return {} if found is None else _summed(session, found)


def things(
    session: Session,
    section: FactSection,
    source: Source,
    *,
    key: str,
    of_tail: bool,
    language: str,
    limit: int,
) -> list[Thing]:
    """The things behind one figure of a draft, the latest first."""
    found = _tail(section, source) if of_tail else _main(section, source)
    if found is None:
        return []
    row = found.subquery("things").c
    return _listed(session, row, row.office_id, [row.key == key], language, limit)


def freeze(
    session: Session, section: FactSection, source: Source, edition: tuple[int, int]
) -> None:
    """Keep the things of a section for good as those of an edition (its id, its office)."""
    for of_tail, found in ((False, _main(section, source)), (True, _tail(section, source))):
        if found is None:
            continue
        row = found.subquery("things").c
        edition_id, office_id = edition
        session.execute(
            insert(ReportThing)
            .inline()
            .from_select(
                ["edition_id", "office_id", "section", "of_tail", *_KEPT.values()],
                select(
                    literal(edition_id),
                    literal(office_id),
                    literal(section.code),
                    literal(of_tail),
                    *(row[name] for name in _KEPT),
                ),
            )
        )


def frozen_tallies(session: Session, edition_id: int) -> dict[tuple[str, bool], dict[str, Tally]]:
    """The figures of an edition, added up from its things: by section, whether of the tail, and key."""
    row = ReportThing
    statement = (
        select(row.section, row.of_tail, row.key, *_sums(row.counts, row.amount))
        .where(row.edition_id == edition_id)
        .group_by(row.section, row.of_tail, row.key)
    )
    found: dict[tuple[str, bool], dict[str, Tally]] = {}
    for section, of_tail, key, *sums in session.execute(statement):
        found.setdefault((section, of_tail), {})[key] = Tally(*sums)
    return found


def frozen_things(
    session: Session,
    edition_id: int,
    section: str,
    *,
    key: str,
    of_tail: bool,
    language: str,
    limit: int,
) -> list[Thing]:
    """The things behind one figure of an edition, the latest first."""
    row = ReportThing
    narrowed = [
        row.edition_id == edition_id,
        row.section == section,
        row.of_tail.is_(of_tail),
        row.key == key,
    ]
    return _listed(session, ReportThing, row.of_office_id, narrowed, language, limit)


def frozen_labels(
    session: Session, edition_id: int, *, most: int
) -> dict[tuple[str, bool, str], Behind]:
    """What stands behind each figure of an edition, as far as `most`, the earliest first: by section,
    whether of the tail, and key; what stands below the line of a share is left out.
    """
    row = ReportThing
    labels = aggregate_order_by(row.label, row.on_day, row.label, row.subject_id)
    statement = (
        select(row.section, row.of_tail, row.key, func.count(), func.array_agg(labels)[1:most])
        .where(row.edition_id == edition_id, row.counts)
        .group_by(row.section, row.of_tail, row.key)
    )
    return {
        (section, of_tail, key): Behind(many, named)
        for section, of_tail, key, many, named in session.execute(statement)
    }


def lines_of(session: Session, edition_id: int) -> list[ReportLine]:
    """The figures of an edition as they were frozen, in their order."""
    statement = select(ReportLine).where(ReportLine.edition_id == edition_id)
    return list(
        session.scalars(
            statement.order_by(ReportLine.section, ReportLine.of_tail, ReportLine.place)
        )
    )


# The columns of a counted thing by the names they are kept under.
_KEPT = {name: "of_office_id" if name == "office_id" else name for name in COLUMNS}


def _sums(counts: Any, amount: Any) -> tuple[ColumnElement[Any], ...]:
    return func.count().filter(counts), func.count(), func.sum(amount)


def _summed(session: Session, found: Select[Any]) -> dict[str, Tally]:
    row = found.subquery("things").c
    statement = select(row.key, *_sums(row.counts, row.amount)).group_by(row.key)
    return {key: Tally(*sums) for key, *sums in session.execute(statement)}


def _listed(
    session: Session, row: Any, office_id: Any, narrowed: Sequence[Any], language: str, limit: int
) -> list[Thing]:
    columns = [office_id if name == "office_id" else getattr(row, name) for name in COLUMNS]
    place = COLUMNS.index("office_id") + 1
    name = getattr(Office, f"name_{language}")
    day = COLUMNS.index("on_day")
    statement = (
        select(*columns[:place], name, columns[day], *columns[day + 1 :])
        .join(Office, Office.id == office_id)
        .where(*narrowed)
        .order_by(row.on_day.desc(), row.label, row.subject_id)
        .limit(limit)
    )
    return [Thing._make(found) for found in session.execute(statement)]


def _main(section: FactSection, source: Source) -> Select[Any]:
    """What the period counts: the registers, where no part stands in their place, and the parts."""
    live = section.things(source.asked).subquery("live").c
    found: Any = select(*(live[name] for name in COLUMNS))
    if source.taken:
        part = ReportThing
        kept = {name: getattr(part, kept) for name, kept in _KEPT.items()}
        came = select(*(kept[name].label(name) for name in COLUMNS)).where(
            part.edition_id.in_(source.taken),
            part.section == section.code,
            part.of_tail.is_(False),
        )
        both = union_all(found, came).subquery("both").c
        # A case that changed hands between two parts stands in both.
        same = (both.key, both.subject_kind, both.subject_id)
        found = select(*(both[name] for name in COLUMNS)).ext(distinct_on(*same)).order_by(*same)
    row = found.subquery("known").c
    return select(*(row[name] for name in COLUMNS)).where(_not_counted(section, row, source))


def _tail(section: FactSection, source: Source) -> Select[Any] | None:
    """What is known now of the periods of earlier reports and stands in none of them."""
    if not source.earlier:
        return None
    periods = [period for _edition, period in source.earlier]
    asked = replace(
        source.asked,
        offices=source.offices,
        start=min(period.start for period in periods),
        end=max(period.end for period in periods),
    )
    row = section.things(asked).subquery("late").c
    within = or_(*(row.on_day.between(period.start, period.end) for period in periods))
    return select(*(row[name] for name in COLUMNS)).where(
        within, _not_counted(section, row, source)
    )


def _not_counted(section: FactSection, row: Any, source: Source) -> ColumnElement[bool]:
    """Whether no earlier report of the office counted this thing."""
    if not source.earlier:
        return true()
    thing = ReportThing
    counted = and_(
        thing.edition_id.in_([edition for edition, _period in source.earlier]),
        thing.section == section.code,
        thing.subject_kind == row.subject_kind,
        thing.subject_id == row.subject_id,
        true() if section.once else thing.key == row.key,
    )
    return ~exists().where(counted)
