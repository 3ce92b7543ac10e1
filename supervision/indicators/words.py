"""Words of figures: percentages, what a thing counts as and why, marks, clauses, the method told.

Belongs here: one number, fact or verdict in the reader's language. Does not belong here: addresses,
rows of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from supervision.core.i18n import _, day
from supervision.duties.presenting import citation_words
from supervision.indicators.models import IndicatorRun
from supervision.indicators.rules import Thing
from supervision.law.figures import Counted, Figure, Line, Mark, Verdict
from supervision.law.lawbook import Lawbook
from supervision.law.model import Force, UnknownLaw

MARK_TONES = {"excluded": "amber", "corrected": "blue", "apart": "", "noted": ""}
COUNTED_TONES = {"numerator": "green", "denominator": "blue", "nothing": ""}
EXCLUSION = "consented_exclusion"  # the fact whose values are clauses of the law
# Facts that say nothing where they hold: nobody asks why a plain thing is plain.
_SILENT = {
    (EXCLUSION, "none"),
    ("corrected", "no"),
    ("cassation_granted", "no"),
}
_NO_BREAK = "\u00a0"
_MINUS = "\u2212"


def decimal_words(value: Decimal, language: str) -> str:
    """A number to one decimal with the language's own sign: 72.0 in English, 72,0 otherwise."""
    return str(value) if language == "en" else str(value).replace(".", ",")


def percent_words(value: Decimal | None, language: str) -> str:
    """A percentage, or an empty text where there is no data."""
    return "" if value is None else f"{decimal_words(value, language)}{_NO_BREAK}%"


def change_words(now: Decimal | None, then: Decimal | None, language: str) -> str:
    """The difference in points with its sign, or an empty text where one of the two has no data."""
    if now is None or then is None:
        return ""
    difference = now - then
    sign = "+" if difference > 0 else _MINUS if difference < 0 else "±"
    number = f"{sign}{decimal_words(abs(difference), language)}"
    return _("%(number)s points", number=number).replace(" ", _NO_BREAK)


def change_tone(now: Decimal | None, then: Decimal | None, *, fewer_is_better: bool) -> str:
    """Whether a change is for the better (green) or the worse (red)."""
    if now is None or then is None or now == then:
        return ""
    return "green" if (now < then) is fewer_is_better else "red"


def days_words(start: object, end: object) -> str:
    """Two days with a dash between."""
    return f"{start} – {end}"


class VerdictLine(NamedTuple):
    """One line of a figure's method, told: where it holds and what the thing counts as."""

    when: list[str]
    strictly: str
    method: str
    mark: str
    tone: str
    clause: str


class Teller:
    """Tells facts, clauses and verdicts; each word is looked up once a page."""

    def __init__(self, law: Lawbook, language: str) -> None:
        self.law, self.language = law, language
        self._facts: dict[tuple[str, str, str], str] = {}

    @cached_property
    def counted(self) -> Mapping[str, str]:
        """What a thing counts as, by code; `""` where it is not there at all."""
        found = {each.value: _(f"indicators.counted.{each}") for each in Counted}
        return found | {"": _("indicators.counted.absent")}

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """The marks by code."""
        return {each.value: _(f"indicators.mark.{each}") for each in Mark} | {"": ""}

    @cached_property
    def sides(self) -> Mapping[str, str]:
        """The numbers of a figure that open into a list."""
        names = ("numerator", "denominator", "missed", *(each.value for each in Mark))
        return {name: _(f"indicators.side.{name}") for name in names} | {
            "strict_numerator": _("indicators.side.strict_numerator"),
            "strict_denominator": _("indicators.side.strict_denominator"),
        }

    def clause(self, figure: Figure, code: str) -> str:
        """The words of a clause, or its code where no file knows it now."""
        if not code:
            return ""
        try:
            return figure.clause_title(code).in_language(self.language)
        except UnknownLaw:
            return code

    def fact(self, figure: Figure, name: str, value: str) -> str:
        """A fact in words; a consented exclusion by its clause."""
        key = (figure.code, name, value)
        if key not in self._facts:
            words = _(f"indicators.fact.{name}.{value}")
            if name == EXCLUSION and value != "none":
                words = _("The Department consented: %(clause)s", clause=self.clause(figure, value))
            self._facts[key] = words
        return self._facts[key]

    def why(self, figure: Figure, facts: Mapping[str, str]) -> list[str]:
        """What was judged of a thing, in the figure's own order of facts."""
        return [
            self.fact(figure, name, facts[name])
            for name, _values in figure.facts
            if name in facts and (name, facts[name]) not in _SILENT
        ]

    def method(self, figure: Figure) -> list[VerdictLine]:
        """The figure's table of verdicts, line by line; the first that holds decides."""
        return [self._line(figure, line) for line in figure.lines]

    def _line(self, figure: Figure, line: Line) -> VerdictLine:
        found: Verdict = line.verdict
        every = dict(figure.facts)
        when = [
            f" {_('or')} ".join(self.fact(figure, name, value) for value in values)
            for name, values in line.when
            if set(values) != set(every[name])
        ]
        return VerdictLine(
            when=when,
            strictly=self.counted[found.strict.value] if found.strict is not found.method else "",
            method=self.counted[found.method.value],
            mark=self.marks[found.mark.value] if found.mark else "",
            tone=MARK_TONES[found.mark.value] if found.mark else "",
            clause=self.clause(figure, found.clause),
        )

    def editions(self, run: IndicatorRun) -> list[tuple[str, str, str]]:
        """By which wording a computation judged: figure, citation, the days of the wording."""
        told = []
        for code, days in run.editions.items():
            try:
                figure = self.law.figure(code)
            except UnknownLaw:
                told.append((code, "", days))
                continue
            told.append(
                (
                    figure.title.in_language(self.language),
                    citation_words(self.law, figure.paragraph, self.language),
                    "; ".join(self._force(part) for part in days.split("; ")),
                )
            )
        return told

    def _force(self, text: str) -> str:
        """`2015-04-14–2018-06-07` as the reader writes days."""
        first, _dash, last = text.partition("–")
        try:
            force = Force(date.fromisoformat(first), date.fromisoformat(last) if last else None)
        except ValueError:
            return text
        until = day(force.until, self.language) if force.until else "…"
        return days_words(day(force.from_, self.language), until)


def thing_words(counts: str, detail: str, titles: Mapping[str, str]) -> str:
    """What a thing is, of the kind a figure counts; `titles` are those of the rules of duties."""
    if counts in (Thing.REVIEWED_RULING, Thing.ACT_CHANGED_WITHOUT_OFFICE):
        return _("Act of the reviewing court: %(kind)s", kind=_(f"cases.act.{detail}"))
    if counts == Thing.ENDED_APPELLATE_PROTEST:
        return f"{_('Appellate protest')} № {detail}" if detail else _("Appellate protest")
    if counts == Thing.ISSUED_PRIVATE_RULING:
        return f"{_('Private ruling')} № {detail}" if detail else _("Private ruling")
    if counts == Thing.REQUIRED_HEARING:
        return _("Hearing: %(instance)s", instance=_(f"cases.instance.{detail}"))
    if counts == Thing.RESOLVED_PETITION:
        return _(f"petitions.kind.{detail}")
    return titles.get(detail, detail)
