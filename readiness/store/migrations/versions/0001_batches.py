"""The first tables: batches by the names of their files, and figures numbered through."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """As databases were made before they carried a version."""
    op.create_table(
        "batch",
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sa.Column("files", sa.String, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
    )
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("revision", sa.Integer, sa.ForeignKey("batch.revision"), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("indicator", sa.String(40), nullable=False),
        sa.Column("part", sa.String(80), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("value", sa.Float(53), nullable=False),
        sa.Column("base", sa.Float(53)),
        sa.Column("remark", sa.String, nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("sheet", sa.String, nullable=False),
        sa.Column("row", sa.Integer, nullable=False),
    )
    op.create_index("observation_key", "observation", ["unit", "indicator", "part", "month"])
    turn = op.create_table("turn", sa.Column("id", sa.Integer, primary_key=True), sa.Column("taken", sa.Integer, nullable=False))
    op.bulk_insert(turn, [{"id": 1, "taken": 0}])
