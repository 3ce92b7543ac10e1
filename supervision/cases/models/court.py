"""The table of courts: public reference data, the same for every office."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base


class Court(Base):
    """One court; `seat_office_id` is the territorial office at its seat (`2015 ¶7`).

    Not named `office_id`: a court is nobody's row, and no row-level security hides it.
    """

    __tablename__ = "court"
    __table_args__ = (
        CheckConstraint(
            "instance in ('first', 'appellate', 'cassation')",
            name="a court is of the first the appellate or the cassation instance",
        ),
    )

    id: Mapped[int] = mapped_column(Integer, Identity(), primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True)
    seat_office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    instance: Mapped[str] = mapped_column(Text)
    name_kk: Mapped[str] = mapped_column(Text)
    name_ru: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)

    def name_in(self, language: str) -> str:
        """The court's name in kk, ru or en."""
        return str(getattr(self, f"name_{language}"))
