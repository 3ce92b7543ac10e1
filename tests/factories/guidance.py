"""Records of the registers of guidance: what each step says, and a shelf to enter them from."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.guidance import operations
from supervision.guidance.models import Record
from supervision.guidance.rules import BY_KIND
from supervision.law.lawbook import Lawbook

ON = date(2026, 11, 18)  # a Wednesday
Word = Callable[[str], str]


def plain(column: str) -> str:
    """A text that says which column it stands in."""
    return f"Мәтін {column}"


def said(kind: str, step: str, word: Word = plain, on: date = ON) -> dict[str, Any]:
    """What a step is told, every text of it by `word`; the link is an address that holds its word."""
    codes = {
        "inspected": "court_administrator",
        "form": "seminar",
        "branch": "both",
        "medium": "newspaper",
        "about": "supervision",
        "outcome": "accepted",
        "nature": "breach",
        "source": "visit",
        "post": "assistant",
    }
    register = BY_KIND[kind]
    fields = register.enter.fields if step == "enter" else register.step(step).fields
    by_kind: Mapping[str, Callable[[str], Any]] = {
        "day": lambda _name: on,
        "count": lambda _name: 12,
        "code": codes.__getitem__,
        "link": lambda name: f"https://example.kz/{quote(word(name)[:40])}",
    }
    assignment = ("assigned_by", "assigned_on", "due_on")
    return {
        each.name: by_kind.get(each.kind, word)(each.name)
        for each in fields
        if each.name not in assignment
    }


@dataclass
class Shelf:
    """Somebody at the registers on a day."""

    session: Session
    actor: Actor
    law: Lawbook
    today: date

    def enter(self, kind: str, *, office_id: int | None = None, **values: Any) -> Record:
        """Enter a record, with every field that is not named as it usually is."""
        return operations.enter(
            self.session,
            self.actor,
            BY_KIND[kind],
            {**said(kind, "enter"), **values},
            office_id=office_id,
            idempotency_key=uuid.uuid4(),
            law=self.law,
            today=self.today,
        )

    def step(self, record: Record, name: str, **values: Any) -> Record:
        """Take a record one step further."""
        register = BY_KIND[record.__tablename__]
        return operations.take_step(
            self.session,
            self.actor,
            register,
            record.id,
            register.step(name),
            {**said(register.kind, name), **values},
            version=None,
            law=self.law,
            today=self.today,
        )

    def correct(self, record: Record, **values: Any) -> Record:
        """Correct some fields of a record."""
        register = BY_KIND[record.__tablename__]
        stands = {each.name: getattr(record, each.name) for each in register.answered(record.state)}
        return operations.correct(
            self.session,
            self.actor,
            register,
            record.id,
            {**stands, **values},
            note="Қате жазылған",
            version=record.version,
            law=self.law,
            today=self.today,
        )
