"""How a petition ends, as pages: contents, conclusion and its approval, letters (`¶17–18, ¶27`)."""

from __future__ import annotations

from flask import render_template

from supervision.cases.step_forms import ReasonForm
from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer
from supervision.core.i18n import _, current_language, day
from supervision.duties.views import lawbook
from supervision.offices.queries import office_names
from supervision.petitions import facts, operations, policy
from supervision.petitions.blueprint import blueprint
from supervision.petitions.models import PetitionConclusion
from supervision.petitions.part_views import opened, step
from supervision.petitions.presenting import titles_of
from supervision.petitions.prints import CONCLUSION, OF_LETTER
from supervision.petitions.queries.intake import protests_of
from supervision.petitions.queries.petitions import get
from supervision.petitions.queries.whole import Whole, whole_of
from supervision.petitions.rules.resolving import LetterKind, checklist_codes
from supervision.petitions.step_forms import (
    AnswerForm,
    ChecklistForm,
    DecisionForm,
    LetterForm,
    RefusalForm,
)
from supervision.printing.shelf import shelf_of


@blueprint.route("/<int:petition_id>/checklist", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def checklist(petition_id: int) -> Answer:
    """Check what a petition for a cassation protest must hold (`2015 ¶27`)."""
    petition = opened(petition_id)
    codes = checklist_codes(represented=bool(petition.representative_name))
    held = [code for code in codes if code not in (petition.missing or ())]
    form = ChecklistForm(
        codes=codes,
        data={
            "version": petition.version,
            "present": held if petition.checked_on else [],
            "checked_on": petition.checked_on or web.today(),
        },
    )
    return step(
        petition,
        form,
        lambda session, actor: operations.record_checklist(
            session,
            actor,
            petition_id,
            present=form.present.data or [],
            checked_on=form.day("checked_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Check the contents"),
        note=_("A petition that lacks any of these is returned (2015 ¶27)"),
        submit=_("Record the check"),
        done=_("The contents are checked."),
        anchor="contents",
    )


@blueprint.route("/<int:petition_id>/conclusion", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def conclusion(petition_id: int) -> Answer:
    """Write the conclusion on leaving the petition without satisfaction."""
    petition = opened(petition_id)
    found = whole_of(db.session(), petition_id).conclusion
    names = ("found_on", "arguments", "reasons")
    kept = {name: getattr(found, name) for name in names} if found else {"found_on": web.today()}
    form = RefusalForm(data={"version": petition.version, **kept})
    return step(
        petition,
        form,
        lambda session, actor: operations.draft_refusal(
            session,
            actor,
            petition_id,
            arguments=form.arguments.data or "",
            reasons=form.reasons.data or "",
            found_on=form.day("found_on"),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Conclusion on a refusal"),
        note=_("Approved by the oblast prosecutor or a deputy, never by its author (2015 ¶17)"),
        about=[_("Given back: %(note)s", note=found.note)] if found and found.note else [],
        submit=_("Send for approval"),
        done=_("The conclusion waits for approval."),
        anchor="conclusion",
    )


@blueprint.route("/<int:petition_id>/conclusion/decide", methods=["GET", "POST"])
@requires(Permission.APPROVE)
def decide(petition_id: int) -> Answer:
    """Approve the conclusion from above, or give it back (`2015 ¶17`, `¶27`)."""
    petition = get(db.session(), petition_id)
    whole = whole_of(db.session(), petition_id)
    found = _conclusion(whole)
    approver = facts.approving_office(lawbook(), whole, found.found_on)
    policy.demand_approval(web.actor(), found, approver or petition.office_id)
    form = DecisionForm(data={"version": found.version, "decided_on": web.today()})
    return step(
        petition,
        form,
        lambda session, actor: operations.decide_refusal(
            session,
            actor,
            petition_id,
            approves=form.approves,
            decided_on=form.day("decided_on"),
            note=form.note.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Decide on the conclusion"),
        note=_("Written by %(name)s", name=found.author_name),
        about=[found.arguments, found.reasons],
        submit=_("Record the decision"),
        done=_("The decision on the conclusion is recorded."),
        anchor="conclusion",
    )


@blueprint.route("/<int:petition_id>/conclusion/withdraw", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def withdraw(petition_id: int) -> Answer:
    """Take the conclusion back before it is answered."""
    petition = opened(petition_id)
    form = ReasonForm(data={"version": petition.version})
    return step(
        petition,
        form,
        lambda session, actor: operations.withdraw_refusal(
            session,
            actor,
            petition_id,
            reason=form.reason.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Withdraw the conclusion"),
        submit=_("Withdraw the conclusion"),
        done=_("The conclusion is withdrawn."),
        anchor="conclusion",
    )


@blueprint.route("/<int:petition_id>/extension-notice", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def extension_notice(petition_id: int) -> Answer:
    """Tell the petitioner of the longer term."""
    return _letter(
        petition_id,
        LetterKind.EXTENSION_NOTICE,
        title=_("Notice of the extension"),
        note=_("The petitioner is told of the new day and the reason"),
    )


@blueprint.route("/<int:petition_id>/return", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def return_(petition_id: int) -> Answer:
    """Return an incomplete petition; the letter names what it lacks (`2015 ¶27`)."""
    return _letter(
        petition_id,
        LetterKind.RETURN,
        title=_("Return the petition"),
        note=_("The letter names what is missing and the right to apply again (2015 ¶27)"),
    )


def _letter(petition_id: int, kind: LetterKind, *, title: str, note: str) -> Answer:
    petition = opened(petition_id, even_closed=kind is LetterKind.EXTENSION_NOTICE)
    form = LetterForm(data={"version": petition.version, "sent_on": web.today()})
    missing = titles_of("2015 ¶27", "petition_items", petition.missing or (), current_language())
    return step(
        petition,
        form,
        lambda session, actor: operations.send_letter(
            session,
            actor,
            petition_id,
            form.entry(kind),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        title=title,
        note=note,
        about=missing if kind is LetterKind.RETURN else [],
        submit=_("Record the letter"),
        done=_("The letter is recorded."),
        anchor="letters",
    )


@blueprint.route("/<int:petition_id>/answer", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def answer(petition_id: int) -> Answer:
    """Answer the petition: the right to appeal explained, refused, or granted with a protest."""
    petition, session = opened(petition_id), db.session()
    form = AnswerForm(
        kinds=_answers(whole_of(session, petition_id)),
        protests=[
            (str(each.id), f"{each.number} · {day(each.brought_on)}")
            for each in protests_of(session, petition.case_id)
        ],
        data={"version": petition.version, "sent_on": web.today()},
    )
    return step(
        petition,
        form,
        lambda session, actor: operations.send_letter(
            session,
            actor,
            petition_id,
            form.entry(form.kind.data or ""),
            protest=form.protest,
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        template="petitions/answer.html",
        title=_("Answer the petition"),
        submit=_("Record the answer"),
        done=_("The petition is answered."),
        anchor="letters",
    )


def _answers(whole: Whole) -> list[str]:
    """The answers that the law and what is recorded leave."""
    found = [LetterKind.EXPLAINED.value] if facts.may_explain(lawbook(), whole) else []
    return [*found, LetterKind.REFUSED.value, LetterKind.GRANTED.value]


@blueprint.get("/<int:petition_id>/letters/<int:letter_id>")
@requires(Permission.SEE_CASES)
def letter(petition_id: int, letter_id: int) -> str:
    """One letter to the petitioner with its number and day, to be read and printed."""
    whole, language = whole_of(db.session(), petition_id), current_language()
    for each in whole.letters:
        if each.id == letter_id:
            missing = whole.petition.missing or ()
            return render_template(
                "petitions/letter.html",
                petition=whole.petition,
                whole=whole,
                letter=each,
                office=office_names(db.session(), [whole.office.id], language)[whole.office.id],
                missing=titles_of("2015 ¶27", "petition_items", missing, language),
                checked=facts.needs_checklist(lawbook(), whole, each.sent_on),
                papers=shelf_of(
                    db.session(),
                    web.actor(),
                    OF_LETTER[LetterKind(each.kind)],
                    letter_id,
                    office_id=each.office_id,
                    settled=True,
                ),
            )
    raise NotFound


@blueprint.get("/<int:petition_id>/conclusion/paper")
@requires(Permission.SEE_CASES)
def conclusion_paper(petition_id: int) -> str:
    """The conclusion with its approval, to be read and printed."""
    whole = whole_of(db.session(), petition_id)
    found, language = _conclusion(whole), current_language()
    return render_template(
        "petitions/conclusion_paper.html",
        petition=whole.petition,
        conclusion=found,
        office=office_names(db.session(), [whole.office.id], language)[whole.office.id],
        papers=shelf_of(
            db.session(),
            web.actor(),
            CONCLUSION.code,
            found.id,
            office_id=found.office_id,
            settled=found.state == "approved",
        ),
    )


def _conclusion(whole: Whole) -> PetitionConclusion:
    """The conclusion of the petition; raises NotFound while there is none."""
    if whole.conclusion is None:
        raise NotFound
    return whole.conclusion
