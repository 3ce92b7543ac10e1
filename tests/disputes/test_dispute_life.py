"""A dispute tried with every verb on any day: refused or kept as the model says, duties always true."""

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

from supervision.cases.rules.grounds import OverruleEntry
from supervision.cases.rules.hearings import HearingEntry, OutcomeEntry
from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.disputes import operations
from supervision.disputes.models import DisputeAct, DisputeHearing
from supervision.disputes.rules import KIND, PARTICIPATION_RULES
from supervision.disputes.rules.acts import ActDays, ActEntry
from supervision.duties.models import Duty
from supervision.duties.rules import Event
from supervision.law.lawbook import Lawbook
from tests.conftest import TODAY
from tests.factories.cases import ZONE
from tests.factories.disputes import CLAIMANT, STATE, TAKEN_AGO, DisputeDesk, dispute_entry

TAKEN = TODAY - TAKEN_AGO
DAYS = st.integers(-2, 23).map(lambda later: TAKEN + timedelta(days=later))


class DisputeLife(RuleBasedStateMachine):
    """One dispute where the state is the debtor; each verb is tried on any day in any state."""

    session: Session
    actor: Actor
    law: Lawbook
    courts: ClassVar[dict[str, int]]

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.session, self.actor.scope)
        entry = dispute_entry(TODAY, self.courts["10-01-D"], parties=(CLAIMANT, STATE))
        given = {"idempotency_key": uuid.uuid4(), "assignee_id": None}
        self.dispute = operations.register_dispute(
            self.session, self.actor, entry, law=self.law, today=TODAY, **given
        )
        self.mandatory = True
        self.overrule: int | None = None
        self.hearings: list[DisputeHearing] = []
        self.acts: list[DisputeAct] = []
        self.protested: set[int] = set()

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(self, allowed: bool, verb: Callable[..., Any], *rest: Any, **given: Any) -> Any:
        """Try a verb: it succeeds exactly when the model says so."""
        ids = (self.dispute.id, *rest)
        try:
            made = verb(self.session, self.actor, *ids, law=self.law, today=TODAY, **given)
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
        given = {"idempotency_key": uuid.uuid4(), "zone": ZONE}
        made = self.attempt(on >= TAKEN, operations.set_hearing, entry, **given)
        if made is not None:
            self.hearings.append(made)

    @precondition(lambda self: self.hearings)
    @rule(data=st.data(), outcome=st.sampled_from(["took_part", "nobody", "not_held"]))
    def end(self, data: st.DataObject, outcome: str) -> None:
        hearing = self.hearings[data.draw(st.integers(0, len(self.hearings) - 1))]
        who = self.actor.user_id if outcome == "took_part" else None
        entry = OutcomeEntry(outcome, who, "other", "The note")
        allowed = outcome == "not_held" or hearing.day <= TODAY
        self.attempt(allowed, operations.record_outcome, hearing.id, entry)

    @rule()
    def turn(self) -> None:
        if self.overrule is None:
            entry = OverruleEntry("state_party", False, "A slip")
            made = self.attempt(True, operations.overrule_ground, entry)
            self.session.flush()
            self.overrule, self.mandatory = made.id, False
        else:
            self.attempt(True, operations.lift_overrule, self.overrule, reason="No slip")
            self.overrule, self.mandatory = None, True

    @rule(made=DAYS, came=DAYS, ends=DAYS)
    def decide(self, made: date, came: date, ends: date) -> None:
        entry = ActEntry(
            "first",
            self.courts["10-01-D"],
            "enforcement_act",
            "granted",
            "Granted",
            made,
            days=ActDays(came, ends, None),
        )
        allowed = made <= came <= TODAY and made <= ends
        key = {"idempotency_key": uuid.uuid4()}
        act = self.attempt(allowed, operations.record_act, entry, **key)
        if act is not None:
            self.acts.append(act)

    @precondition(lambda self: self.acts)
    @rule(data=st.data(), on=DAYS, result=st.sampled_from(["lawful", "unlawful"]))
    def check(self, data: st.DataObject, on: date, result: str) -> None:
        act = self.acts[data.draw(st.integers(0, len(self.acts) - 1))]
        assert act.received_on is not None and act.term_ends_on is not None
        owed = act.id not in self.protested
        late = result == "lawful" and owed and act.term_ends_on < on
        allowed = act.check_result is None and act.received_on <= on <= TODAY and not late
        given = {"result": result, "checked_on": on, "note": "Seen"}
        self.attempt(allowed, operations.record_check, act.id, **given)

    @precondition(lambda self: self.acts)
    @rule(data=st.data(), withdrawn=st.booleans())
    def protest(self, data: st.DataObject, withdrawn: bool) -> None:
        act = self.acts[data.draw(st.integers(0, len(self.acts) - 1))]
        brought = Event("protest_brought", TODAY, key=f"act-{act.id}")
        events = [] if withdrawn else [brought]
        self.attempt(True, operations.tell, source=("protest", act.id), events=events)
        (self.protested.discard if withdrawn else self.protested.add)(act.id)

    @invariant()
    def participation_is_owed_for_each_hearing_while_a_ground_stands(self) -> None:
        found = self._states(*PARTICIPATION_RULES)
        wanted = {}
        for hearing in self.hearings:
            trigger, took_part = f"hearing_set#hearing-{hearing.id}", hearing.outcome == "took_part"
            # what was owed and done is not undone when the ground is overruled afterwards
            kept = found.get(trigger) == "fulfilled" and took_part
            if hearing.outcome != "not_held" and (self.mandatory or kept):
                wanted[trigger] = "fulfilled" if took_part else "open"
        assert found == wanted

    @invariant()
    def the_check_of_an_act_is_owed_until_it_is_lawful_or_protested(self) -> None:
        found = self._states("2002/2/check_court_act")
        assert found == {
            f"enforcement_court_act_received#act-{act.id}": "fulfilled"
            if act.check_result == "lawful" or act.id in self.protested
            else "open"
            for act in self.acts
        }

    @invariant()
    def the_protest_is_owed_for_each_unlawful_act_until_it_is_brought(self) -> None:
        found = self._states("2002/7/protest_unlawful_act")
        assert found == {
            f"enforcement_act_found_unlawful#act-{act.id}": "fulfilled"
            if act.id in self.protested
            else "open"
            for act in self.acts
            if act.check_result == "unlawful"
        }

    def _states(self, *rules: str) -> dict[str, str]:
        rows = self.session.execute(
            select(Duty.trigger, Duty.state).where(
                Duty.subject_kind == KIND,
                Duty.subject_id == self.dispute.id,
                Duty.rule.in_(rules),
                Duty.state != "dropped",
            )
        )
        return dict(rows.all())


def test_whatever_is_tried_the_duties_of_a_dispute_tell_the_truth(desk: DisputeDesk) -> None:
    class Bound(DisputeLife):
        session, actor, law = desk.session, desk.actor, desk.law
        courts: ClassVar[dict[str, int]] = dict(desk.courts)

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=12, stateful_step_count=15, deadline=None)
    )
