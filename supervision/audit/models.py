"""The audit table. Its sequence number, moment and hashes are set by the database's trigger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class AuditEntry(Base):
    """One change: actor, action, thing, values before and after, and its place in the chain."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
        Index("ix_audit_entry_office_id", "office_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, server_default=text("0"))
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    office_id: Mapped[int | None] = mapped_column(ForeignKey("office.id"))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(Text)
    request_id: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("''"))
    hash: Mapped[bytes] = mapped_column(LargeBinary, server_default=text("''"))
