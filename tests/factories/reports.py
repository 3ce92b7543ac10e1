"""Reports of offices for tests: each verb in the scope of its office, on a day of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from supervision.core import clock
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.law.lawbook import Lawbook
from supervision.reports import operations
from supervision.reports.models import Report, ReportEdition
from supervision.reports.queries import figures, sources
from supervision.reports.queries import reports as queries
from supervision.reports.queries.sources import Filled
from supervision.reports.rules.kinds import ReportKind, read_kinds
from supervision.reports.sections import SECTIONS


def kind_of(code: str) -> ReportKind:
    """A kind of report by its code."""
    return next(kind for kind in read_kinds(frozenset(SECTIONS)) if kind.code == code)


@dataclass(frozen=True)
class Scribe:
    """Somebody of an office who writes its reports; `on` another day gives the same one later."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date
    kind: ReportKind

    def on(self, day: date) -> Scribe:
        return replace(self, today=day)

    def enter(self) -> None:
        """Let the database show what this office sees."""
        set_scope(self.session, self.actor.scope)
        self.session.expire_all()

    def open(self, period: str) -> Report:
        self.enter()
        with transaction(self.session):
            return operations.open_report(
                self.session, self.actor, self.kind, period, law=self.law, today=self.today
            )

    def write(self, report: Report, section: str, text: str, version: int | None = None) -> None:
        self.enter()
        with transaction(self.session):
            operations.write_text(
                self.session, self.actor, report.id, self.kind, section, text, version=version
            )

    def approve(self, report: Report) -> ReportEdition:
        self.enter()
        with transaction(self.session):
            return operations.approve(
                self.session,
                self.actor,
                report.id,
                self.kind,
                now=clock.now(),
                today=self.today,
            )

    def send(self, report: Report, **given: Any) -> Report:
        self.enter()
        with transaction(self.session):
            return operations.send(
                self.session, self.actor, report.id, self.kind, today=self.today, **given
            )

    def submit(self, period: str) -> ReportEdition:
        """Open, approve and send the report of a period."""
        report = self.open(period)
        edition = self.approve(report)
        self.send(report)
        return edition

    def do(self, verb: Any, report: Report, **given: Any) -> Report:
        self.enter()
        with transaction(self.session):
            done: Report = verb(self.session, self.actor, report.id, **given)
            return done

    def section(self, report: Report, code: str) -> Filled:
        """A section of the report: as frozen, or of the draft as of the day."""
        self.enter()
        found = queries.get(self.session, report.id)
        edition = queries.edition_of(self.session, found)
        if found.state != "draft" and edition is not None:
            return sources.as_frozen(SECTIONS[code], figures.lines_of(self.session, edition.id))
        source = sources.source_of(self.session, found, self.kind, as_of=self.today)
        return sources.draft(self.session, found, SECTIONS[code], source)

    def counted(self, report: Report, code: str) -> dict[str, int]:
        """What a section counts, the lines with nothing behind them left out."""
        return {
            line.key: line.now.counted
            for line in self.section(report, code).lines
            if line.now.out_of
        }

    def tail(self, report: Report, code: str) -> dict[str, int]:
        """What the tail of a section counts."""
        return {line.key: line.now.counted for line in self.section(report, code).tail}
