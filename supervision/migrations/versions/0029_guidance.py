"""The registers of guidance: inspections, training, publications, proposals, practice, posts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from supervision.migrations.policies import secure

revision = "0029_guidance"
down_revision = "0028_reports"

OWN = ("inspection", "training", "publication", "proposal")
# An office above writes these about one below it, so they are written by `sync_offices`.
OF_THE_LINE = ("practice", "staff_post")


def upgrade() -> None:
    op.execute("set local lock_timeout = '5s'")
    _inspection()
    _training()
    _publication()
    _proposal()
    _practice()
    _staff_post()
    for table in OWN:
        secure(table)
    for table in OF_THE_LINE:
        secure(table, write="sync_offices")


def downgrade() -> None:
    for table in (*OF_THE_LINE, *OWN):
        op.drop_table(table)


def _columns(kind: sa.types.TypeEngine, *names: str, nullable: bool = False) -> list[sa.Column]:
    return [sa.Column(name, kind, nullable=nullable) for name in names]


def _common(table: str) -> tuple[sa.SchemaItem, ...]:
    """What every record has: an id, its offices, its state and days, the key of its form."""
    keys = [
        sa.ForeignKeyConstraint([column], ["office.id"], name=op.f(f"fk_{table}_{column}_office"))
        for column in ("office_id", "author_office_id")
    ]
    return (
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        *_columns(sa.Integer(), "office_id", "author_office_id"),
        *_columns(sa.Text(), "state", "recorded_by", "search_text"),
        *_columns(sa.Date(), "on_day", "recorded_on"),
        sa.Column("idempotency_key", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *keys,
    )


def _check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(name))


def _newest(table: str) -> None:
    """The order in which lists are read."""
    newest = ["office_id", sa.desc("on_day"), sa.desc("id")]
    op.create_index(f"ix_{table}_newest", table, newest)


def _inspection() -> None:
    table = "inspection"
    op.create_table(
        table,
        *_common(table),
        *_columns(
            sa.Text(),
            "inspected",
            "body",
            "topic",
            "inspector",
            "act_number",
            "findings",
            "result",
            "reason",
        ),
        *_columns(sa.Date(), "planned_on"),
        *_columns(
            sa.Date(), "act_on", "period_from", "period_to", "mend_by", "closed_on", nullable=True
        ),
        _check("a cancelled inspection says why", "(state = 'cancelled') = (reason <> '')"),
        _check(
            "a closed inspection says when and with what result",
            "(state = 'closed') = (closed_on is not null) "
            "and (closed_on is null) = (result = '') and closed_on >= act_on",
        ),
        _check(
            "a period inspected has both ends",
            "(period_from is null) = (period_to is null) and period_from <= period_to",
        ),
        _check(
            "an inspection conducted has its act",
            "(state in ('conducted', 'closed')) = (act_on is not null) "
            "and (act_on is null) = (act_number = '') and (act_on is null) = (findings = '')",
        ),
        _check(
            "an inspection is of a body the paragraph names",
            "inspected in ('court_administrator', 'enforcement_official')",
        ),
        _check(
            "an inspection is planned conducted closed or cancelled",
            "state in ('planned', 'conducted', 'closed', 'cancelled')",
        ),
        _check("breaches are mended after the act", "mend_by >= act_on"),
        sa.UniqueConstraint(
            "author_office_id", "idempotency_key", name="one inspection a sent form"
        ),
    )
    _newest(table)


def _training() -> None:
    table = "training"
    op.create_table(
        table,
        *_common(table),
        *_columns(
            sa.Text(),
            "form",
            "branch",
            "topic",
            "audience",
            "leader",
            "attendees",
            "materials",
            "reason",
        ),
        *_columns(sa.Date(), "planned_on"),
        *_columns(sa.Date(), "held_on", nullable=True),
        *_columns(sa.Integer(), "attended", nullable=True),
        _check("a cancelled training says why", "(state = 'cancelled') = (reason <> '')"),
        _check(
            "a training has a form the acts name",
            "form in ('study', 'seminar', 'internship', 'practical_help')",
        ),
        _check(
            "a training held says when and how many came",
            "(state = 'held') = (held_on is not null) and (held_on is null) = (attended is null)",
        ),
        _check(
            "a training is planned held or cancelled", "state in ('planned', 'held', 'cancelled')"
        ),
        _check(
            "a training serves one supervision or both",
            "branch in ('enforcement', 'court_acts', 'both')",
        ),
        _check("attendance is counted from nought", "attended >= 0"),
        sa.UniqueConstraint("author_office_id", "idempotency_key", name="one training a sent form"),
    )
    _newest(table)


def _publication() -> None:
    table = "publication"
    op.create_table(
        table,
        *_common(table),
        *_columns(
            sa.Text(), "medium", "outlet", "branch", "title", "author", "link", "summary", "reason"
        ),
        *_columns(sa.Date(), "published_on"),
        _check("a link is an internet address", "link = '' or link ~ '^https?://'"),
        _check(
            "a publication has a known medium",
            "medium in ('newspaper', 'television', 'radio', 'news_site', 'own_site', "
            "'social_network', 'briefing')",
        ),
        _check("a publication is published or struck", "state in ('published', 'struck')"),
        _check(
            "a publication serves one supervision or both",
            "branch in ('enforcement', 'court_acts', 'both')",
        ),
        _check("a publication struck says why", "(state = 'struck') = (reason <> '')"),
        sa.UniqueConstraint(
            "author_office_id", "idempotency_key", name="one publication a sent form"
        ),
    )
    _newest(table)


def _proposal() -> None:
    table = "proposal"
    op.create_table(
        table,
        *_common(table),
        *_columns(
            sa.Text(),
            "about",
            "title",
            "addressee",
            "content",
            "assigned_by",
            "sent_number",
            "answer",
            "reason",
        ),
        *_columns(sa.Text(), "outcome", nullable=True),
        *_columns(sa.Date(), "assigned_on", "due_on", "sent_on", "answered_on", nullable=True),
        _check(
            "a proposal answered has its outcome and words",
            "(state = 'answered') = (answered_on is not null) "
            "and (answered_on is null) = (outcome is null) "
            "and (answered_on is null) = (answer = '') and answered_on >= sent_on",
        ),
        _check(
            "a proposal is about what the acts name",
            "about in ('supervision', 'legislation', 'working_group', 'draft_opinion', "
            "'supreme_court_resolution')",
        ),
        _check(
            "a proposal is accepted in full or in part or rejected",
            "outcome in ('accepted', 'accepted_in_part', 'rejected')",
        ),
        _check(
            "a proposal is prepared sent answered or withdrawn",
            "state in ('prepared', 'sent', 'answered', 'withdrawn')",
        ),
        _check(
            "a proposal sent has its number and day",
            "(sent_on is null) = (sent_number = '') and (state not in ('sent', 'answered') "
            "or sent_on is not null)",
        ),
        _check("a proposal withdrawn says why", "(state = 'withdrawn') = (reason <> '')"),
        _check(
            "an assignment names its giver its day and its last day",
            "(assigned_on is null) = (assigned_by = '') "
            "and (assigned_on is null) = (due_on is null) and assigned_on <= due_on",
        ),
        sa.UniqueConstraint("author_office_id", "idempotency_key", name="one proposal a sent form"),
    )
    _newest(table)


def _practice() -> None:
    table = "practice"
    op.create_table(
        table,
        *_common(table),
        *_columns(
            sa.Text(),
            "nature",
            "source",
            "title",
            "description",
            "registry_number",
            "measures",
            "reason",
        ),
        *_columns(sa.Date(), "found_on"),
        *_columns(sa.Date(), "registered_on", nullable=True),
        _check(
            "a finding has a known occasion",
            "source in ('monthly_study', 'petition_study', 'court_participation', 'visit', "
            "'other')",
        ),
        _check(
            "a finding is found registered or struck", "state in ('found', 'registered', 'struck')"
        ),
        _check("a finding is good or bad", "nature in ('breach', 'positive')"),
        _check(
            "a finding is registered on a day",
            "(state = 'found' and registered_on is null) or (state = 'registered' "
            "and registered_on is not null) or state = 'struck'",
        ),
        _check(
            "a finding registered has its number and what follows",
            "(registered_on is null) = (registry_number = '') "
            "and (registered_on is null) = (measures = '') and registered_on >= found_on",
        ),
        _check("a finding struck says why", "(state = 'struck') = (reason <> '')"),
        sa.UniqueConstraint("author_office_id", "idempotency_key", name="one finding a sent form"),
    )
    _newest(table)


def _staff_post() -> None:
    table = "staff_post"
    op.create_table(
        table,
        *_common(table),
        *_columns(
            sa.Text(), "post", "provided_by", "holder", "appointed_by", "vacancy_note", "reason"
        ),
        *_columns(sa.Date(), "provided_on"),
        *_columns(sa.Date(), "appointed_on", "vacated_on", "abolished_on", nullable=True),
        _check(
            "a post abolished says when and why",
            "(state = 'abolished') = (abolished_on is not null) "
            "and (state = 'abolished') = (reason <> '') and abolished_on >= provided_on",
        ),
        _check(
            "a post held names its holder and the order",
            "(state = 'held') = (holder <> '') and (state = 'held') = (appointed_on is not null) "
            "and (state = 'held') = (appointed_by <> '') and appointed_on >= provided_on",
        ),
        _check("a post is one the paragraph names", "post in ('senior_assistant', 'assistant')"),
        _check("a post is vacant held or abolished", "state in ('vacant', 'held', 'abolished')"),
        _check("a post that fell vacant says why", "vacated_on is null or vacancy_note <> ''"),
        sa.UniqueConstraint("author_office_id", "idempotency_key", name="one post a sent form"),
    )
    _newest(table)
