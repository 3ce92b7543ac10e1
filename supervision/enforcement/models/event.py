"""Proceedings and the events of documents: append-only, the facts the tables of Form No. 4 count.

Belongs here: what happened, when it took effect, when it was recorded, and what is kept beside it
for speed. An event is never edited: `corrects_id` names the one a later event puts right.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base
from supervision.enforcement.models.document import MONEY
from supervision.law.enforcement.events import (
    INITIATIONS,
    REPEATABLE,
    WITH_AMOUNT,
    EventKind,
)

STANDS = "not superseded"


def _listed(kinds: Any) -> str:
    return ", ".join(f"'{each.value}'" for each in sorted(kinds))


class EnforcementProceeding(Base):
    """One initiation ruling of a document; `ordinal` counts them from 1, field 6.2 numbers them."""

    __tablename__ = "enforcement_proceeding"
    __table_args__ = (
        UniqueConstraint("document_id", "ordinal", name="proceedings of a document are counted"),
        UniqueConstraint("office_id", "serial_number", name="one proceeding a serial number"),
        UniqueConstraint("id", "document_id", name="a proceeding is one of its document"),
        CheckConstraint("ordinal > 0", name="proceedings are counted from one"),
        ForeignKeyConstraint(
            ["document_id", "office_id"],
            ["enforcement_document.id", "enforcement_document.office_id"],
            name="fk_enforcement_proceeding_document",
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    document_id: Mapped[int] = mapped_column(BigInteger)
    ordinal: Mapped[int] = mapped_column(Integer)
    serial_number: Mapped[str] = mapped_column(Text)


class EnforcementEvent(Base):
    """One event in the life of a document (`F4`), in the account of the unit `office_id`.

    `effective_on` is the day of the ruling or payment; `accounted_on` the day it counts on in Form
    No. 4: the same, or the first open day where that period is closed (Q17), and `closing_id` says
    by which form. `amount`: tenge of the event itself (recovered, arrears, sanction, the new claim);
    `claim`: field 10 as it stood before the event.
    Kept at write time: `report_row`, `kind_row`, `claim`, `first_of_kind` (the first standing event
    of its kind in its proceeding), `re_initiated`, `by_territoriality`, `joint` (of its proceeding),
    `overdue` (an ending after the term of article 39; why: `term_steps`). An event that a later one
    put right is `superseded`: it counts nowhere any more. `place` orders a day.
    """

    __tablename__ = "enforcement_event"
    __table_args__ = (
        UniqueConstraint("document_id", "sequence", name="events of a document are counted"),
        UniqueConstraint("office_id", "idempotency_key", name="one event a sent form"),
        UniqueConstraint("corrects_id", name="an event is put right once"),
        CheckConstraint(f"kind in ({_listed(EventKind)})", name="an event is of a known kind"),
        CheckConstraint("report_row between 1 and 39", name="an event stands in a row"),
        CheckConstraint(
            f"(kind in ({_listed(WITH_AMOUNT)})) = (amount is not null)",
            name="an event of money has its sum",
        ),
        CheckConstraint("amount > 0", name="a sum is more than nothing"),
        CheckConstraint("corrects_id < id", name="an event puts right an earlier one"),
        CheckConstraint(
            "kind <> 'annulled' or corrects_id is not null", name="an annulment names its event"
        ),
        CheckConstraint(
            "kind in ('refused', 'annulled') or proceeding_id is not null",
            name="an event belongs to a proceeding",
        ),
        CheckConstraint("accounted_on >= effective_on", name="an event counts no earlier"),
        CheckConstraint(
            "(accounted_on > effective_on) = (closing_id is not null)",
            name="an event counts later for closed days alone",
        ),
        CheckConstraint("not overdue or term_steps is not null", name="lateness tells its term"),
        ForeignKeyConstraint(
            ["document_id", "office_id"],
            ["enforcement_document.id", "enforcement_document.office_id"],
            name="fk_enforcement_event_document",
        ),
        ForeignKeyConstraint(
            ["proceeding_id", "document_id"],
            ["enforcement_proceeding.id", "enforcement_proceeding.document_id"],
            name="fk_enforcement_event_proceeding",
        ),
        ForeignKeyConstraint(
            ["closing_id", "office_id"],
            ["account_closing.id", "account_closing.office_id"],
            name="fk_enforcement_event_closing",
        ),
        Index(
            "one initiation a proceeding",
            "proceeding_id",
            unique=True,
            postgresql_where=text(f"kind in ({_listed(INITIATIONS)}) and {STANDS}"),
        ),
        Index(
            "one event of a kind a proceeding and day",
            "document_id",
            "proceeding_id",
            "kind",
            "effective_on",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text(
                f"kind not in ({_listed(REPEATABLE | {EventKind.ANNULLED})}) and {STANDS}"
            ),
        ),
        Index(
            "ix_enforcement_event_account",
            "office_id",
            "accounted_on",
            postgresql_include=[
                "report_row",
                "kind_row",
                "kind",
                "ground",
                "re_initiated",
                "joint",
                "by_territoriality",
                "overdue",
                "first_of_kind",
                "claim",
                "amount",
                "document_id",
                "effective_on",
                "place",
                "sequence",
            ],
            postgresql_where=text(STANDS),
        ),
        Index(
            "ix_enforcement_event_document",
            "document_id",
            postgresql_where=text(STANDS),
        ),
        Index(
            "ix_enforcement_event_kind",
            "office_id",
            "kind",
            "accounted_on",
            postgresql_include=["document_id"],
            postgresql_where=text(STANDS),
        ),
        Index("ix_enforcement_event_closing_id", "closing_id"),
        Index("ix_enforcement_event_proceeding_id", "proceeding_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    document_id: Mapped[int] = mapped_column(BigInteger)
    proceeding_id: Mapped[int | None] = mapped_column(BigInteger)
    sequence: Mapped[int] = mapped_column(Integer)
    place: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(Text)
    effective_on: Mapped[date]
    accounted_on: Mapped[date]
    closing_id: Mapped[int | None] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    recorded_by: Mapped[str] = mapped_column(Text)
    ground: Mapped[str | None] = mapped_column(Text)
    amount: Mapped[Decimal | None] = mapped_column(MONEY)
    until_on: Mapped[date | None]
    addressee: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    counterpart_office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("enforcement_event.id"))
    superseded: Mapped[bool] = mapped_column(server_default=text("false"))
    report_row: Mapped[int] = mapped_column(SmallInteger)
    kind_row: Mapped[int | None] = mapped_column(SmallInteger)
    claim: Mapped[Decimal | None] = mapped_column(MONEY)
    first_of_kind: Mapped[bool]
    re_initiated: Mapped[bool]
    by_territoriality: Mapped[bool]
    joint: Mapped[bool]
    overdue: Mapped[bool]
    term_steps: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB(none_as_null=True))
    idempotency_key: Mapped[uuid.UUID]
