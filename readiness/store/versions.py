"""The version of a database, and the way from an older one to the newest: one file of `migrations/versions` a step."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from readiness.store.tables import VERSION

MIGRATIONS = Path(__file__).parent / "migrations"
FIRST = "0001"            # databases of the first version carry no number
_one_at_a_time = Lock()   # Alembic keeps what it is doing in variables of its modules


def version_of(connection: Connection) -> str:
    """The version of a database's tables; empty where there are none."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        return MigrationContext.configure(connection).get_current_revision() or ""
    return FIRST if {"batch", "observation", "turn"} <= tables else ""


def known_versions() -> list[str]:
    """Every version that there is a way from, ascending."""
    return sorted(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def upgrade(connection: Connection, version: str = VERSION) -> None:
    """From nothing or from an older version, within the connection's transaction."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    unnumbered = "alembic_version" not in inspect(connection).get_table_names() and version_of(connection) == FIRST
    with _one_at_a_time:
        if unnumbered:
            command.stamp(settings, FIRST)
        command.upgrade(settings, version)
