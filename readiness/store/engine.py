"""A database behind its address: SQLite or PostgreSQL, each told how to behave when several people work at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError
from sqlalchemy.pool import StaticPool

from readiness.store.refusal import DatabaseRefused

PATIENCE = 60             # seconds that an import waits for another's end

POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
HOW = "写成 postgresql://用户:口令@主机/库名 或 sqlite:////文件夹/文件.db；不设就用 data/ 里的文件。"


def address(text: str) -> URL:
    """The address, with psycopg as the driver of PostgreSQL however that is written."""
    scheme, mark, rest = text.partition("://")
    if not mark:
        raise DatabaseRefused("数据库", "READINESS_DATABASE_URL 不是数据库地址。", HOW)
    if scheme not in {"sqlite", *POSTGRESQL}:
        raise DatabaseRefused("数据库", f"READINESS_DATABASE_URL 写的是 {scheme}，本系统用 SQLite 或 PostgreSQL。", HOW)
    return make_url(text if scheme == "sqlite" else f"postgresql+psycopg://{rest}")


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database; None where it is in memory or on a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:") else None


def connect(url: URL) -> Engine:
    """An engine, which has not spoken to the database yet."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    own = file_of(url)
    engine = create_engine(url, connect_args={"timeout": PATIENCE, "check_same_thread": False},
                           **({} if own else {"poolclass": StaticPool}))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def in_words(engine: Engine) -> Iterator[None]:
    """A database that cannot be reached, or is none, is told as a problem is told, and its password is not."""
    try:
        yield
    except (DatabaseError, OSError) as failure:
        if isinstance(failure, IntegrityError | ProgrammingError | DataError):     # ours, not the database's
            raise
        why = str(getattr(failure, "orig", failure)).strip()
        raise DatabaseRefused("数据库", f"打不开 {engine.url.render_as_string(hide_password=True)}：{why}",
                              "核对 READINESS_DATABASE_URL，以及数据库是否已启动、磁盘是否已满、文件是否可写。") from failure


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write."""
    return engine.execution_options(writing=True)


def _prepare(raw, _record) -> None:
    """Transactions begin where we say so, not where the driver guesses; readers see the last whole state while one writes."""
    raw.isolation_level = None
    raw.execute("PRAGMA foreign_keys = ON")
    with suppress(sqlite3.OperationalError):           # somebody is writing; whoever comes next will do it
        raw.execute("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """Who writes takes the lock at once: two who read first and then write would both be turned away."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")
