"""Pages of absences: those of an office in a month; one entered, corrected, cancelled."""

from __future__ import annotations

import uuid
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.errors import Refused, Stale
from supervision.core.i18n import _, current_language, day
from supervision.core.transaction import transaction
from supervision.law.model import Recurrence
from supervision.law.period import Period
from supervision.offices import operations, people_queries
from supervision.offices.absence_forms import AbsenceForm, CancelForm, recorded
from supervision.offices.absence_queries import absence, absences_of_office
from supervision.offices.blueprint import blueprint
from supervision.offices.models import Absence, UserAccount
from supervision.offices.policy import demand_absence, may_enter_absence
from supervision.offices.queries import colleagues
from supervision.offices.showing import changed_meanwhile, show

FIRST_YEAR, LAST_YEAR = 2000, 2100
Page = str | Response | tuple[str, int]


@blueprint.get("/offices/<int:office_id>/absences")
@requires(Permission.SEE_PEOPLE)
def absences(office_id: int) -> Page:
    """Who of an office is away in a month, this one unless asked."""
    actor, session = web.actor(), db.session()
    shown = people_queries.office(session, office_id, actor.offices_below)
    month = _month()
    rows = absences_of_office(session, shown.id, month.start, month.end)
    return render_template(
        "offices/absences.html",
        office=shown,
        month=month,
        before=month.previous().key,
        after=month.next().key,
        rows=rows,
        today=web.today(),
        changeable={row.id for row in rows if may_enter_absence(actor, row.user_id, shown.id)},
        reader_id=actor.user_id if actor.office_id == shown.id else None,
    )


def _month() -> Period:
    """The month the address asks for (2026-11), this one for anything unreadable."""
    present = Period.containing(Recurrence.MONTH, web.today())
    try:
        found = Period.from_key(asked("month"))
    except ValueError:
        return present
    known = FIRST_YEAR <= found.start.year <= LAST_YEAR and found.kind is Recurrence.MONTH
    return found if known else present


@blueprint.route("/people/<int:user_id>/absences/new", methods=["GET", "POST"])
@requires(Permission.SEE_PEOPLE)
def new_absence(user_id: int) -> Page:
    """Enter days on which a person does not work."""
    person, _office = people_queries.person(db.session(), user_id)
    demand_absence(web.actor(), person.id, person.office_id)
    form = _form(person)
    if request.method == "GET":
        form.idempotency_key.data = str(uuid.uuid4())
        return _form_page(form, person)
    if form.validate():
        try:
            with transaction() as session:
                operations.enter_absence(
                    session, web.actor(), person.id, form.entry(), idempotency_key=form.key
                )
        except Refused as refused:
            show(form, refused)
        else:
            return _done(_("The absence is entered."), person)
    return _form_page(form, person), 422


@blueprint.route("/absences/<int:absence_id>", methods=["GET", "POST"])
@requires(Permission.SEE_PEOPLE)
def edit_absence(absence_id: int) -> Page:
    """Correct an absence."""
    found, person = _found(absence_id)
    form = _form(person, found)
    if request.method == "GET":
        return _form_page(form, person, found)
    if form.validate():
        try:
            with transaction() as session:
                operations.change_absence(
                    session, web.actor(), absence_id, form.entry(), version=form.seen
                )
        except Refused as refused:
            show(form, refused)
        except Stale:
            return _changed_meanwhile(form, absence_id), 409
        else:
            return _done(_("The absence is corrected."), person)
    return _form_page(form, person, found), 422


@blueprint.route("/absences/<int:absence_id>/cancel", methods=["GET", "POST"])
@requires(Permission.SEE_PEOPLE)
def cancel_absence(absence_id: int) -> Page:
    """Cancel an absence, with the reason."""
    found, person = _found(absence_id)
    form = CancelForm(data={"version": str(found.version)})
    page = {"form": form, "person": person, "absence": found}
    if request.method == "GET":
        return render_template("offices/absence_cancel.html", **page)
    if form.validate():
        try:
            with transaction() as session:
                operations.cancel_absence(
                    session,
                    web.actor(),
                    absence_id,
                    reason=form.reason.data or "",
                    version=form.seen,
                    today=web.today(),
                )
        except Refused as refused:
            show(form, refused)
        except Stale as stale:
            form.version.data = str(stale.found_version)
            changed_meanwhile(form, {"reason": _told(absence(db.session(), absence_id))})
            return render_template("offices/absence_cancel.html", **page), 409
        else:
            return _done(_("The absence is cancelled."), person)
    return render_template("offices/absence_cancel.html", **page), 422


def _found(absence_id: int) -> tuple[Absence, UserAccount]:
    """An absence and its person, for who may change it."""
    found = absence(db.session(), absence_id)
    demand_absence(web.actor(), found.user_id, found.office_id)
    person, _office = people_queries.person(db.session(), found.user_id)
    return found, person


def _form(person: UserAccount, found: Absence | None = None) -> AbsenceForm:
    people = [
        (str(each.id), each.full_name)
        for each in colleagues(db.session(), person.office_id)
        if each.id != person.id
    ]
    return AbsenceForm(people=people, data=recorded(found) if found is not None else {})


def _form_page(form: AbsenceForm, person: UserAccount, found: Absence | None = None) -> str:
    return render_template("offices/absence_form.html", form=form, person=person, absence=found)


def _changed_meanwhile(form: AbsenceForm, absence_id: int) -> str:
    """The form again with what somebody else wrote into the absence beside what was typed."""
    found, person = _found(absence_id)
    changed_meanwhile(form, {"kind": _told(found)})
    form.version.data = str(found.version)
    return _form_page(form, person, found)


def _told(found: Absence) -> str:
    """An absence in one line: its kind, its days, and the reason where it is cancelled."""
    language = current_language()
    days: tuple[date, date] = (found.from_on, found.until_on)
    told = f"{_(f'offices.absence.{found.kind}')}, {' – '.join(day(on, language) for on in days)}"
    return f"{told}, {found.cancel_reason}" if found.cancel_reason else told


def _done(words: str, person: UserAccount) -> Response:
    """Back to where the person is shown: the own page, or that of somebody else."""
    flash(words, "success")
    if person.id == web.actor().user_id:
        return redirect(url_for("offices.account", _anchor="absences"))
    return redirect(url_for("offices.person", user_id=person.id, _anchor="absences"))
