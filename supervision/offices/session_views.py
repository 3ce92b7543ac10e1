"""Pages about the person signed in: signing in and out, password, own sessions."""

from __future__ import annotations

import math
from datetime import timedelta
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import clock, web
from supervision.core.access import Permission, public, signed_in
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.i18n import _, ngettext_
from supervision.core.transaction import transaction
from supervision.offices import kept_form, operations, sessions, sign_in, throttle
from supervision.offices.absence_queries import ABSENCES_SHOWN, absences_of_person
from supervision.offices.blueprint import blueprint
from supervision.offices.forms import ChangePasswordForm, SignInForm
from supervision.offices.kept_form import KeptForm
from supervision.offices.operations import Entered, NotEntered
from supervision.offices.queries import login_of
from supervision.offices.rules import device_of, login_as_typed
from supervision.offices.showing import first_page, show

Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.route("/login", methods=["GET", "POST"], endpoint="sign_in")
@public
def sign_in_page() -> Page:
    """The page to sign in on; who is signed in already goes on."""
    if request.method == "POST":
        return _sign_in_now()
    if sign_in.current_token() is not None:
        return redirect(first_page(web.actor(), request.args.get("next")))
    form = SignInForm(formdata=None, data={"next": request.args.get("next", "")})
    return render_template("offices/sign_in.html", form=form, kept=None)


def _sign_in_now() -> Page:
    """Look at login and password; says the same for an unknown, a closed and a mistaken one."""
    form = SignInForm()
    kept = kept_form.unseal(form.kept.data)
    form.kept.data = form.kept.data if kept else ""
    wait = _count_try(login_as_typed(form.login.data or ""))
    if wait is not None:
        return _too_many("offices/sign_in.html", wait, form=form, kept=kept)
    with transaction() as session:
        outcome = operations.sign_in(
            session,
            form.login.data or "",
            form.password.data or "",
            address=_address(),
            browser=_browser(),
            now=clock.now(),
        )
    if isinstance(outcome, NotEntered):
        form.form_errors.append(_not_entered(outcome))
        return render_template("offices/sign_in.html", form=form, kept=kept), 422
    _take_seat(outcome)
    if kept is not None and kept.is_for(outcome.actor.user_id):
        return _go_on_with(kept, outcome)
    return redirect(first_page(outcome.actor, form.next.data))


def _not_entered(outcome: NotEntered) -> str:
    if outcome is NotEntered.EXPIRED:
        return _("This one-time password has expired. Ask your administrator for a new one.")
    return _("The login or the password is not right.")


def _take_seat(entered: Entered) -> None:
    """Leave the session this browser had, if any, and put the new one into a fresh cookie."""
    former = sign_in.current_token()
    if former is not None:
        with transaction() as session:
            sessions.end(session, former, now=clock.now())
    sign_in.sign_in(entered.actor, entered.token)


def _go_on_with(kept: KeptForm, entered: Entered) -> Page:
    if not entered.actor.must_change_password:
        return kept_form.send_again_page(kept)
    form = ChangePasswordForm(formdata=None, data={"kept": kept_form.seal(kept)})
    return render_template("offices/change_password.html", form=form)


@blueprint.post("/logout")
@signed_in
def sign_out() -> Page:
    """End this browser's session."""
    token = sign_in.current_token()
    if token is not None:
        with transaction() as session:
            operations.sign_out(session, web.actor(), token, now=clock.now())
    sign_in.sign_out()
    flash(_("You have signed out."), "success")
    return redirect(url_for("offices.sign_in"))


@blueprint.route("/password", methods=["GET", "POST"])
@signed_in
def change_password() -> Page:
    """Change the own password; every other session of this person ends."""
    if request.method == "GET":
        form = ChangePasswordForm(formdata=None)
        return render_template("offices/change_password.html", form=form)
    form = ChangePasswordForm()
    actor = web.actor()
    if form.validate():
        wait = _count_try(login_of(db.session(), actor))
        if wait is not None:
            return _too_many("offices/change_password.html", wait, form=form)
        try:
            with transaction() as session:
                entered = operations.change_password(
                    session,
                    actor,
                    form.current_password.data or "",
                    form.new_password.data or "",
                    address=_address(),
                    browser=_browser(),
                    now=clock.now(),
                )
        except Refused as refused:
            show(form, refused)
        else:
            return _changed(entered, kept_form.unseal(form.kept.data))
    return render_template("offices/change_password.html", form=form), 422


def _changed(entered: Entered, kept: KeptForm | None) -> Page:
    sign_in.sign_in(entered.actor, entered.token)
    if kept is not None and kept.is_for(entered.actor.user_id):
        return kept_form.send_again_page(kept)
    flash(_("The password is changed. All your other sessions have ended."), "success")
    return redirect(first_page(entered.actor, url_for("offices.account")))


@blueprint.get("/account")
@signed_in
def account() -> Page:
    """The own account: post, office, language, and every place one is signed in at."""
    actor = web.actor()
    alive = sessions.of_user(db.session(), int(actor.user_id or 0), now=clock.now())
    present = sessions.token_hash(sign_in.current_token() or "")
    lines = [(each, device_of(each.browser), each.token_hash == present) for each in alive]
    login = login_of(db.session(), actor)
    return render_template(
        "offices/account.html",
        actor=actor,
        login=login,
        lines=lines,
        absences=absences_of_person(
            db.session(), int(actor.user_id or 0), web.today() - ABSENCES_SHOWN
        ),
        absence_of=actor.user_id,
        may_enter=actor.may(Permission.SEE_PEOPLE),
    )


@blueprint.post("/account/sessions/<int:session_id>/end")
@signed_in
def end_session(session_id: int) -> Page:
    """End one of the own sessions."""
    with transaction() as session:
        operations.end_session(session, web.actor(), session_id, now=clock.now())
    flash(_("The session has ended."), "success")
    return redirect(url_for("offices.account"))


def _count_try(login: str) -> timedelta | None:
    """Count a try in a transaction of its own, so that it stays counted whatever comes of it."""
    with transaction() as session:
        return throttle.take_try(session, login, _address(), now=clock.now())


def _too_many(template: str, wait: timedelta, **context: object) -> Page:
    minutes = math.ceil(wait / timedelta(minutes=1))
    words = ngettext_(
        "Too many tries. Try again in %(num)s minute.",
        "Too many tries. Try again in %(num)s minutes.",
        minutes,
    )
    page = render_template(template, wait=words, **context)
    seconds = str(math.ceil(wait.total_seconds()))
    return page, HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": seconds}


def _address() -> str:
    return request.remote_addr or ""


def _browser() -> str:
    return request.headers.get("User-Agent", "")
