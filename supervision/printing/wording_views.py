"""Wordings as pages: what papers of the own office say, replaced, looked at first, taken back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, url_for
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound, Refused
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _, current_language, moment, said_all
from supervision.offices.models import Office
from supervision.printing import rewording
from supervision.printing.document import Document, plain
from supervision.printing.forms import StandardForm, WordingForm
from supervision.printing.kinds import PaperKind, all_kinds, kind_of
from supervision.printing.models import PaperWording
from supervision.printing.policy import may_word
from supervision.printing.queries import worded_of, wording_in_force, wordings_of
from supervision.printing.rules import LANGUAGES, Form, copy_name, file_name
from supervision.printing.sending import as_file

blueprint = Blueprint("wordings", __name__, url_prefix="/papers/wordings")


@blueprint.get("")
@requires(Permission.SEE_CASES)
def register() -> str:
    """Every kind of paper, and whether the own office words it itself."""
    office, own = _office(db.session()), {}
    for each in worded_of(db.session(), office.id):
        own[each.kind, each.language] = each if each.words is not None else None
    return render_template(
        "printing/wordings.html",
        rows=[
            (kind, [(language, own.get((kind.code, language))) for language in LANGUAGES])
            for kind in all_kinds()
        ],
        office=office.name_in(current_language()),
        may_word=may_word(web.actor()),
    )


@blueprint.get("/<code:kind>/<code:language>")
@requires(Permission.SEE_CASES)
def wording(kind: str, language: str) -> str:
    """A wording as it stands: what a paper in it looks like, its versions, the standard."""
    found, session = _kind(kind, language), db.session()
    office = _office(session)
    own = wording_in_force(session, office.id, kind, language, web.today())
    words = own.words if own is not None and own.words is not None else found.standard(language)
    return render_template(
        "printing/wording.html",
        **_headed(found, language, office),
        **_shown(found, language, words, office),
        in_force=own,
        standard=found.standard(language),
        versions=wordings_of(session, office.id, kind, language),
        may_word=may_word(web.actor()),
    )


@blueprint.route("/<code:kind>/<code:language>/edit", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def edit(kind: str, language: str) -> Answer:
    """Replace a wording by the office's own, from a day on."""
    found, session = _kind(kind, language), db.session()
    office = _office(session)
    latest = _latest(session, office, found, language)
    words = latest.words if latest is not None and latest.words else found.standard(language)
    form = WordingForm(
        data={
            "wording": words,
            "in_force_from": web.today(),
            "version": str(latest.version if latest else 0),
        }
    )
    return walk(
        form,
        "printing/wording_edit.html",
        lambda session, actor: rewording.save_wording(
            session,
            actor,
            found,
            language,
            form.words,
            in_force_from=form.day,
            version=form.seen,
            today=web.today(),
        ),
        done=_("The wording is kept."),
        to=_page(kind, language),
        meanwhile=lambda: _meanwhile(office, found, language),
        fields=[(each, rewording.field_words(each.name)) for each in found.fields],
        **_headed(found, language, office),
    )


@blueprint.route("/<code:kind>/<code:language>/standard", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def standard(kind: str, language: str) -> Answer:
    """Go back to the standard wording from today on."""
    found, session = _kind(kind, language), db.session()
    office = _office(session)
    latest = _latest(session, office, found, language)
    form = StandardForm(data={"version": str(latest.version if latest else 0)})
    return walk(
        form,
        "printing/wording_standard.html",
        lambda session, actor: rewording.return_to_standard(
            session, actor, found, language, version=form.seen, today=web.today()
        ),
        done=_("The standard wording is in force again."),
        to=_page(kind, language),
        meanwhile=lambda: _meanwhile(office, found, language),
        paper=plain(_preview(found, language, found.standard(language), office)),
        **_headed(found, language, office),
    )


@blueprint.post("/<code:kind>/<code:language>/preview/<code:form>")
@requires(Permission.APPROVE)
def preview(kind: str, language: str, form: str) -> Response | tuple[str, int]:
    """What stands in the form as a paper, kept nowhere: a page, a PDF or a DOCX."""
    found, office = _kind(kind, language), _office(db.session())
    if form not in ("html", *Form):
        raise NotFound
    typed = WordingForm()
    shown = _shown(found, language, typed.words, office, form=form)
    if shown.get("made") is not None:
        name = file_name(kind, copy_name(language, form))
        return as_file(shown["made"], name, Form(form))
    page = render_template(
        "printing/wording_preview.html", **_headed(found, language, office), **shown
    )
    return page, 422 if shown["problems"] else 200


def _preview(kind: PaperKind, language: str, words: str, office: Office) -> Document:
    return rewording.preview(kind, language, words, office, today=web.today())


def _shown(
    kind: PaperKind, language: str, words: str, office: Office, *, form: str = "html"
) -> dict[str, Any]:
    """What a paper in these words looks like, as a page or a file; or what is wrong with them."""
    try:
        paper = _preview(kind, language, words, office)
        made = None if form == "html" else rewording.preview_file(paper, Form(form))
    except Refused as refused:
        return {"paper": None, "problems": said_all(refused.problems)}
    return {"paper": plain(paper), "problems": [], "made": made}


def _headed(kind: PaperKind, language: str, office: Office) -> dict[str, Any]:
    """What every page of a wording names."""
    return {
        "kind": kind,
        "title": _(kind.title),
        "language": language,
        "office": office.name_in(current_language()),
    }


def _kind(code: str, language: str) -> PaperKind:
    """The kind; raises NotFound for one there is not, and for a language papers are not written in."""
    if language not in LANGUAGES:
        raise NotFound
    return kind_of(code)


def _office(session: Session) -> Office:
    """The reader's office; raises NotFound for somebody of none."""
    actor = web.actor()
    if actor.office_id is None:
        raise NotFound
    return session.get_one(Office, actor.office_id)


def _latest(
    session: Session, office: Office, kind: PaperKind, language: str
) -> PaperWording | None:
    return next(iter(wordings_of(session, office.id, kind.code, language)), None)


def _meanwhile(office: Office, kind: PaperKind, language: str) -> dict[str, str]:
    """Who saved which version while the form stood open."""
    latest = _latest(db.session(), office, kind, language)
    if latest is None:
        return {}
    return {
        "title": _("Version %(number)s", number=str(latest.version)),
        "at": moment(latest.recorded_at, web.settings().zone),
        "who": latest.recorded_by,
    }


def _page(kind: str, language: str) -> str:
    return url_for("wordings.wording", kind=kind, language=language)
