"""Private rulings as pages: their register, and the steps of one (`2015 ¶12, ¶24`).

Here too stands the way from a case to an act of response, of the same content or not. A refused or
outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import render_template, request

from supervision.cases import operations
from supervision.cases.act_presenting import act_name
from supervision.cases.blueprint import blueprint
from supervision.cases.part_views import carried_out, opened
from supervision.cases.queries import rulings as queries
from supervision.cases.queries.rulings import SORTS, UNDECIDED, Filters, ruling_of
from supervision.cases.queries.whole import whole_of
from supervision.cases.rules import KIND
from supervision.cases.rules.rulings import RulingResult
from supervision.cases.ruling_forms import (
    DecisionForm,
    MotionForm,
    NewRulingForm,
    RulingAnswerForm,
    RulingForm,
    decision_data,
    ruling_data,
)
from supervision.cases.ruling_presenting import register_lines
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked, asked_day, asked_sort, chosen
from supervision.core.db import db
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day, moment
from supervision.core.paging import Cursor
from supervision.duties.views import lawbook
from supervision.offices.queries import office_names
from supervision.responses.act_views import draft

PART = "cases/ruling.html"
DEFAULT_SORT = "-recorded"
Choices = list[tuple[str, str]]


@blueprint.get("/rulings")
@requires(Permission.SEE_CASES)
def rulings() -> str:
    """The private rulings the reader sees, and the two numbers of `2015 ¶24` for the choice."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = _choices(actor)
    filters, wrong = _filters(actor, choices)
    sort = _sort()
    page = queries.register(
        session,
        filters,
        sort=sort.lstrip("-"),
        descending=sort.startswith("-"),
        cursor=Cursor.parse(request.args.get("page")),
        language=language,
        today=web.today(),
    )
    return render_template(
        "cases/rulings.html",
        lines=register_lines(page.rows, web.today()),
        issued=queries.issued(session, filters, web.today()),
        page=page,
        sort=sort,
        choices=choices,
        asked=request.args,
        wrong=wrong,
        several=len(actor.offices_below) > 1,
        narrowed=any(value for name, value in request.args.items() if name not in ("sort", "page")),
    )


def asked_for(actor: Actor) -> tuple[Filters, str]:
    """The filters and the order the address asks for."""
    return _filters(actor, _choices(actor))[0], _sort()


def _sort() -> str:
    return asked_sort(SORTS, DEFAULT_SORT)


def _choices(actor: Actor) -> dict[str, Choices]:
    """The lists of the filter bar, in the reader's language."""
    below = actor.offices_below
    names = office_names(db.session(), below, current_language()) if len(below) > 1 else {}
    results = [each.value for each in RulingResult] + [UNDECIDED]
    return {
        "offices": [(str(number), name) for number, name in names.items()],
        "motion": [("yes", _("On the prosecutor's motion")), ("no", _("Without a motion"))],
        "results": [(each, _(f"cases.ruling_result.{each}")) for each in results],
    }


def _filters(actor: Actor, choices: dict[str, Choices]) -> tuple[Filters, str]:
    """What the address asks for, and what is wrong with it in words."""
    office = chosen("office", choices["offices"])
    only = actor.office_id if len(actor.offices_below) == 1 else None
    unread = [name for name in ("from", "to") if asked(name) and asked_day(name) is None]
    words = _("Write the days as dd.mm.yyyy; until then the list is not narrowed by them.")
    return Filters(
        office_id=int(office) if office else only,
        on_motion={"yes": True, "no": False}.get(chosen("motion", choices["motion"]) or ""),
        result=chosen("result", choices["results"]),
        overdue=asked("overdue") == "1",
        since=asked_day("from"),
        until=asked_day("to"),
    ), words if unread else ""


@blueprint.route("/<int:case_id>/rulings/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_ruling(case_id: int) -> Answer:
    """Record grounds for a private ruling, moved for at once or not."""
    case = opened(case_id)
    form = NewRulingForm(
        **_offered(case_id),
        data={
            "origin": "prosecutor",
            "of_breach": True,
            "found_on": web.today(),
            "breach_id": asked("breach"),
            "idempotency_key": str(uuid.uuid4()),
        },
    )
    return carried_out(
        case,
        form,
        PART,
        lambda session, actor: operations.record_ruling(
            session,
            actor,
            case_id,
            form.entry(),
            form.motion(),
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Private ruling"),
        note=_("Grounds found by the prosecutor are moved for in court (2015 ¶12)"),
        submit=_("Record the grounds"),
        done=_("The private ruling is recorded."),
        anchor="rulings",
    )


@blueprint.route("/<int:case_id>/rulings/<int:ruling_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def change_ruling(case_id: int, ruling_id: int) -> Answer:
    """Correct the grounds until the court decided."""
    case, ruling = opened(case_id), ruling_of(db.session(), case_id, ruling_id)
    form = RulingForm(**_offered(case_id), data=ruling_data(ruling))
    return carried_out(
        case,
        form,
        PART,
        lambda session, actor: operations.change_ruling(
            session,
            actor,
            case_id,
            ruling_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Correct the grounds"),
        submit=_("Correct the grounds"),
        done=_("The grounds are corrected."),
        anchor="rulings",
        standing=lambda: _standing(case_id, ruling_id),
    )


@blueprint.route("/<int:case_id>/rulings/<int:ruling_id>/motion", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def ruling_motion(case_id: int, ruling_id: int) -> Answer:
    """Record, or correct, the prosecutor's motion and its proof."""
    case, ruling = opened(case_id), ruling_of(db.session(), case_id, ruling_id)
    shown = {"version": str(ruling.version), "moved_on": ruling.moved_on or web.today()}
    shown |= {"proof": ruling.proof or "", "proof_document": ruling.proof_document}
    form = MotionForm(data=shown)
    return carried_out(
        case,
        form,
        PART,
        lambda session, actor: operations.move_for_ruling(
            session,
            actor,
            case_id,
            ruling_id,
            form.motion(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Motion for a private ruling"),
        note=_("A motion counts when the act, the minutes or the conclusion show it (2015 ¶24)"),
        about=[ruling.description],
        submit=_("Record the motion"),
        done=_("The motion is recorded; the duty to move is carried out."),
        anchor="rulings",
        standing=lambda: _standing(case_id, ruling_id),
    )


@blueprint.route("/<int:case_id>/rulings/<int:ruling_id>/decision", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def ruling_decision(case_id: int, ruling_id: int) -> Answer:
    """Record, or correct, what the court did."""
    case, ruling = opened(case_id), ruling_of(db.session(), case_id, ruling_id)
    decided = {"decided_on": ruling.decided_on or web.today()}
    form = DecisionForm(data=decision_data(ruling) | decided)
    return carried_out(
        case,
        form,
        PART,
        lambda session, actor: operations.record_ruling_decision(
            session,
            actor,
            case_id,
            ruling_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("The court's decision"),
        about=[ruling.description],
        submit=_("Record the decision"),
        done=_("The court's decision is recorded."),
        anchor="rulings",
        standing=lambda: _standing(case_id, ruling_id),
    )


@blueprint.route("/<int:case_id>/rulings/<int:ruling_id>/answer", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def ruling_answer(case_id: int, ruling_id: int) -> Answer:
    """Record what the addressee of the ruling answered."""
    case, ruling = opened(case_id), ruling_of(db.session(), case_id, ruling_id)
    form = RulingAnswerForm(data={"version": str(ruling.version), "answered_on": web.today()})
    return carried_out(
        case,
        form,
        PART,
        lambda session, actor: operations.record_ruling_answer(
            session,
            actor,
            case_id,
            ruling_id,
            form.entry(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Answer to the private ruling"),
        about=[ruling.addressee, ruling.content],
        submit=_("Record the answer"),
        done=_("The answer is recorded."),
        anchor="rulings",
        standing=lambda: _standing(case_id, ruling_id),
    )


@blueprint.route("/<int:case_id>/responses/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_response(case_id: int) -> Answer:
    """Draft an act of response about the case, its broken terms or a private ruling in it."""
    case = opened(case_id)
    ticked = request.args.getlist("breach")
    return draft((KIND, case_id), case.number, breach_ids=ticked, ruling_id=asked("ruling"))


def _offered(case_id: int) -> dict[str, Choices]:
    """What of its case a ruling may name, for the selects of its form."""
    whole, language = whole_of(db.session(), case_id), current_language()
    zone = web.settings().zone
    return {
        "hearings": [
            (
                str(each.id),
                f"{moment(each.starts_at, zone)} · {_(f'cases.instance.{each.instance}')}",
            )
            for each in whole.hearings
        ],
        "acts": [(str(each.id), act_name(each, language)) for each in whole.acts],
        "breaches": [
            (str(each.id), f"{_(f'cases.step.{each.code}')}: {each.description}")
            for each in whole.breaches
        ],
    }


def _standing(case_id: int, ruling_id: int) -> Sequence[tuple[str, str]]:
    """The ruling as it stands now, for whom it was changed under the hand."""
    now = ruling_of(db.session(), case_id, ruling_id)
    result = _(f"cases.ruling_result.{now.result}") if now.result else ""
    told = (
        (_("What was broken and by whom"), now.description),
        (_("Grounds found on"), day(now.found_on) if now.found_on else ""),
        (_("Moved on"), day(now.moved_on) if now.moved_on else ""),
        (_("The document that proves it"), now.proof_document),
        (_("The court's decision"), result),
        (_("Day of the decision"), day(now.decided_on) if now.decided_on else ""),
        (_("Addressee"), now.addressee),
        (_("Measures taken"), now.measures),
    )
    return [(label, value) for label, value in told if value]
