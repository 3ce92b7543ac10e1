"""A protest tried with every verb on any day: refused or kept as the model says, duties always true."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.cases import operations as cases
from supervision.cases.rules.acts import ActEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from supervision.protests import operations
from supervision.protests.models import Protest
from supervision.protests.rules import BringEntry, MotionEntry, OutcomeEntry, RestoredEntry
from tests.conftest import TODAY
from tests.factories.cases import Desk, case_entry
from tests.factories.offices import World
from tests.factories.protests import DRAFT

COPY = date(2026, 11, 2)  # a Monday; ten days later is Thursday 12 November
ENDS = date(2026, 11, 12)
DAYS = st.integers(-3, 20).map(lambda later: COPY + timedelta(days=later))


class ProtestLife(RuleBasedStateMachine):
    """One act whose window is over today; protests, rulings and endings are tried on any day."""

    session: Session
    head: Actor
    law: Lawbook
    courts: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.session, self.head.scope)
        entry = case_entry(
            TODAY, self.courts["10-01-D"], offence_on=COPY, received_by_court_on=COPY
        )
        self.case = cases.register_case(
            self.session,
            self.head,
            entry,
            idempotency_key=uuid.uuid4(),
            assignee_id=None,
            law=self.law,
            today=TODAY,
        )
        act = ActEntry("first", self.courts["10-01-D"], "penalty", COPY, copy_on=COPY)
        self.act = cases.record_act(
            self.session,
            self.head,
            self.case.id,
            act,
            idempotency_key=uuid.uuid4(),
            law=self.law,
            today=TODAY,
        )
        self.protests: list[Protest] = []
        self.moved: set[int] = set()
        self.last_day = ENDS

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(
        self, allowed: bool, verb: Callable[..., object], *about: object, **given: object
    ) -> Any:
        """Try a verb: it succeeds exactly when the model says so."""
        try:
            made = verb(self.session, self.head, *about, today=TODAY, **given)
        except Refused as refused:
            assert not allowed, refused.problems
            return None
        assert allowed
        return made

    def chosen(self, data: st.DataObject) -> Protest:
        return self.protests[data.draw(st.integers(0, len(self.protests) - 1))]

    @rule()
    def draft(self) -> None:
        key = {"idempotency_key": uuid.uuid4()}
        made = self.attempt(True, operations.draft, self.case.id, self.act.id, DRAFT, **key)
        self.protests.append(made)

    @rule(ruled=DAYS, until=DAYS)
    def restore(self, ruled: date, until: date) -> None:
        allowed = COPY <= ruled <= min(until, TODAY) and until > ENDS
        self.attempt(
            allowed,
            operations.restore_term,
            self.case.id,
            self.act.id,
            RestoredEntry("3-12", ruled, until),
            idempotency_key=uuid.uuid4(),
            law=self.law,
        )
        if allowed:
            self.last_day = max(self.last_day, until)

    @precondition(lambda self: self.protests)
    @rule(data=st.data(), on=DAYS, excused=st.booleans())
    def bring(self, data: st.DataObject, on: date, excused: bool) -> None:
        protest = self.chosen(data)
        waits = any(each.state == "brought" for each in self.protests)
        over = self.last_day < TODAY
        allowed = (
            protest.state == "draft"
            and not waits
            and COPY <= on <= min(self.last_day, TODAY)
            and (excused or not over)
        )
        reason = "Пошта кешікті" if excused else ""
        entry = BringEntry("2-15/26", on, self.head.user_id, reason)
        self.attempt(allowed, operations.bring, protest.id, entry, law=self.law)

    @precondition(lambda self: self.protests)
    @rule(data=st.data(), on=DAYS)
    def move(self, data: st.DataObject, on: date) -> None:
        protest = self.chosen(data)
        brought = protest.brought_on
        allowed = protest.state == "brought" and brought is not None and brought <= on <= TODAY
        key = {"idempotency_key": uuid.uuid4()}
        self.attempt(allowed, operations.move_withdrawal, protest.id, MotionEntry(on), **key)
        if allowed:
            self.moved.add(protest.id)

    @precondition(lambda self: self.protests)
    @rule(
        data=st.data(),
        on=DAYS,
        decision=st.sampled_from(["granted", "granted_in_part", "rejected", "none"]),
        ended_by=st.sampled_from(
            ["court_granted_motion", "court_returned", "prosecutors_took_back"]
        ),
    )
    def end(self, data: st.DataObject, on: date, decision: str, ended_by: str) -> None:
        protest = self.chosen(data)
        brought, moved = protest.brought_on, protest.id in self.moved
        allowed = protest.state == "brought" and brought is not None and brought <= on <= TODAY
        if decision == "none" and ended_by == "court_granted_motion":
            allowed = allowed and moved
        entry = OutcomeEntry(decision, on, "Сот құжаты", ended_by)
        made = self.attempt(allowed, operations.record_outcome, protest.id, entry, law=self.law)
        if made is None:
            return
        withdrawn = decision == "none" and ended_by == "court_granted_motion"
        expected = "withdrawn" if withdrawn else "returned" if decision == "none" else decision
        assert made.outcome == expected

    @invariant()
    def every_protest_brought_was_in_time(self) -> None:
        for protest in self.protests:
            if protest.brought_on is not None:
                assert COPY <= protest.brought_on <= self.last_day

    @invariant()
    def the_window_is_closed_by_the_first_protest_and_its_day_never_moves(self) -> None:
        window = self._duties("2015/13/appellate_protest")[0]
        days = [each.brought_on for each in self.protests if each.brought_on is not None]
        assert window.due_on == ENDS
        assert (window.state == "fulfilled") is bool(days)
        assert window.closed_on == (min(days) if days else None)

    @invariant()
    def each_rejection_asks_the_oblast_for_a_representation(self) -> None:
        rejected = sum(each.outcome == "rejected" for each in self.protests)
        assert len(self._duties("2015/14/represent_rejected_protest")) == rejected

    def _duties(self, rule_name: str) -> list[Duty]:
        statement = select(Duty).where(
            Duty.subject_id == self.case.id,
            Duty.subject_kind == "admin_case",
            Duty.rule == rule_name,
            Duty.state != "dropped",
        )
        return list(self.session.scalars(statement))


def test_whatever_is_tried_a_protest_stands_in_its_window_and_the_duties_tell_the_truth(
    desk: Desk, world: World
) -> None:
    class Bound(ProtestLife):
        session, law = desk.session, desk.law
        head = world.actor(desk.session, "abay1.head")
        courts: ClassVar[dict[str, int]] = dict(desk.courts)

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=8, stateful_step_count=14, deadline=None)
    )
