"""Rules of the law and the working calendar as the library shows them, in the reader's language.

Belongs here: words for terms, owners, ladders and conditions; the grid of a year. Does not belong
here: counting (the law does it) and duties (`presenting.py`).
"""

from __future__ import annotations

import calendar as gregorian
from datetime import date
from typing import NamedTuple

from babel.dates import get_day_names, get_month_names
from flask import url_for

from supervision.core.i18n import _, day, ngettext_
from supervision.duties.presenting import Why, citation_words, edition_words, paragraph_url
from supervision.law import wording
from supervision.law.calendar import DayKind, ExceptionalDay, WorkingCalendar
from supervision.law.lawbook import Lawbook
from supervision.law.model import (
    Act,
    Conditions,
    DayOff,
    Due,
    DueMonth,
    Force,
    Paragraph,
    Rule,
    Term,
    TermKind,
    Unit,
)


class RuleCard(NamedTuple):
    """One rule as the library shows it."""

    name: str
    title: str
    starts: str
    term: str
    owner: str
    fulfilled_by: list[str]
    ladder: str
    when: list[str]
    unless: list[str]
    cites: list[str]
    inferred: list[str]
    lends: bool
    binds: str
    calculator_url: str


class Mark(NamedTuple):
    """One day of the year's grid."""

    number: int
    style: str
    title: str


class Month(NamedTuple):
    """One month of the year's grid: its name, weeks of seven (None outside it), working days."""

    name: str
    weeks: list[list[Mark | None]]
    working: int


def force_words(force: Force, language: str) -> str:
    """A period of force: 14.04.2015 – 07.06.2018, or since a day."""
    since = day(force.from_, language)
    if force.until is None:
        return _("since %(day)s", day=since)
    return f"{since} – {day(force.until, language)}"


def number_words(act: Act, language: str) -> str:
    """The number of an act as the language writes it; empty for an act known by its day alone."""
    if not act.number.startswith("No. "):
        return ""
    return act.number if language == "en" else "№ " + act.number.removeprefix("No. ")


def act_state(law: Lawbook, act: Act, today: date) -> tuple[str, str]:
    """Whether the act binds today and how: a tone and words for its mark."""
    bound = law.binding(act.id, today)
    if bound is None:
        return "", _("not in force")
    if bound.extended:
        return "amber", _("applied by the installation's extension")
    return "green", _("in force")


def day_off_words(rule: DayOff) -> str:
    """What becomes of a last day that is a day off."""
    return _(f"law.day_off.{rule.value}")


def term_words(rule: Rule) -> str:
    """How the due day of a rule is found, in one sentence."""
    if rule.recurs is not None:
        recurs = rule.recurs
        of = DueMonth(recurs.of).value
        if recurs.day is None:
            said = _(f"law.recurs.{recurs.every.value}.last")
        else:
            said = _(f"law.recurs.{recurs.every.value}.{of}") % {"day": str(recurs.day)}
        return f"{said}; {day_off_words(recurs.day_off)}" if recurs.day_off else said
    return _counted(rule.term) if rule.term else _("law.term.none")


def _counted(term: Term) -> str:
    if term.kind is TermKind.AS_PROVIDED:
        return _("law.term.as") % {"provision": _(f"law.provision.{term.provision}")}
    if term.kind is not TermKind.COUNTED:
        return _(f"law.term.{term.kind.value}")
    if term.amount == 0:
        return _("at once: the same working day")
    said = {
        Unit.CALENDAR_DAY: lambda n: ngettext_("%(num)s calendar day", "%(num)s calendar days", n),
        Unit.WORKING_DAY: lambda n: ngettext_("%(num)s working day", "%(num)s working days", n),
        Unit.MONTH: lambda n: ngettext_("%(num)s month", "%(num)s months", n),
    }[term.unit or Unit.CALENDAR_DAY](term.amount)
    if term.day_off is DayOff.NONE:
        return said
    return f"{said}; {day_off_words(term.day_off)}"


def ladder_words(rungs: tuple[int, ...], days: tuple[int, ...] = ()) -> str:
    """When reminders go out: on days of the due day's month, and so many working days from it."""
    before = ", ".join(str(-rung) for rung in rungs if rung < 0)
    after = ", ".join(str(rung) for rung in rungs if rung > 0)
    parts = [
        _("on days of the month: %(days)s", days=", ".join(map(str, days))) if days else "",
        _("working days before: %(days)s", days=before) if before else "",
        _("on the day") if 0 in rungs else "",
        _("working days after: %(days)s", days=after) if after else "",
    ]
    return "; ".join(part for part in parts if part)


def event_words(name: str | None) -> str:
    """The title of a recorded fact."""
    return _(f"law.event.{name}") if name else ""


def condition_words(conditions: Conditions) -> list[str]:
    """Each condition as "fact: value or value"."""
    return [
        f"{fact_words(fact)}: " + ", ".join(value_words(fact, value) for value in values)
        for fact, values in conditions
    ]


def fact_words(fact: str) -> str:
    """The title of a circumstance a rule asks for."""
    return _(f"law.fact.{fact}")


def value_words(fact: str, value: str) -> str:
    """The title of one value of a circumstance."""
    return _(f"law.fact.{fact}.{value}")


def rule_card(law: Lawbook, rule: Rule, *, language: str, today: date) -> RuleCard:
    """One rule with everything the library tells of it."""
    edition = law.edition_of(rule, today)
    inferred = dict.fromkeys((*rule.inferred, *(rule.term.inferred if rule.term else ())))
    return RuleCard(
        name=rule.name,
        title=rule.title.in_language(language),
        starts=event_words(rule.starts),
        term=term_words(rule),
        owner=_(f"law.owner.{rule.owed_by.value}") if rule.owed_by else "",
        fulfilled_by=[event_words(name) for name in rule.fulfilled_by],
        ladder=ladder_words(rule.remind, rule.remind_on),
        when=condition_words(rule.when),
        unless=condition_words(rule.unless),
        cites=[citation_words(law, cite, language) for cite in rule.cites],
        inferred=[_(f"law.inferred.{name}") for name in inferred],
        lends=rule.provides is not None,
        binds=edition_words(law, edition.text, language) if edition else "",
        calculator_url=url_for("library.calculator", rule=rule.name),
    )


def matches(paragraph: Paragraph, language: str, wanted: str) -> bool:
    """Whether a paragraph answers a search: in its citation, its demand, its rules' titles."""
    texts = [paragraph.name, paragraph.demand.in_language(language)]
    texts += [rule.title.in_language(language) for rule in paragraph.rules]
    return any(wanted in text.casefold() for text in texts)


def why_of(law: Lawbook, due: Due, language: str) -> Why:
    """An answer of the law in the shape of "why this date"."""
    rule = law.rule(due.rule, due.event_on)
    return Why(
        rule_title=rule.title.in_language(language),
        steps=wording.sentences(due.steps, language),
        citation=", ".join(citation_words(law, cite, language) for cite in due.cites),
        citation_url=paragraph_url(due.rule),
        edition=edition_words(law, due.edition, language) if due.edition else "",
        calendar_version=due.calendar_version,
        not_confirmed=due.due_on is not None and not due.confirmed,
        moved="",
    )


def months_of(calendar: WorkingCalendar, year: int, language: str, today: date) -> list[Month]:
    """The grid of a year: Monday first, six weeks a month so that all months are of one height.

    Raises CalendarGap outside the calendar's years.
    """
    exceptional = {found.on: found for found in calendar.year(year)}
    names = get_month_names("wide", context="stand-alone", locale=language)
    grid = gregorian.Calendar(firstweekday=0)
    months = []
    for month in range(1, 13):
        weeks: list[list[Mark | None]] = [
            [
                _mark(calendar, on, exceptional.get(on), language, today)
                if on.month == month
                else None
                for on in week
            ]
            for week in grid.monthdatescalendar(year, month)
        ]
        weeks += [[None] * 7] * (6 - len(weeks))
        length = gregorian.monthrange(year, month)[1]
        working = sum(calendar.works_on(date(year, month, each)) for each in range(1, length + 1))
        months.append(Month(names[month].capitalize(), weeks, working))
    return months


def _mark(
    calendar: WorkingCalendar,
    on: date,
    found: ExceptionalDay | None,
    language: str,
    today: date,
) -> Mark:
    status = calendar.is_working(on)
    doubtful = not status.confirmed and (found is not None or on <= calendar.confirmed_through)
    if found is None:
        style = "" if status.working else "weekend"
        title = ""
    else:
        style = "worked" if found.kind is DayKind.WORKING else "off"
        title = found.name.in_language(language)
    if doubtful:
        title = f"{title} ({_('not confirmed')})" if title else _("not confirmed")
        style += " doubtful"
    if on == today:
        style += " today"
    return Mark(on.day, style.strip(), title)


def weekdays(language: str) -> list[str]:
    """Short names of the days, Monday first."""
    names = get_day_names("abbreviated", context="stand-alone", locale=language)
    return [names[number] for number in range(7)]
