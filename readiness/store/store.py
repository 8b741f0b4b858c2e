"""The store as the other rooms know it: figures in, figures out, what was known when; each call one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
from sqlalchemy import Connection, func, select, update

from readiness.observations import Observations
from readiness.problems import Problem
from readiness.store import batches, copies, frozen, history
from readiness.store.engine import address, connect, in_words, writing
from readiness.store.frozen import Frozen, PieceKind, Pieces
from readiness.store.opening import prepare
from readiness.store.origin import Origin, Restored, Saved, SourceFile
from readiness.store.refusal import DatabaseRefused
from readiness.store.register import register
from readiness.store.tables import batch, turn


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class Store:
    """Batches of observations behind a database's address (SQLite or PostgreSQL)."""

    def __init__(self, url: str, clock: batches.Clock = now) -> None:
        self.engine = connect(address(url))
        self._clock = clock
        prepare(self.engine)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_words(self.engine), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other write shares."""
        with in_words(self.engine), writing(self.engine).begin() as connection:
            connection.execute(update(turn).values(taken=turn.c.taken + 1))
            yield connection

    def revision(self) -> int:
        """The data revision (数据版本): the number of the last batch, 0 before the first."""
        with self._reading() as connection:
            return batches.last(connection)

    def state(self) -> tuple[int, int]:
        """The revision, and how often a backup took the place of everything: equal states hold equal figures."""
        with self._reading() as connection:
            newest = select(func.coalesce(func.max(batch.c.revision), 0)).scalar_subquery()
            return tuple(connection.execute(select(newest, turn.c.restored)).one())

    def observations(self, revision: int | None = None) -> Observations:
        """See `history.observations`."""
        with self._reading() as connection:
            return history.observations(connection, revision)

    def revision_on(self, day: date) -> int:
        """See `history.revision_on`."""
        with self._reading() as connection:
            return history.revision_on(connection, day)

    def revision_ending(self, month: str, upto: int) -> int | None:
        """See `history.revision_ending`."""
        with self._reading() as connection:
            return history.revision_ending(connection, month, upto)

    def add(self, observations: Observations, origin: Origin, seen: int | None = None) -> Saved:
        """One batch with the figures that are new or changed; no batch where none is.  All or nothing.

        `seen` is the revision that a preview was made against: raises `Overtaken` where one of the figures has changed since.
        """
        with self._writing() as connection:
            return batches.add(connection, observations, origin, seen, self._clock)

    def add_all(self, given: Iterable[tuple[Observations, Origin]]) -> Saved:
        """A batch for each set of observations, all of them or none."""
        with self._writing() as connection:
            rows = sum(batches.add(connection, observations, origin, None, self._clock).rows for observations, origin in given)
            return Saved(batches.last(connection), rows)

    def undo(self, revision: int, account: str, reason: str, configuration: str = "") -> Saved:
        """See `batches.undo`; undoing an undo is a redo.  Raises `CannotUndo`."""
        with self._writing() as connection:
            return batches.undo(connection, revision, account, reason, configuration, self._clock)

    def backup(self, path: Path) -> int:
        """Everything, as it is at one moment, into a SQLite file; the revision in it."""
        whole = self.engine if self.engine.dialect.name == "sqlite" else self.engine.execution_options(isolation_level="REPEATABLE READ")
        with in_words(self.engine), whole.begin() as connection:
            revision = batches.last(connection)
            copies.save(connection, path)
            return revision

    def restore(self, path: Path, replace: bool = False) -> Restored:
        """What a copy holds, into an empty database; or in the place of everything there is, once a copy of that is put aside."""
        copies.check(path)
        with self._writing() as connection:
            aside = self._aside(connection, replace)
            return Restored(copies.load(connection, path), aside)

    def _aside(self, connection: Connection, replace: bool) -> Path | None:
        revision = batches.last(connection)
        if not revision:
            return None
        if not replace:
            raise DatabaseRefused("数据库", f"数据库里已有 {revision} 批数据，没有恢复。", "确要以备份代替，就加上 --replace；现有数据会先另存一份。")
        aside = copies.place_beside(self.engine.url, "restore")
        copies.save(connection, aside)
        return aside

    def batches(self) -> pd.DataFrame:
        """See `history.batches`."""
        with self._reading() as connection:
            return history.batches(connection)

    def rows_of(self, revision: int) -> pd.DataFrame:
        """See `history.rows_of`."""
        with self._reading() as connection:
            return history.rows_of(connection, revision)

    def cell_history(self, unit: str, indicator: str) -> pd.DataFrame:
        """See `history.cell_history`."""
        with self._reading() as connection:
            return history.cell_history(connection, unit, indicator)

    def between(self, old: int, new: int) -> pd.DataFrame:
        """See `history.between`."""
        with self._reading() as connection:
            return history.between(connection, old, new)

    def register(self, year: int, upto: int) -> pd.DataFrame:
        """See `register.register`."""
        with self._reading() as connection:
            return register(connection, year, upto)

    def files_of(self, revision: int) -> list[SourceFile]:
        """See `history.files_of`."""
        with self._reading() as connection:
            return history.files_of(connection, revision)

    def doubts_of(self, revision: int) -> list[Problem]:
        """See `history.doubts_of`."""
        with self._reading() as connection:
            return history.doubts_of(connection, revision)

    def freeze(self, given: Frozen, pieces: Pieces) -> Frozen:
        """See `frozen.keep`.  All or nothing."""
        with self._writing() as connection:
            return frozen.keep(connection, given, pieces, self._clock)

    def frozen(self) -> list[Frozen]:
        """See `frozen.listed`."""
        with self._reading() as connection:
            return frozen.listed(connection)

    def pieces_of(self, number: int, kind: PieceKind) -> dict[str, bytes]:
        """See `frozen.pieces_of`."""
        with self._reading() as connection:
            return frozen.pieces_of(connection, number, kind)
