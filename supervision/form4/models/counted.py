"""What the form is added up from, counted ahead by account and month; all of it can be counted anew.

Belongs here: sums by month, alimony proceedings by month, which accounts are counted, and from which
day on that no longer holds. Rows of `form4_stale` are put there by triggers on events and documents.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Numeric,
    SmallInteger,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base

_FIRST_DAY = "extract(day from month) = 1"


class Form4Month(Base):
    """Events alike of one account and month: how many, and two sums; `name` says what is counted.

    With `whole` the row adds up the accounts below `office_id` too, those of `Form4Counted.whole_of`.
    Events: `sum` of claims, `other` of their own. Corrected claims: `sum` missing, `other` changed.
    Marks: what came under the mark less what left it, `sum` of claims, `other` recovered. Without a
    row of the kind `kind_row` is 0.
    """

    __tablename__ = "form4_month"
    __table_args__ = (
        CheckConstraint(_FIRST_DAY, name="a counted month is named by its first day"),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    whole: Mapped[bool] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    row: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    kind_row: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    ground: Mapped[str] = mapped_column(Text, primary_key=True)
    re_initiated: Mapped[bool] = mapped_column(primary_key=True)
    joint: Mapped[bool] = mapped_column(primary_key=True)
    by_territoriality: Mapped[bool] = mapped_column(primary_key=True)
    overdue: Mapped[bool] = mapped_column(primary_key=True)
    first: Mapped[bool] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    sum: Mapped[Decimal] = mapped_column(Numeric(24, 2))
    other: Mapped[Decimal] = mapped_column(Numeric(24, 2))


class Form4Proceeding(Base):
    """One alimony proceeding in one month in which something happened to it.

    `moved`: entered the balance less left it. `went`: sent elsewhere or voided. `ruling`: the newest
    ruling on arrears until then, riding behind its place (`queries/lines.py`). No key names the document:
    whoever enters an event into it would wait for the account to be counted.
    """

    __tablename__ = "form4_proceeding"
    __table_args__ = (
        CheckConstraint(_FIRST_DAY, name="a month of a proceeding is named by its first day"),
    )

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    document_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    month: Mapped[date] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(SmallInteger)
    kind_row: Mapped[int | None] = mapped_column(SmallInteger)
    moved: Mapped[int] = mapped_column(Integer)
    initiated: Mapped[int] = mapped_column(Integer)
    resumed: Mapped[int] = mapped_column(Integer)
    went: Mapped[int] = mapped_column(Integer)
    ruling: Mapped[Decimal | None] = mapped_column(Numeric)


class Form4Counted(Base):
    """An account that is counted, and by which statements.

    `whole_of` are the accounts added up in the rows of `Form4Month` that are `whole`.
    """

    __tablename__ = "form4_counted"
    __table_args__ = (Index("ix_form4_counted_whole_of", "whole_of", postgresql_using="gin"),)

    office_id: Mapped[int] = mapped_column(
        ForeignKey("office.id"), primary_key=True, autoincrement=False
    )
    counted_by: Mapped[str] = mapped_column(Text)
    whole_of: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    counted_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))


class Form4Stale(Base):
    """From this day on an account may hold something else than was counted."""

    __tablename__ = "form4_stale"
    __table_args__ = (Index("ix_form4_stale_office_id", "office_id", "since_on"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    since_on: Mapped[date]
