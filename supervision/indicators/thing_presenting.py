"""The things behind a number as lists and sheets show them.

Belongs here: one row in words, with the address of its record where the reader may open it. Does not
belong here: reading rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from supervision.core.i18n import day
from supervision.duties.presenting import pattern_of
from supervision.indicators.queries.listing import ThingRow
from supervision.indicators.words import COUNTED_TONES, MARK_TONES, Teller, thing_words
from supervision.law.figures import Figure

PLACES = {"petition": ("petitions.petition", "petition_id"), "duty": ("duties.duty", "duty_id")}
CASE_PLACE = ("cases.case", "case_id")


def _nowhere(_case_id: int) -> str:
    return ""


# The figures that a protest decided otherwise or a consent would move.
WHAT_IF = frozenset({"effectiveness_of_appellate_protesting", "satisfaction_of_protests"})


class ThingLine(NamedTuple):
    """One thing, every cell written; `url` is empty where another office keeps the record now."""

    day: str
    label: str
    url: str
    office: str
    prosecutor: str
    what: str
    why: list[str]
    articles: str
    method: str
    method_tone: str
    strictly: str
    mark: str
    mark_tone: str
    clause: str
    what_if_url: str


class ThingWriter:
    """Writes the rows of one figure's list."""

    def __init__(self, figure: Figure, teller: Teller) -> None:
        self.figure, self.teller = figure, teller
        self._what_if = (
            pattern_of("indicators.what_if", "case_id") if figure.code in WHAT_IF else _nowhere
        )
        self._titles = rule_titles(teller) if figure.counts == "owed_duty" else {}
        self._words: dict[str, str] = {}
        self._addresses = {
            kind: pattern_of(*place) for kind, place in {**PLACES, "": CASE_PLACE}.items()
        }

    def lines(self, rows: Sequence[ThingRow]) -> list[ThingLine]:
        """The rows in words."""
        return [self._line(row) for row in rows]

    def _line(self, row: ThingRow) -> ThingLine:
        teller = self.teller
        return ThingLine(
            day=day(row.on_day, teller.language),
            label=row.label,
            url=self._url(row),
            office=row.office,
            prosecutor=row.prosecutor or "",
            what=self._what(row.detail),
            why=teller.why(self.figure, row.facts),
            articles=", ".join(row.articles),
            method=teller.counted[row.method],
            method_tone=COUNTED_TONES[row.method],
            strictly=teller.counted[row.strict] if row.strict != row.method else "",
            mark=teller.marks[row.mark or ""],
            mark_tone=MARK_TONES.get(row.mark or "", ""),
            clause=teller.clause(self.figure, row.clause),
            what_if_url=self._what_if(row.case_id) if row.seen and row.case_id else "",
        )

    def _what(self, detail: str) -> str:
        if detail not in self._words:
            self._words[detail] = thing_words(self.figure.counts, detail, self._titles)
        return self._words[detail]

    def _url(self, row: ThingRow) -> str:
        if not row.seen:
            return ""
        if row.subject_kind in PLACES:
            return self._addresses[row.subject_kind](row.subject_id)
        return "" if row.case_id is None else self._addresses[""](row.case_id)


def rule_titles(teller: Teller) -> Mapping[str, str]:
    """What the rules of duties are called, by their names."""
    return {rule.name: rule.title.in_language(teller.language) for rule in teller.law.rules()}
