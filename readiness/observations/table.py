"""Observations (数据): what was reported, by unit, indicator, part and month, each with the file, sheet and row it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

KEY = ["unit", "indicator", "part", "month"]
COLUMNS = [*KEY, "value", "base", "remark", "file", "sheet", "row"]


@dataclass(frozen=True)
class Observations:
    """A table with `COLUMNS`: month is `YYYY-MM`, base is nan where the figure has no denominator or weight."""

    table: pd.DataFrame

    @classmethod
    def of(cls, rows: Iterable[tuple]) -> Observations:
        """Observations from rows in the order of `COLUMNS`."""
        table = pd.DataFrame(list(rows), columns=COLUMNS)
        return cls(table.astype({"value": float, "base": float, "row": int}))

    @classmethod
    def joined(cls, parts: Iterable[Observations]) -> Observations:
        """Several sets as one; of the same unit, indicator, part and month the later one counts."""
        tables = [part.table for part in parts if len(part.table)]
        if not tables:
            return cls.of([])
        return cls(pd.concat(tables, ignore_index=True).drop_duplicates(KEY, keep="last", ignore_index=True))

    @property
    def months(self) -> list[str]:
        """Every month with data, ascending."""
        return sorted(self.table["month"].unique())

    def digest(self) -> str:
        """A hash of what was reported: equal figures give equal digests, whatever file or order they came in, and under any
        version of the libraries.
        """
        figures, content = self.table.sort_values(KEY), hashlib.sha256()
        for name in KEY:
            content.update("\0".join(figures[name]).encode() + b"\0\0")
        for name in ("value", "base"):
            numbers = figures[name].to_numpy(dtype="<f8") + 0.0               # no −0.0
            content.update(np.where(np.isnan(numbers), np.nan, numbers).tobytes())
        return content.hexdigest()


def compared(given: Observations, current: Observations) -> pd.DataFrame:
    """`given` beside what counts now: its table with value_before and base_before (nan where there is none) and state.

    state   new | changed | unchanged.  A remark that is new is a change; one that is missing takes nothing away.
    """
    known = current.table[[*KEY, "value", "base", "remark"]].assign(there=True)
    both = given.table.merge(known, on=KEY, how="left", suffixes=("", "_before"))
    there = both["there"].eq(True)
    same_base = (both["base"] == both["base_before"]) | (both["base"].isna() & both["base_before"].isna())
    same_remark = (both["remark"] == "") | (both["remark"] == both["remark_before"])
    same = there & (both["value"] == both["value_before"]) & same_base & same_remark
    state = np.where(same, "unchanged", np.where(there, "changed", "new"))
    return both.drop(columns=["there", "remark_before"]).assign(state=state)
