"""What a report counted otherwise than the registers do now: the case, who changed it, when.

Belongs here: an edition held against the registers. Does not belong here: the frozen quarters of
the indicators, which are told the same way in their own room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select, true, tuple_
from sqlalchemy.orm import Session

from supervision.audit.models import AuditEntry
from supervision.offices.models import Office
from supervision.reports.models import ReportEdition, ReportThing
from supervision.reports.queries.figures import Source
from supervision.reports.sections import FactSection

_FOLLOWING = ("cases.tell", "duties.sync")  # a case is told, its duties follow


class Change(NamedTuple):
    """One thing counted otherwise now: the line it stood in then and stands in now (None: in none),
    with the last change of its record since the approval, where the reader may see who made it.
    """

    section: str
    then: str | None
    now: str | None
    record_kind: str
    record_id: int
    office: str
    on_day: date
    label: str
    detail: str
    changed_by: str | None
    changed_at: datetime | None
    action: str | None


def changed_since(
    session: Session,
    edition: ReportEdition,
    sections: Sequence[FactSection],
    source: Source,
    *,
    language: str,
    limit: int,
) -> list[Change]:
    """What moved since the edition was approved, or since the part it took in was, the latest change
    first, at most `limit`.
    """
    since = _known_until(session, edition)
    found: list[Change] = []
    for section in sections:
        found += _of_section(session, edition, section, source, since, language, limit)
    found.sort(key=lambda each: (each.changed_at or since, each.on_day), reverse=True)
    return found[:limit]


def _known_until(session: Session, edition: ReportEdition) -> datetime:
    """The earliest moment whose knowledge the edition holds: its parts were approved before it."""
    asked = select(func.min(ReportEdition.frozen_at)).where(
        ReportEdition.id.in_([edition.id, *edition.parts])
    )
    return session.scalars(asked).one() or edition.frozen_at


def _of_section(
    session: Session,
    edition: ReportEdition,
    section: FactSection,
    source: Source,
    since: datetime,
    language: str,
    limit: int,
) -> list[Change]:
    live = section.things(replace(source.asked, offices=source.offices)).subquery("live")
    kept = (
        select(ReportThing)
        .where(
            ReportThing.edition_id == edition.id,
            ReportThing.section == section.code,
            ReportThing.of_tail.is_(False),
        )
        .subquery("kept")
    )
    then, now = kept.c, live.c
    same = [then.subject_kind == now.subject_kind, then.subject_id == now.subject_id]
    if not section.once:
        same.append(then.key == now.key)
    pick = {
        name: func.coalesce(now[name], then[name])
        for name in ("record_kind", "record_id", "on_day", "label", "detail")
    }
    office_id = func.coalesce(now.office_id, then.of_office_id)
    changed = (
        select(AuditEntry.actor_name, AuditEntry.at, AuditEntry.action)
        .where(
            AuditEntry.subject_kind == pick["record_kind"],
            AuditEntry.subject_id == pick["record_id"],
            AuditEntry.at > since,
        )
        .order_by(AuditEntry.action.in_(_FOLLOWING), AuditEntry.id.desc())
        .limit(1)
        .lateral("changed")
    )
    statement = (
        select(
            then.key,
            now.key,
            pick["record_kind"],
            pick["record_id"],
            getattr(Office, f"name_{language}"),
            pick["on_day"],
            pick["label"],
            pick["detail"],
            *changed.c,
        )
        .select_from(kept.join(live, and_(*same), full=True))
        .join(Office, Office.id == office_id)
        .outerjoin(changed, true())
        .where(tuple_(then.key, then.counts).is_distinct_from(tuple_(now.key, now.counts)))
        .order_by(changed.c.at.desc().nulls_last(), pick["on_day"].desc())
        .limit(limit)
    )
    return [Change(section.code, *row) for row in session.execute(statement)]
