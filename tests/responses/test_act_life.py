"""An act of response tried with every verb on any day: refused or kept as the model says."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.duties.models import Duty
from supervision.responses import operations
from supervision.responses.models import Breach
from supervision.responses.queries import breaches_of_act
from supervision.responses.rules import AnswerEntry, BringEntry, LiableEntry
from tests.conftest import TODAY
from tests.responses.desk import ActDesk, act_entry

FOUND = TODAY - timedelta(days=6)
DAYS = st.integers(-1, 8).map(lambda later: FOUND + timedelta(days=later))
OUTCOMES = st.sampled_from(["granted", "granted_in_part", "rejected"])


class ActLife(RuleBasedStateMachine):
    """One act about two breaches found six days ago; each verb is tried in any state."""

    desk: ActDesk
    found: list[Breach]

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.desk.session, self.desk.actor.scope)
        self.state, self.outcome = "draft", ""
        self.brought = self.answered = FOUND
        self.removed: dict[int, date] = {}

    @initialize()
    def draft(self) -> None:
        desk, breach = self.desk, self.found[0]
        self.act = operations.draft_act(
            desk.session,
            desk.actor,
            (breach.subject_kind, breach.subject_id),
            act_entry(breach_ids=tuple(each.id for each in self.found)),
            idempotency_key=uuid.uuid4(),
            house=desk.house,
        )

    def teardown(self) -> None:
        self.desk.session.info.pop(BEFORE_COMMIT, None)
        self.desk.session.rollback()

    def attempt(
        self, allowed: bool, verb: Callable[..., object], *about: Any, **given: Any
    ) -> bool:
        """Try a verb: it succeeds exactly when the model says so."""
        desk = self.desk
        try:
            verb(desk.session, desk.actor, self.act.id, *about, house=desk.house, **given)
        except Refused:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(on=DAYS, term=st.none() | st.integers(-1, 3))
    def bring(self, on: date, term: int | None) -> None:
        by = None if term is None else on + timedelta(days=term)
        allowed = self.state == "draft" and FOUND <= on <= TODAY and (term is None or term >= 0)
        if self.attempt(allowed, operations.bring_act, BringEntry("12", on, by), version=None):
            self.state, self.brought = "brought", on

    @rule(on=DAYS)
    def correct(self, on: date) -> None:
        allowed = self.state == "brought" and FOUND <= on <= TODAY
        entry = act_entry(breach_ids=tuple(each.id for each in self.found))
        sent = BringEntry("13", on)
        if self.attempt(allowed, operations.correct_act, entry, sent, note="A slip", version=None):
            self.brought = on

    @rule(on=DAYS, outcome=OUTCOMES)
    def answer(self, on: date, outcome: str) -> None:
        allowed = self.state == "brought" and self.brought <= on <= TODAY
        entry = AnswerEntry(on, outcome, "Шаралар")
        if self.attempt(allowed, operations.record_answer, entry, version=None):
            self.state, self.answered, self.outcome = "answered", on, outcome

    @rule(which=st.integers(0, 1), on=DAYS)
    def remove(self, which: int, on: date) -> None:
        breach = self.found[which].id
        running = self.state in ("brought", "answered")
        allowed = running and breach not in self.removed and self.brought <= on <= TODAY
        given = {"removed_on": on, "note": "Removed", "version": None}
        if self.attempt(allowed, operations.record_removal, breach, **given):
            self.removed[breach] = on

    @rule(on=DAYS)
    def hold(self, on: date) -> None:
        allowed = self.state in ("brought", "answered") and self.brought <= on <= TODAY
        person = LiableEntry("Омаров", "Орындаушы", "disciplinary", on)
        self.attempt(allowed, operations.record_held_liable, person, idempotency_key=uuid.uuid4())

    @rule(on=DAYS)
    def close(self, on: date) -> None:
        waits = self.outcome == "granted" and len(self.removed) < len(self.found)
        allowed = self.state == "answered" and not waits and self.answered <= on <= TODAY
        if self.attempt(allowed, operations.close_act, closed_on=on, note="", version=None):
            self.state = "closed"

    @rule(on=DAYS)
    def withdraw(self, on: date) -> None:
        begun = self.state == "draft" or (self.state == "brought" and self.brought <= on)
        given = {"withdrawn_on": on, "reason": "A slip", "version": None}
        if self.attempt(begun and on <= TODAY, operations.withdraw_act, **given):
            self.state = "withdrawn"

    @invariant()
    def it_stands_where_the_model_says(self) -> None:
        assert self.act.state == self.state
        linked = breaches_of_act(self.desk.session, self.act.id)
        assert {each.id: each.removed_on for each in linked if not each.is_open} == self.removed

    @invariant()
    def the_duties_of_its_breaches_are_true(self) -> None:
        rows = self.desk.session.execute(
            select(Duty.rule, Duty.trigger, Duty.state).where(
                Duty.subject_id == self.found[0].subject_id, Duty.rule.startswith("2002/4/")
            )
        )
        states = {(rule, trigger): state for rule, trigger, state in rows}
        acted = self.state in ("brought", "answered", "closed")
        for breach in self.found:
            gone, key = breach.id in self.removed, f"breach_found#{breach.id}"
            answered = "fulfilled" if acted or gone else "open"
            assert states["2002/4/respond_to_breach", key] == answered
            assert states["2002/4/see_breach_removed", key] == ("fulfilled" if gone else "open")


def test_an_act_of_response_lives_as_its_rules_say(desk: ActDesk) -> None:
    breaches = desk.studied(found_ago=6, points=("state_duty", "evasion_materials"))

    class Life(ActLife):
        pass

    Life.desk, Life.found = desk, breaches
    run_state_machine_as_test(
        Life, settings=settings(max_examples=25, stateful_step_count=14, deadline=None)
    )
