"""Tables of the quarterly reconciliation (`2015 ¶7`): two offices, a copy of everything for each.

The two offices do not see each other's rows, so each row is written twice and both copies share the
reconciliation's `pair`. What is written here never changes with the case it speaks of: a list is
frozen when it is submitted.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class Reconciliation(Base):
    """One office's copy of the reconciliation of a quarter with another office.

    `signed_on` is the day on which the second of both signatures stood; from then on nothing
    changes. `version` grows in both copies with every step of either side.
    """

    __tablename__ = "reconciliation"
    __table_args__ = (
        UniqueConstraint(
            "office_id",
            "territorial_id",
            "specialised_id",
            "quarter",
            name="one reconciliation a quarter and two offices",
        ),
        UniqueConstraint("office_id", "pair", name="one copy of a reconciliation an office"),
        CheckConstraint(
            "office_id in (territorial_id, specialised_id)",
            name="a copy is kept by one of the two offices",
        ),
        CheckConstraint("territorial_id <> specialised_id", name="nobody reconciles with himself"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    pair: Mapped[uuid.UUID]
    territorial_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    specialised_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    quarter: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    number: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date]
    opened_by: Mapped[str] = mapped_column(Text)
    signed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(Integer, server_default="1", default=1)

    @property
    def other_id(self) -> int:
        """The office on the other side of this copy."""
        return self.territorial_id if self.office_id == self.specialised_id else self.specialised_id

    @property
    def is_signed(self) -> bool:
        """Whether both sides have signed the act."""
        return self.signed_on is not None


class ReconciliationSide(Base):
    """What one of the two offices did: which of its lists stands, and its signature.

    `submission` counts the lists the side submitted; none is 0.
    """

    __tablename__ = "reconciliation_side"
    __table_args__ = (
        UniqueConstraint("reconciliation_id", "of_office_id", name="two sides of a reconciliation"),
        CheckConstraint(
            "(submission > 0) = (submitted_on is not null)", name="a submitted list has its day"
        ),
        CheckConstraint("signed_on >= submitted_on", name="an act is signed after the list"),
        CheckConstraint(
            "(signed_on is null) = (signed_by is null)", name="a signature names who gave it"
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)",
            name="a late signature names cause and unit",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliation.id"))
    of_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    submission: Mapped[int] = mapped_column(Integer, server_default="0", default=0)
    submitted_on: Mapped[date | None]
    submitted_by: Mapped[str | None] = mapped_column(Text)
    signed_on: Mapped[date | None]
    signed_by: Mapped[str | None] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)


class ReconciliationLine(Base):
    """One case of a submitted list, as that office's registers stood on the day."""

    __tablename__ = "reconciliation_line"
    __table_args__ = (
        UniqueConstraint(
            "reconciliation_id",
            "of_office_id",
            "submission",
            "position",
            name="one line a place of a list",
        ),
        CheckConstraint(
            "relation in ('own', 'notified', 'handed_over', 'received')",
            name="a listed case is own notified handed over or received",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliation.id"))
    of_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    submission: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    number: Mapped[str] = mapped_column(Text)
    articles: Mapped[str] = mapped_column(Text)
    offender: Mapped[str] = mapped_column(Text)
    heard_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text)
    notice_number: Mapped[str] = mapped_column(Text)
    relation: Mapped[str] = mapped_column(Text)


class ReconciliationDifference(Base):
    """A difference between the two lists, and how it was settled.

    `content` is what both lists said: a difference whose content changed with a new list no longer
    `stands`, and neither does its settlement.
    """

    __tablename__ = "reconciliation_difference"
    __table_args__ = (
        CheckConstraint(
            "kind in ('only_territorial', 'only_specialised', 'different')",
            name="a case stands on one list or differs between both",
        ),
        CheckConstraint(
            "(settlement is null) = (settled_on is null)", name="a settlement has its day"
        ),
        Index("ix_reconciliation_difference_reconciliation_id", "reconciliation_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    reconciliation_id: Mapped[int] = mapped_column(ForeignKey("reconciliation.id"))
    place: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[str]] = mapped_column(ARRAY(Text))
    content: Mapped[str] = mapped_column(Text)
    stands: Mapped[bool] = mapped_column(server_default="true", default=True)
    settlement: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, server_default="", default="")
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None] = mapped_column(Text)
    settled_by_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))

    @property
    def is_settled(self) -> bool:
        """Whether it was decided what follows from it."""
        return self.settlement is not None
