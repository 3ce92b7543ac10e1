"""Tables of what a petition needs on its way: requests for files, a longer term."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class PetitionRequest(Base):
    """An order to request the case, materials or information, and the request's way (`2015 ¶18`)."""

    __tablename__ = "petition_request"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one request a sent form"),
        CheckConstraint(
            "what in ('case_file', 'materials')", name="a case or materials are requested"
        ),
        CheckConstraint(
            "(sent_on is null) = (request_number = '')", name="a sent request has its number"
        ),
        CheckConstraint("sent_on >= ordered_on", name="a request follows its order"),
        CheckConstraint(
            "received_on is null or sent_on is not null", name="a received request was sent"
        ),
        CheckConstraint("received_on >= sent_on", name="a request is received after it was sent"),
        CheckConstraint(
            "supplied_on is null or received_on is not null",
            name="a performed request was received",
        ),
        CheckConstraint(
            "supplied_on >= received_on", name="a request is performed after it was received"
        ),
        Index("ix_petition_request_petition_id", "petition_id"),
        Index("ix_petition_request_office_id_ordered_on", "office_id", "ordered_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    what: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    order_number: Mapped[str] = mapped_column(Text)
    ordered_on: Mapped[date]
    ordered_by: Mapped[str] = mapped_column(Text)
    request_number: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date | None]
    received_on: Mapped[date | None]
    supplied_on: Mapped[date | None]
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name


class PetitionExtension(Base):
    """The decision on a longer term; a petition has one."""

    __tablename__ = "petition_extension"
    __table_args__ = (
        UniqueConstraint("petition_id", name="one extension a petition"),
        CheckConstraint("until_on >= decided_on", name="a longer term ends after the decision"),
        CheckConstraint("length(btrim(reason)) > 0", name="an extension has a reason"),
        Index("ix_petition_extension_office_id_decided_on", "office_id", "decided_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    decided_on: Mapped[date]
    ordinary_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(Text)
