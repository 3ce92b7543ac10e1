"""Tables of duties and their manual moves."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base
from supervision.decrees.models import LawChange
from supervision.duties.rules import Change, DutyState, MoveKind, Urgency, is_late, urgency


class Duty(Base):
    """What one office owes by one day, with everything that makes the day explainable.

    `office_id` is the office whose case gave the duty (row-level security reads it);
    `owner_office_id` is the office that owes it, the same or one above. A duty owed by an outside
    body (`outside`) shows that body's clock and is nobody's omission here.
    """

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint(
            "subject_kind", "subject_id", "rule", "trigger", name="one duty a subject rule trigger"
        ),
        CheckConstraint(
            "state in ('open', 'fulfilled', 'dropped')",
            name="a duty is open fulfilled or dropped",
        ),
        CheckConstraint(
            "(state = 'open') = (closed_on is null)", name="an open duty has no closing day"
        ),
        CheckConstraint(
            "due_on is not null or gap is not null", name="a duty without a day says why"
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name="lateness names cause and unit"
        ),
        CheckConstraint(
            "paused_on is null or state = 'open' and due_on >= paused_on",
            name="only a duty whose term runs is paused",
        ),
        Index(
            "ix_duty_open_due_on",
            "due_on",
            postgresql_include=["id", "assignee_id"],
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_duty_owner_open",
            "owner_office_id",
            "due_on",
            "id",
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_duty_late_without_cause",
            "owner_office_id",
            "closed_on",
            "id",
            postgresql_where=text(
                "state = 'fulfilled' and late_cause is null and closed_on > due_on and not outside"
            ),
        ),
        # No index of all duties by `office_id`: the policy names that column, and the planner would
        # walk it for every office the reader may see, beside the index a list asks for.
        Index(
            "ix_duty_outside_open",
            "office_id",
            "due_on",
            "id",
            postgresql_where=text("state = 'open' and outside"),
        ),
        Index("ix_duty_owner_office_id_closed_on", "owner_office_id", "closed_on"),
        Index("ix_duty_opened_at", "opened_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    owner_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    outside: Mapped[bool] = mapped_column(server_default="false")
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    subject_label: Mapped[str] = mapped_column(Text)
    rule: Mapped[str] = mapped_column(Text)
    trigger: Mapped[str] = mapped_column(Text)
    event_on: Mapped[date | None]
    due_on: Mapped[date | None]
    gap: Mapped[str | None] = mapped_column(Text)
    edition: Mapped[str] = mapped_column(Text)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    calendar_version: Mapped[str] = mapped_column(Text)
    confirmed: Mapped[bool]
    moved: Mapped[bool] = mapped_column(server_default="false")
    paused_on: Mapped[date | None]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    state: Mapped[str] = mapped_column(Text, server_default="open")
    opened_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    closed_on: Mapped[date | None]
    closed_by: Mapped[str | None] = mapped_column(Text)
    closed_by_hand: Mapped[bool] = mapped_column(server_default="false", default=False)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    def urgency_on(self, today: date) -> Urgency:
        """How near the day is, seen from `today`."""
        return urgency(self.due_on, today, self.paused_on)

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be fulfilled."""
        return self.state == DutyState.OPEN

    @property
    def was_late(self) -> bool:
        """Whether it was fulfilled after its day; rests on columns frozen at closing."""
        return (
            self.state == DutyState.FULFILLED
            and self.closed_on is not None
            and is_late(self.due_on, self.closed_on)
        )


class DutyMove(Base):
    """A change of a duty after it was opened: what, old day, new day, reason, who, when.

    `on_day` is the first day of a pause, or the day its clock runs again. `change_id` is the change
    of the law that moved the day; undoing that takes the move back.
    """

    __tablename__ = "duty_move"
    __table_args__ = (
        CheckConstraint("length(btrim(reason)) > 0", name="a move has a reason"),
        CheckConstraint(
            "kind in ('facts', 'hand', 'extended', 'paused', 'resumed', 'reopened')",
            name="a move is of a known kind",
        ),
        CheckConstraint(
            "(kind in ('paused', 'resumed')) = (on_day is not null)", name="a pause names its day"
        ),
        Index("ix_duty_move_duty_id", "duty_id"),
        Index("ix_duty_move_office_id", "office_id"),
        Index(
            "ix_duty_move_change_id", "change_id", postgresql_where=text("change_id is not null")
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    old_due_on: Mapped[date | None]
    new_due_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date | None]
    change_id: Mapped[int | None] = mapped_column(ForeignKey(LawChange.id))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))

    @property
    def by_hand(self) -> bool:
        """Whether somebody decided it; otherwise it followed from facts or the calendar."""
        return self.kind != MoveKind.FACTS

    @property
    def as_change(self) -> Change:
        """The change as plain values."""
        return Change(MoveKind(self.kind), self.old_due_on, self.new_due_on, self.on_day)


class OfficeBackPlan(Base):
    """How an office plans back from the last day of a protest's term; without a row it is usual.

    Each number counts working days before that last day (`law/back_plan.py`).
    """

    __tablename__ = "back_plan"
    __table_args__ = (
        CheckConstraint(
            "draft_to_head between 0 and 20 and draft_to_oblast between 0 and draft_to_head "
            "and protest_to_court between 0 and draft_to_oblast",
            name="the steps of a plan follow one another",
        ),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    draft_to_head: Mapped[int]
    draft_to_oblast: Mapped[int]
    protest_to_court: Mapped[int]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name
