"""Conclusions and oblast checks for the walks, each text chosen by the test.

Belongs here: making the rows by the room's own operations. Does not belong here: what a test looks
for afterwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import Conclusion, CourtAct
from supervision.cases.rules.conclusions import sections_of
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.transaction import transaction
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.offices import World

Words = Callable[[int, str], str]
CODES = {
    # the lower office is meant to read who of the higher one approved, controlled and checked
    "conclusion": {"kind", "state", "late_cause", "approved_by", "controlled_by"},
    "conclusion_step": {"what"},
    "oblast_check": {"result", "late_cause", "checked_by"},
}
# Who of the oblast writes and approves; the other oblast has no such two people.
ABAI = {2: "abay.senior", 3: "abay.senior"}
APPROVER, TURAN = "abay.head", {6: "turan.head", 7: "turan.head"}
MUCH_LATER = TODAY + timedelta(days=90)


def plant_conclusions(
    session: Session, law: Lawbook, world: World, head: Actor, case_id: int, case: Words
) -> None:
    """On the first act a conclusion returned and submitted again, on the second a draft.

    In two offices a reasoned conclusion too (in one of them sent, and approved late), and the
    oblast's late check where the oblast has somebody to record it.
    """
    set_scope(session, head.scope)
    office_id = head.office_id or 0
    first, second = session.scalars(
        select(CourtAct.id).where(CourtAct.case_id == case_id).order_by(CourtAct.id)
    )

    def do(actor: Actor, verb: Any, *about: int, **given: Any) -> Any:
        set_scope(session, actor.scope)
        with transaction(session):
            return verb(session, actor, case_id, *about, **({"today": TODAY} | given))

    def write(actor: Actor, act_id: int, *, reasoned: bool = False) -> int:
        kind = "first_instance" if act_id == first else "appellate"
        texts = {item.code: case(office_id, "section") for item in sections_of(kind)}
        key = {"idempotency_key": uuid.uuid4()}
        made: Conclusion = do(
            actor, operations.write_conclusion, act_id, reasoned=reasoned, sections=texts, **key
        )
        return made.id

    own = write(head, first)
    do(head, operations.submit_conclusion, own)
    do(head, operations.return_conclusion, own, remarks=case(office_id, "rework"))
    do(head, operations.submit_conclusion, own)
    if office_id != 6:  # there a form for a new one is walked
        write(head, second)
    do(head, operations.record_entry_into_force, first, in_force_on=TODAY, law=law)
    late = Lateness(LateCause.WORKLOAD, case(office_id, "unit"), case(office_id, "late"))
    checker = (ABAI | TURAN).get(office_id)
    if checker is not None:
        do(
            world.actor(session, checker),
            operations.record_oblast_check,
            first,
            result="lawful",
            checked_on=TODAY,
            note=case(office_id, "check"),
            lateness=late,
            idempotency_key=uuid.uuid4(),
            law=law,
        )
    if office_id in ABAI:
        author, approver = (world.actor(session, name) for name in (ABAI[office_id], APPROVER))
        reasoned = write(author, first, reasoned=True)
        do(author, operations.submit_conclusion, reasoned)
        on = MUCH_LATER if office_id == 3 else TODAY
        given = {"lateness": late, "law": law, "today": on}
        do(approver, operations.approve_conclusion, reasoned, **given)
        if office_id == 3:
            letter = {"sent_on": on, "number": case(office_id, "letter"), "law": law, "today": on}
            do(author, operations.send_conclusion, reasoned, **letter)
    set_scope(session, head.scope)
