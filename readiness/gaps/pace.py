"""How fast it has gone, and what is to be expected of the months left: this year, the last three months, last year.

Of amounts and levels a pace is the change a month towards the aim; of means and rates it is the mean or rate itself,
because that is what the control value (剩余时段控制值) of the months left is set beside.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from readiness.gaps.gap import NONE
from readiness.gaps.strand import Months, Strand
from readiness.numbers import TOLERANCE, FloatArray

RECENT = 3           # months
WHOLE_YEAR = 12
DAYS_REPORTED = 0.8  # denominators that come to this share of the calendar's days, none beyond its month, are days


@dataclass(frozen=True)
class Pace:
    """So far this year, of the last three months, and of last year's months that are left this year; nan: unknown."""

    so_far: float
    recent: float
    last_year: float

    @property
    def known(self) -> list[float]:
        """Those there are."""
        return [pace for pace in (self.so_far, self.recent, self.last_year) if not math.isnan(pace)]


def control_value(target: float, mean: float, weight: float, whole: float) -> float:
    """剩余时段控制值: the mean the rest of the year must keep to, (T·N − ytd·n) ÷ (N − n).

    `weight` is n, the days (or months) so far; `whole` is N, those of the year.
    """
    return (target * whole - mean * weight) / (whole - weight)


def change_of(strand: Strand) -> Pace:
    """Of amounts and levels: the change a month towards the aim, in the strand's measure."""
    month, (start, first) = strand.month, _start(strand)
    course = np.where(np.isnan(strand.course), start, strand.course)  # before the first report: where it began
    since = max(month - RECENT, first)
    earlier = course[since - 1] if since > first else start
    so_far = _a_month(course[month - 1] - start, month - first)
    recent = _a_month(course[month - 1] - earlier, month - since)
    return Pace(strand.sign * so_far, strand.sign * recent, strand.sign * _last_year(strand))


def _last_year(strand: Strand) -> float:
    """The change a month over last year's same months; amounts that nobody had reported by then stood at nought."""
    if strand.before is None or not strand.left:
        return NONE
    value = float(strand.before[strand.month - 1])
    then = 0.0 if math.isnan(value) and strand.from_nought else value
    return float(strand.before[-1] - then) / strand.left


def _start(strand: Strand) -> tuple[float, int]:
    """Where the year began, and after how many months: at nought, where last year ended, else with the first figure."""
    if strand.from_nought:
        return 0.0, 0
    if strand.before is not None and not np.isnan(strand.before[-1]):
        return float(strand.before[-1]), 0
    known = np.flatnonzero(~np.isnan(strand.course[:strand.month]))
    return (float(strand.course[known[0]]), int(known[0]) + 1) if len(known) else (NONE, strand.month)


def _a_month(change: float, months: int) -> float:
    return float(change) / months if months > 0 else NONE


def mean_of(strand: Strand) -> Pace:
    """Of a mean or a rate: itself, of these months and of those."""
    month, way = strand.month, _rate if strand.way == "ratio" else _mean
    return Pace(way(strand.months, 0, month), way(strand.months, max(month - RECENT, 0), month),
                way(strand.months_before, month, WHOLE_YEAR))


def _mean(months: Months | None, first: int, last: int) -> float:
    if months is None:
        return NONE
    weight = weights(months)[first:last]
    return float(np.nansum(months.value[first:last] * weight) / weight.sum()) if weight.sum() > 0 else NONE


def _rate(months: Months | None, first: int, last: int) -> float:
    """In percent."""
    if months is None or months.base is None:
        return NONE
    base = np.nansum(months.base[first:last])
    return float(100.0 * np.nansum(months.value[first:last]) / base) if base > 0 else NONE


def weights(months: Months) -> FloatArray:
    """[month]: what each month weighs in a mean, 0 where nothing was reported."""
    base = np.ones(WHOLE_YEAR) if months.base is None else np.where(np.isnan(months.base), 1.0, months.base)
    return np.where(np.isnan(months.value), 0.0, base)


def remaining_weight(strand: Strand) -> float:
    """What the months left are expected to weigh: the denominators still to come (days, cases), else the reports.

    Days are the calendar's; cases are last year's of the same months, scaled by this year's so far; else this year's
    mean a month.  Whole cases are rounded down, which is the safe side, to one at least.
    """
    if strand.months is None or strand.months.base is None:
        return float(strand.reports_left)
    so_far = strand.months.base[:strand.month]
    if _are_days(so_far, strand.days[:strand.month]):
        return float(strand.days[strand.month:].sum())
    expected = _expected(float(np.nansum(so_far)), strand)
    return max(math.floor(expected + TOLERANCE), min(math.ceil(expected), 1)) if whole_cases(strand) else expected


def counts_days(strand: Strand) -> bool:
    """Whether the denominators are days."""
    base = None if strand.months is None else strand.months.base
    return base is not None and _are_days(base[:strand.month], strand.days[:strand.month])


def _are_days(base: FloatArray, days: FloatArray) -> bool:
    return bool((np.nan_to_num(base) <= days).all() and np.nansum(base) >= DAYS_REPORTED * days.sum())


def _expected(so_far: float, strand: Strand) -> float:
    base = None if strand.months_before is None else strand.months_before.base
    if base is None or np.isnan(base[strand.month:]).all():
        return so_far / strand.month * strand.left
    then, rest = float(np.nansum(base[:strand.month])), float(np.nansum(base[strand.month:]))
    return rest * so_far / then if then > 0 and so_far > 0 else rest


def whole_cases(strand: Strand) -> bool:
    """Whether numerators and denominators count things that cannot be halved."""
    months = strand.months
    reported = np.nan_to_num(np.concatenate([months.value, months.base]))
    return bool((np.abs(reported - np.round(reported)) <= TOLERANCE).all())
