"""Runs the migrations on the connection that `supervision.core.schema` hands over."""

from __future__ import annotations

from alembic import context

from supervision.core.schema import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    context.configure(
        dialect_name="postgresql", target_metadata=metadata(), literal_binds=True, as_sql=True
    )
    with context.begin_transaction():
        context.run_migrations()
else:
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        transaction_per_migration=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()
