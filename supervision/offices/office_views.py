"""Pages of offices: the tree with its staff, one office, who has which topic and region."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import web
from supervision.core.access import Actor, Level, Permission, requires
from supervision.core.db import db
from supervision.core.errors import Refused, Stale
from supervision.core.i18n import _, current_language, day
from supervision.core.transaction import transaction
from supervision.offices import operations, people_queries
from supervision.offices.blueprint import blueprint
from supervision.offices.forms import AssignmentForm, OfficeForm
from supervision.offices.models import Office
from supervision.offices.operations import Charge, OfficeData, fingerprint
from supervision.offices.policy import may_assign, may_keep
from supervision.offices.queries import children, colleagues, people_of
from supervision.offices.rules import AssignmentKind, assigns, topics
from supervision.offices.showing import changed_meanwhile, show

Page = str | Response | tuple[str, int]
TOPIC, REGION = "topic:", "region:"


@blueprint.get("/offices")
@requires(Permission.SEE_PEOPLE)
def offices() -> Page:
    """The own office and those below as a tree, with staff and its gaps (`2002 ¶14`)."""
    lines = people_queries.tree_with_staff(db.session(), web.actor().offices_below, web.today())
    gaps = request.args.get("gaps") == "1"
    closed = request.args.get("closed") == "1"
    shown = [line for line in lines if (not gaps or line.missing) and (closed or line.open)]
    return render_template(
        "offices/offices.html",
        lines=shown,
        working=sum(line.open for line in lines),
        gap_count=sum(line.missing is not None for line in lines),
        people=sum(line.people for line in lines),
        gaps=gaps,
        closed=closed,
    )


@blueprint.get("/offices/<int:office_id>")
@requires(Permission.SEE_PEOPLE)
def office(office_id: int) -> Page:
    """One office: facts, people, offices below, topics and regions."""
    return _office_page(_seen(office_id), None), 200


def _seen(office_id: int) -> Office:
    return people_queries.office(db.session(), office_id, web.actor().offices_below)


def _office_page(shown: Office, form: AssignmentForm | None) -> str:
    actor: Actor = web.actor()
    session, today = db.session(), web.today()
    staff = people_queries.tree_with_staff(session, [shown.id], today)[0]
    above = people_queries.offices(
        session, [number for number in shown.ancestors[:-1] if number in actor.offices_below]
    )
    dividing = assigns(Level(shown.level))
    may_divide = dividing and may_assign(actor, shown.id)
    if form is None and may_divide:
        form = _assignment_form(shown)
        form.from_on.data = today
    return render_template(
        "offices/office.html",
        office=shown,
        line=staff,
        above=above,
        below=[(each, _is_open(each)) for each in children(session, shown.id)],
        people=[each for each in people_of(session, [shown.id]) if each.active],
        dividing=dividing,
        charges=people_queries.charges_of(session, shown.id, today) if dividing else [],
        topics={topic.code: topic.title.in_language(current_language()) for topic in topics()},
        form=form if may_divide else None,
        may_add=actor.may(Permission.MANAGE_PEOPLE) and staff.open,
        keepable=may_keep(actor, shown.id),
    )


def _is_open(each: Office) -> bool:
    return people_queries.works(each, web.today())


def _assignment_form(shown: Office) -> AssignmentForm:
    language = current_language()
    form = AssignmentForm(formdata=request.form if request.method == "POST" else None)
    form.person.choices = [
        (person.id, f"{person.full_name}, {_(f'offices.post.{person.post}')}")
        for person in colleagues(db.session(), shown.id)
    ]
    regions = [each for each in children(db.session(), shown.id) if _is_open(each)]
    form.what.choices = {
        _("Topics"): [(TOPIC + each.code, each.title.in_language(language)) for each in topics()],
        _("Regions"): [(f"{REGION}{each.id}", each.name_in(language)) for each in regions],
    }
    return form


@blueprint.post("/offices/<int:office_id>/assignments")
@requires(Permission.DIVIDE_WORK)
def assign(office_id: int) -> Page:
    """Give a prosecutor of the office a topic or a region (`2015 ¶5`)."""
    shown = _seen(office_id)
    form = _assignment_form(shown)
    if form.validate() and form.from_on.data is not None:
        try:
            with transaction() as session:
                operations.assign(
                    session,
                    web.actor(),
                    form.person.data,
                    _charge(str(form.what.data)),
                    from_on=form.from_on.data,
                )
        except Refused as refused:
            show(form, refused)
        else:
            flash(_("The assignment is recorded."), "success")
            return redirect(url_for("offices.office", office_id=office_id))
    return _office_page(shown, form), 422


def _charge(what: str) -> Charge:
    if what.startswith(TOPIC):
        return Charge(AssignmentKind.TOPIC, topic=what.removeprefix(TOPIC))
    return Charge(AssignmentKind.REGION, region_id=int(what.removeprefix(REGION)))


@blueprint.post("/assignments/<int:assignment_id>/end")
@requires(Permission.DIVIDE_WORK)
def end_assignment(assignment_id: int) -> Page:
    """Take a topic or a region back."""
    with transaction() as session:
        ended = operations.end_assignment(session, web.actor(), assignment_id, today=web.today())
    flash(_("The assignment has ended."), "success")
    return redirect(url_for("offices.office", office_id=ended.office_id))


@blueprint.route("/offices/<int:office_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_OFFICES)
def edit_office(office_id: int) -> Page:
    """Correct names, seat and days of work of an office below the own one."""
    shown = _seen(office_id)
    form = OfficeForm(obj=None if request.method == "POST" else shown)
    if request.method == "GET":
        form.seen.data = fingerprint(shown)
    if request.method == "POST" and form.validate():
        data = OfficeData(**{name: form[name].data for name in OfficeData.__dataclass_fields__})
        try:
            with transaction() as session:
                operations.edit_office(
                    session, web.actor(), office_id, data, seen=form.seen.data or ""
                )
        except Refused as refused:
            show(form, refused)
        except Stale:
            return _changed_meanwhile(form, office_id), 409
        else:
            flash(_("The office is changed."), "success")
            return redirect(url_for("offices.office", office_id=office_id))
    status = 422 if request.method == "POST" else 200
    return render_template("offices/office_form.html", form=form, office=shown), status


def _changed_meanwhile(form: OfficeForm, office_id: int) -> str:
    present = _seen(office_id)
    values = {
        name: day(value) if isinstance(value, date) else str(value or "—")
        for name in OfficeData.__dataclass_fields__
        if (value := getattr(present, name)) != form[name].data
    }
    changed_meanwhile(form, values)
    form.seen.data = fingerprint(present)
    return render_template("offices/office_form.html", form=form, office=present)
