"""The tokens of the JSON API of the person signed in: the list, a new one shown once, the end of one."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import clock, web
from supervision.core.access import signed_in
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.i18n import _
from supervision.core.transaction import transaction
from supervision.offices import operations, tokens
from supervision.offices.blueprint import blueprint
from supervision.offices.forms import TokenForm
from supervision.offices.rules import REQUESTS_A_WINDOW, TokenEntry, TokenScope
from supervision.offices.showing import show

Page = str | Response | tuple[str, int]
USUAL_LIFE = timedelta(days=90)


@blueprint.route("/account/tokens", methods=["GET", "POST"], endpoint="tokens")
@signed_in
def own_tokens() -> Page:
    """The own tokens that still open something, and the form for another."""
    if request.method == "POST":
        return _make()
    form = TokenForm(
        formdata=None,
        data={"scope": TokenScope.READ.value, "until_on": web.today() + USUAL_LIFE},
    )
    form.offer()
    return _tokens_page(form)


def _make() -> Page:
    form = TokenForm()
    form.offer()
    if form.validate() and form.until_on.data is not None:
        entry = TokenEntry(form.name.data or "", form.scope.data, form.until_on.data)
        try:
            with transaction() as session:
                made = operations.make_token(
                    session, web.actor(), entry, today=web.today(), now=clock.now()
                )
        except Refused as refused:
            show(form, refused)
        else:
            return render_template("offices/token.html", token=made.token, secret=made.secret)
    return _tokens_page(form), 422


def _tokens_page(form: TokenForm) -> str:
    found = tokens.of_user(db.session(), int(web.actor().user_id or 0), today=web.today())
    return render_template(
        "offices/tokens.html", form=form, tokens=found, requests=REQUESTS_A_WINDOW
    )


@blueprint.post("/account/tokens/<int:token_id>/end")
@signed_in
def end_token(token_id: int) -> Page:
    """End one of the own tokens; the next request with it is refused."""
    with transaction() as session:
        operations.end_token(session, web.actor(), token_id, now=clock.now())
    flash(_("The token has ended."), "success")
    return redirect(url_for("offices.tokens"))
