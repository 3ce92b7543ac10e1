"""Row-level security in the words of migrations: one way to say who sees a table's rows.

The form of the condition matters: `= any((select …)::int[])` is worked out once a statement and
keeps the index scan; `in (select …)`, a function or an `or` in its place loses it.
"""

from __future__ import annotations

from alembic import op

APP_ROLE = "supervision_app"


def offices(setting: str) -> str:
    """The list of offices one setting of the transaction holds; nothing set is no office."""
    return f"(select nullif(current_setting('app.{setting}', true), '')::int[])::int[]"


def weighed(condition: str) -> str:
    """The same condition as the planner takes for one that half of the rows meet.

    For a table whose every question names its own office or owner: it keeps the index that serves
    the question, in its order, and a policy only filters. A question without either walks the table.
    """
    return f"case when {condition} then true else false end"


def secure(
    table: str,
    *,
    read: str = "read_offices",
    write: str = "write_offices",
    column: str = "office_id",
    may_delete: bool = False,
) -> None:
    """Force row-level security on `table`: rows of `read` offices seen, of `write` ones changed.

    Updating needs both: the row must be seen, and what it becomes must lie in a `write` office.
    """
    seen = f"{column} = any({offices(read)})"
    changed = f"{column} = any({offices(write)})"
    op.execute(f"alter table {table} enable row level security")
    op.execute(f"alter table {table} force row level security")
    op.execute(f"create policy {table}_seen on {table} for select to {APP_ROLE} using ({seen})")
    op.execute(
        f"create policy {table}_added on {table} for insert to {APP_ROLE} with check ({changed})"
    )
    op.execute(
        f"create policy {table}_changed on {table} for update to {APP_ROLE} "
        f"using ({changed}) with check ({changed})"
    )
    if may_delete:
        op.execute(
            f"create policy {table}_removed on {table} for delete to {APP_ROLE} using ({changed})"
        )
    grant(table, may_delete=may_delete)


def grant(table: str, *, may_delete: bool = False) -> None:
    """What the app role may do with a table: never delete unless the table is made for it."""
    op.execute(f"revoke all on {table} from {APP_ROLE}")
    rights = "select, insert, update" + (", delete" if may_delete else "")
    op.execute(f"grant {rights} on {table} to {APP_ROLE}")
