"""The steps of a report as forms: opened, written, approved, opened again, sent, answered."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from supervision.cases.part_views import last_words
from supervision.core import clock, web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.i18n import _, current_language
from supervision.core.transaction import transaction
from supervision.duties.forms import RecordForm
from supervision.duties.presenting import period_words
from supervision.duties.views import lawbook
from supervision.reports import operations, policy, reading
from supervision.reports.blueprint import blueprint
from supervision.reports.forms import ReasonForm, SendForm, StepForm, WordsForm
from supervision.reports.operations.within import demand_open
from supervision.reports.queries import reports as queries
from supervision.reports.reading import Opened
from supervision.reports.rules.reports import KIND
from supervision.reports.rules.reports import Verb as Step
from supervision.reports.sending import send_as_paper


@blueprint.post("/open")
@requires(Permission.RECORD_CASES)
def open_report() -> AnyResponse:
    """Open the office's report of a period, or go to it where it is open already."""
    kind = reading.kind_of(request.form.get("kind", ""))
    with transaction() as session:
        made = operations.open_report(
            session,
            web.actor(),
            kind,
            request.form.get("period", ""),
            law=lawbook(),
            today=web.today(),
        )
    return redirect(_page(made.id))


@blueprint.route("/<int:report_id>/text", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def text(report_id: int) -> Answer:
    """Write one section; the words of the last report and of the parts that came are at hand."""
    one, language = reading.opened(report_id, lawbook()), current_language()
    policy.demand_write(web.actor(), one.report)
    part = next((each for each in one.kind.texts if each.code == asked("section")), None)
    if part is None or part.title is None:
        raise NotFound
    kept = queries.texts_of(db.session(), report_id).get(part.code)
    form = WordsForm(
        data={
            "text": kept.text if kept else "",
            "version": str(kept.version if kept else 0),
        }
    )
    return _walked(
        one,
        form,
        lambda session, actor: operations.write_text(
            session, actor, report_id, one.kind, part.code, form.words, version=form.seen
        ),
        title=part.title.in_language(language),
        submit=_("Keep the text"),
        done=_("The text is kept."),
        last=reading.last_texts(db.session(), one.report).get(part.code, ""),
        parts=[
            (office.name_in(language), said)
            for office, said in reading.texts_from_below(db.session(), one, part.code)
        ],
        rows=16,
    )


@blueprint.route("/<int:report_id>/approve", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def approve(report_id: int) -> Answer:
    """Approve the report: its figures and cases stand from now on."""
    one = reading.opened(report_id, lawbook())
    policy.demand_approve(web.actor(), one.report)
    form = StepForm(data={"version": str(one.report.version)})
    return _walked(
        one,
        form,
        lambda session, actor: operations.approve(
            session,
            actor,
            report_id,
            one.kind,
            version=form.seen,
            now=clock.now(),
            today=web.today(),
        ),
        title=_("Approve the report"),
        said=_(
            "The figures and the lists of cases behind them are kept as they stand now. What becomes "
            "known later goes into the tail of the next report."
        ),
        submit=_("Approve"),
        done=_("The report is approved; its figures are kept."),
        step=Step.APPROVED,
    )


@blueprint.route("/<int:report_id>/reopen", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def reopen(report_id: int) -> Answer:
    """Open the report to be written on; the next approval makes a new edition."""
    one = reading.opened(report_id, lawbook())
    policy.demand_approve(web.actor(), one.report)
    form = ReasonForm(data={"version": str(one.report.version)})
    return _walked(
        one,
        form,
        lambda session, actor: operations.reopen(
            session, actor, report_id, reason=form.words, version=form.seen
        ),
        title=_("Take the report up again"),
        said=_("The figures are counted anew; what was approved before stays to be read."),
        submit=_("reports.take_up"),
        done=_("The report is a draft again."),
        step=Step.REOPENED,
    )


@blueprint.route("/<int:report_id>/send", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def send(report_id: int) -> Answer:
    """Send the approved report up; the duty of the period closes."""
    one = reading.opened(report_id, lawbook())
    policy.demand_write(web.actor(), one.report)
    form = SendForm(data={"version": str(one.report.version)})
    late = operations.is_send_late(db.session(), one.report, one.kind, web.today())
    return _walked(
        one,
        form,
        lambda session, actor: send_as_paper(
            session,
            actor,
            report_id,
            one.kind,
            lateness=form.lateness,
            version=form.seen,
            today=web.today(),
        ),
        title=_("Send the report"),
        said=_(
            "It gets a number and is kept as it is sent: PDF and DOCX, in Kazakh and in Russian."
        ),
        submit=_("reports.send"),
        done=_("The report is sent."),
        step=Step.SENT,
        late=late,
    )


@blueprint.route("/<int:report_id>/accept", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def accept(report_id: int) -> Answer:
    """Accept a report that came from below."""
    one = reading.opened(report_id, lawbook())
    policy.demand_answer(web.actor(), one.office)
    form = StepForm(data={"version": str(one.report.version)})
    return _walked(
        one,
        form,
        lambda session, actor: operations.accept(session, actor, report_id, version=form.seen),
        title=_("Accept the report"),
        submit=_("reports.accept"),
        done=_("The report is accepted."),
        step=Step.ACCEPTED,
    )


@blueprint.route("/<int:report_id>/send-back", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def send_back(report_id: int) -> Answer:
    """Send a report back with remarks."""
    one = reading.opened(report_id, lawbook())
    policy.demand_answer(web.actor(), one.office)
    form = ReasonForm(data={"version": str(one.report.version)})
    return _walked(
        one,
        form,
        lambda session, actor: operations.send_back(
            session, actor, report_id, remarks=form.words, version=form.seen
        ),
        title=_("Send the report back"),
        said=_("Until it comes again, the figures of that office are read from the registers."),
        submit=_("reports.send_back"),
        done=_("The report is sent back with your remarks."),
        step=Step.RETURNED,
    )


def _walked(
    one: Opened,
    form: RecordForm,
    verb: Verb,
    *,
    title: str,
    step: Step | None = None,
    **shown: Any,
) -> Answer:
    """One form; what was typed is answered by the verb, so only an empty one is refused at once."""
    language = current_language()
    if request.method == "GET" and step is not None:
        demand_open(one.report, step)
    return walk(
        form,
        "reports/step.html",
        verb,
        done=shown.pop("done"),
        to=_page(one.report.id),
        meanwhile=lambda: last_words(KIND, one.report.id),
        one=one,
        title=title,
        of=one.kind.title.in_language(language),
        period=period_words(one.report.period, language),
        back=_page(one.report.id),
        **shown,
    )


def _page(report_id: int) -> str:
    return url_for("period_reports.report", report_id=report_id)
