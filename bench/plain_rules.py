"""What share of the points each kind of the mix earns, its parameters written into the arithmetic."""

from __future__ import annotations

import numpy as np

from readiness.numbers import FloatArray
from readiness.year import Figures


def _sum(part: Figures) -> FloatArray:
    return np.cumsum(np.nan_to_num(part.value), axis=1)


def _last(part: Figures) -> FloatArray:
    at = np.maximum.accumulate(np.where(np.isnan(part.value), 0, np.arange(12)), axis=1)
    return np.take_along_axis(part.value, at, axis=1)


def _percent(part: Figures) -> FloatArray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return 100.0 * _sum(part) / np.cumsum(np.nan_to_num(part.base), axis=1)


def _mean(part: Figures) -> FloatArray:
    weight = np.where(np.isnan(part.value), 0.0, 1.0 if part.base is None else part.base)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.cumsum(np.nan_to_num(part.value) * weight, axis=1) / np.cumsum(weight, axis=1)


def _tiers(parts: list[Figures]) -> FloatArray:
    value = _percent(parts[0])
    return np.where(value >= 95 - 1e-9, 1.0, np.where(value >= 80 - 1e-9, 0.5, 0.0))


def _per_unit(parts: list[Figures]) -> FloatArray:
    value = _mean(parts[0])
    share = np.clip(1.0 - np.maximum(value - 30.0, 0.0) * 0.05 / 2.0, 0.0, 1.0)
    return np.where(value > 42.0 + 1e-9, 0.0, share)


def _milestone(parts: list[Figures]) -> FloatArray:
    early, building, done = (_last(part) for part in parts)
    return (early * 0.25 + building * 0.5 + done) / (early + building + done)


def _interval(parts: list[Figures]) -> FloatArray:
    value = _last(parts[0])
    return 1.0 - np.maximum(40.0 - value, 0.0) / 20.0 - np.maximum(value - 60.0, 0.0) / 30.0


def _grade(parts: list[Figures]) -> FloatArray:
    value = _last(parts[0])
    return np.select([value == 1, value == 2, value == 3], [1.0, 0.75, 0.5], 0.0)


def _monthly_section(parts: list[Figures]) -> FloatArray:
    over, worst, annual = parts
    kept = np.where(_last(annual) == 1, 0.5, 1.0)
    return 1.0 - kept * (_sum(over) * 0.03 + _sum(worst) * 0.05) / 2.0


def _period_mix(parts: list[Figures]) -> FloatArray:
    routine, final = _mean(parts[0]), _last(parts[1])
    final[:, 11] = np.nan_to_num(final[:, 11])
    return np.where(np.isnan(final), routine, 0.5 * routine + 0.5 * final) / 100.0


def _weighted(parts: list[Figures]) -> FloatArray:
    quality, task = (_last(part) for part in parts)
    return 0.7 * np.clip(quality / 100.0, 0.0, 1.0) + 0.3 * np.clip(task / 80.0, 0.0, 1.0)


def _min_of(parts: list[Figures]) -> FloatArray:
    water, air, soil = (_last(part) for part in parts)
    return np.minimum(np.minimum(water, air), soil) / 90.0


def _level_compared(part: Figures) -> FloatArray:
    """The level of those that reported this month: whoever is silent is not compared."""
    return np.where(np.isnan(part.value), np.nan, _last(part))


def _compared(value: FloatArray, part: Figures) -> FloatArray:
    """The year value of those that have missed no month."""
    return np.where(np.logical_or.accumulate(np.isnan(part.value), axis=1), np.nan, value)


def _rank(parts: list[Figures]) -> FloatArray:
    value = _level_compared(parts[0])
    share = np.empty_like(value)
    for month in range(12):
        column = value[:, month]
        ascending = np.sort(column[~np.isnan(column)])
        better = len(ascending) - np.searchsorted(ascending, column, side="right")
        share[:, month] = 1.0 - better / (len(ascending) - 1)
    return share


def _to_best(parts: list[Figures]) -> FloatArray:
    value = _compared(_sum(parts[0]), parts[0])
    return value / np.nanmax(value, axis=0)


def _min_max(parts: list[Figures]) -> FloatArray:
    value = _compared(_mean(parts[0]), parts[0])
    worst, best = np.nanmax(value, axis=0), np.nanmin(value, axis=0)
    return (value - worst) / (best - worst)


def _z_score(parts: list[Figures]) -> FloatArray:
    value = _compared(_percent(parts[0]), parts[0])
    return (1.2 + 0.4 * (value - np.nanmean(value, axis=0)) / np.nanstd(value, axis=0, ddof=1)) / 2.0


def _efficacy(parts: list[Figures]) -> FloatArray:
    value = _level_compared(parts[0])
    worst, best = np.nanmin(value, axis=0), np.nanmax(value, axis=0)
    return ((value - worst) / (best - worst) * 40.0 + 60.0) / 100.0


def _formula(parts: list[Figures]) -> FloatArray:
    value = _last(parts[0])
    return np.where(value >= 95 - 1e-9, 1.0, value / 100.0)


FRACTIONS = {
    "proportional": lambda parts: _sum(parts[0]) / 60.0,
    "linear": lambda parts: (_last(parts[0]) - 60.0) / 40.0,
    "tiers": _tiers,
    "per_unit_deduct": _per_unit,
    "per_occurrence": lambda parts: 1.0 - (_sum(parts[0]) * 0.03 + _sum(parts[1]) * 0.01) / 2.0,
    "checklist": lambda parts: (np.clip(_last(parts[0]), 0, 1) * 1.2 + np.clip(_last(parts[1]), 0, 1) * 0.8) / 2.0,
    "milestone": _milestone,
    "yoy": lambda parts: (_percent(parts[0]) - 100.0) / -40.0,
    "piecewise": lambda parts: np.interp(_last(parts[0]), [40, 60, 80, 95], [0, 0.25, 0.75, 1]),
    "binary": lambda parts: np.where(_percent(parts[0]) >= 70 - 1e-9, 1.0, 0.0),
    "interval": _interval,
    "quota": lambda parts: 1.0 - np.ceil(np.maximum(_sum(parts[0]) - 55.0, 0.0) / 4.0 - 1e-9) * 0.5 / 2.0,
    "dist_to_target": lambda parts: (_last(parts[0]) - 40.0) / 40.0,
    "grade_map": _grade,
    "manual": lambda parts: _last(parts[0]) / 100.0,
    "monthly_section": _monthly_section,
    "period_mix": _period_mix,
    "weighted": _weighted,
    "min_of": _min_of,
    "rank": _rank,
    "relative_to_best": _to_best,
    "min_max": _min_max,
    "z_score": _z_score,
    "efficacy": _efficacy,
    "formula": _formula,
}
