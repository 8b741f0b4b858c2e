"""定格: what was shown at a meeting, with the configuration that was in force and the results as they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two tables more; nothing else changes."""
    op.create_table(
        "frozen",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("account", "note", "as_of")),
        sa.Column("revision", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("fingerprint", "configuration", "data")),
        sa.PrimaryKeyConstraint("id", name="pk_frozen"),
        sa.ForeignKeyConstraint(["revision"], ["batch.revision"], name="fk_frozen_revision"),
        sa.UniqueConstraint("name", name="uq_frozen_name"),
    )
    op.create_table(
        "frozen_piece",
        sa.Column("frozen", sa.Integer, autoincrement=False, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "name", "sha256")),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("frozen", "kind", "name", name="pk_frozen_piece"),
        sa.ForeignKeyConstraint(["frozen"], ["frozen.id"], name="fk_frozen_piece_frozen"),
    )
