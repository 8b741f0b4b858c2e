"""How Alembic runs the migrations: on the connection that it is given, within that connection's transaction."""

from __future__ import annotations

from alembic import context

# Without the metadata of today: its way of naming constraints is not that of the first tables.
context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
