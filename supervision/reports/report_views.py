"""Reports by period as pages: those the office owes, one whole, the cases behind a figure, arrivals."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for

from supervision.cases.hearing_presenting import chip_of
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_flag
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.i18n import _, current_language
from supervision.duties.presenting import citation_words, paragraph_url, period_words
from supervision.duties.views import lawbook, presenter
from supervision.printing.shelf import shelf_of
from supervision.reports import policy, reading
from supervision.reports.blueprint import blueprint
from supervision.reports.queries import changes, figures, sources
from supervision.reports.queries import reports as queries
from supervision.reports.reading import Opened, Owed
from supervision.reports.report_presenting import (
    TONES,
    Writer,
    days_of,
    record_url,
    role_note,
    state_words,
)
from supervision.reports.report_prints import PAPER
from supervision.reports.rules.reports import ARRIVED, Role, Verb, is_open_to
from supervision.reports.sections import SECTIONS

BACK = 3  # periods before the present one that the list shows
MOST_THINGS = 500


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """The reports of the reader's office: each with its last day and where it stands."""
    session, actor, language = db.session(), web.actor(), current_language()
    office, law = reading.own_office(session, actor), lawbook()
    owed = reading.owed_by(session, office, law, today=web.today(), back=BACK, language=language)
    return render_template(
        "reports/register.html",
        groups=[
            {
                "title": kind.title.in_language(language),
                "citation": citation_words(law, kind.law_rule(law).paragraph, language),
                "citation_url": paragraph_url(kind.rule),
                "note": role_note(kind, role, language),
                "kind": kind,
                "receives": kind.parts and office.office_level != "district",
                "rows": [_row(each, language) for each in owed if each.kind is kind],
            }
            for kind, role in dict.fromkeys((each.kind, each.role) for each in owed)
        ],
        may_open=actor.may(Permission.RECORD_CASES),
    )


def _row(each: Owed, language: str) -> dict[str, Any]:
    report = each.report
    written_at = each.kind.written_at
    if written_at is not None:
        url = url_for(written_at)
    else:
        url = url_for("period_reports.report", report_id=report.id) if report else ""
    return {
        "period": period_words(each.period.key, language),
        "key": each.period.key,
        "url": url,
        "chip": None if each.duty is None else chip_of(each.duty, presenter()),
        "due_on": each.due_on,
        "state": state_words(report.state) if report else "",
        "tone": TONES[report.state] if report else "",
        "elsewhere": written_at is not None,
    }


@blueprint.get("/<int:report_id>")
@requires(Permission.SEE_CASES)
def report(report_id: int) -> str:
    """One report whole: figures with both periods beside them, the tail, the texts, its way."""
    session, language, law = db.session(), current_language(), lawbook()
    one = reading.opened(report_id, law)
    writer = Writer(law, language, one.report.id)
    duty = reading.duty_row(session, one, language)
    return render_template(
        "reports/report.html",
        one=one,
        **_headed(one, language),
        sections=[
            writer.section(each) for each in reading.contents(session, one, today=web.today())
        ],
        texts=_texts(one, language),
        steps=queries.steps_of(session, report_id),
        chip=None if duty is None else chip_of(duty, presenter()),
        may=_may(web.actor(), one),
        taken=_taken(one, language),
        papers=shelf_of(
            session,
            web.actor(),
            PAPER.code,
            report_id,
            office_id=one.report.office_id,
            settled=one.report.state in ARRIVED,
        ),
    )


def _headed(one: Opened, language: str) -> dict[str, Any]:
    """What every page of a report names."""
    return {
        "title": one.kind.title.in_language(language),
        "period": period_words(one.report.period, language),
        "days": days_of(one.report.starts_on, one.report.ends_on, language),
        "office_title": one.office.name_in(language),
        "state": state_words(one.report.state),
        "tone": TONES[one.report.state],
        "note": role_note(one.kind, one.role, language),
    }


def _texts(one: Opened, language: str) -> list[dict[str, str]]:
    found = reading.texts(db.session(), one)
    return [
        {
            "code": part.code,
            "title": part.title.in_language(language) if part.title else "",
            "text": found.get(part.code, ""),
        }
        for part in one.kind.texts
    ]


def _taken(one: Opened, language: str) -> list[dict[str, Any]]:
    """The offices right below, and whose figures stand in this report."""
    if not one.kind.parts or one.role is Role.GIVES_PART:
        return []
    kept = set(one.edition.parts) if one.is_frozen and one.edition else None
    return [
        {
            "office": each.office.name_in(language),
            "taken": each.has_come
            if kept is None
            else each.edition is not None and each.edition.id in kept,
        }
        for each in _arrivals(one.kind, one.office.id, one.report.period)
    ]


def _may(actor: Actor, one: Opened) -> dict[str, bool]:
    """What the page offers the reader."""
    state = one.report.state
    writes, approves = policy.may_write(actor, one.report), policy.may_approve(actor, one.report)
    answers = policy.may_answer(actor, one.office)
    return {
        "write": writes and state == "draft",
        "approve": approves and is_open_to(Verb.APPROVED, state),
        "reopen": approves and is_open_to(Verb.REOPENED, state),
        "send": writes and is_open_to(Verb.SENT, state),
        "accept": answers and is_open_to(Verb.ACCEPTED, state),
        "send_back": answers and is_open_to(Verb.RETURNED, state),
    }


@blueprint.get("/<int:report_id>/cases")
@requires(Permission.SEE_CASES)
def things(report_id: int) -> str:
    """The cases behind one figure: as they were frozen, or as the registers know them today."""
    session, language, law = db.session(), current_language(), lawbook()
    one = reading.opened(report_id, law)
    code = asked("section")
    if code not in one.kind.facts:
        raise NotFound
    section, of_tail = SECTIONS[code], asked_flag("tail")
    narrowed: dict[str, Any] = {
        "key": request.args.get("key", ""),
        "of_tail": of_tail,
        "language": language,
        "limit": MOST_THINGS + 1,
    }
    if one.is_frozen and one.edition is not None:
        found = figures.frozen_things(session, one.edition.id, code, **narrowed)
    else:
        source = sources.source_of(session, one.report, one.kind, as_of=web.today())
        found = figures.things(session, section, source, **narrowed)
    writer = Writer(law, language)
    return render_template(
        "reports/things.html",
        one=one,
        **_headed(one, language),
        section=section.title,
        line=writer.line(section, narrowed["key"]),
        of_tail=of_tail,
        share=section.share,
        money=section.money,
        rows=[
            (
                each,
                record_url(each.record_kind, each.record_id),
                writer.detail(section, each.detail),
            )
            for each in found[:MOST_THINGS]
        ],
        cut=len(found) > MOST_THINGS,
        most=MOST_THINGS,
    )


@blueprint.get("/<int:report_id>/changed")
@requires(Permission.SEE_CASES)
def changed(report_id: int) -> str:
    """What the report counted otherwise than the registers do now: the case, who, when."""
    session, language, law = db.session(), current_language(), lawbook()
    one = reading.opened(report_id, law)
    found: list[changes.Change] = []
    if one.edition is not None:
        source = sources.source_of(session, one.report, one.kind, as_of=one.edition.as_of)
        sections = [SECTIONS[code] for code in one.kind.facts]
        found = changes.changed_since(
            session, one.edition, sections, source, language=language, limit=MOST_THINGS
        )
    writer = Writer(law, language)
    return render_template(
        "reports/changed.html",
        one=one,
        **_headed(one, language),
        rows=[_change(each, writer) for each in found],
    )


def _change(each: changes.Change, writer: Writer) -> dict[str, Any]:
    section = SECTIONS[each.section]
    key = f"audit.action.{each.action}"
    words = _(key)
    return {
        "section": section.title,
        "then": "" if each.then is None else writer.line(section, each.then),
        "now": "" if each.now is None else writer.line(section, each.now),
        "label": each.label,
        "url": record_url(each.record_kind, each.record_id),
        "detail": writer.detail(section, each.detail),
        "office": each.office,
        "on_day": each.on_day,
        "who": each.changed_by or "",
        "at": each.changed_at,
        "action": "" if each.action is None or words == key else words,
    }


@blueprint.get("/arrivals")
@requires(Permission.SEE_CASES)
def arrivals() -> str:
    """Who of those below has sent the report of a period, and who has not."""
    session, language, law = db.session(), current_language(), lawbook()
    office = reading.own_office(session, web.actor())
    kind = reading.kind_of(asked("kind"))
    period = kind.period_of(law, asked("period"))
    if period is None or not kind.parts or office.office_level == "district":
        raise NotFound
    own = queries.of_period(session, office.id, kind.code, period.key)
    found = _arrivals(kind, office.id, period.key)
    return render_template(
        "reports/arrivals.html",
        title=kind.title.in_language(language),
        period=period_words(period.key, language),
        due_on=law.recurring_due(kind.rule, period).due_on,
        own_url=url_for("period_reports.report", report_id=own.id) if own else "",
        come=sum(each.has_come for each in found),
        rows=[
            {
                "office": each.office.name_in(language),
                "state": state_words(each.report.state) if each.report else "",
                "tone": TONES[each.report.state] if each.report else "",
                "has_come": each.has_come,
                "url": url_for("period_reports.report", report_id=each.report.id)
                if each.report is not None and policy.may_read(web.actor(), each.report)
                else "",
                "edition": each.edition,
            }
            for each in found
        ],
    )


def _arrivals(kind: Any, office_id: int, period: str) -> list[queries.Arrival]:
    """The offices right below that have to do with the kind, with what came of them."""
    session, law = db.session(), lawbook()
    return [
        each
        for each in queries.arrivals(session, office_id, kind.code, period)
        if reading.role_of(kind, each.office, law) is not None
    ]
