"""A petition tried with every verb on any day: refused or kept as the model says, duties true."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from supervision.core.access import Actor
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from supervision.petitions import operations
from supervision.petitions.rules import KIND
from supervision.petitions.rules.examining import Extension, Ordered
from supervision.petitions.rules.resolving import LetterEntry, ProtestTold
from tests.conftest import TODAY
from tests.factories.petitions import Counter, petition_entry

CAME = TODAY - timedelta(days=25)  # Monday, 26 October 2026
ENDS = date(2026, 11, 16)  # the fifteenth working day after it
LIMIT = date(2027, 1, 18)  # two months after the end: 16 January is a Saturday, so Monday
DAYS = st.integers(-2, 27).map(lambda later: CAME + timedelta(days=later))
RESOLVE, LONGER = "2015/18/resolve_petition", "APC-2020/76/extended_resolution"
CONCLUSION, ANSWER = "2015/17/conclusion_on_refusal", "2015/17/reasoned_answer_on_refusal"


class PetitionLife(RuleBasedStateMachine):
    """One petition for an appellate protest in a tax case, at a district."""

    session: Session
    head: Actor
    oblast: Actor
    law: Lawbook

    def __init__(self) -> None:
        super().__init__()
        set_scope(self.session, self.head.scope)
        entry = petition_entry(TODAY, received_on=CAME, act_made_on=None)
        key = uuid.uuid4()
        self.petition = operations.register_petition(
            self.session, self.head, entry, idempotency_key=key, law=self.law, today=TODAY
        ).id
        self.extended = False
        self.conclusion: str | None = None
        self.found_on = self.approved_on = CAME
        self.answer: str | None = None
        self.reached_on: date | None = None
        self.ordered = False

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(
        self,
        allowed: bool,
        verb: Callable[..., object],
        *rest: object,
        by: Actor | None = None,
        **given: object,
    ) -> bool:
        """Try a verb: it succeeds exactly when the model says so."""
        actor = by or self.head
        set_scope(self.session, actor.scope)
        self.session.expire_all()
        try:
            verb(self.session, actor, self.petition, *rest, law=self.law, today=TODAY, **given)
        except Refused:
            assert not allowed
            return False
        assert allowed
        self.session.flush()
        return True

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @rule(on=DAYS)
    def reach(self, on: date) -> None:
        allowed = self.is_open and CAME <= on <= TODAY
        verb, who = operations.assign_examiner, self.head.user_id
        if self.attempt(allowed, verb, examiner_id=who, reached_on=on):
            self.reached_on = on

    @rule(on=DAYS)
    def order(self, on: date) -> None:
        allowed = self.is_open and self.reached_on is not None and self.reached_on <= on <= TODAY
        entry, key = Ordered("case_file", "Сот", "", "О-1", on), uuid.uuid4()
        self.ordered |= self.attempt(allowed, operations.order_request, entry, idempotency_key=key)

    @rule(decided=DAYS, until=st.integers(-2, 70).map(lambda later: ENDS + timedelta(days=later)))
    def extend(self, decided: date, until: date) -> None:
        allowed = (
            self.is_open and not self.extended and CAME <= decided <= ENDS and ENDS < until <= LIMIT
        )
        entry = Extension(decided, until, "Сараптама")
        self.extended |= self.attempt(allowed, operations.extend_petition, entry)

    @rule(on=DAYS)
    def refuse(self, on: date) -> None:
        allowed = self.is_open and self.conclusion != "approved" and CAME <= on <= TODAY
        given = {"arguments": "a", "reasons": "b", "found_on": on}
        if self.attempt(allowed, operations.draft_refusal, **given):
            self.conclusion, self.found_on = "draft", on

    @rule(on=DAYS, approves=st.booleans())
    def decide(self, on: date, approves: bool) -> None:
        if self.conclusion is None:
            return
        allowed = self.conclusion == "draft" and self.found_on <= on <= TODAY
        given = {"approves": approves, "decided_on": on, "note": "Түзету"}
        if self.attempt(allowed, operations.decide_refusal, by=self.oblast, **given):
            self.conclusion, self.approved_on = ("approved" if approves else "returned"), on

    @rule()
    def withdraw(self) -> None:
        allowed = self.is_open and self.conclusion not in (None, "withdrawn")
        if self.attempt(allowed, operations.withdraw_refusal, reason="Қайта қаралады"):
            self.conclusion = "withdrawn"

    @rule(on=DAYS, kind=st.sampled_from(["refused", "granted", "explained", "return"]))
    def end(self, on: date, kind: str) -> None:
        earliest = self.approved_on if kind == "refused" else CAME
        ready = {
            "refused": self.conclusion == "approved",
            "granted": self.conclusion in (None, "withdrawn"),
        }.get(kind, False)
        seen = self.reached_on is None or self.ordered
        allowed = self.is_open and ready and seen and earliest <= on <= TODAY
        entry, protest = LetterEntry(kind, "1", on, "Жауап"), ProtestTold("9", TODAY)
        if self.attempt(allowed, operations.send_letter, entry, protest=protest):
            self.answer = kind

    @invariant()
    def the_duties_tell_how_far_the_petition_came(self) -> None:
        rows = self.session.execute(
            select(Duty.rule, Duty.state).where(
                Duty.subject_kind == KIND,
                Duty.subject_id == self.petition,
                Duty.state != "dropped",
                Duty.rule.in_([RESOLVE, LONGER, CONCLUSION, ANSWER]),
            )
        )
        done = {True: "fulfilled", False: "open"}
        answered = self.answer is not None
        wanted = {RESOLVE: done[answered or self.extended]}
        if self.extended:
            wanted[LONGER] = done[answered]
        if self.conclusion not in (None, "withdrawn"):
            wanted[CONCLUSION] = done[self.conclusion == "approved"]
            wanted[ANSWER] = done[self.answer == "refused"]
        assert dict(rows.all()) == wanted


def test_whatever_is_tried_the_duties_of_a_petition_tell_the_truth(
    counter: Counter, acting: Callable[[str], Actor]
) -> None:
    people: dict[str, Actor] = {login: acting(login) for login in ("abay.head", "abay1.head")}

    class Bound(PetitionLife):
        session, law = counter.session, counter.law
        head: ClassVar[Actor] = people["abay1.head"]
        oblast: ClassVar[Actor] = people["abay.head"]

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=10, stateful_step_count=12, deadline=None)
    )
