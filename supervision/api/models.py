"""What the API keeps of its own: which creation a key stood for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class ApiCreation(Base):
    """What a token created under a key of its own, so that a request sent twice creates once.

    `fingerprint` is a hash of address and body: the same key with another request is refused. What
    was created is named by its id alone; it is read anew, under the rights of that moment.
    """

    __tablename__ = "api_creation"
    __table_args__ = (
        CheckConstraint("length(key) between 1 and 200", name="a key has a length one can keep"),
    )

    token_id: Mapped[int] = mapped_column(ForeignKey("api_token.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
