"""A conclusion tried with every verb by anybody: refused or kept as the model says.

Two walks: the conclusion of a district, and the oblast's reasoned one up to the GPO's control.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, ClassVar

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
from sqlalchemy.orm import Session

from supervision.cases import operations
from supervision.cases.models import Conclusion, ConclusionStep
from supervision.core.access import Actor, Permission, Post
from supervision.core.db import set_scope
from supervision.core.errors import Refused
from supervision.core.transaction import BEFORE_COMMIT
from supervision.duties.models import Duty
from supervision.law.lawbook import Lawbook
from tests.cases.conclusion_desk import attended, terminated, words
from tests.conftest import TODAY
from tests.factories.cases import Desk
from tests.factories.offices import World

FULL, PARTIAL = words(), words(evidence="")


class ConclusionLife(RuleBasedStateMachine):
    """One act and its conclusion; the model knows the state, the authors and the rounds."""

    session: Session
    law: Lawbook
    actors: ClassVar[dict[str, Actor]]
    case_id: int
    act_id: int
    reasoned: bool
    writers: ClassVar[frozenset[int]]  # the office that writes

    def __init__(self) -> None:
        super().__init__()
        self.made: int | None = None
        self.state = "none"
        self.full = False
        self.author: str | None = None
        self.submitter: str | None = None
        self.sent = self.controlled = self.approved_once = self.sent_once = False
        self.rounds = 0

    def teardown(self) -> None:
        self.session.info.pop(BEFORE_COMMIT, None)
        self.session.rollback()

    def attempt(self, who: str, allowed: bool, verb: Callable[..., Any], **given: Any) -> Any:
        """Try a verb by somebody: it succeeds exactly when the model says so."""
        actor = self.actors[who]
        set_scope(self.session, actor.scope)
        about = (self.case_id, self.made if self.made is not None else self.act_id)
        try:
            found = verb(self.session, actor, *about, today=TODAY, **given)
        except Refused:
            assert not allowed, (who, verb.__name__, self.state)
            return None
        assert allowed, (who, verb.__name__, self.state)
        return found

    def writes(self, who: str) -> bool:
        return self.actors[who].office_id in self.writers

    def decides(self, who: str) -> bool:
        actor = self.actors[who]
        may = actor.may(Permission.APPROVE) and (not self.reasoned or actor.post is Post.HEAD)
        return self.writes(who) and may

    @initialize()
    def nothing_is_written(self) -> None:
        assert self.made is None

    @rule(data=st.data(), full=st.booleans())
    def write(self, data: st.DataObject, full: bool) -> None:
        who, about = data.draw(st.sampled_from(sorted(self.actors))), self.made
        allowed = self.writes(who) and self.made is None
        allowed = allowed and not (self.reasoned and self.decides(who))
        self.made = None
        made = self.attempt(
            who,
            allowed,
            operations.write_conclusion,
            reasoned=self.reasoned,
            sections=FULL if full else PARTIAL,
            idempotency_key=uuid.uuid4(),
        )
        self.made = about if made is None else made.id
        if made is not None:
            self.state, self.full, self.author = "draft", full, who

    @rule(data=st.data(), full=st.booleans(), text=st.text(min_size=1, max_size=4))
    def edit(self, data: st.DataObject, full: bool, text: str) -> None:
        if self.made is None:
            return
        who = data.draw(st.sampled_from(sorted(self.actors)))
        allowed = self.writes(who) and self.state in ("draft", "returned")
        sections = (FULL if full else PARTIAL) | {"guilt_and_qualification": f"Кінә {text}"}
        if self.attempt(who, allowed, operations.edit_conclusion, sections=sections) is not None:
            self.full = full

    @rule(data=st.data())
    def submit(self, data: st.DataObject) -> None:
        if self.made is None:
            return
        who = data.draw(st.sampled_from(sorted(self.actors)))
        allowed = self.writes(who) and self.state in ("draft", "returned") and self.full
        if self.attempt(who, allowed, operations.submit_conclusion) is not None:
            self.state, self.submitter = "submitted", who

    @rule(data=st.data())
    def approve(self, data: st.DataObject) -> None:
        if self.made is None:
            return
        who = data.draw(st.sampled_from(sorted(self.actors)))
        allowed = self.decides(who) and self.state == "submitted"
        allowed = allowed and who not in (self.author, self.submitter)
        if self.attempt(who, allowed, operations.approve_conclusion, law=self.law) is not None:
            self.state, self.approved_once = "approved", True

    @rule(data=st.data(), remarks=st.sampled_from(["", "Дәлел аз"]))
    def give_back(self, data: st.DataObject, remarks: str) -> None:
        if self.made is None:
            return
        who = data.draw(st.sampled_from(sorted(self.actors)))
        allowed = self.decides(who) and self.state == "submitted" and bool(remarks)
        if self.attempt(who, allowed, operations.return_conclusion, remarks=remarks) is not None:
            self.state, self.rounds = "returned", self.rounds + 1

    @rule(data=st.data())
    def send(self, data: st.DataObject) -> None:
        if self.made is None:
            return
        who = data.draw(st.sampled_from(sorted(self.actors)))
        allowed = self.writes(who) and self.reasoned and self.state == "approved" and not self.sent
        letter = {"sent_on": TODAY, "number": "2-12", "law": self.law}
        if self.attempt(who, allowed, operations.send_conclusion, **letter) is not None:
            self.sent = self.sent_once = True

    @rule(data=st.data(), agreed=st.booleans())
    def control(self, data: st.DataObject, agreed: bool) -> None:
        if self.made is None:
            return
        who = data.draw(st.sampled_from(sorted(self.actors)))
        allowed = self.actors[who].office_id == 1 and self.sent and not self.controlled
        told = {
            "result": "agreed" if agreed else "remarks",
            "remarks": "Дәлел аз",
            "controlled_on": TODAY,
        }
        if self.attempt(who, allowed, operations.control_conclusion, **told) is None:
            return
        if agreed:
            self.controlled = True
        else:
            self.state, self.sent, self.rounds = "returned", False, self.rounds + 1

    @invariant()
    def the_row_is_as_the_model_says(self) -> None:
        set_scope(self.session, self.actors["gpo.head"].scope)
        rows = self.session.scalars(select(Conclusion)).all()
        assert [row.state for row in rows] == ([] if self.made is None else [self.state])
        for row in rows:
            assert row.approved_by_id is None or row.approved_by_id != row.author_id
            assert (row.sent_on is not None) == self.sent
            assert (row.controlled_on is not None) == self.controlled

    @invariant()
    def every_round_of_remarks_is_kept(self) -> None:
        kept = self.session.scalars(
            select(ConclusionStep.words).where(ConclusionStep.what.in_(["returned", "remarked"]))
        )
        assert list(kept) == ["Дәлел аз"] * self.rounds

    @invariant()
    def the_duties_tell_the_truth(self) -> None:
        states = {
            rule.rpartition("/")[2]: state
            for rule, state in self.session.execute(
                select(Duty.rule, Duty.state).where(
                    Duty.rule.startswith("2015/10/"), Duty.subject_id == self.case_id
                )
            )
        }
        closed = "fulfilled" if self.approved_once else "open"
        if not self.reasoned:
            assert states["conclusion_on_court_act"] == closed
            return
        assert states["reasoned_conclusion_on_termination"] == closed
        sending = "fulfilled" if self.sent_once else "open"
        assert states.get("send_reasoned_conclusion") == (sending if self.approved_once else None)


def _actors(session: Session, world: World, *logins: str) -> dict[str, Actor]:
    return {login: world.actor(session, login) for login in logins}


def test_whatever_is_tried_a_conclusion_keeps_its_order(desk: Desk, world: World) -> None:
    case, act = attended(desk)

    class Bound(ConclusionLife):
        session, law, reasoned = desk.session, desk.law, False
        case_id, act_id = case.id, act.id
        writers: ClassVar[frozenset[int]] = frozenset({3})
        actors: ClassVar[dict[str, Actor]] = _actors(
            desk.session,
            world,
            *("abay1.assistant", "abay1.second", "abay1.head", "abay1.deputy"),
            *("abay.head", "gpo.head"),
        )

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=20, stateful_step_count=30, deadline=None)
    )


def test_whatever_is_tried_a_reasoned_conclusion_keeps_its_order(desk: Desk, world: World) -> None:
    case, act = terminated(desk)

    class Bound(ConclusionLife):
        session, law, reasoned = desk.session, desk.law, True
        case_id, act_id = case.id, act.id
        writers: ClassVar[frozenset[int]] = frozenset({2})
        actors: ClassVar[dict[str, Actor]] = _actors(
            desk.session,
            world,
            "abay.senior",
            "abay.head",
            "abay1.head",
            "gpo.department",
            "gpo.head",
        )

    run_state_machine_as_test(
        Bound, settings=settings(max_examples=25, stateful_step_count=35, deadline=None)
    )
