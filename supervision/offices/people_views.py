"""Pages of people: the list, one account made or edited, a new one-time password."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.audit.queries import history_of
from supervision.core import clock, web
from supervision.core.access import Permission, Post, requires
from supervision.core.db import db
from supervision.core.errors import Refused, Stale
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.offices import operations, people_queries
from supervision.offices.absence_queries import ABSENCES_SHOWN, absences_of_person
from supervision.offices.blueprint import blueprint
from supervision.offices.forms import NewPersonForm, PersonForm
from supervision.offices.models import Office, UserAccount
from supervision.offices.operations import AccountData, MadeAccount
from supervision.offices.people_queries import PeopleFilter
from supervision.offices.policy import may_enter_absence, may_manage
from supervision.offices.queries import office_names
from supervision.offices.rules import is_open, one_line
from supervision.offices.showing import changed_meanwhile, show

Page = str | Response | tuple[str, int]
CHANGES = (
    "offices.create_user",
    "offices.edit_user",
    "offices.reset_password",
    "offices.change_password",
    "offices.assign",
    "offices.end_assignment",
    "offices.enter_absence",
    "offices.change_absence",
    "offices.cancel_absence",
)
SORTS = ("name", "-name", "office", "-office", "login", "-login")


@blueprint.get("/people")
@requires(Permission.SEE_PEOPLE)
def people() -> Page:
    """The people of the own office and of those below, with filters and search."""
    actor = web.actor()
    wanted = _wanted()
    sort = request.args.get("sort", "name")
    page = people_queries.people_page(
        db.session(),
        wanted,
        office_ids=actor.offices_below,
        language=current_language(),
        sort=sort if sort in SORTS else "name",
        cursor=Cursor.parse(request.args.get("page")),
    )
    return render_template(
        "offices/people.html",
        page=page,
        wanted=wanted,
        sort=sort,
        count=people_queries.people_count(db.session(), wanted, actor.offices_below),
        offices=list(office_names(db.session(), actor.offices_below, current_language()).items()),
        posts=[(post.value, _(f"offices.post.{post.value}")) for post in Post],
        may_add=actor.may(Permission.MANAGE_PEOPLE),
    )


def _wanted() -> PeopleFilter:
    office = request.args.get("office", "")
    post = request.args.get("post", "")
    return PeopleFilter(
        text=one_line(request.args.get("q", ""))[:200],
        office_id=int(office)
        if office.isascii() and office.isdigit() and len(office) < 10
        else None,
        post=post if post in list(Post) else "",
        closed=request.args.get("closed") == "1",
    )


@blueprint.get("/people/<int:user_id>")
@requires(Permission.SEE_PEOPLE)
def person(user_id: int) -> Page:
    """One person: post, office, state of the account, and what was changed of it."""
    account, office = people_queries.person(db.session(), user_id)
    return render_template(
        "offices/person.html",
        account=account,
        office=office,
        manageable=may_manage(web.actor(), account),
        absences=absences_of_person(db.session(), account.id, web.today() - ABSENCES_SHOWN),
        absence_of=account.id,
        may_enter=may_enter_absence(web.actor(), account.id, account.office_id),
        history=[
            entry
            for entry in history_of(db.session(), "user", account.id)
            if entry.action in CHANGES
        ],
    )


@blueprint.route("/people/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def new_person() -> Page:
    """Open an account; its one-time password is shown once."""
    form = NewPersonForm()
    form.offer(_places())
    if request.method == "GET":
        form.language.data = current_language()
        form.post.data = Post.ASSISTANT.value
        form.office_id.data = request.args.get("office", type=int) or web.actor().office_id
        return render_template("offices/person_form.html", form=form, account=None)
    if form.validate():
        try:
            with transaction() as session:
                made = operations.create_user(
                    session,
                    web.actor(),
                    form.login.data or "",
                    _data(form),
                    today=web.today(),
                    now=clock.now(),
                )
        except Refused as refused:
            show(form, refused)
        else:
            return _handed_over(made)
    return render_template("offices/person_form.html", form=form, account=None), 422


@blueprint.route("/people/<int:user_id>/edit", methods=["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def edit_person(user_id: int) -> Page:
    """Change a person's account."""
    account, office = people_queries.person(db.session(), user_id)
    form = PersonForm(obj=None if request.method == "POST" else account)
    form.offer(_places(staying_in=office))
    if request.method == "POST" and form.validate():
        try:
            with transaction() as session:
                operations.edit_user(
                    session,
                    web.actor(),
                    user_id,
                    _data(form),
                    expected_version=_number(form.version.data),
                    today=web.today(),
                    now=clock.now(),
                )
        except Refused as refused:
            show(form, refused)
        except Stale:
            return _changed_meanwhile(form, user_id), 409
        else:
            flash(_("The account is changed."), "success")
            return redirect(url_for("offices.person", user_id=user_id))
    status = 422 if request.method == "POST" else 200
    return render_template("offices/person_form.html", form=form, account=account), status


def _changed_meanwhile(form: PersonForm, user_id: int) -> str:
    account, office = people_queries.person(db.session(), user_id)
    present = {"full_name": account.full_name, "post": account.post, "office_id": str(office.id)}
    named = {
        "post": _(f"offices.post.{account.post}"),
        "office_id": office.name_in(current_language()),
    }
    differing = {
        name: named.get(name, value)
        for name, value in present.items()
        if str(form[name].data) != value
    }
    changed_meanwhile(form, differing)
    form.version.data = str(account.version)
    return render_template("offices/person_form.html", form=form, account=account)


@blueprint.post("/people/<int:user_id>/password")
@requires(Permission.MANAGE_PEOPLE)
def reset_password(user_id: int) -> Page:
    """Give a person a new one-time password, shown once."""
    with transaction() as session:
        made = operations.reset_password(session, web.actor(), user_id, now=clock.now())
    return _handed_over(made)


def _handed_over(made: MadeAccount) -> Page:
    """The one page that shows a one-time password; it is kept nowhere, so it cannot come again."""
    account: UserAccount = made.account
    return render_template(
        "offices/one_time_password.html", account=account, password=made.one_time_password
    )


def _data(form: PersonForm) -> AccountData:
    return AccountData(
        full_name=form.full_name.data or "",
        office_id=form.office_id.data,
        post=Post(form.post.data),
        language=form.language.data,
        active=bool(form.active.data),
    )


def _places(staying_in: Office | None = None) -> list[tuple[int, str]]:
    """The offices a person may be placed in: those that work, and the one they are in."""
    today: date = web.today()
    names = office_names(db.session(), web.actor().offices_below, current_language())
    working = {
        office.id
        for office in people_queries.offices(db.session(), list(names))
        if is_open(office.active_from, office.active_to, today)
    }
    if staying_in is not None:
        working.add(staying_in.id)
    return [(number, name) for number, name in names.items() if number in working]


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
