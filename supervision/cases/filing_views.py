"""Nomenclature files and the entry of court acts in them, as pages (`2015 ¶11`)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.blueprint import blueprint
from supervision.cases.filing_forms import (
    CloseForm,
    FilingForm,
    NomenclatureForm,
    PlaceForm,
    ids_of,
)
from supervision.cases.filing_presenting import file_choices, filed_lines
from supervision.cases.filing_words import filing_words
from supervision.cases.part_views import carried_out, last_words, opened
from supervision.cases.queries import nomenclature as queries
from supervision.core import web
from supervision.core.access import Actor, Permission, requires
from supervision.core.asking import asked
from supervision.core.db import db
from supervision.core.errors import Forbidden, NotFound
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _, current_language
from supervision.duties.forms import text_of
from supervision.duties.views import lawbook
from supervision.offices.queries import office_names


@blueprint.get("/nomenclature")
@requires(Permission.SEE_CASES)
def nomenclature() -> str:
    """The nomenclature files of a year with the number of acts in each."""
    session, actor, today = db.session(), web.actor(), web.today()
    year = int(asked("year")) if asked("year").isdecimal() and len(asked("year")) == 4 else 0
    shown = year or today.year
    found = queries.files(session, actor.offices_below, shown)
    offices = sorted({each.file.office_id for each in found})
    return render_template(
        "cases/nomenclature.html",
        files=found,
        offices=office_names(session, offices, current_language()),
        several=len(actor.offices_below) > 1,
        years=[(str(each), str(each)) for each in range(today.year + 1, today.year - 6, -1)],
        year=str(shown),
        keeping=actor.office_id if actor.may(Permission.APPROVE) else None,
        may_keep=actor.may(Permission.APPROVE),
    )


@blueprint.route("/nomenclature/new", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def new_nomenclature_file() -> Answer:
    """Add a file to the nomenclature of one's own office."""
    form = NomenclatureForm(
        data={"year": str(web.today().year), "idempotency_key": str(uuid.uuid4())}
    )
    return walk(
        form,
        "cases/nomenclature_new.html",
        lambda session, actor: operations.add_file(
            session, actor, form.entry(), idempotency_key=form.key, today=web.today()
        ),
        done=_("The file stands in the nomenclature."),
        to=lambda made: url_for("cases.nomenclature", year=made.year),
    )


@blueprint.route("/nomenclature/<int:nomenclature_id>/close", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def close_nomenclature_file(nomenclature_id: int) -> Answer:
    """Close a file: nothing more is entered in it."""
    file = queries.get_file(db.session(), nomenclature_id)
    if file.office_id != web.actor().office_id:
        raise Forbidden("Only the office that keeps this file closes it.")
    form = CloseForm(data={"version": str(file.version)})
    return walk(
        form,
        "cases/nomenclature_close.html",
        lambda session, actor: operations.close_file(
            session, actor, nomenclature_id, version=form.seen, today=web.today()
        ),
        done=_("The file is closed."),
        to=lambda made: url_for("cases.nomenclature", year=made.year),
        meanwhile=lambda: last_words("nomenclature_file", nomenclature_id),
        file=file,
    )


@blueprint.route("/acts/file", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def file_acts() -> Answer:
    """Enter one or several acts, with their conclusions, in a nomenclature file."""
    session, actor, language = db.session(), web.actor(), current_language()
    form = FilingForm(
        files=_files(session, actor),
        data={
            "filed_on": web.today(),
            "volume": "1",
            "rows": [{"act_id": str(each)} for each in ids_of(request.args.getlist("act"))],
        },
    )
    acts = queries.filable(session, actor.office_id or 0, list(form.sheets))
    if not acts:
        flash(_("Choose the acts of your own cases to enter."), "warning")
        return redirect(url_for("cases.acts"))
    return walk(
        form,
        "cases/filing.html",
        lambda session, actor: operations.file_acts(
            session, actor, form.sheets, form.entry(), law=lawbook(), today=web.today()
        ),
        done=_("The acts are entered in the nomenclature file."),
        to=lambda _made: url_for("cases.acts"),
        acts={str(line.id): line for line in filed_lines(acts, language)},
    )


@blueprint.route("/<int:case_id>/acts/<int:act_id>/filing", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def act_filing(case_id: int, act_id: int) -> Answer:
    """Correct where an act lies, or add the sheets of a conclusion that came later."""
    case, session = opened(case_id), db.session()
    found = queries.filable(session, case.office_id, [act_id])
    if not found or found[0].case.id != case_id or found[0].filing is None:
        raise NotFound
    filing, language = found[0].filing, current_language()
    form = PlaceForm(
        files=_files(session, web.actor(), (filing.file_id, filing_words(filing))),
        data={
            "version": str(filing.version),
            "file_id": str(filing.file_id),
            "volume": filing.volume,
            "own_sheets": filing.sheets,
            "filed_on": filing.filed_on,
        },
    )
    return carried_out(
        case,
        form,
        "cases/filing_place.html",
        lambda session, actor: operations.change_filing(
            session,
            actor,
            case_id,
            act_id,
            form.entry(text_of(form.own_sheets)),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The place of the act is corrected."),
        anchor="acts",
        standing=lambda: _standing(case.office_id, act_id),
        act=filed_lines(found, language)[0],
    )


def _files(session: Session, actor: Actor, *more: tuple[int, str]) -> list[tuple[str, str]]:
    """The open files of the office, for a select; `more` are files an act lies in already."""
    found = queries.open_files(session, actor.office_id or 0)
    known = {each.id for each in found}
    return [(str(number), words) for number, words in more if number not in known] + file_choices(
        found
    )


def _standing(office_id: int, act_id: int) -> list[tuple[Any, str]]:
    """Where the act lies now, for whom it was moved under the hand."""
    session = db.session()
    session.expire_all()
    found = queries.filable(session, office_id, [act_id])
    filing = found[0].filing if found else None
    return [(_("Nomenclature file"), filing_words(filing))] if filing is not None else []
