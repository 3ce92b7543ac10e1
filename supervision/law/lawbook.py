"""The open lawbook: which rule binds on a day, which facts open it, and by which day it is due.

Belongs here: choosing acts, paragraphs and rules by day and facts, and putting their terms to the
calendar. Does not belong here: the arithmetic (`terms.py`), the files (`reader.py`), offices,
people and stored duties. Nothing here reads the clock: every day is an argument.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from supervision.law import terms
from supervision.law.calendar import CalendarGap, WorkingCalendar, load_calendar
from supervision.law.conditions import NO_FACTS, Facts, applies, contradicted
from supervision.law.figures import Figure
from supervision.law.model import (
    LANGUAGES,
    Act,
    DayOff,
    Due,
    Edition,
    Extension,
    Force,
    Gap,
    Paragraph,
    Rule,
    RuleKind,
    Step,
    Term,
    TermKind,
    Unit,
    UnknownLaw,
)
from supervision.law.period import Period
from supervision.law.reader import Acts, product_acts, read_acts, with_texts

__all__ = ["NO_FACTS", "Facts", "Lawbook", "Period", "extensions_of"]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one rule's term says of one event, before it becomes a Due."""

    due_on: date | None
    steps: tuple[Step, ...]
    gap: Gap | None = None
    confirmed: bool = True
    cites: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


def _gap(gap: Gap, on: date | None = None, **params: str) -> _Answer:
    return _Answer(None, (Step(f"gap.{gap}", on, params),), gap)


class Lawbook:
    """All acts with an installation's extensions and one calendar. Immutable."""

    def __init__(
        self, found: Acts, calendar: WorkingCalendar, extensions: Iterable[Extension] = ()
    ) -> None:
        self.calendar = calendar
        self.extensions = tuple(extensions)
        self._found = found
        self._acts = {act.id: act for act in found.acts}
        self._paragraphs: dict[str, list[Paragraph]] = {}
        self._rules: dict[str, list[Rule]] = {}
        for paragraph in sorted(found.paragraphs, key=lambda paragraph: paragraph.in_force.from_):
            self._paragraphs.setdefault(paragraph.name, []).append(paragraph)
        # In the order of the files, so that lists read as the acts do.
        for paragraph in found.paragraphs:
            for rule in paragraph.rules:
                self._rules.setdefault(rule.name, []).append(rule)
        # Every recorded fact asks which rules it starts, so that question gets an index.
        self._starting: dict[str, list[str]] = {}
        for wordings in self._rules.values():
            for event in _once(rule.starts for rule in wordings if rule.starts):
                self._starting.setdefault(event, []).append(wordings[0].name)
            wordings.sort(key=lambda rule: rule.in_force.from_)
        for extension in self.extensions:
            self.act(extension.act_id)

    @classmethod
    def load(
        cls,
        extensions: Iterable[Extension] = (),
        *,
        root: Path | None = None,
        calendar: WorkingCalendar | None = None,
    ) -> Lawbook:
        """The product's law, or that of another folder. Raises LawError, UnknownLaw."""
        found = product_acts() if root is None else read_acts(root)
        return cls(found, calendar or load_calendar(), extensions)

    def with_extensions(self, extensions: Iterable[Extension]) -> Lawbook:
        """The same law as an installation with these extensions applies it."""
        return Lawbook(self._found, self.calendar, extensions)

    def with_calendar(self, calendar: WorkingCalendar) -> Lawbook:
        """The same law on another calendar."""
        return Lawbook(self._found, calendar, self.extensions)

    def with_texts(self, act_id: str, texts: Mapping[str, str]) -> Lawbook:
        """The same law with these paragraph files of an act. Raises LawError, UnknownLaw."""
        found = with_texts(self._found, self.act(act_id).id, texts)
        return Lawbook(found, self.calendar, self.extensions)

    def acts(self) -> list[Act]:
        """Every act, those without a loaded text included."""
        return list(self._acts.values())

    def act(self, act_id: str) -> Act:
        """The act of that id. Raises UnknownLaw."""
        if act_id not in self._acts:
            raise self._unknown("act", act_id, self._acts)
        return self._acts[act_id]

    def paragraphs(self) -> list[Paragraph]:
        """Every wording of every paragraph, in the order of the acts."""
        return list(self._found.paragraphs)

    def paragraph(self, name: str, on: date | None = None) -> Paragraph:
        """A paragraph by its citation (`2015 ¶13`), in the latest wording or in that of a day.

        Raises UnknownLaw. A day outside every wording gives the latest.
        """
        wordings = self.wordings(name)
        return next((w for w in wordings if on and w.in_force.covers(on)), wordings[-1])

    def wordings(self, name: str) -> list[Paragraph]:
        """Every wording of a paragraph, the oldest first. Raises UnknownLaw."""
        if name not in self._paragraphs:
            raise self._unknown("paragraph", name, self._paragraphs)
        return list(self._paragraphs[name])

    def rules(self, on: date | None = None) -> list[Rule]:
        """Every rule, or those that bind on a day (by an extension too)."""
        if on is None:
            return [rule for wordings in self._rules.values() for rule in wordings]
        return [rule for name in self._rules if (rule := self._wording(name, on)) is not None]

    def rule(self, name: str, on: date | None = None) -> Rule:
        """A rule by its full name, as it binds on a day, else in the latest wording.

        Raises UnknownLaw.
        """
        if name not in self._rules:
            raise self._unknown("rule", name, self._rules)
        bound = self._wording(name, on) if on is not None else None
        return bound or self._rules[name][-1]

    def binding(self, act_id: str, on: date) -> Edition | None:
        """The edition of an act that binds on a day, or None. Raises UnknownLaw."""
        act = self.act(act_id)
        extended = self._extended(act, on)
        if not act.in_force.covers(on) and not extended:
            return None
        return Edition(act_id, act.in_force.from_, extended)

    def edition_of(self, rule: Rule, on: date) -> Edition | None:
        """The edition by which a rule binds on a day, or None where it does not."""
        act = self.act(rule.act_id)
        if rule.in_force.covers(on):
            return Edition(rule.act_id, rule.in_force.from_, extended=False)
        # An extension carries on the wording that stood on the act's last day, no older one.
        last = act.in_force.until
        if self._extended(act, on) and last is not None and rule.in_force.covers(last):
            return Edition(rule.act_id, rule.in_force.from_, extended=True)
        return None

    def figures(self) -> list[Figure]:
        """Every wording of every figure, in the order of the acts."""
        return [figure for paragraph in self._found.paragraphs for figure in paragraph.figures]

    def figure(self, code: str) -> Figure:
        """A figure by its code, in the latest wording. Raises UnknownLaw."""
        wordings = [figure for figure in self.figures() if figure.code == code]
        if not wordings:
            raise self._unknown("figure", code, {figure.code for figure in self.figures()})
        return max(wordings, key=lambda figure: figure.in_force.from_)

    def days_of_figure(self, figure: Figure) -> tuple[Force, ...]:
        """The days whose things this wording of a figure judges: its own period of force, and the
        extensions of its act where it is the wording that stood on the act's last day.
        """
        last = self.act(figure.act_id).in_force.until
        carried = last is not None and figure.in_force.covers(last)
        extended = [each.force for each in self.extensions if each.act_id == figure.act_id]
        return (figure.in_force, *(extended if carried else ()))

    def started_by(self, event: str, on: date, facts: Facts = NO_FACTS) -> list[Rule]:
        """The duties that an event of a day opens, given the recorded facts."""
        bound = (self._wording(name, on) for name in self._starting.get(event, ()))
        return [
            rule
            for rule in bound
            if rule is not None
            and rule.kind is RuleKind.DUTY
            and rule.starts == event
            and applies(rule, facts)
        ]

    def recurring(self, on: date) -> list[Rule]:
        """The recurring duties that bind on a day."""
        return [rule for rule in self.rules(on) if rule.recurs is not None]

    def due(
        self,
        rule_name: str,
        event_on: date | None,
        facts: Facts = NO_FACTS,
        stated_on: date | None = None,
        lender: str | None = None,
    ) -> Due:
        """By which day a rule is due after an event, with every step and citation.

        A missing day, a rule not in force or a term the text does not set comes back as a gap.
        `stated_on` is the day stated in the document, for rules whose term is `stated`. `lender`
        names the rule whose term was lent before, so that the facts need not choose it again.
        Raises UnknownLaw for an unknown rule and ValueError for one that recurs.
        """
        if event_on is None:
            rule = self.rule(rule_name)
            self._refuse_recurring(rule)
            return self._answered(
                rule, None, None, _gap(Gap.NO_EVENT_DATE, event=rule.starts or "")
            )
        rule = self.rule(rule_name, event_on)
        self._refuse_recurring(rule)
        edition = self.edition_of(rule, event_on)
        if edition is None:
            return self._answered(rule, None, event_on, self._not_in_force(rule, event_on))
        against = contradicted(rule, facts)
        if against is not None:
            answer = _gap(Gap.CONDITIONS_NOT_MET, fact=against)
        else:
            answer = self._by_term(rule, rule.term, event_on, facts, stated_on, lender)
        return self._answered(rule, edition, event_on, answer)

    def recurring_due(self, rule_name: str, period: Period) -> Due:
        """By which day a recurring rule is due for a period.

        Its force is judged on the day the text names, or on the period's last day where that day
        comes later; this is the `event_on` of the answer.
        Raises UnknownLaw, and ValueError for a rule that does not recur or recurs otherwise.
        """
        rule = self.rule(rule_name, period.end)
        if rule.recurs is None:
            raise ValueError(f"{rule_name} does not recur")
        if rule.recurs.every is not period.kind:
            raise ValueError(f"{rule_name} recurs every {rule.recurs.every}, not {period.kind}")
        judged_on = min(terms.nominal_due_day(rule.recurs, period), period.end)
        edition = self.edition_of(rule, judged_on)
        if edition is None:
            return self._answered(rule, None, judged_on, self._not_in_force(rule, judged_on))
        try:
            computed = terms.recurring(self.calendar, rule.recurs, period)
            answer = _Answer(computed.due_on, computed.steps, confirmed=computed.confirmed)
        except CalendarGap as gap:
            answer = _gap(Gap.CALENDAR_ENDS, year=str(gap.year))
        return self._answered(rule, edition, judged_on, answer)

    def _wording(self, name: str, on: date) -> Rule | None:
        """The wording of a rule that binds on a day, its own force before an extension."""
        bound = [(rule, self.edition_of(rule, on)) for rule in self._rules[name]]
        found = [(rule, edition) for rule, edition in bound if edition is not None]
        found.sort(key=lambda pair: pair[1].extended)
        return found[0][0] if found else None

    def _extended(self, act: Act, on: date) -> bool:
        """True when the day lies outside the act's own period and within an extension of it."""
        return not act.in_force.covers(on) and any(
            extension.act_id == act.id and extension.force.covers(on)
            for extension in self.extensions
        )

    def _not_in_force(self, rule: Rule, on: date) -> _Answer:
        force: Force = rule.in_force
        return _gap(
            Gap.NOT_IN_FORCE,
            on,
            paragraph=rule.paragraph,
            **{"from": force.from_.isoformat(), "until": str(force.until or "")},
        )

    def _by_term(
        self,
        rule: Rule,
        term: Term | None,
        event_on: date,
        facts: Facts,
        stated_on: date | None,
        lender: str | None = None,
    ) -> _Answer:
        """The answer of a term to an event."""
        if term is None or term.kind is TermKind.NONE:
            return _gap(Gap.NO_TERM_IN_TEXT, paragraph=rule.paragraph)
        if term.kind is TermKind.AS_PROVIDED:
            return self._by_provision(term, event_on, facts, stated_on, lender)
        try:
            if term.kind is TermKind.ON_EVENT:
                computed = terms.on_day(event_on, "on_event_day")
            elif term.kind is TermKind.STATED:
                if stated_on is None:
                    return _gap(Gap.NO_STATED_DAY)
                computed = terms.on_day(stated_on, "stated_day")
            else:
                unit = term.unit or Unit.CALENDAR_DAY
                computed = terms.add(self.calendar, event_on, term.amount, unit, term.day_off)
        except CalendarGap as gap:
            return _gap(Gap.CALENDAR_ENDS, year=str(gap.year))
        moved = term.day_off is not DayOff.NONE or term.unit is Unit.WORKING_DAY
        inferred = tuple(name for name in term.inferred if name != "day_off" or moved)
        return _Answer(
            computed.due_on, computed.steps, confirmed=computed.confirmed, inferred=inferred
        )

    def _by_provision(
        self, term: Term, event_on: date, facts: Facts, stated_on: date | None, named: str | None
    ) -> _Answer:
        """The term lent by the one rule that provides it on that day and for these facts."""
        lenders = [
            rule
            for rule in self.rules(event_on)
            if rule.provides == term.provision
            and (rule.name == named if named else applies(rule, facts))
        ]
        provision = term.provision or ""
        if not lenders:
            return _gap(Gap.NO_PROVISION, event_on, provision=provision)
        if len(lenders) > 1:
            names = ", ".join(rule.name for rule in lenders)
            return _gap(Gap.SEVERAL_PROVISIONS, provision=provision, rules=names)
        lender = lenders[0]
        answer = self._by_term(lender, lender.term, event_on, facts, stated_on)
        edition = self.edition_of(lender, event_on)
        borrowed = [Step("term_of", None, {"paragraph": lender.paragraph, "rule": lender.name})]
        if edition is not None and edition.extended:
            borrowed.append(self._by_extension(lender))
        return replace(
            answer,
            steps=(*borrowed, *answer.steps),
            cites=(lender.paragraph, *lender.cites),
            inferred=(*lender.inferred, *answer.inferred, *term.inferred),
        )

    def _by_extension(self, rule: Rule) -> Step:
        act = self.act(rule.act_id)
        named = {f"name_{spoken}": act.short.in_language(spoken) for spoken in LANGUAGES}
        return Step("by_extension", act.in_force.until, named)

    def _answered(
        self, rule: Rule, edition: Edition | None, event_on: date | None, answer: _Answer
    ) -> Due:
        steps = answer.steps
        if edition is not None and edition.extended:
            steps = (self._by_extension(rule), *steps)
        return Due(
            rule=rule.name,
            edition=edition.text if edition else None,
            event_on=event_on,
            due_on=answer.due_on,
            steps=steps,
            gap=answer.gap,
            confirmed=answer.confirmed and answer.due_on is not None,
            calendar_version=self.calendar.version,
            cites=_once((rule.paragraph, *rule.cites, *answer.cites)),
            inferred=_once((*rule.inferred, *answer.inferred)),
        )

    @staticmethod
    def _refuse_recurring(rule: Rule) -> None:
        if rule.recurs is not None:
            raise ValueError(f"{rule.name} recurs: ask for a period, not for an event")

    @staticmethod
    def _unknown(kind: str, name: str, known: Collection[str]) -> UnknownLaw:
        return UnknownLaw(kind, name, tuple(get_close_matches(name, known, n=3, cutoff=0.5)))


def _once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in order, each once."""
    return tuple(dict.fromkeys(names))


def extensions_of(acts: Iterable[str], book: Lawbook) -> tuple[Extension, ...]:
    """The extensions an installation asks for by act ids: from the day after the act's own last
    day, without end. An act that is still in force needs none and gives none. Raises UnknownLaw.
    """
    ends = [(act_id, book.act(act_id).in_force.until) for act_id in acts]
    return tuple(Extension(act_id, until + timedelta(days=1)) for act_id, until in ends if until)
