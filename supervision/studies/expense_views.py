"""Expenses of a file as pages: the register with its flags and totals, one more item, a breach, XLSX."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, render_template, request, url_for
from sqlalchemy.orm import Session

from supervision.core import web
from supervision.core.access import Permission, requires
from supervision.core.db import db
from supervision.core.errors import NotFound
from supervision.core.form_walk import Answer, Verb, walk
from supervision.core.i18n import _, day
from supervision.core.transaction import transaction
from supervision.duties.forms import RecordForm, text_of
from supervision.duties.views import lawbook
from supervision.enforcement.card_forms import items
from supervision.enforcement.presenting import money
from supervision.exchange.sheets import Column, Kind, as_download, workbook
from supervision.law import expenses as law
from supervision.law.expenses import OUTSIDE, PARAGRAPHS, Flag
from supervision.responses.queries import of_subject
from supervision.studies import operations, policy, queries, rules
from supervision.studies.blueprint import blueprint
from supervision.studies.expense_forms import ExpenseBreachForm, ExpenseForm, StrikeForm
from supervision.studies.expense_queries import (
    Flagged,
    expense,
    expenses_of,
    flagged_by,
    totals,
)
from supervision.studies.models import FileExpense, RequestedFile
from supervision.studies.operations.expenses import HELD
from supervision.studies.rules import KIND, FileState


@blueprint.get("/<int:file_id>/expenses")
@requires(Permission.SEE_CASES)
def expenses(file_id: int) -> str:
    """The expenses charged in a file, each with what of the methodology it breaks (`EXP`)."""
    session = db.session()
    file = queries.get(session, file_id)
    found = expenses_of(session, file_id)
    sums = totals(found)
    names = kind_names()
    may_change = policy.may_change(web.actor(), file) and file.state in HELD
    return render_template(
        "studies/expenses.html",
        file=file,
        lines=[_line(each) for each in found],
        totals=[(names[kind], money(sums[kind])) for kind in names if kind in sums],
        total=money(law.total(sums.values())),
        breaches=_breaches(found, {each.code for each in of_subject(session, KIND, file_id)}),
        may_change=may_change,
        may_record=may_change and file.state in (FileState.STUDIED, FileState.RETURNED),
    )


def expenses_told(session: Session, file_id: int) -> dict[str, Any]:
    """The expenses of a file in short, for its own page: how many, how much, the breaches by code."""
    found = expenses_of(session, file_id)
    sums = totals(found)
    return {
        "count": sum(each.item.struck_on is None for each in found),
        "total": money(law.total(sums.values())),
        "flagged": len(flagged_by(found)),
        "breaches": breach_names(),
    }


def kind_names() -> dict[str, str]:
    """The kinds of `EXP ¶3` in the reader's language, led by their numbers."""
    numbered = {code: f"{code}. {words}" for code, words in items(law.kinds())}
    return {**numbered, OUTSIDE: _("none of the list")}


def breach_names() -> dict[str, str]:
    """The breaches of the methodology in the reader's language."""
    return dict(items(law.breaches()))


def _line(flagged: Flagged) -> dict[str, Any]:
    """One item as the page and the workbook show it."""
    item, names = flagged.item, breach_names()
    return {
        "item": item,
        "kind": kind_names()[item.kind],
        "article": dict(items(law.articles())).get(item.article, ""),
        "amount": money(item.amount),
        "document": " ".join(
            (dict(items(law.documents())).get(item.document_kind or "", ""), item.document_number)
        ).strip(),
        "document_amount": money(item.document_amount),
        "travel": dict(items(law.travel_classes())).get(item.travel_class or "", ""),
        "flags": [(names[flag], PARAGRAPHS[flag]) for flag in flagged.flags],
    }


def _breaches(found: list[Flagged], recorded: set[str]) -> list[dict[str, Any]]:
    """What the items break, how many of them, and whether the study has it already."""
    names = breach_names()
    return [
        {
            "flag": flag.value,
            "title": names[flag],
            "paragraph": PARAGRAPHS[flag],
            "count": len(behind),
            "amount": money(law.total(item.amount for item in behind)),
            "recorded": flag.value in recorded,
        }
        for flag, behind in flagged_by(found).items()
    ]


@blueprint.route("/<int:file_id>/expenses/new", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def new_expense(file_id: int) -> Answer:
    """Enter one item of the expenses charged in the file."""
    file = _held(file_id)
    form = ExpenseForm(data={"idempotency_key": str(uuid.uuid4())})
    return _walked(
        file,
        form,
        lambda session, actor: operations.add_expense(
            session,
            actor,
            file_id,
            form.entry(),
            idempotency_key=form.key,
            today=web.today(),
        ),
        title=_("Enter an expense"),
        submit=_("Enter the expense"),
        done=_("The expense is entered."),
    )


@blueprint.route("/<int:file_id>/expenses/<int:expense_id>/strike", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def strike_expense(file_id: int, expense_id: int) -> Answer:
    """Strike out an item entered by mistake."""
    file = _held(file_id)
    item = expense(db.session(), file_id, expense_id)
    form = StrikeForm()
    return _walked(
        file,
        form,
        lambda session, actor: operations.strike_expense(
            session,
            actor,
            file_id,
            expense_id,
            reason=text_of(form.reason),
            today=web.today(),
        ),
        title=_("Strike out an expense"),
        note=_told(item),
        submit=_("Strike it out"),
        done=_("The expense is struck out."),
    )


@blueprint.route("/<int:file_id>/expenses/breaches/<code:flag>", methods=["GET", "POST"])
@requires(Permission.RECORD_CASES)
def record_expense_breach(file_id: int, flag: str) -> Answer:
    """Record what the expenses break as a breach of the study, in words made ready."""
    file = _held(file_id, FileState.STUDIED, FileState.RETURNED)
    found = next((each for each in Flag if each.value == flag), None)
    if found is None:
        raise NotFound
    behind = flagged_by(expenses_of(db.session(), file_id)).get(found, [])
    words = f"{breach_names()[found]} ({PARAGRAPHS[found]}): " + "; ".join(map(_told, behind))
    form = ExpenseBreachForm(data={"description": words})
    return _walked(
        file,
        form,
        lambda session, actor: operations.record_expense_breach(
            session,
            actor,
            file_id,
            found,
            description=text_of(form.description),
            law=lawbook(),
            today=web.today(),
        ),
        title=_("Record the breach in the study"),
        note=f"{breach_names()[found]} · {PARAGRAPHS[found]}",
        submit=_("Record the breach"),
        done=_("The breach is recorded; the duty to respond follows."),
    )


@blueprint.post("/<int:file_id>/expenses.xlsx")
@requires(Permission.RECORD_CASES)
def expenses_sheet(file_id: int) -> Response:
    """The register of expenses as a workbook, with the totals by kind on its second sheet."""
    session = db.session()
    file = queries.get(session, file_id)
    policy.demand_change(web.actor(), file)
    found = expenses_of(session, file_id)
    rows = [_cells(_line(each)) for each in found if each.item.struck_on is None]
    names, sums = kind_names(), totals(found)
    about = [(names[kind], money(sums[kind])) for kind in names if kind in sums]
    about.append((_("Total, tenge"), money(law.total(sums.values()))))
    content = workbook(_("Expenses"), _columns(), rows, about_name=_("Totals by kind"), about=about)
    with transaction() as current:
        operations.note_export(current, web.actor(), file_id, rows=len(rows))
    return as_download(content, f"expenses-{file_id}.xlsx")


def _columns() -> list[Column]:
    return [
        Column(_("Date"), Kind.DAY, 12),
        Column(_("Kind of expense (EXP ¶3)"), width=36),
        Column(_("Article (EXP ¶4)"), width=30),
        Column(_("Paid to"), width=26),
        Column(_("Sum, tenge"), Kind.TENGE, 16),
        Column(_("Supporting document"), width=28),
        Column(_("Sum in the document, tenge"), Kind.TENGE, 16),
        Column(_("Transport and class, for travel"), width=26),
        Column(_("What the methodology says"), width=46),
    ]


def _cells(line: dict[str, Any]) -> tuple[Any, ...]:
    item: FileExpense = line["item"]
    flags = "; ".join(f"{words} ({paragraph})" for words, paragraph in line["flags"])
    return (
        *(item.spent_on, line["kind"], line["article"], item.payee, item.amount),
        *(line["document"], item.document_amount, line["travel"], flags),
    )


def _told(item: FileExpense) -> str:
    """An item in one breath."""
    return f"{day(item.spent_on)}, {item.payee}, {money(item.amount)} {_('tenge')}"


def _held(file_id: int, *states: FileState) -> RequestedFile:
    """The file for a form about its expenses; one that is not at hand yet has none to enter."""
    file = queries.get(db.session(), file_id)
    policy.demand_change(web.actor(), file)
    if request.method == "GET":
        rules.demand_state(file.state, states or HELD)
    return file


def _walked(
    file: RequestedFile,
    form: RecordForm,
    verb: Verb,
    *,
    title: str,
    submit: str,
    done: str,
    note: str = "",
) -> Answer:
    address = url_for("studies.expenses", file_id=file.id)
    return walk(
        form,
        "studies/expense_step.html",
        verb,
        done=done,
        to=address,
        file=file,
        title=title,
        note=note,
        submit=submit,
        back=address,
    )
