"""A database as the first version of the store made it: its tables as they stood then, and three batches in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, DateTime, Float, ForeignKey, Index, Integer, MetaData, String, Table, insert

from readiness.store.engine import address, connect, file_of, writing

metadata = MetaData()

batch = Table(
    "batch", metadata, Column("revision", Integer, primary_key=True, autoincrement=True),
    Column("imported_at", DateTime, nullable=False), Column("files", String, nullable=False), Column("rows", Integer, nullable=False),
)

observation = Table(
    "observation", metadata, Column("id", Integer, primary_key=True, autoincrement=True),
    Column("revision", ForeignKey("batch.revision"), nullable=False), Column("unit", String(40), nullable=False),
    Column("indicator", String(40), nullable=False), Column("part", String(80), nullable=False), Column("month", String(7), nullable=False),
    Column("value", Float(53), nullable=False), Column("base", Float(53)), Column("remark", String, nullable=False),
    Column("file", String, nullable=False), Column("sheet", String, nullable=False), Column("row", Integer, nullable=False),
    Index("observation_key", "unit", "indicator", "part", "month"),
)

turn = Table("turn", metadata, Column("id", Integer, primary_key=True), Column("taken", Integer, nullable=False))

# What was imported in each batch: files, then (month, value, base, file, row) of C03 of T01.
BATCHES = (("一.csv", [("2026-01", 1.5, None, "一.csv", 2), ("2026-02", 2, 30, "一.csv", 3)]),
           ("二.csv、三.xlsx", [("2026-02", 9, 30, "二.csv", 2), ("2026-03", 4, None, "三.xlsx", 5)]),
           ("四.csv", [("2026-02", 2, 31, "四.csv", 2)]))
KNOWN = ({"2026-01": 1.5, "2026-02": 2}, {"2026-01": 1.5, "2026-02": 9, "2026-03": 4}, {"2026-01": 1.5, "2026-02": 2, "2026-03": 4})


def make(database: str) -> None:
    """The first version's tables and batches at an address."""
    engine = connect(address(database))
    if own := file_of(engine.url):
        own.parent.mkdir(parents=True, exist_ok=True)
    with writing(engine).begin() as connection:
        metadata.create_all(connection)
        connection.execute(insert(turn).values(id=1, taken=len(BATCHES)))
        for revision, (files, rows) in enumerate(BATCHES, start=1):
            connection.execute(insert(batch).values(imported_at=datetime(2026, revision, 3), files=files, rows=len(rows)))
            connection.execute(insert(observation), [
                {"revision": revision, "unit": "T01", "indicator": "C03", "part": "", "month": month, "value": value, "base": base,
                 "remark": "", "file": file, "sheet": "", "row": row} for month, value, base, file, row in rows])
    engine.dispose()
