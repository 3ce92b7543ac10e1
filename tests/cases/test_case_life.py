"""A case tried with every verb on any day: refused or kept as the model says, duties always true."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
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

from supervision.cases import operations
from supervision.cases.models import CaseHearing, CourtAct
from supervision.cases.rules.acts import ActEntry
from supervision.cases.rules.grounds import OverruleEntry
from supervision.cases.rules.hearings import PARTICIPATION_RULES, HearingEntry, OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import ZONE, Desk, case_entry

TAKEN = TODAY - timedelta(days=20)
DAYS = st.integers(-2, 23).map(lambda later: TAKEN + timedelta(days=later))


class CaseLife(RuleBasedStateMachine):
    """One case with arrest in question; each verb is tried on any day in any state."""

    session: Session
    actor: Actor
    law: Lawbook
    courts: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.session, self.actor.scope)
        entry = case_entry(
            TODAY, self.courts["10-01-D"], sanctions=("arrest",), received_by_court_on=TAKEN
        )
        given = {"idempotency_key": uuid.uuid4(), "assignee_id": None}
        self.case = operations.register_case(
            self.session, self.actor, entry, law=self.law, today=TODAY, **given
        )
        self.mandatory = True
        self.overrule: int | None = None
        self.hearings: list[CaseHearing] = []
        self.acts: list[CourtAct] = []

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(
        self, allowed: bool, verb: Callable[..., object], *rest: object, **given: object
    ) -> Any:
        """Try a verb: it succeeds exactly when the model says so."""
        try:
            made = verb(
                self.session, self.actor, self.case.id, *rest, law=self.law, today=TODAY, **given
            )
        except Refused:
            assert not allowed
            return None
        assert allowed
        return made

    @rule(on=DAYS, appeal=st.booleans())
    def hear(self, on: date, appeal: bool) -> None:
        instance, court = ("appellate", "10-O") if appeal else ("first", "10-01-D")
        moment = datetime(on.year, on.month, on.day, 5, tzinfo=UTC)
        entry = HearingEntry(instance, self.courts[court], moment)
        key = uuid.uuid4()
        made = self.attempt(
            on >= TAKEN, operations.set_hearing, entry, idempotency_key=key, zone=ZONE
        )
        if made is not None:
            self.hearings.append(made)

    @precondition(lambda self: self.hearings)
    @rule(data=st.data(), outcome=st.sampled_from(["took_part", "nobody", "not_held"]))
    def end(self, data: st.DataObject, outcome: str) -> None:
        hearing = self.hearings[data.draw(st.integers(0, len(self.hearings) - 1))]
        who = self.actor.user_id if outcome == "took_part" else None
        entry = OutcomeEntry(outcome, who, "other", "The note")
        self.attempt(
            outcome == "not_held" or hearing.day <= TODAY,
            operations.record_outcome,
            hearing.id,
            entry,
        )

    @rule()
    def turn(self) -> None:
        if self.overrule is None:
            made = self.attempt(
                True, operations.overrule_ground, OverruleEntry("arrest", False, "A slip")
            )
            self.session.flush()
            self.overrule, self.mandatory = made.id, False
        else:
            self.attempt(True, operations.lift_overrule, self.overrule, reason="No slip")
            self.overrule, self.mandatory = None, True

    @rule(made=DAYS, copy=DAYS)
    def decide(self, made: date, copy: date) -> None:
        entry = ActEntry("first", self.courts["10-01-D"], "penalty", made, copy_on=copy)
        act = self.attempt(
            made <= copy <= TODAY, operations.record_act, entry, idempotency_key=uuid.uuid4()
        )
        if act is not None:
            self.acts.append(act)

    @precondition(lambda self: self.acts)
    @rule(data=st.data(), on=DAYS, result=st.sampled_from(["lawful", "unlawful"]))
    def check(self, data: st.DataObject, on: date, result: str) -> None:
        act = self.acts[data.draw(st.integers(0, len(self.acts) - 1))]
        assert act.copy_on is not None
        dues = [duty.due_on for duty in self._of(act) if duty.state == "open"]
        late = result == "lawful" and any(due is not None and due < on for due in dues)
        allowed = act.check_result is None and act.copy_on <= on <= TODAY and not late
        self.attempt(
            allowed, operations.record_check, act.id, result=result, checked_on=on, note="Seen"
        )

    @invariant()
    def participation_is_owed_for_each_hearing_that_demands_it(self) -> None:
        rows = self.session.execute(
            select(Duty.trigger, Duty.state).where(
                Duty.rule.in_(PARTICIPATION_RULES), Duty.state != "dropped"
            )
        )
        found = dict(rows.all())
        wanted = {}
        for hearing in self.hearings:
            trigger, took_part = f"hearing_set#hearing-{hearing.id}", hearing.outcome == "took_part"
            demanded = self.mandatory or hearing.instance == "appellate"
            # what was owed and done is not undone when the ground is overruled afterwards
            kept = found.get(trigger) == "fulfilled" and took_part
            if hearing.outcome != "not_held" and (demanded or kept):
                wanted[trigger] = "fulfilled" if took_part else "open"
        assert found == wanted

    @invariant()
    def the_window_is_closed_exactly_by_a_lawful_check(self) -> None:
        for act in self.acts:
            [window] = [duty for duty in self._of(act) if duty.rule.startswith("2015/13/")]
            assert (window.state == "fulfilled") == (act.check_result == "lawful")

    def _of(self, act: CourtAct) -> list[Duty]:
        statement = select(Duty).where(
            Duty.trigger == f"ruling_copy_handed_over#act-{act.id}",
            Duty.rule.regexp_match("^2015/(13|16)/"),
        )
        return list(self.session.scalars(statement))


def test_whatever_is_tried_the_duties_of_a_case_tell_the_truth(desk: Desk) -> None:
    class Bound(CaseLife):
        session, actor, law = desk.session, desk.actor, desk.law
        courts: ClassVar[dict[str, int]] = dict(desk.courts)

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=12, stateful_step_count=15, deadline=None)
    )
