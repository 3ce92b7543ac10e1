"""A report in words: its figures written cell by cell, where it stands, what may be done with it.

Belongs here: turning figures into the reader's language. Does not belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from flask import current_app, url_for

from supervision.core.i18n import _, day
from supervision.indicators.words import change_words, percent_words
from supervision.law.lawbook import Lawbook
from supervision.reports.queries.sources import Filled, Line
from supervision.reports.rules.kinds import ReportKind
from supervision.reports.rules.reports import ReportState, Role, Tally, growth
from supervision.reports.sections import FactSection

TONES: Mapping[str, str] = {
    ReportState.DRAFT: "amber",
    ReportState.APPROVED: "blue",
    ReportState.SENT: "green",
    ReportState.RETURNED: "red",
    ReportState.ACCEPTED: "green",
}
# Records of which no duty follows have their pages here; the others name theirs (`FactSource`).
PAGES: Mapping[str, tuple[str, str]] = {
    "duty": ("duties.duty", "duty_id"),
    "training": ("guidance.training", "training_id"),
    "publication": ("guidance.publication", "publication_id"),
    "enforcement_document": ("enforcement.document", "document_id"),
}
MINUS = "\u2212"


class Cell(NamedTuple):
    """A figure beside the present one, and how the present one differs from it."""

    value: str
    change: str


class Row(NamedTuple):
    """One line of a section, every cell written; `url` opens the cases behind it."""

    words: str
    value: str
    url: str
    before: Cell | None
    year_ago: Cell | None


@dataclass(frozen=True)
class Shown:
    """A section as a page and a paper show it."""

    code: str
    title: str
    rows: Sequence[Row]
    tail: Sequence[Row]
    share: bool


@dataclass(frozen=True)
class Writer:
    """Who writes cells: the law and the language, and where a figure's cases are opened."""

    law: Lawbook
    language: str
    report_id: int | None = None

    def section(self, filled: Filled) -> Shown:
        """A section with its lines and its tail."""
        section = filled.section
        return Shown(
            code=section.code,
            title=section.title,
            rows=[self._row(section, line, of_tail=False) for line in filled.lines],
            tail=[self._row(section, line, of_tail=True) for line in filled.tail],
            share=section.share,
        )

    def line(self, section: FactSection, key: str) -> str:
        """What a line is called."""
        return section.words(key, self.law, self.language) or _("not recorded")

    def detail(self, section: FactSection, detail: str) -> str:
        """A thing's detail in words."""
        if section.details is None or not detail:
            return detail
        return section.details(detail, self.law, self.language)

    def _row(self, section: FactSection, line: Line, *, of_tail: bool) -> Row:
        return Row(
            words=self.line(section, line.key),
            value=written(section, line.now, self.language),
            url=self._url(section, line, of_tail=of_tail),
            before=self._cell(section, line.now, line.before),
            year_ago=self._cell(section, line.now, line.year_ago),
        )

    def _cell(self, section: FactSection, now: Tally, then: Tally | None) -> Cell | None:
        return None if then is None else _cell(section, now, then, self.language)

    def _url(self, section: FactSection, line: Line, *, of_tail: bool) -> str:
        if self.report_id is None or not line.now.out_of:
            return ""
        return url_for(
            "period_reports.things",
            report_id=self.report_id,
            section=section.code,
            key=line.key,
            tail="1" if of_tail else None,
        )


def written(section: FactSection, tally: Tally, language: str) -> str:
    """A figure as it stands in a cell: a count, a share with its whole, or a sum."""
    if section.money:
        return _money(tally.amount or Decimal(0), language)
    if not section.share:
        return str(tally.counted)
    if tally.share is None:
        return _("no data")
    return f"{tally.counted} / {tally.out_of} ({percent_words(tally.share, language)})"


def _cell(section: FactSection, now: Tally, then: Tally, language: str) -> Cell:
    """A figure of another period, and the change since it: in percent, or points of a share."""
    told = written(section, then, language)
    if section.share:
        return Cell(told, change_words(now.share, then.share, language) or "—")
    both = (now.amount, then.amount) if section.money else (now.counted, then.counted)
    grown = growth(both[0] or Decimal(0), both[1] or Decimal(0))
    if grown is None:
        return Cell(told, "—")
    sign = "+" if grown > 0 else MINUS if grown < 0 else ""
    return Cell(told, sign + percent_words(abs(grown), language))


def _money(value: Decimal, language: str) -> str:
    thousands = f"{value:,.2f}".replace(",", "\u00a0")
    return thousands if language == "en" else thousands.replace(".", ",")


def state_words(state: str) -> str:
    """Where a report stands."""
    return _(f"reports.state.{state}")


def role_note(kind: ReportKind, role: Role, language: str) -> str:
    """To whom the report goes, seen from this office."""
    if role is Role.GIVES_PART:
        return _("A part of the oblast's report; it goes to the oblast office.")
    if role is Role.RECEIVES:
        return _("The country's, put together from what the oblast offices sent.")
    return kind.addressee.in_language(language)


def days_of(start: date, end: date, language: str) -> str:
    """The days of a period."""
    return f"{day(start, language)} – {day(end, language)}"


def record_url(kind: str, record_id: int) -> str:
    """The page of a thing's record; empty for a kind that has none."""
    source = current_app.extensions["fact_sources"].get(kind)
    endpoint, parameter = (
        PAGES.get(kind, ("", "")) if source is None else (source.endpoint, source.parameter)
    )
    values: dict[str, Any] = {parameter: record_id}
    return url_for(endpoint, **values) if endpoint else ""
