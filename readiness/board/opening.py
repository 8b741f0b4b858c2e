"""What a leader asks first: what the year is likely to come to, who has to answer for it, and what moved it since last month."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from readiness.gaps.charges import CHARGED
from readiness.numbers import TOLERANCE

if TYPE_CHECKING:               # a view asks for what is reckoned here, so this cannot wait for it
    from readiness.board.view import View


@dataclass(frozen=True)
class Prospect:
    """Of one unit's total: the forecast, its 80 % range, and the chances of the expected grade, of the one above or better, of the best.

    A chance is nan where too little is known, or where there is no total.  `over` says that the year's last month is in.
    """

    total: float
    low: float
    high: float
    grade: str
    chance: float
    above: str
    above_chance: float
    best: str
    best_chance: float
    over: bool


@dataclass(frozen=True)
class ItemProspect:
    """Of one cell: the 80 % range of its points and the chance of full marks; or why that is a chance no longer."""

    low: float
    high: float
    full: float
    certain: bool
    impossible: bool
    silent: bool


def prospect(view: View, unit: str) -> Prospect:
    """What a unit's year is likely to come to, whatever the basis."""
    at, seen = list(view.county.units).index(unit), view.chances
    names = [grade.name for grade in view.rubric.grades]          # the best first
    chances = [float(chance) for chance in seen.grades[:, at]]
    grade = str(view.forecast.units["grade"].iloc[at])
    own = names.index(grade) if grade else len(names) - 1
    above = max(own - 1, 0)
    return Prospect(float(seen.total[at]), float(seen.total_low[at]), float(seen.total_high[at]), grade,
                    chances[own] if grade else float("nan"), names[above], sum(chances[:above + 1]), names[0], chances[0],
                    view.months_left == 0)


def item_prospect(view: View, unit: str, indicator: str) -> ItemProspect | None:
    """Of a cell that is judged in a year that is not over; None otherwise."""
    where = list(view.rubric.indicators).index(indicator), list(view.county.units).index(unit)
    boxes = {box: float(table[(*where, view.month)]) for box, table in view.boxes.cells.items()}
    full = sum(boxes.values())
    if view.months_left == 0 or not full > TOLERANCE:
        return None
    seen = view.chances
    return ItemProspect(float(seen.low[where]), float(seen.high[where]), float(seen.full[where]),
                        boxes["secured"] >= full - TOLERANCE, boxes["lost"] > TOLERANCE, boxes["unreported"] > TOLERANCE)


def charged(view: View, account: str) -> pd.DataFrame:
    """unit, unit_name, lost, winnable, owed of one account (department or township), most owed first; see `gaps.charges`."""
    own = view.charges[view.charges["account"] == account]
    sums = own.groupby(["unit", "unit_name"], sort=False, as_index=False)[[*CHARGED, "owed"]].sum()
    return sums.sort_values("owed", ascending=False, kind="stable").reset_index(drop=True)


def since_last_month(view: View) -> pd.DataFrame:
    """What moved the county's total since the month before on the view's basis, most first: rows of a bridge; none in January."""
    earlier = [month for month in view.board.months if month[:4] == view.as_of[:4] and month < view.as_of]
    if not earlier:
        return pd.DataFrame(columns=["from", "cause", "indicator", "indicator_name", "change"])
    rows = view.board.bridge(earlier[-1], view.as_of, view.basis).of(view.county.whole.id)
    return rows.sort_values("change", key=abs, ascending=False, kind="stable").reset_index(drop=True)


def days_left(as_of: str) -> int:
    """Days of the year after the month."""
    year, month = int(as_of[:4]), int(as_of[5:])
    return (date(year, 12, 31) - date(year, month, monthrange(year, month)[1])).days
