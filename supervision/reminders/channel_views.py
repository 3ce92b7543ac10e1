"""Pages about the ways notices come: letters, the calendar's address, letters that did not arrive.

Belongs here: what one person chooses, and the list of failed letters for whoever can act. Does not
belong here: the list of notices (`views.py`), or the calendar itself (`feed_views.py`).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from supervision.core import clock, web
from supervision.core.access import Permission, requires, signed_in
from supervision.core.db import db
from supervision.core.errors import Refused, Stale
from supervision.core.i18n import _, current_language
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.offices.showing import changed_meanwhile, show
from supervision.reminders import letter_queries, operations
from supervision.reminders.blueprint import blueprint
from supervision.reminders.delivery_queries import delivery_of_day
from supervision.reminders.forms import LettersForm
from supervision.reminders.letter_rules import FAILED_SHOWN
from supervision.reminders.models import NoticeChoice

Page = str | Response | tuple[str, int]


@blueprint.route("/account/notices", methods=["GET", "POST"])
@signed_in
def channels() -> Page:
    """How notices reach the reader: letters, and the calendar's address."""
    choice = letter_queries.choice_of(db.session(), web.actor().user_id)
    if request.method == "GET":
        form = LettersForm(formdata=None, data=_present(choice))
        return _page(form)
    form = LettersForm()
    try:
        with transaction() as session:
            operations.choose_letters(
                session,
                web.actor(),
                email=form.email.data or "",
                by_mail=form.by_mail.data or "",
                version=form.seen_version,
            )
    except Refused as refused:
        show(form, refused)
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    except Stale:
        return _page(_changed(form)), HTTPStatus.CONFLICT
    flash(_("Your choice is kept."), "success")
    return redirect(url_for("reminders.channels"))


def _changed(form: LettersForm) -> LettersForm:
    """The form with what stands there by now beside what was typed, ready to be sent again."""
    present = _present(letter_queries.choice_of(db.session(), web.actor().user_id))
    form.version.data = present["version"]
    form.version.raw_data = None
    form.offer()
    shown = {
        "email": present["email"] or "—",
        "by_mail": _(f"reminders.by_mail.{present['by_mail']}"),
    }
    changed_meanwhile(form, shown)
    return form


def _present(choice: NoticeChoice | None) -> dict[str, str]:
    if choice is None:
        return {"email": "", "by_mail": "none", "version": "0"}
    return {"email": choice.email, "by_mail": choice.by_mail, "version": str(choice.version)}


def _page(form: LettersForm) -> str:
    form.offer()
    return render_template(
        "reminders/channels.html",
        form=form,
        mail_is_on=web.settings().mail_server is not None,
        made_at=letter_queries.feed_made_at(db.session(), web.actor().user_id),
    )


@blueprint.post("/account/calendar")
@signed_in
def make_calendar() -> str:
    """A new address of the own calendar, shown this once; the one before stops working."""
    with transaction() as session:
        secret = operations.make_calendar_address(session, web.actor(), now=clock.now())
    path = url_for("reminders.calendar_feed", secret=secret)
    return render_template(
        "reminders/calendar_address.html", address=f"{web.settings().public_address}{path}"
    )


@blueprint.post("/account/calendar/revoke")
@signed_in
def revoke_calendar() -> Response:
    """Stop the own calendar's address."""
    with transaction() as session:
        operations.revoke_calendar_address(session, web.actor())
    flash(_("The address works no longer."), "success")
    return redirect(url_for("reminders.channels"))


@blueprint.get("/notices/undelivered")
@requires(Permission.DIVIDE_WORK)
def undelivered() -> str:
    """How far today's notices and letters have come, and the letters that failed for good, of the own
    office and those below it.
    """
    zone, now = web.settings().zone, clock.now()
    start = datetime.combine(web.today(), time(), zone)
    delivery = delivery_of_day(db.session(), start=start, end=start + timedelta(days=1), now=now)
    page = letter_queries.failed_letters(
        db.session(),
        web.actor().offices_below,
        now - FAILED_SHOWN,
        current_language(),
        Cursor.parse(request.args.get("page")),
    )
    return render_template(
        "reminders/undelivered.html", page=page, days=FAILED_SHOWN.days, delivery=delivery
    )


@blueprint.post("/notices/undelivered/<int:letter_id>/again")
@requires(Permission.DIVIDE_WORK)
def send_again(letter_id: int) -> Response:
    """Try a failed letter once more."""
    with transaction() as session:
        operations.send_again(session, web.actor(), letter_id, now=clock.now())
    flash(_("The letter will be sent again within a minute."), "success")
    return redirect(url_for("reminders.undelivered"))
