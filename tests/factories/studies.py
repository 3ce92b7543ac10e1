"""Requested files for tests, made by the room's own operations with days around one Friday.

Belongs here: entries with every field filled plausibly and numbers whose check digits are right.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.identity import control_digit
from supervision.law.checklist import study_checklist
from supervision.law.lawbook import Lawbook
from supervision.studies.models import RequestedFile
from supervision.studies.operations import register_request
from supervision.studies.rules import FileEntry, PartyEntry, PointAnswer

CLAIMANT = PartyEntry("claimant", "person", "Серікова Айгүл Маратқызы", "850314400017")
DEBTOR = PartyEntry("debtor", "legal_entity", "ТОО «Жетісу Құрылыс»", "050840000126")


def with_control_digit(first_eleven: str) -> str:
    """The full number of these eleven digits; ValueError when no number begins with them."""
    last = control_digit(first_eleven)
    if last is None:
        raise ValueError(f"no number begins with {first_eleven}")
    return f"{first_eleven}{last}"


def file_entry(today: date, **changes: Any) -> FileEntry:
    """A file requested three days ago, to be supplied in two days, initiated twenty days ago."""
    entry = FileEntry(
        number="1204/26-10-77",
        branch="civil",
        priority="uniform_application",
        bailiff="Ахметов Нұрлан",
        bailiff_office="Семей қаласының аумақтық бөлімі",
        subject="Алимент өндіріп алу",
        initiated_on=today - timedelta(days=20),
        requested_on=today - timedelta(days=3),
        supply_by=today + timedelta(days=2),
        parties=(CLAIMANT, DEBTOR),
    )
    return replace(entry, **changes)


def registered(
    session: Session, actor: Actor, *, law: Lawbook, today: date, **changes: Any
) -> RequestedFile:
    """A file registered by the product's own operation; `changes` are fields of the entry."""
    return register_request(
        session,
        actor,
        file_entry(today, **changes),
        idempotency_key=uuid.uuid4(),
        assignee_id=actor.user_id,
        law=law,
        today=today,
    )


def answers(**given: PointAnswer) -> dict[str, PointAnswer]:
    """A study with "yes" to every point except the given ones."""
    return {item.code: given.get(item.code, PointAnswer("yes")) for item in study_checklist()}


def typed(**changes: str) -> dict[str, str]:
    """What a district prosecutor types to register a file that was asked for."""
    return {
        "number": "1204/26-10-77",
        "branch": "civil",
        "priority": "uniform_application",
        "subject": "Алимент өндіріп алу",
        "bailiff": "Ахметов Нұрлан",
        "initiated_on": "31.10.2026",
        "requested_on": "17.11.2026",
        "supply_by": "23.11.2026",
        "assignee_id": "",
        "idempotency_key": str(uuid.uuid4()),
        "parties-0-role": "claimant",
        "parties-0-kind": "person",
        "parties-0-name": "Серікова Айгүл",
        "parties-1-role": "debtor",
        "parties-1-kind": "state",
        "parties-1-name": "Қала әкімдігі",
        "parties-2-role": "debtor",
        "parties-2-kind": "person",
        "parties-3-role": "debtor",
        "parties-3-kind": "person",
    } | changes
