"""The same arithmetic as a numpy user would write it for this one rubric: whole arrays, no engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

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
        points[at] = _points(item, at % 10)
    return points, 100.0 * points.sum(axis=0) / sum(item.indicator.points for item in items)


def _points(item: Item, kind: int) -> FloatArray:
    figures = list(item.parts.values())
    value, base = figures[0].value, figures[0].base
    reported = ~np.isnan(value)
    for part in figures[1:]:
        reported &= ~np.isnan(part.value)
    carried = kind in (1, 6, 7, 9)
    complete = reported if carried else np.logical_and.accumulate(reported, axis=1)
    points = np.clip(_FRACTIONS[kind](figures, value, base), 0.0, 1.0) * 2.0
    return np.where(complete, points, 0.0)


def _sum(value: FloatArray) -> FloatArray:
    return np.cumsum(np.nan_to_num(value), axis=1)


def _last(value: FloatArray) -> FloatArray:
    at = np.maximum.accumulate(np.where(np.isnan(value), 0, np.arange(12)), axis=1)
    return np.take_along_axis(value, at, axis=1)


def _percent(value: FloatArray, base: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return 100.0 * _sum(value) / _sum(base)


def _tiers(value: FloatArray) -> FloatArray:
    return np.where(value >= 95 - 1e-9, 1.0, np.where(value >= 80 - 1e-9, 0.5, 0.0))


def _mean(value: FloatArray, base: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return _sum(value * base) / _sum(base)


def _stages(parts: list) -> FloatArray:
    early, building, done = (_last(part.value) for part in parts)
    return (early * 0.25 + building * 0.5 + done) / (early + building + done)


_FRACTIONS = {
    0: lambda parts, value, base: _sum(value) / 60.0,
    1: lambda parts, value, base: (_last(value) - 60.0) / 40.0,
    2: lambda parts, value, base: _tiers(_percent(value, base)),
    3: lambda parts, value, base: 1.0 - np.maximum(_mean(value, base) - 30.0, 0.0) * 0.05 / 2.0,
    4: lambda parts, value, base: 1.0 - (_sum(parts[0].value) * 0.03 + _sum(parts[1].value) * 0.01) / 2.0,
    5: lambda parts, value, base: (_percent(value, base) - 50.0) / 40.0,
    6: lambda parts, value, base: (np.clip(_last(parts[0].value), 0, 1) * 1.2 + np.clip(_last(parts[1].value), 0, 1) * 0.8) / 2.0,
    7: lambda parts, value, base: _stages(parts),
    8: lambda parts, value, base: (_percent(value, base) - 100.0) / -40.0,
    9: lambda parts, value, base: _last(value) / 100.0,
}
