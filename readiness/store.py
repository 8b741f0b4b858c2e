"""What is kept between runs: imported observations by batch.  The only module that speaks SQL.

Nothing is overwritten: a later batch supersedes, the earlier rows stay, and the data revision grows with each batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import pandas as pd
from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from readiness.observations import COLUMNS, Observations
from readiness.observations.table import KEY

metadata = MetaData()

batch = Table(
    "batch", metadata,
    Column("revision", Integer, primary_key=True, autoincrement=True),
    Column("imported_at", DateTime, nullable=False),
    Column("files", String, nullable=False),
    Column("rows", Integer, nullable=False),
)

observation = Table(
    "observation", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("revision", ForeignKey("batch.revision"), nullable=False),
    Column("unit", String(40), nullable=False),
    Column("indicator", String(40), nullable=False),
    Column("part", String(80), nullable=False),
    Column("month", String(7), nullable=False),
    Column("value", Float(53), nullable=False),
    Column("base", Float(53)),
    Column("remark", String, nullable=False),
    Column("file", String, nullable=False),
    Column("sheet", String, nullable=False),
    Column("row", Integer, nullable=False),
    Index("observation_key", "unit", "indicator", "part", "month"),
)

# One row, locked by every import: it gives the database itself the say over which of two imports comes first.
turn = Table("turn", metadata, Column("id", Integer, primary_key=True), Column("taken", Integer, nullable=False))


@dataclass(frozen=True)
class Imported:
    """What an import did: the revision after it, and how many rows were new or changed."""

    revision: int
    rows: int


class Store:
    """Batches of observations behind a SQLAlchemy URL."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = create_engine(url)
        if self.engine.url.database and self.engine.dialect.name == "sqlite":
            Path(self.engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        metadata.create_all(self.engine)
        with suppress(IntegrityError), self.engine.begin() as connection:   # there already, or another was quicker
            if not connection.execute(select(turn.c.id)).first():
                connection.execute(insert(turn).values(id=1, taken=0))

    @contextmanager
    def _importing(self) -> Iterator[Connection]:
        """A transaction that no other import shares."""
        with self.engine.begin() as connection:
            connection.execute(update(turn).values(taken=turn.c.taken + 1))
            yield connection

    def revision(self) -> int:
        """The data revision (数据版本): the number of the last batch, 0 before the first."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(batch.c.revision))).scalar() or 0

    def observations(self, revision: int | None = None) -> Observations:
        """What counts now, or counted at a revision: of every figure the latest batch's row."""
        with self.engine.connect() as connection:
            return Observations.joined([self._all(connection, revision)])

    def revision_ending(self, month: str, upto: int) -> int | None:
        """The last revision, of those up to `upto`, whose newest month was `month`; None where there never was one."""
        newest = select(observation.c.revision, func.max(observation.c.month)).where(observation.c.revision <= upto)
        with self.engine.connect() as connection:
            batches = connection.execute(newest.group_by(observation.c.revision).order_by(observation.c.revision)).all()
        known = zip([revision for revision, _ in batches], accumulate((last for _, last in batches), max), strict=True)
        return max((revision for revision, last in known if last == month), default=None)

    def _all(self, connection: Connection, revision: int | None = None) -> Observations:
        columns = [observation.c[name] for name in COLUMNS]
        found = select(*columns).order_by(observation.c.revision, observation.c.id)
        rows = connection.execute(found if revision is None else found.where(observation.c.revision <= revision))
        return Observations.of(tuple(row) for row in rows)

    def add(self, observations: Observations, files: str) -> Imported:
        """One batch with the rows that are new or changed; no batch where nothing is.  All or nothing."""
        return self.add_all([(observations, files)])

    def add_all(self, given: Iterable[tuple[Observations, str]]) -> Imported:
        """A batch for each set of observations and the names of its files, all of them or none."""
        rows = 0
        with self._importing() as connection:
            current = Observations.joined([self._all(connection)])
            for observations, files in given:
                fresh = Observations(_changed(observations.table, current.table))
                rows += _insert(connection, fresh, files)
                current = Observations.joined([current, fresh])
            return Imported(connection.execute(select(func.max(batch.c.revision))).scalar() or 0, rows)


def _insert(connection: Connection, fresh: Observations, files: str) -> int:
    """One batch of what is new or changed, no batch where nothing is; how many rows that was."""
    if fresh.table.empty:
        return 0
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    entered = connection.execute(insert(batch).values(imported_at=now, files=files, rows=len(fresh.table)))
    revision = entered.inserted_primary_key[0]
    connection.execute(insert(observation), [{"revision": revision, **row} for row in _records(fresh.table)])
    return len(fresh.table)


def _changed(given: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """The rows of `given` whose value or base is not what counts already."""
    known = current[[*KEY, "value", "base"]].rename(columns={"value": "value_now", "base": "base_now"})
    both = given.merge(known, on=KEY, how="left")
    same_base = (both["base"] == both["base_now"]) | (both["base"].isna() & both["base_now"].isna())
    return given[~((both["value"] == both["value_now"]) & same_base).to_numpy()]


def _records(table: pd.DataFrame) -> list[dict]:
    cleaned = table.astype(object).where(table.notna(), None)
    return cleaned.to_dict("records")
