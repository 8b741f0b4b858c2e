"""The tables as they are now, and the number of the migration that makes them so.

A figure is unit, indicator, part and month.  Of all its rows the one that nothing supersedes counts; a row counted at revision r
where `revision <= r` and `superseded` is empty or greater than r.  A row without a value withdraws the figure.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ColumnElement,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    and_,
    or_,
)

from readiness.observations.table import KEY

VERSION = "0003"          # the newest file of migrations/versions

metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"})

batch = Table(
    "batch", metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),                      # UTC
    Column("account", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("undoes", ForeignKey("batch.revision")),
    Column("configuration", String, nullable=False),
)

batch_file = Table(
    "batch_file", metadata,
    Column("revision", ForeignKey("batch.revision"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("rows", Integer, nullable=False),
)

accepted_doubt = Table(
    "accepted_doubt", metadata,
    Column("revision", ForeignKey("batch.revision"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Integer if name == "line" else String, nullable=False)
      for name in ("line", "place", "what", "fix", "file", "sheet", "column", "value")),
)

observation = Table(
    "observation", metadata,
    Column("revision", ForeignKey("batch.revision"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    *(Column(name, String, nullable=False) for name in KEY),
    Column("value", Float(53)),                                  # empty: withdrawn
    Column("base", Float(53)),
    *(Column(name, String, nullable=False) for name in ("remark", "file", "sheet")),
    Column("row", Integer, nullable=False),
    Column("superseded", Integer),                               # the revision whose row counts in its place
    Index("observation_figure", *KEY, "revision"),
    Index("observation_month", "month", "superseded"),
    sqlite_with_rowid=False,
)

# 定格: what was shown at a meeting.  Its pieces are the YAML files that were in force, tables and files, each compressed.
frozen = Table(
    "frozen", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("at", DateTime, nullable=False),                      # UTC
    *(Column(name, String, nullable=False) for name in ("account", "note", "as_of")),
    Column("revision", ForeignKey("batch.revision"), nullable=False),
    *(Column(name, String, nullable=False) for name in ("fingerprint", "configuration", "data")),
    UniqueConstraint("name", name="uq_frozen_name"),
)

frozen_piece = Table(
    "frozen_piece", metadata,
    Column("frozen", ForeignKey("frozen.id"), primary_key=True, autoincrement=False),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("sha256", String, nullable=False),                    # of the piece as it was, not as it is compressed
    Column("content", LargeBinary, nullable=False),
)

# One row.  Every write takes it first, so the database itself has the say over which of two comes first; `restored` counts how
# often a backup took the place of everything.
turn = Table("turn", metadata, Column("id", Integer, primary_key=True, autoincrement=False), Column("taken", Integer, nullable=False),
             Column("restored", Integer, nullable=False))


def counted(revision: int | None = None) -> ColumnElement[bool]:
    """Whether a row of `observation` counts now, or counted at a revision."""
    if revision is None:
        return observation.c.superseded.is_(None)
    later = or_(observation.c.superseded.is_(None), observation.c.superseded > revision)
    return and_(observation.c.revision <= revision, later)
