"""A database behind its address: SQLite or PostgreSQL, each told how to behave when several people work at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import StaticPool

PATIENCE = 60             # seconds that an import waits for another's end

POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}


def address(text: str) -> URL:
    """The address, with psycopg as the driver of PostgreSQL however that is written."""
    scheme, mark, rest = text.partition("://")
    return make_url(f"postgresql+psycopg://{rest}" if mark and scheme in POSTGRESQL else text)


def connect(url: URL) -> Engine:
    """An engine; the folder of a new SQLite file is made."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    memory = url.database in (None, "", ":memory:")
    if not memory:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False},
                           **({"poolclass": StaticPool} if memory else {}))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(writing=True)


def _prepare(raw, _record) -> None:
    """Transactions begin where we say so, not where the driver guesses; readers see the last whole state while one writes."""
    raw.isolation_level = None
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """Who writes takes the lock at once: two who read first and then write would both be turned away."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")
