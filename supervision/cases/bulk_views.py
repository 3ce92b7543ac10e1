"""Work on many cases at once as pages: given to a colleague, a day's cause list as one table.

A refused form comes back with everything typed and ticked in it; nothing is kept by half.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from supervision.cases import operations, policy
from supervision.cases.blueprint import blueprint
from supervision.cases.cause_forms import CauseListForm
from supervision.cases.hearing_warnings import warn_of_assignment, warn_of_hearing
from supervision.cases.operations import Pick
from supervision.cases.queries.cases import own_cases
from supervision.cases.queries.courts import courts_of
from supervision.cases.register_asking import list_address
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked, asked_day
from supervision.core.db import db
from supervision.core.errors import Forbidden, Refused
from supervision.core.form_walk import Answer
from supervision.core.i18n import current_language, ngettext_, said_all
from supervision.core.transaction import transaction
from supervision.duties.forms import number_of
from supervision.duties.views import lawbook
from supervision.law.participation import Instance
from supervision.offices.queries import colleagues

_PICK = re.compile(r"([0-9]{1,18})-([0-9]{1,9})", re.ASCII)


@blueprint.post("/assign-many")
@requires(Permission.RECORD_CASES)
def assign_many() -> Answer:
    """Give the cases ticked in the register to one colleague: all of them or none."""
    picks, typed = _picks(), request.form.get("assignee_id", "")
    person_id = int(typed) if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) else 0
    try:
        with transaction() as session:
            given = operations.assign_many(
                session,
                web.actor(),
                picks,
                assignee_id=person_id,
                law=lawbook(),
                today=web.today(),
            )
            warn_of_assignment(session, person_id, [case.id for case in given])
    except Forbidden:
        raise
    except Refused as refused:
        return _assign_page(picks, typed, said_all(refused.problems)), 422
    words = ngettext_(
        "%(num)s case has a new executor.", "%(num)s cases have a new executor.", len(given)
    )
    flash(words, "success")
    return redirect(list_address())


def _picks() -> list[Pick]:
    """The boxes ticked; a value that names no case is one that is not there."""
    found = [_PICK.fullmatch(value) for value in request.form.getlist("pick")]
    return [Pick(int(each.group(1)), int(each.group(2))) if each else Pick(0, 0) for each in found]


def _assign_page(picks: Sequence[Pick], chosen: str, problems: list[str]) -> str:
    """The choice again, with the cases as they stand now, so that it can be sent once more."""
    session, office_id = db.session(), web.actor().office_id or 0
    return render_template(
        "cases/assign_many.html",
        cases=own_cases(session, office_id, [pick.case_id for pick in picks]),
        people=[(str(each.id), each.full_name) for each in colleagues(session, office_id)],
        chosen=chosen,
        problems=problems,
        back=list_address(),
        action=request.full_path,
    )


@blueprint.route("/cause-list", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def cause_list() -> Answer:
    """A court's hearings of one day entered as one table, new cases with them."""
    form = _cause_form(policy.demand_registration(web.actor()))
    if request.method == "GET":
        return render_template("cases/cause_list.html", form=form, problems=[])
    if not form.is_ready():
        return render_template("cases/cause_list.html", form=form, problems=[]), 422
    try:
        with transaction() as session:
            made = operations.record_cause_list(
                session,
                web.actor(),
                form.entries(),
                court_id=number_of(form.court_id) or 0,
                instance=form.instance.data or "",
                idempotency_key=form.key,
                zone=web.settings().zone,
                law=lawbook(),
                today=web.today(),
            )
            for hearing in made.hearings:
                warn_of_hearing(session, hearing)
    except Forbidden:
        raise
    except Refused as refused:
        problems = form.take(refused.problems)
        return render_template("cases/cause_list.html", form=form, problems=problems), 422
    flash(_told(len(made.hearings), len(made.registered)), "success")
    day = form.day("held_on").strftime("%d.%m.%Y")
    address: dict[str, Any] = {"span": "period", "from": day, "to": day}
    return redirect(url_for("cases.coverage", **address, _anchor="results"))


def _cause_form(office_id: int) -> CauseListForm:
    """The table with the lists of an office in it; the address may name court, day and instance."""
    session, language = db.session(), current_language()
    return CauseListForm(
        courts=[
            (str(court.id), court.name_in(language)) for court in courts_of(session, office_id)
        ],
        colleagues=[(str(each.id), each.full_name) for each in colleagues(session, office_id)],
        zone=web.settings().zone,
        data={
            "court_id": asked("court"),
            "held_on": asked_day("day") or web.today(),
            "instance": asked("instance") or Instance.FIRST.value,
            "idempotency_key": str(uuid.uuid4()),
        },
    )


def _told(hearings: int, cases: int) -> str:
    """What the list made, in words."""
    told = [ngettext_("%(num)s hearing is recorded.", "%(num)s hearings are recorded.", hearings)]
    if cases:
        told.append(
            ngettext_("%(num)s new case is registered.", "%(num)s new cases are registered.", cases)
        )
    return " ".join(told)
