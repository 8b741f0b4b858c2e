"""The register of a year's figures: every row that each ever had, beside the one before it, with when, by whom and why."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, func, select

from readiness.observations.table import KEY
from readiness.store.rows import fetch
from readiness.store.tables import batch, observation

_EACH = {"partition_by": [observation.c[name] for name in KEY], "order_by": observation.c.revision}
_BEFORE = [func.lag(observation.c[name]).over(**_EACH).label(f"{name}_before") for name in ("value", "base")]


def register(connection: Connection, year: int, upto: int) -> pd.DataFrame:
    """unit, indicator, part, month, value, base, value_before, base_before, number (1: the figure's first row), revision, at (UTC),
    account, kind, reason: of the revisions up to `upto`, in their order.  A value is nan where the row withdraws the figure."""
    figures = [observation.c[name] for name in (*KEY, "value", "base")]
    position = func.row_number().over(**_EACH).label("number")
    told = [batch.c[name] for name in ("revision", "at", "account", "kind", "reason")]
    wanted = select(*figures, *_BEFORE, position, *told).join(batch, batch.c.revision == observation.c.revision)
    months = observation.c.month.between(f"{year}-01", f"{year}-12")
    return fetch(connection, wanted.where(months, observation.c.revision <= upto).order_by(observation.c.revision, observation.c.number))
