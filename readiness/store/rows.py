"""Tables of figures into the database and out of it, a million at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from sqlalchemy import Connection, DateTime, Select, Table, insert

from readiness.store.tables import observation

NUMBERS = {"value": float, "base": float, "value_before": float, "base_before": float, "row": np.int64, "revision": np.int64,
           "number": np.int64, "line": np.int64, "rows": np.int64}
AT_ONCE = 2_000           # rows that are turned into columns together
FREE_TEXT = ("remark", "file", "sheet")


def fetch(connection: Connection, query: Select) -> pd.DataFrame:
    """What a query finds, by its columns' names; text is text and numbers are numbers, also where nothing is found.

    Some rows at a time and as the driver gives them: a million of SQLAlchemy's would keep the garbage collector busy.
    """
    result = connection.execute(query)
    names = list(result.keys())
    parts = [_table(names, zip(*some, strict=True)) for some in iter(lambda: result.cursor.fetchmany(AT_ONCE), [])]
    result.close()
    return pd.concat(parts, ignore_index=True) if parts else _table(names, [()] * len(names))


def _table(names: Sequence[str], columns: Iterable[Sequence]) -> pd.DataFrame:
    return pd.DataFrame({name: _column(name, cells) for name, cells in zip(names, columns, strict=True)})


def _column(name: str, cells: Sequence) -> object:
    if name in NUMBERS:
        return np.array(cells, dtype=NUMBERS[name])
    if name in ("undoes", "undone_by", "superseded"):
        return pd.array(cells, dtype="Int64")
    return np.array(cells, dtype="datetime64[us]").astype("datetime64[s]") if name == "at" else pd.array(cells, dtype="str")


def write(connection: Connection, table: pd.DataFrame, revision: int) -> None:
    """The rows of a batch, numbered from 1 in their order."""
    known = table.assign(revision=revision, number=np.arange(1, len(table) + 1), superseded=None)
    for name in FREE_TEXT:                     # a character that PostgreSQL has no place for
        if known[name].notna().all():
            known[name] = known[name].str.replace("\0", "")
    write_all(connection, observation, zip(*(_cells(known[column.name]) for column in observation.columns), strict=True))


def _cells(column: pd.Series) -> list:
    return column.astype(object).where(column.notna(), None).tolist() if column.hasnans else column.tolist()


def write_all(connection: Connection, table: Table, rows: Iterable[Sequence]) -> None:
    """Rows in the order of the table's columns, the quickest way that the database has."""
    if connection.dialect.name == "postgresql":
        _copy_in(connection, table, rows)
    elif any(isinstance(column.type, DateTime) for column in table.columns):     # the driver knows no times, SQLAlchemy does
        connection.execute(insert(table), [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
    else:
        connection.exec_driver_sql(str(insert(table).compile(dialect=connection.dialect)), [tuple(row) for row in rows])


def _copy_in(connection: Connection, table: Table, rows: Iterable[Sequence]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(column.name) for column in table.columns)
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
