"""The planner: who of an office has what due in which week, and many duties given at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound, Refused
from supervision.core.i18n import _, current_language, ngettext_, said_all
from supervision.core.paging import Cursor
from supervision.core.transaction import transaction
from supervision.duties import board_views, operations
from supervision.duties import workload_queries as workload
from supervision.duties.operations import Assigner, Pick
from supervision.duties.queries import DutyRow
from supervision.duties.rules import OFFICE
from supervision.duties.serving import lawbook, presenter
from supervision.duties.workload_queries import NOBODY, Load, Span
from supervision.offices.absence_queries import AbsenceRow, absences_of_office
from supervision.offices.queries import colleagues

blueprint = Blueprint("planner", __name__)
EXTENSION = "assigners"
_PICK = re.compile(r"([0-9]{1,18})-([0-9]{1,9})", re.ASCII)


class Row(NamedTuple):
    """One person of the grid: their numbers and the absences that touch its weeks."""

    user_id: int
    name: str
    numbers: tuple[int, ...]
    absences: list[AbsenceRow]


def assigners() -> Mapping[str, Assigner]:
    """The rooms' own verbs that give a thing to a colleague, by the kind of the thing."""
    return cast(Mapping[str, Assigner], current_app.extensions[EXTENSION])


@blueprint.get("/planner")
@requires(Permission.MOVE_DUTIES)
def workload_page() -> str:
    """The grid of an office, the own one unless asked: people against weeks."""
    office_id, today, session = _office_id(), web.today(), db.session()
    columns = workload.spans(today)
    loads = workload.loads(session, office_id, today)
    last = max(span.last for span in columns[:-3] if span.last)
    away = absences_of_office(session, office_id, today, last)
    return render_template(
        "duties/planner.html",
        office=board_views.named(session, office_id),
        is_own=office_id == web.actor().office_id,
        columns=[(span.name, _heading(span)) for span in columns],
        rows=_rows(session, office_id, loads, away),
        nobody=next((load for load in loads if load.user_id == NOBODY), None),
        today=today,
        sees_late=web.actor().may(Permission.MOVE_DUTIES),
    )


def _office_id() -> int:
    """The office the address asks for, if the actor sees it; raises NotFound."""
    actor = web.actor()
    office_id = request.args.get("office", actor.office_id, type=int)
    if office_id is None or office_id not in actor.offices_below:
        raise NotFound
    return office_id


def _heading(span: Span) -> str:
    """A column's name: the week by its first and last day, the others in words."""
    if span.first is None or span.name == "later":
        return {
            "overdue": _("Overdue"),
            "later": _("Later"),
            "undated": _("Without a day"),
            "paused": _("Clock stands"),
        }[span.name]
    return " – ".join(f"{on:%d.%m}" for on in (span.first, span.last) if on)


def _rows(
    session: Session, office_id: int, loads: Sequence[Load], away: Sequence[AbsenceRow]
) -> list[Row]:
    """Every colleague, also without a duty, then those who owe something and have left."""
    by_user = {load.user_id: load for load in loads}
    none = (0,) * len(workload.spans(web.today()))
    people = {each.id: each.full_name for each in colleagues(session, office_id)}
    left = {load.user_id: load.name for load in loads if load.user_id not in {*people, NOBODY}}
    return [
        Row(
            user_id,
            name,
            by_user[user_id].numbers if user_id in by_user else none,
            [each for each in away if each.user_id == user_id],
        )
        for user_id, name in {**people, **left}.items()
    ]


@blueprint.get("/planner/duties")
@requires(Permission.MOVE_DUTIES)
def duties() -> str:
    """The duties behind a number of the grid, with a box each to give them to somebody."""
    return _list_page(picked=(), chosen="", problems=[])


@blueprint.post("/planner/assign")
@requires(Permission.MOVE_DUTIES)
def assign() -> AnyResponse | tuple[str, int]:
    """Give the duties ticked to one colleague: all of them or none."""
    picks, typed = _picks(), request.form.get("assignee_id", "")
    person_id = int(typed) if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) else 0
    try:
        with transaction() as session:
            given = operations.assign_duties(
                session,
                web.actor(),
                picks,
                assignee_id=person_id,
                assigners=assigners(),
                law=lawbook(),
                today=web.today(),
            )
    except Forbidden:
        raise
    except Refused as refused:
        ids = [pick.duty_id for pick in picks]
        return _list_page(picked=ids, chosen=typed, problems=said_all(refused.problems)), 422
    flash(
        ngettext_("%(num)s duty has a new assignee.", "%(num)s duties have a new assignee.", given),
        "success",
    )
    return redirect(url_for(".duties", **_address()))


def _picks() -> list[Pick]:
    """The boxes ticked; a value that names no duty is one that is not there."""
    found = [_PICK.fullmatch(value) for value in request.form.getlist("pick")]
    return [Pick(int(each.group(1)), int(each.group(2))) if each else Pick(0, 0) for each in found]


def _address() -> dict[str, Any]:
    """What the list was asked for, to come back to it."""
    return {name: asked(name) for name in ("office", "who", "when") if asked(name)}


def _list_page(*, picked: Sequence[int], chosen: str, problems: list[str]) -> str:
    session, today, office_id = db.session(), web.today(), _office_id()
    spans = {span.name: span for span in workload.spans(today)}
    span, who = spans.get(asked("when")), _who()
    page = workload.listed(
        session,
        office_id=office_id,
        user_id=who,
        span=span,
        today=today,
        language=current_language(),
        cursor=Cursor.parse(request.args.get("page")),
    )
    own = office_id == web.actor().office_id
    people = [(each.id, each.full_name) for each in colleagues(session, office_id)]
    return render_template(
        "duties/planner_duties.html",
        office=board_views.named(session, office_id),
        page=page,
        lines=presenter().lines(page.rows),
        picks=_pickable(session, page.rows, office_id) if own else {},
        picked=set(picked),
        people=people,
        chosen=chosen,
        problems=problems,
        who=dict(people).get(who or NOBODY, ""),
        unassigned=who == NOBODY,
        column=_heading(span) if span else "",
        address=_address(),
    )


def _who() -> int | None:
    """Whose duties are asked for: NOBODY's, somebody's, or everybody's (None)."""
    typed = asked("who")
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed, re.ASCII) else None


def _pickable(session: Session, rows: Sequence[DutyRow], office_id: int) -> dict[int, str]:
    """The value of the box of each duty that can be given to somebody of the office."""
    able = [
        row.id
        for row in rows
        if row.office_id == office_id
        and (row.subject_kind == OFFICE or row.subject_kind in assigners())
    ]
    found = workload.versions(session, able)
    return {number: f"{number}-{found[number]}" for number in able if number in found}
