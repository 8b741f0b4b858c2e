"""Batches with who, how, why and each file; figures that know which batch superseded them and may be withdrawn; accepted doubts."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

KEY = ("unit", "indicator", "part", "month")
AS_IT_WAS = ("value", "base", "remark", "file", "sheet", "row")


def upgrade() -> None:
    """The old tables step aside, their rows are carried over, and they are dropped."""
    op.rename_table("observation", "observation_0001")
    op.rename_table("batch", "batch_0001")
    _create()
    connection = op.get_bind()
    old = sa.MetaData()
    old.reflect(connection, only=["batch_0001", "observation_0001"])
    batches, figures = old.tables["batch_0001"], old.tables["observation_0001"]
    _carry_batches(connection, batches, figures)
    _carry_figures(connection, figures)
    op.drop_table("observation_0001")
    op.drop_table("batch_0001")
    op.add_column("turn", sa.Column("restored", sa.Integer, nullable=False, server_default="0"))


def _create() -> None:
    op.create_table(
        "batch",
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("account", "kind", "reason")),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.Column("configuration", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("revision", name="pk_batch"),
        sa.ForeignKeyConstraint(["undoes"], ["batch.revision"], name="fk_batch_undoes"),
    )
    _numbered("batch_file", sa.Column("name", sa.String, nullable=False), sa.Column("sha256", sa.String, nullable=False),
              sa.Column("rows", sa.Integer, nullable=False))
    _numbered("accepted_doubt", *(sa.Column(name, sa.Integer if name == "line" else sa.String, nullable=False)
                                  for name in ("line", "place", "what", "fix", "file", "sheet", "column", "value")))
    _numbered("observation", *(sa.Column(name, sa.String, nullable=False) for name in KEY),
              sa.Column("value", sa.Float(53)), sa.Column("base", sa.Float(53)),
              *(sa.Column(name, sa.String, nullable=False) for name in ("remark", "file", "sheet")),
              sa.Column("row", sa.Integer, nullable=False), sa.Column("superseded", sa.Integer), sqlite_with_rowid=False)
    op.create_index("observation_figure", "observation", [*KEY, "revision"])
    op.create_index("observation_month", "observation", ["month", "superseded"])


def _numbered(name: str, *columns: sa.Column, **options: bool) -> None:
    """A table whose rows belong to a batch and are numbered in it."""
    op.create_table(
        name,
        sa.Column("revision", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("revision", "number", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["revision"], ["batch.revision"], name=f"fk_{name}_revision"),
        **options,
    )


def _carry_batches(connection: sa.Connection, old: sa.Table, figures: sa.Table) -> None:
    """Nobody wrote down who imported them; the files' names stood in one text, joined by 、."""
    batch = sa.table("batch", *(sa.column(name) for name in ("revision", "at", "account", "kind", "reason", "rows", "configuration")))
    none = sa.literal("", sa.String)
    connection.execute(batch.insert().from_select(
        ["revision", "at", "account", "kind", "reason", "rows", "configuration"],
        sa.select(old.c.revision, old.c.imported_at, none, sa.literal("import", sa.String), none, old.c.rows, none)))
    batch_file = sa.table("batch_file", *(sa.column(name) for name in ("revision", "number", "name", "sha256", "rows")))
    counts = Counter({(revision, file): rows for revision, file, rows in connection.execute(
        sa.select(figures.c.revision, figures.c.file, sa.func.count()).group_by(figures.c.revision, figures.c.file))})
    files = [{"revision": revision, "number": number, "name": name, "sha256": "", "rows": counts[revision, name]}
             for revision, names in connection.execute(sa.select(old.c.revision, old.c.files))
             for number, name in enumerate(filter(None, names.split("、")), start=1)]
    if files:
        connection.execute(batch_file.insert(), files)


def _carry_figures(connection: sa.Connection, old: sa.Table) -> None:
    """Numbered within their batch; of each figure a row is superseded by the batch of the next one."""
    number = sa.func.row_number().over(partition_by=old.c.revision, order_by=old.c.id)
    later = sa.func.lead(old.c.revision).over(partition_by=[old.c[name] for name in KEY], order_by=[old.c.revision, old.c.id])
    names = ["revision", "number", *KEY, *AS_IT_WAS, "superseded"]
    observation = sa.table("observation", *(sa.column(name) for name in names))
    rows = sa.select(old.c.revision, number, *(old.c[name] for name in (*KEY, *AS_IT_WAS)), later)
    connection.execute(observation.insert().from_select(names, rows))
