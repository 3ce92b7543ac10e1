"""Tables of printed papers: the number, the bytes as issued in each language and form, own wordings.

The application may add rows and never change one: what was issued stays as it was issued.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class Paper(Base):
    """One numbered paper of an office. Numbers of a kind begin anew each year; the chain does not.

    `thing_id` is what it was printed from, in the room of its kind, and `fingerprint` the hash of
    what it says without its number: the same words are not issued twice.
    """

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint(
            "office_id", "kind", "year", "number", name="one number an office kind and year"
        ),
        UniqueConstraint(
            "office_id",
            "kind",
            "previous_id",
            name="papers of a kind follow one another",
            postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint("number > 0", name="numbers of papers begin with one"),
        CheckConstraint(
            "year = extract(year from issued_on)", name="a paper is numbered in its own year"
        ),
        CheckConstraint("previous_id < id", name="a paper follows an earlier one"),
        CheckConstraint(
            "(thing_id is null) = (fingerprint is null)",
            name="a paper on a thing keeps what it said",
        ),
        UniqueConstraint(
            "kind", "thing_id", "fingerprint", name="one paper a thing and what it says"
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(Text)
    year: Mapped[int]
    number: Mapped[int]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    issued_by: Mapped[str] = mapped_column(Text)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    thing_id: Mapped[int | None] = mapped_column(BigInteger)
    fingerprint: Mapped[str | None] = mapped_column(Text)

    @property
    def mark(self) -> str:
        """The number as it is written: `5/2026`."""
        return f"{self.number}/{self.year}"


class PaperCopy(Base):
    """A paper in one language and form: its bytes, their hash, the hash of the copy before it.

    `wording` is the version of the office's own wording it was issued in, 0 for the standard one.
    """

    __tablename__ = "paper_copy"
    __table_args__ = (
        UniqueConstraint(
            "paper_id", "language", "form", name="one copy a paper and language and form"
        ),
        CheckConstraint("language in ('kk', 'ru')", name="papers are written in kk and ru"),
        CheckConstraint("form in ('pdf', 'docx')", name="a copy is a PDF or a DOCX"),
        CheckConstraint(
            "content_hash = encode(sha256(content), 'hex')", name="a copy has the hash of its bytes"
        ),
        CheckConstraint("wording >= 0", name="wordings are counted from nought the standard"),
        Index("ix_paper_copy_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    language: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text, server_default="pdf")
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    content_hash: Mapped[str] = mapped_column(Text)
    previous_hash: Mapped[str] = mapped_column(Text, server_default="")
    wording: Mapped[int] = mapped_column(server_default="0")


class PaperWording(Base):
    """A version of an office's own wording of a kind in a language; without words: back to the standard.

    From `in_force_from` on a new paper uses it, unless a later version is in force by then.
    """

    __tablename__ = "paper_wording"
    __table_args__ = (
        UniqueConstraint(
            *("office_id", "kind", "language", "version"),
            name="versions of a wording are numbered",
        ),
        CheckConstraint("version > 0", name="versions of a wording begin with one"),
        CheckConstraint("language in ('kk', 'ru')", name="wordings are written in kk and ru"),
        CheckConstraint("words <> ''", name="a wording says something"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    kind: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    words: Mapped[str | None] = mapped_column(Text)
    in_force_from: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
