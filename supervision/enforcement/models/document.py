"""The document itself: the fields of card 4.0, the children of its alimony, its search words.

Belongs here: what the card says and the few columns kept for lists. Does not belong here: what
happened to the document (`event.py`); the kept columns are worked out from there at each entry.
"""

from __future__ import annotations

import uuid
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
    UniqueConstraint,
    desc,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base
from supervision.law.enforcement.life import Standing

BYTE_ORDER = "C"  # a prefix is a range of the index only where letters stand in byte order
MONEY = Numeric(18, 2)
_TWELVE_DIGITS = "'^([0-9]{12})?$'"


class EnforcementDocument(Base):
    """One enforcement document in one unit's account: card 4.0 (`F4`, appendix 1).

    Kept for lists, worked out from the events: `standing` and all that stands below it.
    `number_key` and `body_key` are the number and the issuing body without blanks and capitals.
    """

    __tablename__ = "enforcement_document"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one document a sent form"),
        UniqueConstraint("id", "office_id", name="a document stands in one account"),
        UniqueConstraint(
            "office_id",
            "number_key",
            "body_key",
            "writ_issued_on",
            name="one card a number body and day of issue",
        ),
        CheckConstraint("report_row between 1 and 39", name="a claim stands in a row of the form"),
        CheckConstraint(
            "extra_row between 1 and 39", name="an addition to the claim is a row of the form"
        ),
        CheckConstraint(
            "kind_row between 25 and 31", name="a kind of document stands in rows 25 to 31"
        ),
        CheckConstraint(
            "receipt_kind in ('first', 'repeated', 'by_territoriality')",
            name="a document comes first repeatedly or by territoriality",
        ),
        CheckConstraint(
            "debtor_kind in ('natural', 'legal') and claimant_kind in ('natural', 'legal')",
            name="parties are natural persons or legal entities",
        ),
        CheckConstraint("court_act_on <= writ_issued_on", name="a writ follows its court act"),
        CheckConstraint("writ_issued_on <= received_on", name="a document comes after its issue"),
        CheckConstraint("claim >= 0", name="a claim is not below nothing"),
        CheckConstraint(
            "(report_row between 19 and 24) = (beneficiary is not null)",
            name="alimony alone has a beneficiary",
        ),
        CheckConstraint(
            "children_count = 0 or report_row between 19 and 24", name="children stand in alimony"
        ),
        CheckConstraint(
            "children_count between 0 and 30", name="children are counted by their lines"
        ),
        CheckConstraint(
            f"debtor_number ~ {_TWELVE_DIGITS} and claimant_number ~ {_TWELVE_DIGITS} "
            f"and filler_number ~ {_TWELVE_DIGITS}",
            name="an IIN or BIN has twelve digits",
        ),
        CheckConstraint(
            "standing in ({})".format(", ".join(f"'{each}'" for each in Standing)),
            name="a document stands where its life has come to",
        ),
        CheckConstraint(
            "(standing = 'in_transit') = (sent_on is not null)",
            name="a document in transit has its day of sending",
        ),
        CheckConstraint(
            "(standing = 'ended') = (ended_on is not null)", name="an ended document has its day"
        ),
        CheckConstraint("recovered >= 0 and sanction_paid >= 0", name="money came in not out"),
        Index("ix_enforcement_document_newest", "office_id", desc("id")),
        Index("ix_enforcement_document_received_on", "received_on", "id"),
        Index("ix_enforcement_document_writ_number", "writ_number", "id"),
        Index("ix_enforcement_document_standing", "office_id", "standing", "term_ends_on"),
        Index(
            "ix_enforcement_document_joint_group",
            "joint_group",
            postgresql_where=text("joint_group <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    writ_number: Mapped[str] = mapped_column(Text)
    number_key: Mapped[str] = mapped_column(Text)
    court_act_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(Text)
    writ_issued_on: Mapped[date]
    issuing_body: Mapped[str] = mapped_column(Text)
    body_key: Mapped[str] = mapped_column(Text)
    plaintiff: Mapped[str | None] = mapped_column(Text)
    document_kind: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    receipt_kind: Mapped[str] = mapped_column(Text)
    delivery_mode: Mapped[str] = mapped_column(Text)
    report_row: Mapped[int] = mapped_column(SmallInteger)
    extra_row: Mapped[int | None] = mapped_column(SmallInteger)
    kind_row: Mapped[int | None] = mapped_column(SmallInteger)
    substance: Mapped[str] = mapped_column(Text)
    claim: Mapped[Decimal | None] = mapped_column(MONEY)
    joint: Mapped[bool]
    joint_group: Mapped[str] = mapped_column(Text)
    debtor_kind: Mapped[str] = mapped_column(Text)
    debtor_name: Mapped[str] = mapped_column(Text)
    debtor_number: Mapped[str] = mapped_column(Text)
    debtor_birth_on: Mapped[date | None]
    debtor_paper_number: Mapped[str] = mapped_column(Text)
    debtor_paper_issuer: Mapped[str] = mapped_column(Text)
    debtor_paper_on: Mapped[date | None]
    debtor_workplace: Mapped[str] = mapped_column(Text)
    debtor_post: Mapped[str] = mapped_column(Text)
    debtor_foreign: Mapped[bool]
    debtor_citizenship: Mapped[str] = mapped_column(Text)
    debtor_sex: Mapped[str | None] = mapped_column(Text)
    debtor_account: Mapped[str] = mapped_column(Text)
    debtor_address: Mapped[str] = mapped_column(Text)
    claimant_kind: Mapped[str] = mapped_column(Text)
    claimant_name: Mapped[str] = mapped_column(Text)
    claimant_number: Mapped[str] = mapped_column(Text)
    claimant_birth_on: Mapped[date | None]
    claimant_foreign: Mapped[bool]
    claimant_address: Mapped[str] = mapped_column(Text)
    beneficiary: Mapped[str | None] = mapped_column(Text)
    beneficiary_amount: Mapped[Decimal | None] = mapped_column(MONEY)
    children_count: Mapped[int] = mapped_column(SmallInteger)
    filled_by: Mapped[str] = mapped_column(Text)
    bailiff: Mapped[str] = mapped_column(Text)
    filler_number: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(Text)
    initiated_on: Mapped[date | None]
    term_ends_on: Mapped[date | None]
    suspended_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_by: Mapped[str | None] = mapped_column(Text)
    claim_now: Mapped[Decimal | None] = mapped_column(MONEY)
    recovered: Mapped[Decimal] = mapped_column(MONEY)
    sanction_paid: Mapped[Decimal] = mapped_column(MONEY)
    idempotency_key: Mapped[uuid.UUID]
    registered_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class EnforcementChild(Base):
    """One child of an alimony document: the line of fields 14.6–14.10."""

    __tablename__ = "enforcement_child"
    __table_args__ = (
        UniqueConstraint("document_id", "position", name="one child a line"),
        UniqueConstraint(
            "document_id",
            "surname",
            "first_name",
            "patronymic",
            "birth_on",
            name="a child is entered once on a document",
        ),
        CheckConstraint("sex in ('male', 'female')", name="a child is male or female"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("enforcement_document.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int] = mapped_column(Integer)
    surname: Mapped[str] = mapped_column(Text)
    first_name: Mapped[str] = mapped_column(Text)
    patronymic: Mapped[str] = mapped_column(Text)
    birth_on: Mapped[date]
    sex: Mapped[str] = mapped_column(Text)


class EnforcementWord(Base):
    """A word a document is found by: its numbers, its parties' names, their IIN and BIN."""

    __tablename__ = "enforcement_word"
    __table_args__ = (Index("ix_enforcement_word_word", "word", "office_id", "document_id"),)

    document_id: Mapped[int] = mapped_column(
        ForeignKey("enforcement_document.id"), primary_key=True
    )
    word: Mapped[str] = mapped_column(Text(collation=BYTE_ORDER), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
