"""Days of an account that a submitted Form No. 4 has closed (Q17 of its open questions).

Belongs here: until which day an account is closed, and by which form. Does not belong here: the form.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    desc,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class AccountClosing(Base):
    """The account of `office_id` is closed up to `through_on`, by form `sequence`/`year` of `by_office_id`.

    An event entered later with a day no later than that counts on the first day after it.
    """

    __tablename__ = "account_closing"
    __table_args__ = (
        UniqueConstraint("id", "office_id", name="a closing is of one account"),
        CheckConstraint("sequence > 0", name="an account is closed by a numbered form"),
        Index("ix_account_closing_through_on", "office_id", desc("through_on")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    through_on: Mapped[date]
    by_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int] = mapped_column(Integer)
    sequence: Mapped[int] = mapped_column(Integer)
    closed_by: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
