"""What the forms of a case's parts have in common: opened, carried out, told when outdated.

Belongs here: the walk of one form over a hearing or an act. Does not belong here: a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.audit.queries import history_of
from supervision.cases import policy
from supervision.cases.hearing_forms import Choices, PartForm
from supervision.cases.models import AdminCase
from supervision.cases.queries.cases import get
from supervision.cases.queries.courts import courts_of
from supervision.cases.rules import KIND
from supervision.core import web
from supervision.core.access import Actor
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused, Stale
from supervision.core.i18n import _, current_language, moment
from supervision.core.transaction import transaction
from supervision.offices.queries import colleagues

Answer = AnyResponse | str | tuple[str, int]
Verb = Callable[[Session, Actor], object]
Standing = Callable[[], Sequence[tuple[str, str]]]


class Meanwhile(NamedTuple):
    """What somebody else recorded after the page was opened: who, when, and how it stands now."""

    title: str
    at: str
    who: str
    standing: Sequence[tuple[str, str]]


def opened(case_id: int) -> AdminCase:
    """The case for a form of one of its parts; refuses whoever may not change it."""
    case = get(db.session(), case_id)
    policy.demand_change(web.actor(), case)
    return case


def court_choices(case: AdminCase) -> Choices:
    """The courts of the case's office, for a select."""
    language = current_language()
    found = courts_of(db.session(), case.office_id)
    return [(str(court.id), court.name_in(language)) for court in found]


def people_choices(case: AdminCase) -> Choices:
    """The colleagues who may be given a hearing, for a select."""
    found = colleagues(db.session(), case.office_id)
    return [(str(person.id), person.full_name) for person in found]


def carried_out(
    case: AdminCase,
    form: PartForm,
    template: str,
    verb: Verb,
    *,
    done: str,
    anchor: str,
    standing: Standing | None = None,
    **shown: Any,
) -> Answer:
    """Show the form, or carry out the verb and go to the case; what was typed always stays.

    `standing` tells how the thing stands now, for whom it was changed under the hand.
    """
    address = url_for("cases.case", case_id=case.id, _anchor=anchor)
    page = {"case": case, **shown}
    return walked(
        form,
        template,
        verb,
        subject=(KIND, case.id),
        done=done,
        to=address,
        standing=standing,
        **page,
    )


def walked(
    form: PartForm,
    template: str,
    verb: Verb,
    *,
    subject: tuple[str, int],
    done: str,
    to: str,
    standing: Standing | None = None,
    **shown: Any,
) -> Answer:
    """The same for a part of anything: `subject` is kind and id of the whole, `to` the page after it."""
    page = {"form": form, **shown}
    if request.method == "GET":
        return render_template(template, **page)
    if not form.validate():
        return render_template(template, **page), 422
    try:
        with transaction() as session:
            verb(session, web.actor())
    except Forbidden:
        raise
    except Stale as stale:
        form.version.data = str(stale.found_version)
        told = _meanwhile(subject, standing)
        return render_template(template, **page, meanwhile=told), 409
    except Refused as refused:
        return render_template(template, **page, problems=form.take(refused.problems)), 422
    flash(done, "success")
    return redirect(to)


def _meanwhile(subject: tuple[str, int], standing: Standing | None) -> Meanwhile | None:
    """The last change of the whole somebody recorded, and how the part stands after it."""
    entries = history_of(db.session(), *subject)
    last = [each for each in entries if each.action != "duties.sync"][-1]
    return Meanwhile(
        title=_(f"audit.action.{last.action}"),
        at=moment(last.at, web.settings().zone),
        who=last.actor_name,
        standing=standing() if standing is not None else (),
    )
