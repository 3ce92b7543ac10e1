"""Tables of what makes a case mandatory: orders from above, overrules, the categories that stand.

The grounds themselves are in no table: the law derives them from the case each time.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class ParticipationOrder(Base):
    """A higher prosecutor found participation in a lower office's case necessary (`2015 ¶6`).

    `office_id` is the case's office, so the row goes with the case and both offices see it. The
    higher office may not write rows of the lower one; like duties it may keep them in step, so this
    table is written by `sync_offices`.
    """

    __tablename__ = "participation_order"
    __table_args__ = (
        CheckConstraint("length(btrim(reason)) > 0", name="an order has a reason"),
        CheckConstraint(
            "(withdrawn_on is null) = (withdrawal_reason is null)",
            name="a withdrawal has a reason",
        ),
        CheckConstraint(
            "ordering_office_id <> office_id", name="an order comes from another office"
        ),
        Index(
            "one standing order an office and case",
            "case_id",
            "ordering_office_id",
            unique=True,
            postgresql_where=text("withdrawn_on is null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    ordering_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    ordered_by: Mapped[str] = mapped_column(Text)
    ordered_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn."""
        return self.withdrawn_on is None


def overrule_checks() -> tuple[CheckConstraint, ...]:
    """What the database itself refuses of any overrule; a table takes its own copy."""
    return (
        CheckConstraint("length(btrim(reason)) > 0", name="an overrule has a reason"),
        CheckConstraint(
            "(lifted_on is null) = (lift_reason is null)", name="a lifted overrule says why"
        ),
    )


class Overrule:
    """The columns of a decision against what the facts give, whatever it is about."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    target: Mapped[str] = mapped_column(Text)
    stands: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    lifted_on: Mapped[date | None]
    lift_reason: Mapped[str | None] = mapped_column(Text)

    @property
    def is_active(self) -> bool:
        """Whether it was not lifted."""
        return self.lifted_on is None


class GroundOverrule(Overrule, Base):
    """A prosecutor's decision against a derived ground or against the whole result (`2015 ¶6`)."""

    __tablename__ = "ground_overrule"
    __table_args__ = (
        *overrule_checks(),
        Index(
            "one overrule a case and target",
            "case_id",
            "target",
            unique=True,
            postgresql_where=text("lifted_on is null"),
        ),
        Index("ix_ground_overrule_office_id_made_on", "office_id", "made_on"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))


class CaseCategory(Base):
    """A ground that stands for a case after any overruling: what lists filter by.

    Kept in step with the facts whenever the duties are, an order from above included, so it is
    written by `sync_offices` as they are.
    """

    __tablename__ = "case_category"
    __table_args__ = (Index("ix_case_category_code", "code", "case_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"), primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
