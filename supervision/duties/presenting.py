"""Duties as pages show them: the rule's title, its citation, the steps told as sentences.

Belongs here: turning rows into plain values, once a page, so that templates neither translate nor
build an address for each cell. Does not belong here: reading rows, or any date that is not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from babel.dates import format_date
from flask import url_for

from supervision.core.i18n import _, day, ngettext_
from supervision.duties import change_words
from supervision.duties.models import Duty
from supervision.duties.queries import DutyRow
from supervision.duties.rules import OFFICE, DutyState, Urgency, days_left, is_late, urgency
from supervision.duties.sources import FactSource
from supervision.law import wording
from supervision.law.back_plan import BackPlan, SafeDay, safe_days
from supervision.law.calendar import CalendarGap
from supervision.law.lawbook import Lawbook
from supervision.law.model import Recurrence, Step, UnknownLaw
from supervision.law.period import Period

_PLACE = 987654321  # stands for an id while the pattern of an address is found
_ICONS = {
    "overdue": "alert-circle",
    "today": "clock",
    "soon": "clock",
    "open": "",
    "done": "check",
    "done_late": "check",
    "withdrawn": "",
    "no_date": "help-circle",
    "paused": "history",
}


class Why(NamedTuple):
    """Why a date is this date, in the shape `shared/due.html` asks for."""

    rule_title: str
    steps: list[str]
    citation: str
    citation_url: str
    edition: str
    calendar_version: str
    not_confirmed: bool
    moved: str


class Line(NamedTuple):
    """One duty in a list, every cell already written."""

    id: int
    url: str
    title: str
    citation: str
    citation_url: str
    subject: str
    subject_url: str
    office: str
    assignee: str
    state: str
    due_iso: str
    due_text: str
    state_text: str
    icon: str
    late: bool
    why: Why


class SafeDayLine(NamedTuple):
    """One step of a back-plan: what is to be done, by which day, and whether the day is over."""

    step: str
    on: str
    before: str
    state: str


class RuleWords(NamedTuple):
    """What a rule is called in the reader's language and where it stands."""

    title: str
    citation: str
    url: str


def pattern_of(endpoint: str, parameter: str) -> Callable[[int], str]:
    """The addresses of an endpoint by id, with the route looked up once."""
    values: dict[str, Any] = {parameter: _PLACE}
    start, _id, end = url_for(endpoint, **values).partition(str(_PLACE))
    return lambda number: f"{start}{number}{end}"


def paragraph_url(rule_name: str) -> str:
    """The library page of the paragraph a rule stands in: `2015/13/…` stands at /law/2015/13."""
    act, paragraph, _rule = rule_name.split("/", 2)
    return url_for("library.paragraph", act=act, paragraph=paragraph)


def citation_words(law: Lawbook, name: str, language: str) -> str:
    """A citation in the reader's language: `CoAO 832` is `КоАП 832`; `2015 ¶13` is so in all."""
    if name.startswith("CoAO "):
        return f"{_('CoAO')} {name.removeprefix('CoAO ')}"
    act_id, _at, place = name.partition(" ")
    if place.startswith("¶") or act_id not in {act.id for act in law.acts()}:
        return name
    short = law.act(act_id).short.in_language(language)
    if place.startswith("art. "):
        return f"{short}, {_('art. %(number)s', number=place.removeprefix('art. '))}"
    return short


def period_words(key: str, language: str) -> str:
    """The period of a recurring duty as a reader says it: `2026-Q4`, `2026-11` or `2026`."""
    try:
        period = Period.from_key(key)
    except ValueError:
        return key
    if period.kind is Recurrence.MONTH:
        pattern = {"kk": "y 'ж.' LLLL", "ru": "LLLL y 'г.'", "en": "LLLL y"}[language]
        return format_date(period.start, pattern, locale=language)
    if period.kind is Recurrence.QUARTER:
        number, year = str(period.end.month // 3), str(period.start.year)
        return _("quarter %(number)s of %(year)s", number=number, year=year)
    return _("year %(year)s", year=str(period.start.year))


def edition_words(law: Lawbook, text: str, language: str) -> str:
    """`2015@2015-04-14+extended` as a reader says it: the act and the day it came in force."""
    act_id, _at, rest = text.partition("@")
    since, _plus, extended = rest.partition("+")
    if not since:
        return text
    try:
        act = law.act(act_id).short.in_language(language)
    except UnknownLaw:
        act = act_id
    said = f"{act}, {day(date.fromisoformat(since), language)}"
    return f"{said} ({wording.label('extended', language)})" if extended else said


def state_of(row: DutyRow, today: date) -> str:
    """The state of a duty in the words of `shared/due.html`."""
    if row.state == DutyState.DROPPED:
        return "withdrawn"
    if row.state == DutyState.FULFILLED and row.closed_on is not None:
        return "done_late" if is_late(row.due_on, row.closed_on) else "done"
    return {
        Urgency.OVERDUE: "overdue",
        Urgency.TODAY: "today",
        Urgency.SOON: "soon",
        Urgency.LATER: "open",
        Urgency.UNDATED: "no_date",
        Urgency.PAUSED: "paused",
    }[urgency(row.due_on, today, row.paused_on)]


def days_of(row: DutyRow, today: date) -> int | None:
    """How many days late or left the state speaks of; None where it speaks of none."""
    if row.due_on is None or row.state == DutyState.DROPPED or row.paused_on is not None:
        return None
    return abs(days_left(row.due_on, row.closed_on or today))


class Presenter:
    """Writes duties for one page: one language, one day, every title and address made once."""

    def __init__(
        self, law: Lawbook, sources: Mapping[str, FactSource], *, language: str, today: date
    ) -> None:
        self.law = law
        self.language = language
        self.today = today
        self._sources = sources
        self._duty_url = pattern_of("duties.duty", "duty_id")
        self._moved = _("The day was changed by a decision.")
        # caches of this page alone, so they end with it
        self.rule = cache(self._rule)
        self.edition = cache(self._edition)
        self._state_text = cache(self._say_state)
        self._subject_url = cache(self._subject_pattern)
        self._subject = cache(self._say_subject)

    def lines(self, rows: Iterable[DutyRow]) -> list[Line]:
        """The rows of a list."""
        return [self.line(row) for row in rows]

    def line(self, row: DutyRow) -> Line:
        """One row of a list."""
        state = state_of(row, self.today)
        words = self.rule(row.rule, row.event_on)
        place = self._subject_url(row.subject_kind)
        return Line(
            id=row.id,
            url=self._duty_url(row.id),
            title=words.title,
            citation=words.citation,
            citation_url=words.url,
            subject=self._subject(row.subject_kind, row.subject_label),
            subject_url=place(row.subject_id) if place else "",
            office=row.office_name,
            assignee=row.assignee or "",
            state=state,
            due_iso=row.due_on.isoformat() if row.due_on else "",
            due_text=day(row.due_on, self.language) if row.due_on else "",
            state_text=self._state_text(state, days_of(row, self.today)),
            icon=_ICONS[state],
            late=state == "overdue",
            why=self.why(row),
        )

    def why(self, row: DutyRow, moved: str = "") -> Why:
        """Why the duty has its day; `moved` is the reason of the decision, where it is at hand."""
        words = self.rule(row.rule, row.event_on)
        return Why(
            rule_title=words.title,
            steps=self.steps(row.steps),
            citation=words.citation,
            citation_url=words.url,
            edition=self.edition(row.edition) if row.edition else "",
            calendar_version=row.calendar_version,
            not_confirmed=row.due_on is not None and not row.confirmed,
            moved=self._told_move(moved) if row.moved else "",
        )

    def _told_move(self, reason: str) -> str:
        return _("Changed by a decision: %(reason)s", reason=reason) if reason else self._moved

    def steps(self, stored: Sequence[Mapping[str, object]]) -> list[str]:
        """Stored steps as sentences."""
        return [wording.sentence(Step.from_json(step), self.language) for step in stored]

    def _rule(self, name: str, on: date | None) -> RuleWords:
        try:
            rule = self.law.rule(name, on)
        except UnknownLaw:
            # A duty outlives its law file: it is shown by the name it was opened under.
            return RuleWords(name, "", "")
        title = rule.title.in_language(self.language)
        citation = citation_words(self.law, rule.paragraph, self.language)
        return RuleWords(title, citation, paragraph_url(rule.name))

    def _edition(self, text: str) -> str:
        return edition_words(self.law, text, self.language)

    def _subject_pattern(self, kind: str) -> Callable[[int], str] | None:
        if kind == OFFICE or kind not in self._sources:
            return None
        source = self._sources[kind]
        return pattern_of(source.endpoint, source.parameter)

    def _say_subject(self, kind: str, label: str) -> str:
        return period_words(label, self.language) if kind == OFFICE else label

    def _say_state(self, state: str, days: int | None) -> str:
        """The words of the state chip; the same ones `shared/due.html` writes."""
        if days and state == "overdue":
            return ngettext_("%(num)s day late", "%(num)s days late", days)
        if days and state in ("soon", "open"):
            return ngettext_("in %(num)s day", "in %(num)s days", days)
        if days and state == "done_late":
            return ngettext_("done %(num)s day late", "done %(num)s days late", days)
        return _(f"due.state.{state}")

    def demand(self, row: DutyRow) -> str:
        """What the paragraph demands, in the reader's language; empty for a rule without a file."""
        try:
            rule = self.law.rule(row.rule, row.event_on)
            paragraph = self.law.paragraph(rule.paragraph, row.event_on)
        except UnknownLaw:
            return ""
        return paragraph.demand.in_language(self.language)

    def allows(self, row: DutyRow) -> list[str]:
        """Which decisions about the day of an open duty the law allows, in words."""
        try:
            rule = self.law.rule(row.rule, row.event_on)
        except UnknownLaw:
            return []
        return change_words.allowed(rule) if row.state == DutyState.OPEN else []

    def safe_days(self, row: DutyRow, plan: BackPlan) -> list[SafeDayLine]:
        """The last safe days before a term an office plans back from; none for any other duty."""
        if row.due_on is None or row.state != DutyState.OPEN or not self._has_plan(row):
            return []
        try:
            found = safe_days(self.law.calendar, plan, row.due_on)
        except CalendarGap:
            return []
        return self.plan_lines(found)

    def plan_lines(self, days: Iterable[SafeDay]) -> list[SafeDayLine]:
        """Safe days in words, with how each stands today."""
        return [
            SafeDayLine(
                step=_(f"duties.plan.{each.step}"),
                on=day(each.on, self.language),
                before=ngettext_(
                    "%(num)s working day before the last day",
                    "%(num)s working days before the last day",
                    each.working_days_before,
                ),
                state=urgency(each.on, self.today).value,
            )
            for each in days
        ]

    def _has_plan(self, row: DutyRow) -> bool:
        try:
            return self.law.rule(row.rule, row.event_on).back_plan
        except UnknownLaw:
            return False

    def closed_by(self, duty: Duty) -> str:
        """What closed the duty: the title of the fact, or the document as it was written."""
        if not duty.closed_by or duty.closed_by_hand:
            return duty.closed_by or ""
        return _(f"law.event.{duty.closed_by}")
