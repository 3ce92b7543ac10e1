"""Tables of the control journal: which paper it is, what it covers, and what each line said.

The application adds rows and never changes one.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class ControlJournal(Base):
    """The journal of one office and working morning.

    It lists what was entered from `covers_from` until `covers_until`; `missed` are the working
    mornings between the last journal and this one on which none was issued.
    """

    __tablename__ = "control_journal"
    __table_args__ = (
        UniqueConstraint("office_id", "morning", name="one journal an office and morning"),
        UniqueConstraint("paper_id", name="one journal a paper"),
        CheckConstraint("covers_from < covers_until", name="a journal covers a time"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    morning: Mapped[date]
    covers_from: Mapped[datetime]
    covers_until: Mapped[datetime]
    missed: Mapped[list[date]] = mapped_column(ARRAY(Date))
    overdue: Mapped[int]
    soon: Mapped[int]
    entered: Mapped[int]
    undated: Mapped[int]


class JournalLine(Base):
    """One line as it was printed: the duty, the list it stood in, the day that was named."""

    __tablename__ = "journal_line"
    __table_args__ = (
        UniqueConstraint("journal_id", "part", "duty_id", name="one line a duty and list"),
        CheckConstraint("part in ('overdue', 'soon', 'entered')", name="a line stands in a list"),
        Index("ix_journal_line_duty_id", "duty_id"),
        Index("ix_journal_line_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    journal_id: Mapped[int] = mapped_column(ForeignKey("control_journal.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    part: Mapped[str] = mapped_column(Text)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    due_on: Mapped[date | None]
