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
from readiness.rule import Case
from readiness.scoring.assess import Assessment, assess_columns
from readiness.scoring.cases import path_case
from readiness.scoring.columns import Columns
from readiness.year import Cube
from readiness.year.paths import Draws, draws_of, known_surprises

PATHS = 2000
RANGE = (0.1, 0.9)       # an 80 % range
FEWEST = 6               # past months whose surprise must be known before a chance is told


@dataclass(frozen=True)
class Outlook:
    """As seen at one month.

    points, low, high   [indicator × unit]: mean and 80 % range of the points
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
    earlier = before.items if before is not None and before.units == cube.units else {}
    return {key: path_case(item, earlier.get(key), draws) for key, item in cube.items.items()}


def outlook_of(cube: Cube, before: Cube | None, month: int, paths: int = PATHS, seed: int = 0) -> Outlook:
    """What the year is likely to come to, seen at the end of `month` (0 is January); `before` is last year."""
    scored = simulate(cube, before, month, paths, seed)
    points, full = scored.cells.points, scored.cells.full
    low, high = _range(points)
    known = np.array([known_surprises(item, before.items.get(key) if before else None, month) >= FEWEST
                      for key, item in cube.items.items()])
    applies = full[:, :, 0] > 0
    chance = np.where(applies & known, (points >= full - TOLERANCE).mean(axis=2), np.nan)
    total_low, total_high = _range(scored.total)
    grades = np.array([(scored.grade == at).mean(axis=1) for at in range(len(cube.rubric.grades))])
    enough = np.sum(full[:, :, 0], axis=0, where=known) >= 0.5 * full[:, :, 0].sum(axis=0)
    return Outlook(points.mean(axis=2), low, high, chance, scored.total.mean(axis=1), total_low, total_high,
                   np.where(enough, grades, np.nan))


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
