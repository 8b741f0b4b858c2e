"""What a change of rules alone is worth: one year's figures scored by two rubrics, set side by side unit by unit.

    tables of one month by either rubric → totals, grades and ranks before and after; and what cannot be compared
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from readiness.rescoring import comparable
from readiness.rubric import Rubric


def by_both(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Rows of `tables.Month.units` of one month, scored by two rubrics, side by side; places won are positive."""
    keys = ["unit", "unit_name", "kind", "type"]
    taken = ["unit", "total", "grade", "rank"]
    table = before[[*keys, *taken[1:]]].merge(after[taken], on="unit", suffixes=("_before", "_after"))
    table["difference"] = table["total_after"] - table["total_before"]
    table["rank_change"] = table["rank_before"] - table["rank_after"]
    return table


@dataclass(frozen=True)
class NotCompared:
    """The items that a score by both rubrics cannot set side by side, by id.

    added      only in the new rubric: nobody was asked for them
    dropped    only in the old one
    measured   in both, but in another measure, so their figures say something else
    missing    in both, but the new rubric wants figures that nobody was asked for: scored as unreported
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    measured: tuple[str, ...]
    missing: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.added) + len(self.dropped) + len(self.measured) + len(self.missing)


def not_compared(old: Rubric, new: Rubric, before: pd.DataFrame, after: pd.DataFrame) -> NotCompared:
    """`before` and `after`: `tables.Month.cells` of the old year's month, by its own and by the new rubric."""
    both = [item for key, item in new.indicators.items() if key in old.indicators]
    known = before[before["status"].isin(["scored", "partial"])][["unit", "indicator"]]
    missing = set(after[after["status"] == "unreported"].merge(known, on=["unit", "indicator"])["indicator"])
    return NotCompared(
        added=tuple(key for key in new.indicators if key not in old.indicators),
        dropped=tuple(key for key in old.indicators if key not in new.indicators),
        measured=tuple(item.id for item in both if not comparable(item, old)),
        missing=tuple(item.id for item in both if item.id in missing),
    )  # fmt: skip
