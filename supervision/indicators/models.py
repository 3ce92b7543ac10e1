"""Tables of indicators: computations, what each thing counted as, sums by month, frozen quarters.

A thing's row is never changed into another: when a computation finds it otherwise, the old row ends
with that computation and a new one begins. So the figures of any past computation can be added up,
and opened into their cases, as they were.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Computed,
    ForeignKey,
    Identity,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from supervision.core.db import Base
from supervision.indicators.rules import Side

_COUNTED = "in ('numerator', 'denominator', 'nothing')"
_CURRENT = text("until_run is null")
# Behind which numbers a thing stands, a bit each: the number and the list it opens read the same bit,
# and a year of the country is added up from an index alone.
STANDS = {
    Side.NUMERATOR: "method = 'numerator'",
    Side.DENOMINATOR: "method <> 'nothing'",
    Side.STRICT_NUMERATOR: "strict = 'numerator'",
    Side.STRICT_DENOMINATOR: "strict <> 'nothing'",
    Side.EXCLUDED: "coalesce(mark = 'excluded', false)",
    Side.CORRECTED: "coalesce(mark = 'corrected', false)",
    Side.APART: "coalesce(mark = 'apart', false)",
    Side.NOTED: "coalesce(mark = 'noted', false)",
}
BIT = {side: 1 << place for place, side in enumerate(STANDS)}
STANDING = " + ".join(f"{BIT[side]} * ({condition})::int" for side, condition in STANDS.items())


class IndicatorRun(Base):
    """One computation of all figures of all offices: when, as of which day, by which law.

    `cut_off_at` is the moment of the data: what was committed before it is counted, and what came
    after waits for the next computation. `editions` names the wording of each figure and the days it judged.
    """

    __tablename__ = "indicator_run"
    __table_args__ = (
        CheckConstraint(
            "kind in ('nightly', 'asked')", name="figures are computed at night or when asked"
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    as_of: Mapped[date]
    cut_off_at: Mapped[datetime]
    editions: Mapped[dict[str, str]] = mapped_column(JSONB)
    calendar_version: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(Text)


class IndicatorAsk(Base):
    """Somebody asked for a computation now; answered by the run that came next.

    The state of the work is here and not in the queue, so a lost message delays and loses nothing.
    """

    __tablename__ = "indicator_ask"
    __table_args__ = (
        Index(
            "one waiting ask",
            text("(run_id is null)"),
            unique=True,
            postgresql_where=text("run_id is null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    asked_by: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int | None]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_run.id"))


class IndicatorItem(Base):
    """One thing a figure shows, with the facts it was judged by and what it counted as.

    `office_id` is the office whose figure it is; `case_id` the case it belongs to, which that office
    may no longer see after a hand-over, so `label` names it. `categories` and `articles` are those
    of the case at the computation. The row holds from `from_run` until `until_run`.
    """

    __tablename__ = "indicator_item"
    __table_args__ = (
        CheckConstraint(f"strict {_COUNTED}", name="a thing counts strictly in a known way"),
        CheckConstraint(f"method {_COUNTED}", name="a thing counts by the method in a known way"),
        CheckConstraint(
            "mark in ('excluded', 'corrected', 'apart', 'noted')", name="a mark is a known one"
        ),
        CheckConstraint("(mark is null) = (clause = '')", name="a mark goes with its clause"),
        CheckConstraint("until_run > from_run", name="a thing is otherwise only later"),
        Index(
            "one standing row a figure and thing",
            "figure",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where=_CURRENT,
        ),
        Index(
            "ix_indicator_item_current",
            "office_id",
            "on_day",
            "figure",
            postgresql_include=["stands"],
            postgresql_where=_CURRENT,
        ),
        Index("ix_indicator_item_case_id", "case_id", postgresql_where=_CURRENT),
        Index("ix_indicator_item_on_day", "on_day", postgresql_using="brin"),
        Index("ix_indicator_item_from_run", "from_run"),
        Index(
            "ix_indicator_item_until_run",
            "until_run",
            postgresql_where=text("until_run is not null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    figure: Mapped[str] = mapped_column(Text)
    subject_kind: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[int] = mapped_column(BigInteger)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    on_day: Mapped[date]
    case_id: Mapped[int | None] = mapped_column(BigInteger)
    prosecutor_id: Mapped[int | None] = mapped_column(Integer)
    label: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, str]] = mapped_column(JSONB)
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text))
    articles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    strict: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)
    mark: Mapped[str | None] = mapped_column(Text)
    clause: Mapped[str] = mapped_column(Text)
    stands: Mapped[int] = mapped_column(Integer, Computed(STANDING, persisted=True))
    from_run: Mapped[int] = mapped_column(ForeignKey("indicator_run.id"))
    until_run: Mapped[int | None] = mapped_column(ForeignKey("indicator_run.id"))


class IndicatorMonth(Base):
    """The sums of one figure, office and month, so that pages of the country add up few rows."""

    __tablename__ = "indicator_month"
    __table_args__ = (
        CheckConstraint("extract(day from month) = 1", name="a month is named by its first day"),
        CheckConstraint("until_run > from_run", name="a sum is otherwise only later"),
        Index(
            "one standing sum a figure office and month",
            "figure",
            "office_id",
            "month",
            unique=True,
            postgresql_where=_CURRENT,
        ),
        Index("ix_indicator_month_month", "month", "office_id"),
        Index("ix_indicator_month_from_run", "from_run"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    figure: Mapped[str] = mapped_column(Text)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    month: Mapped[date]
    numerator: Mapped[int]
    denominator: Mapped[int]
    strict_numerator: Mapped[int]
    strict_denominator: Mapped[int]
    excluded: Mapped[int]
    corrected: Mapped[int]
    apart: Mapped[int]
    noted: Mapped[int]
    from_run: Mapped[int] = mapped_column(ForeignKey("indicator_run.id"))
    until_run: Mapped[int | None] = mapped_column(ForeignKey("indicator_run.id"))


class FrozenPeriod(Base):
    """A quarter whose figures stand as one computation found them, for good (`2015 ¶20`).

    `cut_off_on` is the last day the information on the quarter was due; where the computation came
    later than the following day, the page says so.
    """

    __tablename__ = "frozen_period"
    __table_args__ = (
        UniqueConstraint("period", name="a period is frozen once"),
        CheckConstraint("ends_on > starts_on", name="a period ends after it starts"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    period: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    cut_off_on: Mapped[date]
    run_id: Mapped[int] = mapped_column(ForeignKey("indicator_run.id"))
