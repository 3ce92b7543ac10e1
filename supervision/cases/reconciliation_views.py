"""Reconciliations of the cases heard in a quarter, as pages (`2015 ¶7`).

A refused or outdated form comes back with everything typed in it; nothing is kept by half.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.blueprint import blueprint
from supervision.cases.hearing_presenting import Chip, chip_of
from supervision.cases.operations.reconciliation_duty import due_on
from supervision.cases.part_views import last_words
from supervision.cases.queries import reconciliation as queries
from supervision.cases.queries.parts import court_names
from supervision.cases.queries.reconciliation import Copy
from supervision.cases.reconciliation_forms import (
    NobodyForm,
    OpenForm,
    SettleForm,
    SignForm,
    SubmitForm,
)
from supervision.cases.reconciliation_presenting import (
    TONES,
    data_words,
    difference_words,
    differences_words,
    lines,
    rows,
    sides,
    state_of,
)
from supervision.cases.rules.reconciliation import ListedCase, quarter_of
from supervision.cases.shelves import of_reconciliation
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import chosen
from supervision.core.db import db
from supervision.core.errors import Forbidden
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _, current_language
from supervision.duties.presenting import period_words
from supervision.duties.queries import row_of
from supervision.duties.rules import is_late
from supervision.duties.views import lawbook, presenter
from supervision.law.model import Recurrence
from supervision.law.period import Period
from supervision.offices.models import Office
from supervision.offices.queries import office_names

QUARTERS_BACK = 8


@blueprint.get("/reconciliations")
@requires(Permission.SEE_CASES)
def reconciliations() -> str:
    """The reconciliations of the reader's offices by quarter, with the quarter's own duty."""
    session, actor, language = db.session(), web.actor(), current_language()
    choices = _quarters(language)
    quarter = chosen("quarter", choices)
    copies = queries.wholes(session, queries.listed(session, actor.offices_below, quarter))
    return render_template(
        "cases/reconciliations.html",
        rows=rows(copies, _names(session, copies, language), language),
        quarters=choices,
        asked=request.args,
        duty=_duty(session, actor, quarter or choices[0][0]),
        duty_quarter=period_words(quarter or choices[0][0], language),
        missing=_missing(session, actor, quarter or choices[0][0], language),
        may_open=actor.may(Permission.RECORD_CASES),
    )


@blueprint.route("/reconciliations/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_reconciliation() -> Answer:
    """Open the reconciliation of a quarter with an office of the other sort at the seat."""
    session, language = db.session(), current_language()
    office, quarters = _own_office(session, web.actor()), _quarters(language)
    here = queries.counterparts(session, office, _current())
    form = OpenForm(
        quarters=quarters,
        offices=[(str(each.id), each.name_in(language)) for each in here],
        data={"quarter": request.args.get("quarter", quarters[0][0])},
    )
    return walk(
        form,
        "cases/reconciliation_new.html",
        lambda session, actor: operations.open_reconciliation(
            session,
            actor,
            counterpart_id=form.chosen,
            quarter=form.quarter.data or "",
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The reconciliation is open; both offices see it."),
        to=_page,
        nobody=not here,
    )


@blueprint.route("/reconciliations/nobody", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def no_counterpart() -> Answer:
    """Record that nobody is there to reconcile with, which closes the quarter's duty."""
    language = current_language()
    quarters = _quarters(language)
    form = NobodyForm(
        quarters=quarters,
        data={
            "quarter": quarters[0][0],
            "note": _("No specialised office stands at the seat of the courts."),
        },
    )
    return walk(
        form,
        "cases/reconciliation_nobody.html",
        lambda session, actor: operations.record_no_counterpart(
            session,
            actor,
            quarter=form.quarter.data or "",
            note=form.note.data or "",
            lateness=form.lateness,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The duty of the quarter is closed."),
        to=lambda _made: url_for("cases.reconciliations"),
    )


@blueprint.get("/reconciliations/<int:reconciliation_id>")
@requires(Permission.SEE_CASES)
def reconciliation(reconciliation_id: int) -> str:
    """One reconciliation: both sides, both lists, what differs and how it was settled."""
    copy = queries.whole(db.session(), reconciliation_id)
    actor = web.actor()
    own = copy.head.office_id == actor.office_id and not copy.head.is_signed
    may_record = own and actor.may(Permission.RECORD_CASES)
    return render_template(
        "cases/reconciliation.html",
        **_told(copy, may_settle=may_record),
        duty=_duty(db.session(), actor, copy.head.quarter),
        papers=of_reconciliation(db.session(), actor, copy.head),
        may_submit=may_record,
        may_sign=own
        and actor.may(Permission.APPROVE)
        and state_of(copy) == "signing"
        and copy.own.signed_on is None,
    )


@blueprint.get("/reconciliations/<int:reconciliation_id>/act")
@requires(Permission.SEE_CASES)
def reconciliation_act(reconciliation_id: int) -> str:
    """The act of reconciliation as it is printed and signed."""
    copy = queries.whole(db.session(), reconciliation_id)
    return render_template(
        "cases/reconciliation_act.html", **_told(copy, may_settle=False), today=web.today()
    )


@blueprint.route("/reconciliations/<int:reconciliation_id>/submit", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def submit_list(reconciliation_id: int) -> Answer:
    """Show the list the registers give today, and submit it."""
    session, language = db.session(), current_language()
    head = _own_copy(session, reconciliation_id).head
    office, other = session.get_one(Office, head.office_id), session.get_one(Office, head.other_id)
    listed = queries.list_of(session, office, other, Period.from_key(head.quarter))
    form = SubmitForm(data={"version": str(head.version)})
    return walk(
        form,
        "cases/reconciliation_submit.html",
        lambda session, actor: operations.submit_list(
            session, actor, reconciliation_id, version=form.seen, today=web.today()
        ),
        done=_("The list is submitted; the other office sees it."),
        to=_page,
        meanwhile=lambda: last_words("reconciliation", reconciliation_id),
        head=head,
        listed=[(each, data_words(each, language)) for each in listed],
        courts=_courts(session, listed, language),
        other=other.name_in(language),
        quarter=period_words(head.quarter, language),
    )


@blueprint.route(
    "/reconciliations/<int:reconciliation_id>/differences/<int:difference_id>",
    methods=["GET", "POST"],
)
@requires(Permission.RECORD_CASES)
def settle_difference(reconciliation_id: int, difference_id: int) -> Answer:
    """Record what was decided on one difference."""
    session, language = db.session(), current_language()
    copy = _own_copy(session, reconciliation_id)
    found = queries.difference_of(copy, difference_id)
    match = next(each for each in copy.matches if each.place == found.place)
    form = SettleForm(
        kind=found.kind,
        data={
            "version": str(copy.head.version),
            "settlement": found.settlement,
            "note": found.note,
        },
    )
    return walk(
        form,
        "cases/reconciliation_settle.html",
        lambda session, actor: operations.settle_difference(
            session,
            actor,
            reconciliation_id,
            difference_id,
            settlement=form.settlement.data or "",
            note=form.note.data or "",
            version=form.seen,
            today=web.today(),
        ),
        done=_("The difference is settled."),
        to=_page,
        meanwhile=lambda: last_words("reconciliation", reconciliation_id),
        head=copy.head,
        number=found.number,
        differs=difference_words(found),
        both=[
            (name, data_words(line, language))
            for name, line in zip(
                (each.office for each in sides(copy, _names(session, [copy], language), language)),
                (match.territorial, match.specialised),
                strict=True,
            )
        ],
    )


@blueprint.route("/reconciliations/<int:reconciliation_id>/sign", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def sign_reconciliation(reconciliation_id: int) -> Answer:
    """Sign the act as head or deputy of one's side."""
    copy = _own_copy(db.session(), reconciliation_id)
    form = SignForm(data={"version": str(copy.head.version), "signed_on": web.today()})
    last = due_on(db.session(), copy.head, lawbook())
    return walk(
        form,
        "cases/reconciliation_sign.html",
        lambda session, actor: operations.sign_act(
            session,
            actor,
            reconciliation_id,
            signed_on=form.day("signed_on"),
            lateness=form.lateness,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The act is signed by your side."),
        to=_page,
        meanwhile=lambda: last_words("reconciliation", reconciliation_id),
        head=copy.head,
        late=is_late(last, form.signed_on.data or web.today()),
        due_on=last,
    )


def _page(made: Any) -> str:
    return url_for("cases.reconciliation", reconciliation_id=made.id)


def _own_copy(session: Session, reconciliation_id: int) -> Copy:
    """The office's own copy, for a form; refuses the offices above."""
    copy = queries.whole(session, reconciliation_id)
    if copy.head.office_id != web.actor().office_id:
        raise Forbidden("Only the two offices themselves reconcile their cases.")
    return copy


def _own_office(session: Session, actor: Actor) -> Office:
    if actor.office_id is None:
        raise Forbidden("Only somebody of an office registers a case.")
    return session.get_one(Office, actor.office_id)


def _told(copy: Copy, *, may_settle: bool) -> dict[str, Any]:
    """What the page and the act of a reconciliation both show."""
    session, language = db.session(), current_language()
    every = [line for of_side in copy.lines.values() for line in of_side]
    state = state_of(copy)
    return {
        "head": copy.head,
        "quarter": period_words(copy.head.quarter, language),
        "state": _(f"reconciliation.state.{state}"),
        "tone": TONES[state],
        "sides": sides(copy, _names(session, [copy], language), language),
        "differences": differences_words(copy),
        "unsettled": copy.unsettled,
        "both_submitted": copy.both_submitted,
        "lines": lines(
            copy,
            _courts(session, every, language),
            queries.cases_by_number(session, every),
            language,
            may_settle=may_settle,
        ),
    }


def _names(session: Session, copies: Iterable[Copy], language: str) -> dict[int, str]:
    """The names of the offices of these reconciliations."""
    found = {each for copy in copies for each in copy.sides}
    return office_names(session, sorted(found), language)


def _courts(session: Session, listed: Iterable[ListedCase], language: str) -> dict[int, str]:
    return court_names(session, {line.court_id for line in listed}, language)


def _current() -> Period:
    return Period.containing(Recurrence.QUARTER, web.today())


def _quarters(language: str) -> list[tuple[str, str]]:
    """The present quarter and those before it, for a select."""
    period, found = _current(), []
    for _back in range(QUARTERS_BACK):
        found.append((period.key, period_words(period.key, language)))
        period = period.previous()
    return found


def _duty(session: Session, actor: Actor, quarter: str) -> Chip | None:
    """The duty of the reader's office for the quarter, open or done, as pages write it."""
    found = None if actor.office_id is None else queries.duty_id(session, actor.office_id, quarter)
    writer = presenter()
    return chip_of(row_of(session, found, writer.language), writer) if found is not None else None


def _missing(session: Session, actor: Actor, quarter: str, language: str) -> list[str]:
    """The offices at the seat with whom the quarter's reconciliation is not open yet."""
    period = quarter_of(quarter)
    if actor.office_id is None or period is None or not actor.may(Permission.RECORD_CASES):
        return []
    begun = {each.other_id for each in queries.of_quarter(session, actor.office_id, quarter)}
    here = queries.counterparts(session, session.get_one(Office, actor.office_id), period)
    return [each.name_in(language) for each in here if each.id not in begun]
