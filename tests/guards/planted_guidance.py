"""Records of the registers of guidance for the walks: one in every state, in every office.

Belongs here: making the rows by the room's own operations, and finding their ids again. Does not
belong here: what a test looks for afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from supervision.core.access import Actor, Level
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.guidance import operations
from supervision.guidance.rules import BY_KIND, REGISTERS
from supervision.law.lawbook import Lawbook
from supervision.responses.queries import of_subject
from tests.conftest import TODAY
from tests.factories.guidance import ON, Shelf, said

CODES = {
    "inspection": {"state", "inspected"},
    "training": {"state", "form", "branch"},
    "publication": {"state", "medium", "branch"},
    "proposal": {"state", "about", "outcome"},
    "practice": {"state", "nature", "source"},
    "staff_post": {"state", "post"},
}
# The steps that lead to each state but the first.
FATES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "inspection": ((), ("conduct",), ("conduct", "close"), ("cancel",)),
    "training": ((), ("hold",), ("cancel",)),
    "publication": ((), ("strike",)),
    "proposal": ((), ("send",), ("send", "answer"), ("withdraw",)),
    "practice": ((), ("admit",), ("strike",)),
    "staff_post": ((), ("appoint",), ("appoint", "vacate"), ("abolish",)),
}


def plant_guidance(
    session: Session, law: Lawbook, head: Actor, office_id: int, case: Callable[[int, str], str]
) -> None:
    """A record of each register in each state; an inspection carried out has two breaches."""
    set_scope(session, head.scope)
    shelf = Shelf(session, head, law, TODAY)

    def word(column: str) -> str:
        return case(office_id, column)

    for register in REGISTERS:
        for fate in FATES[register.kind]:
            with transaction(session):
                values = said(register.kind, "enter", word)
                if register.kind == "proposal" and head.level is Level.GPO:
                    due_on = TODAY + timedelta(days=9)
                    values |= {"assigned_by": word("giver"), "assigned_on": ON, "due_on": due_on}
                record = shelf.enter(register.kind, **values)
                for step in fate:
                    shelf.step(record, step, **said(register.kind, step, word))
                if fate == ("conduct",):
                    _breaches(shelf, record.id, word)


def _breaches(shelf: Shelf, inspection_id: int, word: Callable[[str], str]) -> None:
    """Two breaches an inspection found, the first of them removed."""
    about = {"version": None, "law": shelf.law, "today": TODAY}
    for place in (1, 2):
        description = f"{word('breach')} {place}"
        operations.record_breach(
            shelf.session, shelf.actor, inspection_id, description=description, **about
        )
    first = of_subject(shelf.session, "inspection", inspection_id)[0]
    operations.record_removal(
        shelf.session,
        shelf.actor,
        inspection_id,
        first.id,
        removed_on=TODAY,
        note=word("mended"),
        **about,
    )


@dataclass(frozen=True)
class GuidanceIds:
    """The ids of planted records by kind and office, and by kind, state and office."""

    records: Mapping[str, Mapping[int, list[int]]]
    standing: Mapping[tuple[str, str, int], int]
    breaches: Mapping[int, list[tuple[int, int]]]

    @classmethod
    def read(cls, connection: Connection) -> GuidanceIds:
        """Every one there is."""
        records: dict[str, dict[int, list[int]]] = {}
        standing: dict[tuple[str, str, int], int] = {}
        for kind in BY_KIND:
            found = records.setdefault(kind, {})
            statement = text(f"select office_id, state, id from {kind} order by id")
            for office, state, row_id in connection.execute(statement):
                found.setdefault(office, []).append(row_id)
                standing[kind, state, office] = row_id
        breaches: dict[int, list[tuple[int, int]]] = {}
        statement = text(
            "select office_id, subject_id, id from breach where subject_kind = 'inspection' "
            "order by id"
        )
        for office, inspection, breach in connection.execute(statement):
            breaches.setdefault(office, []).append((inspection, breach))
        return cls(records, standing, breaches)
