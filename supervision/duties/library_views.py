"""The law library: instruments, paragraphs, rules, the calculator of terms, the calendar of a year.

Open to everybody who signs in: law is no secret. Of the database it reads which decrees stand.
"""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import signed_in
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import _, current_language
from supervision.decrees.law_at_work import lawbook
from supervision.decrees.queries import decreed_days
from supervision.duties import law_presenting as telling
from supervision.duties.law_forms import AddForm, RuleForm
from supervision.duties.presenting import Why, citation_words, paragraph_url
from supervision.law import terms, wording
from supervision.law.calendar import CalendarGap
from supervision.law.lawbook import Lawbook
from supervision.law.model import Due, Paragraph, Rule, Unit, UnknownLaw
from supervision.law.period import Period

blueprint = Blueprint("library", __name__)


@blueprint.get("/law")
@signed_in
def library() -> str:
    """All instruments with their periods of force, and every paragraph, searchable."""
    law, language, today = lawbook(), current_language(), web.today()
    wanted = request.args.get("q", "").strip()
    found: dict[str, list[Paragraph]] = {}
    for each in law.paragraphs():
        if not wanted or telling.matches(each, language, wanted.casefold()):
            found.setdefault(each.act_id, []).append(each)
    return render_template(
        "duties/library.html",
        acts=[
            (
                act,
                telling.number_words(act, language),
                *telling.act_state(law, act, today),
                telling.force_words(act.in_force, language),
            )
            for act in law.acts()
        ],
        acts_shown=request.args.get("show") == "instruments",
        found=found,
        cited={each.name: citation_words(law, each.name, language) for each in law.paragraphs()},
        wanted=wanted,
        short={act.id: act.short.in_language(language) for act in law.acts()},
        language=language,
    )


@blueprint.get("/law/<act>/<paragraph>")
@signed_in
def paragraph(act: str, paragraph: str) -> str:
    """One paragraph whole, in every wording, with its rules."""
    law, language, today = lawbook(), current_language(), web.today()
    wordings = [each for each in law.paragraphs() if (each.act_id, each.stem) == (act, paragraph)]
    if not wordings:
        raise NotFound
    thing = law.act(act)
    return render_template(
        "duties/paragraph.html",
        act=thing,
        act_mark=telling.act_state(law, thing, today),
        name=citation_words(law, wordings[0].name, language),
        wordings=[
            (
                each,
                telling.force_words(each.in_force, language),
                wording.label(each.wording.value, language),
                [
                    telling.rule_card(law, rule, language=language, today=today)
                    for rule in each.rules
                ],
            )
            for each in reversed(wordings)
        ],
        neighbours=_neighbours(law, act, paragraph, language),
        language=language,
    )


def _neighbours(law: Lawbook, act: str, stem: str, language: str) -> list[tuple[str, str, str]]:
    """The paragraphs before and after this one in the act: direction, citation, address."""
    stems = {each.stem: each.name for each in law.paragraphs() if each.act_id == act}
    order = list(stems)
    place = order.index(stem)
    beside = [("previous", place - 1), ("next", place + 1)]
    return [
        (
            direction,
            citation_words(law, stems[order[other]], language),
            url_for(".paragraph", act=act, paragraph=order[other]),
        )
        for direction, other in beside
        if 0 <= other < len(order)
    ]


@blueprint.get("/law/calculator")
@signed_in
def calculator() -> str | tuple[str, int]:
    """A rule and a day, or plainly a number of days: the date and every step to it."""
    law, language, asked = lawbook(), current_language(), request.args
    by_rule = RuleForm(law, language, asked if asked.get("on") else None)
    adding = AddForm(formdata=asked if "start" in asked else None)
    rule = _asked_rule(law, asked.get("rule"))
    if rule is not None and not asked.get("on"):
        by_rule.rule.data = rule.name
    answer = _answer(law, by_rule, rule) if asked.get("on") and by_rule.validate() else None
    sum_ = _sum(law, adding) if "start" in asked and adding.validate() else None
    page = render_template(
        "duties/calculator.html",
        by_rule=by_rule,
        adding=adding,
        rule=telling.rule_card(law, rule, language=language, today=web.today()) if rule else None,
        rule_url=paragraph_url(rule.name) if rule else "",
        needs_stated=rule is not None and rule.term is not None and rule.term.kind == "stated",
        facts=_fact_choices(rule),
        chosen=asked,
        due=answer,
        why=telling.why_of(law, answer, language) if answer else None,
        sum=sum_,
    )
    return (page, 422) if by_rule.errors or adding.errors else page


def _asked_rule(law: Lawbook, name: str | None) -> Rule | None:
    try:
        return law.rule(name, web.today()) if name else None
    except UnknownLaw:
        return None


def _fact_choices(rule: Rule | None) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The circumstances a rule asks for, each with the values it names."""
    if rule is None:
        return []
    values: dict[str, list[str]] = {}
    for fact, named in (*rule.when, *rule.unless):
        values.setdefault(fact, []).extend(named)
    return [
        (fact, telling.fact_words(fact), [(one, telling.value_words(fact, one)) for one in named])
        for fact, named in values.items()
    ]


def _answer(law: Lawbook, form: RuleForm, rule: Rule | None) -> Due | None:
    """What the law answers to the form."""
    on = form.day
    if rule is None:
        return None
    bound = law.rule(rule.name, on)
    if bound.recurs is not None:
        return law.recurring_due(bound.name, Period.containing(bound.recurs.every, on))
    facts = {
        fact: [request.args[f"fact.{fact}"]]
        for fact, _title, _values in _fact_choices(bound)
        if request.args.get(f"fact.{fact}")
    }
    return law.due(bound.name, on, facts, stated_on=form.stated.data)


def _sum(law: Lawbook, form: AddForm) -> tuple[date, Why] | None:
    """The day so many days later; outside the calendar's years the form says so."""
    language = current_language()
    try:
        found = terms.add(
            law.calendar,
            form.day,
            form.amount.data or 0,
            Unit(form.unit.data),
            form.rule_for_day_off,
        )
    except CalendarGap as gap:
        form.start.errors = [_("The working calendar has no year %(year)s.", year=str(gap.year))]
        return None
    steps = wording.sentences(found.steps, language)
    return found.due_on, Why("", steps, "", "", "", law.calendar.version, not found.confirmed, "")


@blueprint.get("/calendar", defaults={"year": None})
@blueprint.get("/calendar/<int:year>")
@signed_in
def year(year: int | None) -> str | AnyResponse:
    """Twelve months with days off, moved days and worked days off, each with its source."""
    if year is None:
        return redirect(url_for(".year", year=web.today().year))
    calendar, language = lawbook().calendar, current_language()
    try:
        months = telling.months_of(calendar, year, language, web.today())
    except CalendarGap:
        raise NotFound from None
    return render_template(
        "duties/year.html",
        year=year,
        months=months,
        weekdays=telling.weekdays(language),
        exceptional=calendar.year(year),
        decreed=decreed_days(db.session(), year),
        before=year - 1 if year > calendar.first_day.year else None,
        after=year + 1 if year < calendar.last_day.year else None,
        unsure=date(year, 12, 31) > calendar.confirmed_through,
        version=calendar.version,
        language=language,
    )
