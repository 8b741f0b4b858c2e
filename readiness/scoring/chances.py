"""What a year is likely to come to: many ways in which it may go on, each scored by the same rules as any year.

    draws → every indicator's year on every path → one assessment whose columns are the paths → means, ranges, chances

The paths are those of `year.paths`; nothing here is assumed to be normal or independent.  A chance that rests on too little
is not told (`FEWEST`), and none is called certain while the matter is open (see `in_words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from readiness.numbers import TOLERANCE, FloatArray
from readiness.rubric import Rubric
from readiness.rule import Case
from readiness.scoring.assess import Assessment, assess_columns
from readiness.scoring.cases import path_case
from readiness.scoring.columns import Columns
from readiness.scoring.standing import grades
from readiness.year import Cube, Item
from readiness.year.paths import Draws, draws_of, known_months

PATHS = 2000
RANGE = (0.1, 0.9)       # an 80 % range
FEWEST = 6               # months that must have been reported, this year and last, before a chance is told


@dataclass(frozen=True)
class Chances:
    """As seen at one month.

    points, low, high   [indicator × unit]: points on the forecast, and the 80 % range
    full                [indicator × unit]: chance of full points; nan where too little is known
    total, total_low, total_high   [unit]: the same of the total
    grades              [grade × unit]: chance of each grade; nan where too little is known
    """

    points: FloatArray
    low: FloatArray
    high: FloatArray
    full: FloatArray
    total: FloatArray
    total_low: FloatArray
    total_high: FloatArray
    grades: FloatArray


def simulate(cube: Cube, before: Cube | None, month: int, paths: int = PATHS, seed: int = 0) -> Assessment:
    """The year on `paths` ways from `month` on (0 is January): an assessment whose columns are the ways."""
    draws = draws_of(month, paths, before is not None, seed)
    return assess_columns(Columns(cube, "forecast", np.full(paths, month), _cases(cube, before, draws)))


def _cases(cube: Cube, before: Cube | None, draws: Draws) -> Mapping[str, Case]:
    earlier = _earlier(cube, before)
    return {key: path_case(item, earlier.get(key), draws) for key, item in cube.items.items()}


def _earlier(cube: Cube, before: Cube | None) -> Mapping[str, Item]:
    """Last year's items of the same units, where their parts are the same."""
    if before is None or before.units != cube.units:
        return {}
    return {key: item for key, item in before.items.items() if key in cube.items and set(item.parts) == set(cube.items[key].parts)}


def chances_of(forecast: Assessment, before: Cube | None, month: int, paths: int = PATHS, seed: int = 0) -> Chances:
    """What the year is likely to come to, seen at the end of `month` (0 is January); `before` is last year.

    A path can lose more than it can win, since points end at full marks, so that the mean of many items' paths lies under
    the forecast; of the two the forecast is nearer to what comes (see `backtest`).  So a total's range lies around the forecast.
    """
    cube = forecast.cube
    scored = simulate(cube, before, month, paths, seed)
    points, full = scored.cells.points, scored.cells.full
    low, high = _range(points)
    earlier = _earlier(cube, before)
    known = np.array([known_months(item, earlier.get(key), month) >= FEWEST for key, item in cube.items.items()])
    chance = np.where((full[:, :, 0] > 0) & known, (points >= full - TOLERANCE).mean(axis=2), np.nan)
    total = _around(forecast.total[:, month], scored.total, cube.rubric)
    total_low, total_high = _range(total)
    grades_of = grades(total, cube.rubric, scored.strikes)
    shares = np.array([(grades_of == at).mean(axis=1) for at in range(len(cube.rubric.grades))])
    enough = np.sum(full[:, :, 0], axis=0, where=known) >= 0.5 * full[:, :, 0].sum(axis=0)
    return Chances(forecast.cells.points[:, :, month], low, high, chance, forecast.total[:, month], total_low, total_high,
                   np.where(enough, shares, np.nan))


def _around(forecast: FloatArray, total: FloatArray, rubric: Rubric) -> FloatArray:
    moved = total + (forecast - total.mean(axis=1))[:, None]
    return moved if rubric.beyond_full else np.minimum(moved, 100.0)


def _range(table: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The 80 % range over the last axis."""
    ordered = np.sort(table, axis=-1)
    last = table.shape[-1] - 1
    low, high = (ordered[..., int(round(share * last))] for share in RANGE)
    return low, high


def in_words(chance: float) -> str:
    """A chance in words and number: 很可能（85%）; never 0 or 100 % while it is open; 数据不足 where none is known."""
    if np.isnan(chance):
        return "数据不足"
    told = ">95%" if chance > 0.95 else "<5%" if chance < 0.05 else f"{round(100 * chance)}%"
    words = ((0.95, "几乎确定"), (0.8, "很可能"), (0.55, "较可能"), (0.45, "一半一半"), (0.2, "较难"), (0.05, "很难"), (-1.0, "几乎无望"))
    return f"{next(word for least, word in words if chance > least)}（{told}）"
