"""How the year came in, month by month: for each who is called, what was due, what is missing of it and what came late."""

from __future__ import annotations

import pandas as pd

from readiness.county import County
from readiness.health.due import period_end
from readiness.health.figures import Seen, called, reporters
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.scoring.boxes import Boxes

_CELL = ["call", "month"]
_ITEM = [*_CELL, "unit", "indicator"]


def months(boxes: Boxes, county: County, month: int, missing: pd.DataFrame, late: pd.DataFrame) -> pd.DataFrame:
    """call, month (0 is January), due, missing, late: items whose report was due at the end of each month up to `month`.

    `missing` are rows of `overdue`, `late` rows of `punctual.late`; an item counts once, however many parts it has.
    """
    due = _due(Seen(boxes, county, month))
    tables = {"due": due, "missing": missing.explode("ends").rename(columns={"ends": "month"}), "late": _at_due(late, due)}
    counts = {name: table.drop_duplicates(_ITEM).astype({"month": int}).groupby(_CELL).size() for name, table in tables.items()}
    return pd.DataFrame(counts).rename_axis(_CELL).fillna(0).astype(int).reset_index()


def _due(seen: Seen) -> pd.DataFrame:
    """A row for each item and month in which a report of it is due."""
    rows = []
    for at, (key, item) in enumerate(seen.cube.items.items()):
        period = PERIOD_MONTHS[item.indicator.frequency]
        for unit in reporters(seen, item, at):
            who = called(seen.county, seen.unit(unit), key).id
            rows += [(who, end, seen.cube.units[unit], key, period) for end in range(period - 1, seen.month + 1, period)]
    return pd.DataFrame(rows, columns=[*_ITEM, "period"])


def _at_due(late: pd.DataFrame, due: pd.DataFrame) -> pd.DataFrame:
    """Late figures at the months in which they were due."""
    known = late[["unit", "indicator", "month"]].merge(due[["unit", "indicator", "call", "period"]].drop_duplicates(), on=["unit", "indicator"])
    ends = [period_end(int(month[5:]) - 1, period) for month, period in zip(known["month"], known["period"], strict=True)]
    return known.assign(month=ends)
