"""The same arithmetic as a numpy user would write it for this one rubric: whole arrays, no engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.mix import MIX, POINTS
from bench.plain_rules import FRACTIONS
from readiness.numbers import FloatArray
from readiness.year import Cube, Figures, Item


def as_plain(cube: Cube) -> list[Item]:
    """The cube's figures as a numpy user would hold them: a row a unit, in C order."""
    return [replace(item, parts={name: _rows(part) for name, part in item.parts.items()}) for item in cube.items.values()]


def _rows(part: Figures) -> Figures:
    return Figures(np.ascontiguousarray(part.value), None if part.base is None else np.ascontiguousarray(part.base))


def plain_score(items: list[Item]) -> tuple[FloatArray, FloatArray]:
    """Points [indicator × unit × month] and totals on 100 [unit × month]."""
    points = np.empty((len(items), *next(iter(items[0].parts.values())).value.shape))
    for at, item in enumerate(items):
        points[at] = _points(item)
    return points, 100.0 * points.sum(axis=0) / sum(item.indicator.points for item in items)


def _points(item: Item) -> FloatArray:
    name = item.indicator.id.rsplit("-")[0]
    due = [part.value for key, part in item.parts.items() if key not in MIX[name].late]
    reported = ~np.isnan(due[0])
    for value in due[1:]:
        reported &= ~np.isnan(value)
    complete = reported if MIX[name].accumulate == "latest" else np.logical_and.accumulate(reported, axis=1)
    points = np.clip(FRACTIONS[name](list(item.parts.values())), 0.0, 1.0) * POINTS
    return np.where(complete, points, 0.0)
