"""The table of court acts."""

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


class CourtAct(Base):
    """One act of a court in a case; `reviews_id` is the act it reviews, so acts make one chain."""

    __tablename__ = "court_act"
    __table_args__ = (
        UniqueConstraint("office_id", "idempotency_key", name="one act a sent form"),
        CheckConstraint(
            "instance in ('first', 'appellate', 'cassation')",
            name="an act is of the first the appellate or the cassation instance",
        ),
        CheckConstraint(
            "kind in ('penalty', 'termination', 'upheld', 'changed', 'quashed', "
            "'newly_discovered_granted', 'newly_discovered_refused')",
            name="an act decides one of the known things",
        ),
        CheckConstraint(
            "instance = 'first' or reviews_id is not null",
            name="an act of a higher instance reviews another",
        ),
        CheckConstraint("reviews_id <> id", name="an act does not review itself"),
        CheckConstraint("copy_on >= made_on", name="a copy is handed over after the act"),
        CheckConstraint("in_force_on >= made_on", name="an act enters into force after it is made"),
        CheckConstraint("checked_on >= copy_on", name="an act is checked after its copy came"),
        CheckConstraint(
            "check_result in ('lawful', 'unlawful')", name="an act is found lawful or unlawful"
        ),
        CheckConstraint(
            "(check_result is null) = (checked_on is null)", name="a check has its day"
        ),
        CheckConstraint(
            "(late_cause is null) = (late_unit is null)", name="a late check names cause and unit"
        ),
        Index("ix_court_act_case_id", "case_id"),
        Index("ix_court_act_office_id_made_on", "office_id", "made_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("admin_case.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    instance: Mapped[str] = mapped_column(Text)
    court_id: Mapped[int] = mapped_column(ForeignKey("court.id"))
    kind: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date]
    is_arrest: Mapped[bool]
    termination_ground: Mapped[str] = mapped_column(Text)
    part: Mapped[str] = mapped_column(Text)
    reviews_id: Mapped[int | None] = mapped_column(ForeignKey("court_act.id"))
    copy_on: Mapped[date | None]
    in_force_on: Mapped[date | None]
    check_result: Mapped[str | None] = mapped_column(Text)
    checked_on: Mapped[date | None]
    check_note: Mapped[str] = mapped_column(Text)
    late_cause: Mapped[str | None] = mapped_column(Text)
    late_unit: Mapped[str | None] = mapped_column(Text)
    late_note: Mapped[str | None] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 — SQLAlchemy's name

    @property
    def is_checked(self) -> bool:
        """Whether the result of its check is recorded."""
        return self.check_result is not None
