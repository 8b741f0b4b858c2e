"""What other processes do to a store while a test looks on: import, open, or stop in the middle and wait to be killed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Event
from types import ModuleType

import psycopg
from sqlalchemy import event

from readiness.observations import Observations
from readiness.store import Origin, SourceFile, Store
from readiness.store import rows as rows_room

PATIENCE = 120            # seconds after which a test says that another process hangs
PROCESSES = get_context("forkserver")      # of its own, for a fork of the test's process would take over its threads and locks
PROCESSES.set_forkserver_preload(["readiness.store", "psycopg"])


def figures(unit: str, *values: float) -> Observations:
    """One indicator's months from January 2020 on."""
    return Observations.of((unit, "C03", "", f"{2020 + at // 12}-{at % 12 + 1:02d}", value, float("nan"), "", "表.csv", "", at + 2)
                           for at, value in enumerate(values))


def by(who: str) -> Origin:
    return Origin("import", who, files=(SourceFile("表.csv"),))


def start(worker: BaseProcess) -> None:
    """Start it knowing nothing of this process's main module: after a page has run under test that is the page, which it would run, too."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        worker.start()
    finally:
        sys.modules["__main__"] = main


def together(work: Callable, arguments: Iterable[tuple]) -> list:
    """What `work(*one)` returns for each, every one in a process of its own and all let go at the same moment."""
    arguments = list(arguments)
    gate = PROCESSES.Barrier(len(arguments))
    pipes = [PROCESSES.Pipe(duplex=False) for _ in arguments]
    workers = [PROCESSES.Process(target=_work, args=(gate, mine, work, one)) for (_, mine), one in zip(pipes, arguments, strict=True)]
    for worker in workers:
        start(worker)
    told = [here.recv() if here.poll(PATIENCE) else "hangs" for here, _ in pipes]
    for worker in workers:
        worker.join(PATIENCE)
    return told


def _work(gate, told: Connection, work: Callable, arguments: tuple) -> None:
    gate.wait(PATIENCE)
    try:
        told.send(work(*arguments))
    except Exception as failure:
        told.send(repr(failure))


def opens(database: str) -> int:
    return Store(database).revision()


def imports(database: str, unit: str, times: int) -> list[int]:
    """One figure more each time, and one that all importers fight for; the revisions that came of it."""
    store = Store(database)
    return [store.add(Observations.joined([figures(unit, *range(1, at + 1)), figures("T00", float(f"{at}.{unit[1:]}"))]), by(unit)).revision
            for at in range(1, times + 1)]


@contextmanager
def stopped(database: str, point: str, number: int):
    """Another process that imports and stops at the n-th statement, the n-th written row or before it commits; killed at the end."""
    here, there = PROCESSES.Pipe(duplex=False)
    worker = PROCESSES.Process(target=_import_until, args=(there, database, point, number))
    start(worker)
    try:
        yield here.recv() if here.poll(PATIENCE) else "hangs"
    finally:
        worker.kill()
        worker.join()


def _import_until(told: Connection, database: str, point: str, number: int) -> None:
    store = Store(database)
    count = iter(range(1, 1_000_000))

    def reached(*_, **__) -> None:
        if next(count) == number:
            told.send(f"at {point} {number}")
            Event().wait()

    _POINTS[point](store, reached)
    store.add(Observations.joined([figures("T01", *range(100, 200)), figures("T02", *range(500))]), by("killed"))
    told.send("done")


def _at_rows(store: Store, reached: Callable) -> None:
    """Between two rows: as they are handed to PostgreSQL, or of SQLite's own steps every five hundredth from the first row on."""
    if store.engine.dialect.name == "postgresql":
        write = psycopg.Copy.write_row
        psycopg.Copy.write_row = lambda copy, row: (reached(), write(copy, row))
        return
    write_all = rows_room.write_all

    def counted(connection, table, rows):
        raw = connection.connection.driver_connection
        raw.execute("PRAGMA cache_size = 10")                   # so that much of the batch is in its files before the commit
        raw.set_progress_handler(reached, 500)
        write_all(connection, table, rows)

    rows_room.write_all = counted


_POINTS = {"statement": lambda store, reached: event.listen(store.engine, "before_cursor_execute", reached),
           "row": _at_rows, "commit": lambda store, reached: event.listen(store.engine, "commit", reached)}
