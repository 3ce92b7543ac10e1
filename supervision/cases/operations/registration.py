"""Registering a case, correcting what is recorded of it, giving it to a colleague (`2015 ¶4`)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import ARRAY, Text, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from supervision.cases.models import AdminCase, CaseArticle, CaseWord
from supervision.cases.operations.within import (
    changing,
    colleague_problems,
    follow,
    note_change,
)
from supervision.cases.policy import demand_registration
from supervision.cases.queries.cases import get, hold_register, made_before, same_case
from supervision.cases.queries.courts import court_of_office
from supervision.cases.rules import KIND
from supervision.cases.rules.case import CaseEntry, as_kept, entry_problems
from supervision.core.access import Actor
from supervision.core.errors import Problem
from supervision.core.problems import refuse
from supervision.core.searching import search_words
from supervision.law.lawbook import Lawbook
from supervision.law.participation import Instance
from supervision.offices.models import Office
from supervision.responses.operations import rename_subject

_IDENTITY = "identity_number"
_PLAIN = tuple(field.name for field in fields(CaseEntry) if field.name != "articles")


def register_case(
    session: Session,
    actor: Actor,
    entry: CaseEntry,
    *,
    idempotency_key: uuid.UUID,
    assignee_id: int | None,
    law: Lawbook,
    today: date,
) -> AdminCase:
    """Register a case that a court of the office took (`2015 ¶4`).

    The same key a second time gives the case of the first time. Raises Forbidden; Refused with
    every problem at its field.
    """
    office_id = demand_registration(actor)
    hold_register(session, office_id)
    first: AdminCase | None = made_before(session, AdminCase, idempotency_key)
    if first is not None:
        return get(session, first.id)
    entry = as_kept(entry)
    problems = [*entry_problems(entry, today), *_place_problems(session, entry, office_id, None)]
    problems += colleague_problems(session, office_id, assignee_id, "assignee_id")
    refuse(problems)
    case = AdminCase(
        office_id=office_id,
        registered_on=today,
        assignee_id=assignee_id,
        idempotency_key=idempotency_key,
        **_columns(entry),
    )
    session.add(case)
    session.flush()
    _write_parts(session, case, entry)
    note_change(
        session,
        case,
        "register_case",
        {**_told(entry), "assignee_id": assignee_id},
        actor=actor,
    )
    follow(session, case.id, actor=actor, law=law, today=today)
    return case


def change_case(
    session: Session,
    actor: Actor,
    case_id: int,
    entry: CaseEntry,
    *,
    version: int,
    law: Lawbook,
    today: date,
) -> AdminCase:
    """Correct what is recorded of a case, or add the court's later steps; its duties follow.

    Raises Stale when somebody else changed it since; NotFound, Forbidden, Refused.
    """
    case = changing(session, case_id, version, actor=actor)
    entry = as_kept(entry)
    problems = [*entry_problems(entry, today)]
    refuse([*problems, *_place_problems(session, entry, case.office_id, case.id)])
    before = {name: getattr(case, name) for name in _PLAIN if name != _IDENTITY}
    told = {**_told(entry), "identity_changed": entry.identity_number != case.identity_number}
    for name, value in _columns(entry).items():
        setattr(case, name, value)
    for part in (CaseArticle, CaseWord):
        session.execute(delete(part).where(part.case_id == case.id))
    _write_parts(session, case, entry)
    rename_subject(session, (KIND, case.id), case.number)
    note_change(session, case, "change_case", told, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return case


def assign_case(
    session: Session,
    actor: Actor,
    case_id: int,
    *,
    assignee_id: int | None,
    version: int | None = None,
    law: Lawbook,
    today: date,
) -> AdminCase:
    """Give a case to a colleague of the own office, or to nobody."""
    case = changing(session, case_id, version, actor=actor)
    refuse(colleague_problems(session, case.office_id, assignee_id, "assignee_id"))
    before = {"assignee_id": case.assignee_id}
    case.assignee_id = assignee_id
    note_change(session, case, "assign_case", {"assignee_id": assignee_id}, before, actor=actor)
    follow(session, case.id, actor=actor, law=law, today=today)
    return case


def _place_problems(
    session: Session, entry: CaseEntry, office_id: int, own_id: int | None
) -> Iterator[Problem]:
    """What is wrong with the entry among the courts, offices and cases there are."""
    court = court_of_office(session, office_id, entry.court_id)
    if court is None or court.instance != Instance.FIRST:
        yield Problem("Choose a first-instance court at the seat of your office.", "court_id")
    if entry.opened_by_office_id is not None:
        found = session.scalar(select(Office.id).where(Office.id == entry.opened_by_office_id))
        if found is None:
            yield Problem("Choose one of the listed values.", "opened_by_office_id")
    same = same_case(session, office_id, entry.court_id, entry.number)
    if same is not None and same != own_id:
        yield Problem("A case with this number of this court is registered already.", "number")


def _told(entry: CaseEntry) -> dict[str, Any]:
    """What the audit keeps of an entry: everything but the IIN or BIN, which the case itself keeps."""
    return {name: value for name, value in asdict(entry).items() if name != _IDENTITY}


def _columns(entry: CaseEntry) -> dict[str, Any]:
    values = {name: getattr(entry, name) for name in _PLAIN}
    return {**values, "sanctions": list(entry.sanctions), "opened_for": list(entry.opened_for)}


def _write_parts(session: Session, case: AdminCase, entry: CaseEntry) -> None:
    """The articles, and what the case is found by."""
    if entry.articles:
        session.execute(
            insert(CaseArticle),
            [
                {
                    "case_id": case.id,
                    "office_id": case.office_id,
                    "position": place,
                    **asdict(each),
                }
                for place, each in enumerate(entry.articles)
            ],
        )
    words = search_words(entry.number, entry.offender_name, entry.identity_number)
    each_word = func.unnest(literal(sorted(words), ARRAY(Text)))
    session.execute(
        insert(CaseWord).from_select(
            ["case_id", "office_id", "word"],
            select(literal(case.id), literal(case.office_id), each_word),
        )
    )
