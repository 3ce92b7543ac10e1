"""A record of any register: its page, and the forms that enter it, take it further, correct it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import render_template, request

from supervision.audit.queries import history_of
from supervision.core import web
from supervision.core.db import db
from supervision.core.errors import Refused
from supervision.core.form_walk import Answer, walk
from supervision.core.i18n import _
from supervision.core.problems import refuse
from supervision.duties.forms import Choices
from supervision.duties.views import lawbook, presenter
from supervision.guidance import operations, policy
from supervision.guidance.form_walk import FORM, crumbs_of, list_url, on_record, opened
from supervision.guidance.forms import form_of
from supervision.guidance.inspection_presenting import of_inspection
from supervision.guidance.models import Record
from supervision.guidance.presenting import clocks, history, record_url, title_of, told_fields
from supervision.guidance.queries.followed import duties_of
from supervision.guidance.queries.registers import get
from supervision.guidance.rules.shape import Register, Step, follows_problems
from supervision.guidance.words import state_words
from supervision.offices.queries import office_names


def record(register: Register, record_id: int) -> str:
    """One record whole, with its duties and its history."""
    session, actor, writer = db.session(), web.actor(), presenter()
    found = get(session, register, record_id)
    offices = [found.office_id, found.author_office_id]
    names = office_names(session, offices, writer.language)
    may_change = policy.may_change(actor, register, found)
    return render_template(
        "guidance/record.html",
        register=register,
        record=found,
        title=title_of(register, found, writer.language),
        state=state_words(register, found.state),
        tone=register.tones[found.state],
        office=names.get(found.office_id, ""),
        author_office=names.get(found.author_office_id, ""),
        fields=told_fields(register, found, writer.language),
        crumbs=crumbs_of(register),
        steps=register.open_to(found.state) if may_change else (),
        may_correct=may_change and bool(register.answered(found.state)),
        may_change=may_change,
        duties=clocks(duties_of(session, register.kind, found.id, writer.language), writer),
        history=history(register, history_of(session, register.kind, found.id), writer),
        **of_inspection(session, found, writer),
    )


def new(register: Register) -> Answer:
    """Enter a record."""
    step = register.enter
    form = form_of(step.fields, asks_office=register.asks_office)(data=_proposed())
    form.offer(presenter().language, _offices(register))
    return walk(
        form,
        FORM,
        lambda session, actor: operations.enter(
            session,
            actor,
            register,
            form.values(),
            office_id=form.office_id,
            idempotency_key=form.key,
            law=lawbook(),
            today=web.today(),
        ),
        done=_(step.done),
        to=lambda made: record_url(register, made.id),
        title=_(register.new),
        note=_(register.about),
        submit=_("Enter"),
        crumbs=crumbs_of(register),
        back=list_url(register),
        helps=form.helps(),
    )


def _proposed() -> dict[str, Any]:
    """What a new form begins with: the own office, and a key of its own."""
    own = str(web.actor().office_id or "")
    return {"office_id": own, "idempotency_key": str(uuid.uuid4())}


def _offices(register: Register) -> Choices:
    """The offices a record may be about, where the register asks for one."""
    if not register.asks_office:
        return ()
    actor = web.actor()
    names = office_names(db.session(), actor.offices_below, presenter().language)
    return [(str(number), name) for number, name in names.items()]


def take(register: Register, step: Step, record_id: int) -> Answer:
    """The form of one step."""
    found = opened(register, record_id)
    if request.method == "GET":
        refuse(follows_problems(step, found.state))
    form = form_of(step.fields)(data={"version": str(found.version)})
    form.offer(presenter().language)
    return on_record(
        register,
        found,
        form,
        lambda session, actor: operations.take_step(
            session,
            actor,
            register,
            found.id,
            step,
            form.values(),
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_(step.done),
        title=_(step.title),
        submit=_(step.title),
        helps=form.helps(),
        danger=step.is_end,
    )


def correct(register: Register, record_id: int) -> Answer:
    """The form that corrects what a record says."""
    found = opened(register, record_id)
    fields = register.answered(found.state)
    if not fields:
        raise Refused("This record is history: it is corrected no more.")
    form = form_of(fields, asks_note=True)(data=_said(register, found))
    form.offer(presenter().language)
    return on_record(
        register,
        found,
        form,
        lambda session, actor: operations.correct(
            session,
            actor,
            register,
            found.id,
            form.values(),
            note=form.note.data or "",
            version=form.seen,
            law=lawbook(),
            today=web.today(),
        ),
        done=_("The record is corrected."),
        title=_("Correct the record"),
        note=_("What stood before is kept in the history."),
        submit=_("Correct the record"),
        helps=form.helps(),
    )


def _said(register: Register, found: Record) -> dict[str, Any]:
    """A record as its form shows it."""
    said = {each.name: getattr(found, each.name) for each in register.answered(found.state)}
    return {**said, "version": str(found.version)}
