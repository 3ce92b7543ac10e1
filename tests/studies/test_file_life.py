"""The life of a requested file as a state machine: whatever is tried, the duties tell the truth."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

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

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.duties.models import Duty
from supervision.duties.rules import LateCause, Lateness
from supervision.law.lawbook import Lawbook
from supervision.responses.models import Breach
from supervision.studies import operations
from supervision.studies.models import RequestedFile
from supervision.studies.rules import STUDY_RULE, SUPPLY_RULE, Completeness, PointAnswer
from tests.conftest import TODAY
from tests.factories.studies import answers, file_entry

REQUESTED = TODAY - timedelta(days=40)
DAYS = st.integers(-3, 43).map(lambda later: REQUESTED + timedelta(days=later))
LATE = Lateness(LateCause.WORKLOAD, "The office")


class FileLife(RuleBasedStateMachine):
    """One file; each verb is tried on any day in any state."""

    session: Session
    actor: Actor
    law: Lawbook

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.session, self.actor.scope)
        # initiated 50 days before the request, so the term of two months ends about 10 days after
        entry = file_entry(
            TODAY,
            requested_on=REQUESTED,
            initiated_on=REQUESTED - timedelta(days=50),
            supply_by=REQUESTED + timedelta(days=5),
        )
        self.file: RequestedFile = operations.register_request(
            self.session,
            self.actor,
            entry,
            idempotency_key=uuid.uuid4(),
            assignee_id=None,
            law=self.law,
            today=TODAY,
        )
        self.refused = 0

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(
        self, allowed: bool, verb: Callable[..., object], *rest: int, **given: object
    ) -> None:
        """Try a verb: it succeeds exactly when the model says so, and a refusal changes nothing."""
        before = (self.file.state, self.file.received_on, self.file.studied_on)
        try:
            verb(self.session, self.actor, self.file.id, *rest, law=self.law, today=TODAY, **given)
        except Refused:
            assert not allowed
            assert (self.file.state, self.file.received_on, self.file.studied_on) == before
        else:
            assert allowed

    @rule(on=DAYS, completeness=st.sampled_from(Completeness))
    def supply(self, on: date, completeness: Completeness) -> None:
        complete = completeness is Completeness.COMPLETE
        allowed = self.file.state == "requested" and REQUESTED <= on <= TODAY
        if complete:
            allowed = allowed and on <= self.file.statutory_term_ends_on
        self.attempt(
            allowed,
            operations.record_supply,
            supplied_on=on,
            completeness=completeness,
            note="Sheets are missing",
        )

    @rule(on=DAYS, back=st.integers(0, 3))
    def decline(self, on: date, back: int) -> None:
        returned = on + timedelta(days=back)
        allowed = self.file.state == "requested" and returned <= TODAY
        allowed = allowed and on > self.file.statutory_term_ends_on
        self.attempt(allowed, operations.decline_run_out, received_on=on, returned_on=returned)

    @precondition(lambda self: self.file.state == "received")
    @rule(on=DAYS)
    def correct(self, on: date) -> None:
        allowed = REQUESTED <= on <= self.file.statutory_term_ends_on
        allowed = allowed and on != self.file.received_on
        self.attempt(allowed, operations.correct_receipt, received_on=on, reason="A slip")

    @rule(on=DAYS, breached=st.booleans(), excused=st.booleans())
    def study(self, on: date, breached: bool, excused: bool) -> None:
        given = answers(state_duty=PointAnswer("no", "Not recovered")) if breached else answers()
        due = self.clock(STUDY_RULE)
        late = due is not None and due.due_on is not None and on > due.due_on
        received = self.file.received_on or date.max
        allowed = self.file.state == "received" and received <= on <= TODAY
        self.attempt(
            allowed and (excused or not late),
            operations.record_study,
            studied_on=on,
            answers=given,
            lateness=LATE if excused else None,
        )

    @rule(on=DAYS)
    def give_back(self, on: date) -> None:
        studied = self.file.studied_on or date.max
        allowed = self.file.state == "studied" and studied <= on <= TODAY
        self.attempt(allowed, operations.record_return, returned_on=on)

    @rule(on=DAYS)
    def remove(self, on: date) -> None:
        for breach in self.breaches():
            allowed = breach.is_open and breach.found_on <= on <= TODAY
            self.attempt(
                allowed, operations.remove_breach, breach.id, removed_on=on, note="Granted"
            )

    def clock(self, name: str) -> Duty | None:
        return self.session.scalars(
            select(Duty).where(Duty.subject_id == self.file.id, Duty.rule == name)
        ).one_or_none()

    def breaches(self) -> list[Breach]:
        return list(self.session.scalars(select(Breach).where(Breach.subject_id == self.file.id)))

    @invariant()
    def the_bailiffs_clock_runs_exactly_until_a_complete_supply(self) -> None:
        supply = self.clock(SUPPLY_RULE)
        assert supply is not None and supply.outside
        assert (supply.state == "open") == (self.file.state == "requested")
        assert supply.closed_on == self.file.received_on

    @invariant()
    def the_study_is_owed_exactly_while_a_file_in_term_lies_unstudied(self) -> None:
        study = self.clock(STUDY_RULE)
        assert (study is not None) == (self.file.state in ("received", "studied", "returned"))
        if study is not None:
            assert (study.state == "open") == (self.file.state == "received")
            assert study.event_on == self.file.received_on
            assert study.was_late == (self.file.late_cause is not None)

    @invariant()
    def each_breach_is_answered_for_until_it_is_removed(self) -> None:
        for breach in self.breaches():
            duties = self.session.scalars(
                select(Duty.state).where(Duty.trigger == f"breach_found#{breach.id}")
            ).all()
            expected = "open" if breach.is_open else "fulfilled"
            assert list(duties) == [expected, expected]


def test_whatever_is_tried_the_duties_tell_the_truth(
    session: Session, acting: Callable[[str], Actor], law: Lawbook
) -> None:
    actor = acting("abay1.assistant")
    session.rollback()

    class Life(FileLife):
        pass

    Life.session, Life.actor, Life.law = session, actor, law
    run_state_machine_as_test(Life, settings=settings(stateful_step_count=12))
