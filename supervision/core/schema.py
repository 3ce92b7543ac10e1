"""Bringing a database to the head of the migrations, and knowing where it stands.

Belongs here: the call into Alembic. Does not belong here: a migration, or a table.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, text

from supervision.core.db import Base, engine_for

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
MODEL_MODULES = (
    "supervision.offices.models",
    "supervision.api.models",
    "supervision.audit.models",
    "supervision.decrees.models",
    "supervision.duties.models",
    "supervision.responses.models",
    "supervision.guidance.models",
    "supervision.cases.models",
    "supervision.enforcement.models",
    "supervision.disputes.models",
    "supervision.form4.models",
    "supervision.studies.models",
    "supervision.protests.models",
    "supervision.representations.models",
    "supervision.exclusions.models",
    "supervision.petitions.models",
    "supervision.indicators.models",
    "supervision.reminders.models",
    "supervision.rehearsals.models",
    "supervision.printing.models",
    "supervision.reports.models",
    "supervision.exchange.models",
)
# One migration at a time, whoever starts it: two starting hosts must not race.
_MIGRATION_LOCK = 7_251_002


def metadata() -> MetaData:
    """All tables of all rooms; loads the model modules, so that none is forgotten."""
    for name in MODEL_MODULES:
        importlib.import_module(name)
    return Base.metadata


def configuration() -> Config:
    """Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Bring the database to `revision` as the owner role."""
    _run(owner_url, lambda config: command.upgrade(config, revision))


def downgrade(owner_url: str, revision: str) -> None:
    """Take the database back to `revision`; used by tests of the migrations."""
    _run(owner_url, lambda config: command.downgrade(config, revision))


def _run(owner_url: str, work: object) -> None:
    engine = engine_for(owner_url)
    try:
        with engine.connect() as connection:
            connection.execute(text("select pg_advisory_lock(:key)"), {"key": _MIGRATION_LOCK})
            connection.commit()
            config = configuration()
            config.attributes["connection"] = connection
            work(config)  # type: ignore[operator]
            connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _MIGRATION_LOCK})
            connection.commit()
    finally:
        engine.dispose()


def head() -> str:
    """The newest revision this program knows."""
    found = ScriptDirectory.from_config(configuration()).get_current_head()
    if found is None:
        raise RuntimeError("no migrations found")
    return found


def knows(revision: str) -> bool:
    """Whether this program has that revision: a database at a later one was made by a newer program."""
    revisions = ScriptDirectory.from_config(configuration()).walk_revisions()
    return revision in {each.revision for each in revisions}


def current(url: str) -> str | None:
    """The revision a database stands at, or None before the first."""
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
