"""The whole of a database as one SQLite file, and back into a database: every row, or nothing.

A copy has the version of what it is a copy of; it is written under another name first, so a file with its name is whole.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL, Connection, Engine, MetaData, Table, delete, func, select, update

from readiness.store.engine import connect, file_of, writing
from readiness.store.refusal import DatabaseRefused
from readiness.store.rows import write_all
from readiness.store.tables import VERSION, batch, metadata, turn
from readiness.store.versions import known_versions, upgrade, version_of

AT_ONCE = 50_000          # rows read before they are written
DATA = Path(__file__).resolve().parents[2] / "data"


def place_beside(url: URL, why: str) -> Path:
    """Where a copy goes that nobody asked for: `READINESS_BACKUPS`, else beside the SQLite file, else `data/`."""
    own = file_of(url)
    folder = Path(os.environ.get("READINESS_BACKUPS") or (own.parent if own else DATA))
    name = own.name if own else str(url.database)
    stem = f"{name}.before-{why}-{datetime.now():%Y%m%d-%H%M%S}"
    taken = {path.name for path in folder.glob(f"{name}.before-*")}
    return folder / next(each for each in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if each not in taken)


def save(connection: Connection, path: Path) -> None:
    """A copy of the database behind a connection, as it was when the connection's transaction began."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    half.unlink(missing_ok=True)
    try:
        if own := file_of(connection.engine.url):
            _copy_file(own, half)
        else:
            _copy_out(connection, half)
        _close(half)
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)


def _copy_file(source: Path, target: Path) -> None:
    """By SQLite's own means, which waits for nobody and sees whole batches only."""
    with closing(sqlite3.connect(source)) as there, closing(sqlite3.connect(target)) as here:
        there.backup(here)


def _close(path: Path) -> None:
    """So that the copy is one file, which needs no other beside it to be read."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")


def _copy_out(connection: Connection, target: Path) -> None:
    """Table by table into an empty SQLite file of the same version."""
    with _opened(target) as engine, writing(engine).begin() as into:
        upgrade(into, version_of(connection))
        tables = MetaData()
        tables.reflect(into, only=lambda name, _: name != "alembic_version")     # the copy has it already, the first databases have none
        for table in tables.sorted_tables:
            into.execute(delete(table))
            _copy_rows(connection, into, table)


def _copy_rows(source: Connection, target: Connection, table: Table) -> None:
    rows = source.execute(select(table).order_by(*table.primary_key), execution_options={"stream_results": True})
    for some in rows.partitions(AT_ONCE):
        write_all(target, table, some)


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    engine = connect(URL.create("sqlite", database=str(path)))
    try:
        yield engine
    finally:
        engine.dispose()


def load(connection: Connection, path: Path) -> int:
    """Everything in a copy, in the place of everything there is; the revision then.  Raises `DatabaseRefused`."""
    with TemporaryDirectory() as folder, _newest(path, Path(folder) / "copy.db") as source:
        for table in reversed(metadata.sorted_tables):
            if table is not turn:
                connection.execute(delete(table))
        for table in metadata.sorted_tables:
            if table is not turn:
                _copy_rows(source, connection, table)
    connection.execute(update(turn).values(restored=turn.c.restored + 1))
    return connection.execute(select(func.max(batch.c.revision))).scalar() or 0


@contextmanager
def _newest(path: Path, copy: Path) -> Iterator[Connection]:
    """A copy of the copy, upgraded where it is older."""
    check(path)
    _copy_file(path, copy)
    with _opened(copy) as engine:
        with writing(engine).begin() as connection:
            upgrade(connection)
        with engine.connect() as connection:
            yield connection


def check(path: Path) -> None:
    """Refuse a file that is none of ours, is damaged, or was made by a newer program."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            sound = file.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            tables = {name for name, in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            numbers = [number for number, in file.execute("SELECT version_num FROM alembic_version")] if "alembic_version" in tables else []
    except sqlite3.DatabaseError:
        sound, tables, numbers = False, set(), []
    if not sound or not {"batch", "observation", "turn"} <= tables:
        raise DatabaseRefused(path.name, "不是本系统的备份文件，或已经损坏。", "换一个用 backup 命令写出的文件。")
    if not set(numbers) <= set(known_versions()):
        raise DatabaseRefused(path.name, f"这份备份的版本是 {numbers[0]}，比本程序认识的 {VERSION} 新。", "先升级本程序，再恢复。")
