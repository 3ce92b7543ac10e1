"""Tables of the six registers. Constraints are named by a sentence; no logic.

What every record has stands in `Record`; a column that a later step fills is empty or null before.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    Text,
    UniqueConstraint,
    desc,
)
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.schema import SchemaItem

from supervision.core.db import Base


class Record(Base):
    """What every record of the room has.

    `office_id` is the office it is about and `author_office_id` the one that entered it: another one
    only for findings and posts. `on_day` is the day under which it stands in its list.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    state: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date]
    recorded_on: Mapped[date]
    recorded_by: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    idempotency_key: Mapped[uuid.UUID]
    version: Mapped[int] = mapped_column(server_default="1")

    @declared_attr
    @classmethod
    def office_id(cls) -> Mapped[int]:
        """The office the record is about."""
        return mapped_column(ForeignKey("office.id"))

    @declared_attr
    @classmethod
    def author_office_id(cls) -> Mapped[int]:
        """The office that entered it."""
        return mapped_column(ForeignKey("office.id"))

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def _common(table: str, one: str) -> tuple[SchemaItem, ...]:
    """One record a sent form, and the order in which lists are read."""
    return (
        UniqueConstraint("author_office_id", "idempotency_key", name=f"one {one} a sent form"),
        Index(f"ix_{table}_newest", "office_id", desc("on_day"), desc("id")),
    )


class Inspection(Record):
    """A yearly inspection from the plan to its end (`2002 ¶10`)."""

    __tablename__ = "inspection"
    __table_args__ = (
        *_common("inspection", "inspection"),
        CheckConstraint(
            "state in ('planned', 'conducted', 'closed', 'cancelled')",
            name="an inspection is planned conducted closed or cancelled",
        ),
        CheckConstraint(
            "inspected in ('court_administrator', 'enforcement_official')",
            name="an inspection is of a body the paragraph names",
        ),
        CheckConstraint(
            "(state in ('conducted', 'closed')) = (act_on is not null) "
            "and (act_on is null) = (act_number = '') and (act_on is null) = (findings = '')",
            name="an inspection conducted has its act",
        ),
        CheckConstraint(
            "(period_from is null) = (period_to is null) and period_from <= period_to",
            name="a period inspected has both ends",
        ),
        CheckConstraint("mend_by >= act_on", name="breaches are mended after the act"),
        CheckConstraint(
            "(state = 'closed') = (closed_on is not null) "
            "and (closed_on is null) = (result = '') and closed_on >= act_on",
            name="a closed inspection says when and with what result",
        ),
        CheckConstraint(
            "(state = 'cancelled') = (reason <> '')", name="a cancelled inspection says why"
        ),
    )

    inspected: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    planned_on: Mapped[date]
    inspector: Mapped[str] = mapped_column(Text)
    act_number: Mapped[str] = mapped_column(Text)
    act_on: Mapped[date | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    findings: Mapped[str] = mapped_column(Text)
    mend_by: Mapped[date | None]
    closed_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Training(Record):
    """A study, seminar or internship, planned and held (`2002 ¶11`, `2015 ¶30`)."""

    __tablename__ = "training"
    __table_args__ = (
        *_common("training", "training"),
        CheckConstraint(
            "state in ('planned', 'held', 'cancelled')",
            name="a training is planned held or cancelled",
        ),
        CheckConstraint(
            "form in ('study', 'seminar', 'internship', 'practical_help')",
            name="a training has a form the acts name",
        ),
        CheckConstraint(
            "branch in ('enforcement', 'court_acts', 'both')",
            name="a training serves one supervision or both",
        ),
        CheckConstraint(
            "(state = 'held') = (held_on is not null) and (held_on is null) = (attended is null)",
            name="a training held says when and how many came",
        ),
        CheckConstraint("attended >= 0", name="attendance is counted from nought"),
        CheckConstraint(
            "(state = 'cancelled') = (reason <> '')", name="a cancelled training says why"
        ),
    )

    form: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    planned_on: Mapped[date]
    audience: Mapped[str] = mapped_column(Text)
    leader: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date | None]
    attended: Mapped[int | None]
    attendees: Mapped[str] = mapped_column(Text)
    materials: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Publication(Record):
    """A publication in the mass media (`2002 ¶13`, `2015 ¶32`)."""

    __tablename__ = "publication"
    __table_args__ = (
        *_common("publication", "publication"),
        CheckConstraint(
            "state in ('published', 'struck')", name="a publication is published or struck"
        ),
        CheckConstraint(
            "medium in ('newspaper', 'television', 'radio', 'news_site', 'own_site', "
            "'social_network', 'briefing')",
            name="a publication has a known medium",
        ),
        CheckConstraint(
            "branch in ('enforcement', 'court_acts', 'both')",
            name="a publication serves one supervision or both",
        ),
        CheckConstraint("link = '' or link ~ '^https?://'", name="a link is an internet address"),
        CheckConstraint(
            "(state = 'struck') = (reason <> '')", name="a publication struck says why"
        ),
    )

    medium: Mapped[str] = mapped_column(Text)
    outlet: Mapped[str] = mapped_column(Text)
    published_on: Mapped[date]
    branch: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Proposal(Record):
    """A proposal on supervision, legislation or practice (`2002 ¶10`, `2015 ¶31`)."""

    __tablename__ = "proposal"
    __table_args__ = (
        *_common("proposal", "proposal"),
        CheckConstraint(
            "state in ('prepared', 'sent', 'answered', 'withdrawn')",
            name="a proposal is prepared sent answered or withdrawn",
        ),
        CheckConstraint(
            "about in ('supervision', 'legislation', 'working_group', 'draft_opinion', "
            "'supreme_court_resolution')",
            name="a proposal is about what the acts name",
        ),
        CheckConstraint(
            "(assigned_on is null) = (assigned_by = '') and (assigned_on is null) = (due_on is null) "
            "and assigned_on <= due_on",
            name="an assignment names its giver its day and its last day",
        ),
        CheckConstraint(
            "(sent_on is null) = (sent_number = '') "
            "and (state not in ('sent', 'answered') or sent_on is not null)",
            name="a proposal sent has its number and day",
        ),
        CheckConstraint(
            "(state = 'answered') = (answered_on is not null) "
            "and (answered_on is null) = (outcome is null) "
            "and (answered_on is null) = (answer = '') and answered_on >= sent_on",
            name="a proposal answered has its outcome and words",
        ),
        CheckConstraint(
            "outcome in ('accepted', 'accepted_in_part', 'rejected')",
            name="a proposal is accepted in full or in part or rejected",
        ),
        CheckConstraint(
            "(state = 'withdrawn') = (reason <> '')", name="a proposal withdrawn says why"
        ),
    )

    about: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    addressee: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    assigned_by: Mapped[str] = mapped_column(Text)
    assigned_on: Mapped[date | None]
    due_on: Mapped[date | None]
    sent_number: Mapped[str] = mapped_column(Text)
    sent_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class Practice(Record):
    """A breach or a positive practice found in an office's supervision (`2015 ¶28`)."""

    __tablename__ = "practice"
    __table_args__ = (
        *_common("practice", "finding"),
        CheckConstraint(
            "state in ('found', 'registered', 'struck')",
            name="a finding is found registered or struck",
        ),
        CheckConstraint("nature in ('breach', 'positive')", name="a finding is good or bad"),
        CheckConstraint(
            "source in ('monthly_study', 'petition_study', 'court_participation', 'visit', 'other')",
            name="a finding has a known occasion",
        ),
        CheckConstraint(
            "(state = 'found' and registered_on is null) "
            "or (state = 'registered' and registered_on is not null) or state = 'struck'",
            name="a finding is registered on a day",
        ),
        CheckConstraint(
            "(registered_on is null) = (registry_number = '') "
            "and (registered_on is null) = (measures = '') and registered_on >= found_on",
            name="a finding registered has its number and what follows",
        ),
        CheckConstraint("(state = 'struck') = (reason <> '')", name="a finding struck says why"),
    )

    nature: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    registry_number: Mapped[str] = mapped_column(Text)
    registered_on: Mapped[date | None]
    measures: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class StaffPost(Record):
    """A post of the branch in an office's staff list, and its holder (`2002 ¶14`)."""

    __tablename__ = "staff_post"
    __table_args__ = (
        *_common("staff_post", "post"),
        CheckConstraint(
            "state in ('vacant', 'held', 'abolished')", name="a post is vacant held or abolished"
        ),
        CheckConstraint(
            "post in ('senior_assistant', 'assistant')", name="a post is one the paragraph names"
        ),
        CheckConstraint(
            "(state = 'held') = (holder <> '') and (state = 'held') = (appointed_on is not null) "
            "and (state = 'held') = (appointed_by <> '') and appointed_on >= provided_on",
            name="a post held names its holder and the order",
        ),
        CheckConstraint(
            "vacated_on is null or vacancy_note <> ''", name="a post that fell vacant says why"
        ),
        CheckConstraint(
            "(state = 'abolished') = (abolished_on is not null) "
            "and (state = 'abolished') = (reason <> '') and abolished_on >= provided_on",
            name="a post abolished says when and why",
        ),
    )

    post: Mapped[str] = mapped_column(Text)
    provided_on: Mapped[date]
    provided_by: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    appointed_on: Mapped[date | None]
    appointed_by: Mapped[str] = mapped_column(Text)
    vacated_on: Mapped[date | None]
    vacancy_note: Mapped[str] = mapped_column(Text)
    abolished_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)


TABLES: Mapping[str, type[Record]] = {
    each.__tablename__: each
    for each in (Inspection, Training, Publication, Proposal, Practice, StaffPost)
}
