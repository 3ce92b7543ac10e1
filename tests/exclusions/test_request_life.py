"""A request tried with every verb on any day: refused or kept as the model says, the duty always true."""

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
from supervision.duties.rules import LateCause, Lateness
from supervision.exclusions import operations
from supervision.exclusions.models import ExclusionRequest
from supervision.exclusions.rules import AnswerEntry, MarkEntry, SendEntry, WithdrawalEntry
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import Desk, case_entry
from tests.factories.offices import World

DECIDED = date(2026, 11, 2)  # a Monday; the 10th working day after it is Monday 16 November
DUE = date(2026, 11, 16)
DAYS = st.integers(-2, 20).map(lambda later: DECIDED + timedelta(days=later))
WHY = Lateness(LateCause.WORKLOAD, "Бөлім")
STANDING = ("marked", "sent", "consented")


class RequestLife(RuleBasedStateMachine):
    """One ruling changed on appeal eighteen days ago; requests and answers are tried on any day."""

    session: Session
    head: Actor
    department: Actor
    law: Lawbook
    courts: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.session, self.head.scope)
        given: dict[str, Any] = {"law": self.law, "today": TODAY}
        entry = case_entry(
            TODAY, self.courts["10-01-D"], offence_on=DECIDED, received_by_court_on=DECIDED
        )
        self.case = cases.register_case(
            self.session,
            self.head,
            entry,
            idempotency_key=uuid.uuid4(),
            assignee_id=None,
            **given,
        )
        first = self._recorded(ActEntry("first", self.courts["10-01-D"], "penalty", DECIDED))
        review = ActEntry(
            "appellate", self.courts["10-O"], "changed", DECIDED, part="Жаза", reviews_id=first.id
        )
        self.act = self._recorded(review)
        self.requests: list[ExclusionRequest] = []

    def _recorded(self, entry: ActEntry) -> Any:
        return cases.record_act(
            self.session,
            self.head,
            self.case.id,
            entry,
            idempotency_key=uuid.uuid4(),
            law=self.law,
            today=TODAY,
        )

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(
        self,
        allowed: bool,
        actor: Actor,
        verb: Callable[..., object],
        *about: object,
        **given: object,
    ) -> Any:
        """Try a verb: it succeeds exactly when the model says so."""
        set_scope(self.session, actor.scope)
        try:
            made = verb(self.session, actor, *about, today=TODAY, **given)
        except Refused as refused:
            assert not allowed, refused.problems
            return None
        assert allowed
        return made

    def chosen(self, data: st.DataObject) -> ExclusionRequest:
        return self.requests[data.draw(st.integers(0, len(self.requests) - 1))]

    @rule(
        clause=st.sampled_from(["within_sanction", "new_evidence", "cassation_reversed", "other"])
    )
    def mark(self, clause: str) -> None:
        free = not any(each.state in STANDING for each in self.requests)
        allowed = free and clause in ("within_sanction", "new_evidence")
        made = self.attempt(
            allowed,
            self.head,
            operations.mark,
            self.case.id,
            self.act.id,
            MarkEntry(clause, "Себеп"),
            idempotency_key=uuid.uuid4(),
            law=self.law,
        )
        if made is not None:
            self.requests.append(made)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), on=DAYS, excused=st.booleans())
    def send(self, data: st.DataObject, on: date, excused: bool) -> None:
        found = self.chosen(data)
        allowed = found.state == "marked" and DECIDED <= on <= TODAY and (excused or on <= DUE)
        entry = SendEntry(on, "2-22", "paper", "Қаулылар")
        why = WHY if excused else None
        verb = operations.send
        self.attempt(allowed, self.head, verb, found.id, entry, lateness=why, law=self.law)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), excused=st.booleans())
    def waive(self, data: st.DataObject, excused: bool) -> None:
        found = self.chosen(data)
        allowed = found.state == "marked" and excused  # today is after the term
        why = WHY if excused else None
        verb = operations.waive
        self.attempt(allowed, self.head, verb, found.id, "Себеп", lateness=why, law=self.law)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), on=DAYS, consents=st.booleans())
    def answer(self, data: st.DataObject, on: date, consents: bool) -> None:
        found = self.chosen(data)
        sent = found.sent_on
        allowed = found.state == "sent" and sent is not None and sent <= on <= TODAY
        entry = AnswerEntry(consents, on, "electronic", "7-1", "Уәж")
        self.attempt(allowed, self.department, operations.answer, found.id, entry)

    @precondition(lambda self: self.requests)
    @rule(data=st.data(), on=DAYS)
    def withdraw(self, data: st.DataObject, on: date) -> None:
        found = self.chosen(data)
        given = found.answered_on
        allowed = found.state == "consented" and given is not None and given <= on <= TODAY
        entry = WithdrawalEntry(on, "Уәж")
        self.attempt(allowed, self.department, operations.withdraw_consent, found.id, entry)

    @invariant()
    def one_request_stands_at_most(self) -> None:
        assert sum(each.state in STANDING for each in self.requests) <= 1

    @invariant()
    def each_request_has_its_duty_and_it_tells_the_truth(self) -> None:
        set_scope(self.session, self.head.scope)
        statement = select(Duty).where(
            Duty.subject_id == self.case.id, Duty.rule == "2015/22/request_exclusion"
        )
        duties = {duty.trigger: duty for duty in self.session.scalars(statement)}
        assert len(duties) == len(self.requests)
        for each in self.requests:
            duty = duties[f"review_decision_taken#exclusion-{each.id}"]
            closed_on = each.sent_on or each.waived_on
            assert duty.due_on == DUE
            assert (duty.state, duty.closed_on) == (
                ("open", None) if closed_on is None else ("fulfilled", closed_on)
            )
            late = closed_on is not None and closed_on > DUE
            assert (duty.late_cause is not None) is late
            assert (each.late_cause is not None) is late


def test_whatever_is_tried_a_request_stands_as_the_law_has_it_and_the_duty_tells_the_truth(
    desk: Desk, world: World
) -> None:
    class Bound(RequestLife):
        session, law = desk.session, desk.law
        head = world.actor(desk.session, "abay1.head")
        department = world.actor(desk.session, "gpo.department")
        courts: ClassVar[dict[str, int]] = dict(desk.courts)

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=8, stateful_step_count=14, deadline=None)
    )
