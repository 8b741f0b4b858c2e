"""How old each level is: of figures that stand until the next report, when that last was.  An old level is not yet a missing one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from readiness.county import County
from readiness.health.figures import Seen, called, gaps_of, last_reported, month_word, reporters
from readiness.health.missing import lacking
from readiness.scoring.boxes import Boxes
from readiness.year import Item

LEVEL_COLUMNS = ["unit", "unit_name", "kind", "indicator", "indicator_name", "frequency", "as_of", "last_reported", "age", "overdue",
                 "call", "call_name", "call_kind", "owner"]


def levels(boxes: Boxes, county: County, month: int) -> pd.DataFrame:
    """A row for each level that a unit reports, the oldest first; `age` in months, nan where none was reported this year or last."""
    seen = Seen(boxes, county, month)
    rows = [row for at, (key, item) in enumerate(seen.cube.items.items()) if item.indicator.accumulate == "latest"
            for row in _rows(seen, at, key, item)]
    table = pd.DataFrame(rows, columns=LEVEL_COLUMNS).astype({"age": float})
    return table.sort_values("age", ascending=False, kind="stable", na_position="first").reset_index(drop=True)


def _rows(seen: Seen, at: int, key: str, item: Item) -> Iterator[tuple]:
    year, indicator = item.own.year, item.indicator
    for position in reporters(seen, item, at):
        unit = seen.unit(position)
        who = called(seen.county, unit, key)
        last = last_reported(item, position, list(item.own.now), seen.month)
        missed = bool(lacking(indicator, gaps_of(item, position), seen.month))
        yield (unit.id, unit.name, unit.kind, key, indicator.name, indicator.frequency, month_word(year, seen.month), last,
               _age(last, year, seen.month), "已逾期" if missed else "", who.id, who.name, who.kind, who.owner)


def _age(last: str, year: int, month: int) -> float:
    return 12 * (year - int(last[:4])) + month + 1 - int(last[5:]) if last else float("nan")
