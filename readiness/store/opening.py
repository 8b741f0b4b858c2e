"""A database as it is found becomes one of this version: made, upgraded after a copy was put aside, or refused.

Whoever comes first does it, within one transaction that the others wait for.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from readiness.store.copies import place_beside, save
from readiness.store.engine import file_of, in_words, writing
from readiness.store.refusal import DatabaseRefused
from readiness.store.tables import VERSION
from readiness.store.versions import known_versions, upgrade, version_of

LOCK = 6_200_158          # PostgreSQL's advisory lock of whoever makes or upgrades the tables; any number, always the same


def prepare(engine: Engine) -> None:
    """Leave the database at this version; raises `DatabaseRefused`."""
    with in_words(engine):
        if own := file_of(engine.url):
            own.parent.mkdir(parents=True, exist_ok=True)
        with engine.connect() as connection:
            ready = version_of(connection) == VERSION
        if not ready:
            with writing(engine).begin() as connection:
                _bring_up(connection)


def _bring_up(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    version = version_of(connection)
    if version and version not in known_versions():
        raise DatabaseRefused("数据库", f"数据库的版本是 {version}，比本程序认识的 {VERSION} 新。", "换用新版本的程序；或用备份恢复到另一个数据库。")
    if version and version != VERSION:
        save(connection, place_beside(connection.engine.url, VERSION))
    if version != VERSION:
        upgrade(connection)
