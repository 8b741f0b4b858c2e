"""The value of the year so far: at each month, what all months up to it come to (累计值).

    sum     Σ value                         latest   the last one reported
    mean    Σ value·base ÷ Σ base           ratio    100 × Σ value ÷ Σ base, never a mean of monthly percentages
    max, min
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray, rounded
from readiness.rubric import Indicator
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.year.figures import MONTHS, Figures


@dataclass(frozen=True)
class YearSoFar:
    """One indicator's year, [unit × month]: its value, its parts' values, and what is missing.

    unreported  a period that was due has no report (for levels: the last period that was due)
    not_due     nothing was due yet and nothing has been reported
    no_cases    reported, but with nothing to count: every denominator so far is 0
    """

    value: FloatArray
    parts: Mapping[str, FloatArray]
    unreported: BoolArray
    not_due: BoolArray
    no_cases: BoolArray


def year_so_far(indicator: Indicator, parts: Mapping[str, Figures]) -> YearSoFar:
    """The year so far of one indicator from its parts' months."""
    required = [name for name in parts if indicator.part(name).required] or list(parts)
    reported = ~np.isnan(parts[required[0]].value)
    for name in required[1:]:
        reported &= ~np.isnan(parts[name].value)
    amounts, bases = _amounts(indicator, parts)
    value, by_part, no_cases = _values(indicator, amounts, bases)
    if indicator.round is not None:
        value = rounded(value, indicator.round.decimals, indicator.round.how)
    carried = indicator.accumulate == "latest" or indicator.accumulate_of(required[0]) == "latest"
    unreported, not_due = missing(reported, PERIOD_MONTHS[indicator.frequency], carried)
    return YearSoFar(value, by_part, unreported, not_due, no_cases & ~unreported & ~not_due)


def _amounts(indicator: Indicator, parts: Mapping[str, Figures]) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """Each part's year, and of ratios the year's denominator beside it."""
    amounts, bases = {}, {}
    for name, figures in parts.items():
        way = indicator.accumulate_of(name)
        if way == "ratio":
            amounts[name], bases[name] = total(figures.value), total(_base(figures))
        elif way == "mean":
            amounts[name] = mean(figures.value, figures.base)
        else:
            amounts[name] = _WAYS[way](figures.value)
        if not indicator.part(name).required:
            amounts[name] = np.where(np.isnan(amounts[name]), 0.0, amounts[name])
    return amounts, bases


def _base(figures: Figures) -> FloatArray:
    return np.full(figures.value.shape, np.nan) if figures.base is None else figures.base


def _values(indicator: Indicator, amounts: dict[str, FloatArray],
            bases: dict[str, FloatArray]) -> tuple[FloatArray, dict[str, FloatArray], BoolArray]:
    """The indicator's own value (Σ weight × part), its parts' values, and where every denominator is 0."""
    shape = next(iter(amounts.values())).shape
    weights = indicator.weights
    own = sum((amounts[name] if weight == 1.0 else amounts[name] * weight) for name, weight in weights.items()
              ) if weights else np.full(shape, np.nan)
    if indicator.accumulate != "ratio":
        return own, amounts, np.zeros(shape, dtype=bool)
    values = {name: share(amount, bases[name]) if name in bases else amount for name, amount in amounts.items()}
    whole = bases.get("", next(iter(bases.values())))
    return share(own, whole), values, whole == 0


def share(amount: FloatArray, base: FloatArray) -> FloatArray:
    """100 × amount ÷ base; nan where there is nothing to divide by."""
    return 100.0 * np.divide(amount, base, out=np.full(amount.shape, np.nan), where=base > 0)


def total(value: FloatArray) -> FloatArray:
    """Running sum of what was reported."""
    return np.cumsum(np.where(np.isnan(value), 0.0, value), axis=1)


def latest(value: FloatArray) -> FloatArray:
    """The last figure reported up to each month; nan before the first."""
    seen = ~np.isnan(value)
    if seen.all():
        return value
    position = np.maximum.accumulate(np.where(seen, np.arange(MONTHS), 0), axis=1)
    return np.take_along_axis(value, position, axis=1)


def mean(value: FloatArray, base: FloatArray | None) -> FloatArray:
    """Running mean, weighted by base where a base is given (PM2.5 by valid days); nan before the first report."""
    seen = ~np.isnan(value)
    weight = np.where(seen, 1.0 if base is None else np.where(np.isnan(base), 1.0, base), 0.0)
    weighed = np.cumsum(np.where(seen, value, 0.0) * weight, axis=1)
    counted = np.cumsum(weight, axis=1)
    return np.divide(weighed, counted, out=np.full(value.shape, np.nan), where=counted > 0)


def _greatest(value: FloatArray) -> FloatArray:
    return np.fmax.accumulate(value, axis=1)


def _least(value: FloatArray) -> FloatArray:
    return np.fmin.accumulate(value, axis=1)


_WAYS = {"sum": total, "latest": latest, "max": _greatest, "min": _least}


def missing(reported: BoolArray, period: int, carried: bool) -> tuple[BoolArray, BoolArray]:
    """Where a due period has no report, and where nothing was due and nothing came; [unit × month].

    A period is due at the end of its last month and is reported if any of its months was.  Where the last figure is
    carried on (levels), a later report makes up for an earlier gap.
    """
    ever = np.logical_or.accumulate(reported, axis=1)
    if period == 1:
        absent = ~reported
    else:
        by_period = reported.reshape(len(reported), MONTHS // period, period).any(axis=2)
        absent = ~_at_due_months(by_period, period)
    if carried:
        unreported = _since_last_due(absent, reported, period)
    else:
        unreported = np.logical_or.accumulate(absent, axis=1)
    not_due = np.zeros_like(reported)
    not_due[:, :period - 1] = ~ever[:, :period - 1]
    return unreported, not_due


def _at_due_months(by_period: BoolArray, period: int) -> BoolArray:
    """True at every month but a due month whose period has no report."""
    fine = np.ones((len(by_period), MONTHS), dtype=bool)
    fine[:, period - 1::period] = by_period
    return fine


def _since_last_due(absent: BoolArray, reported: BoolArray, period: int) -> BoolArray:
    """A gap at the last due month that nothing reported since has filled."""
    if period == 1:
        return absent
    gap = absent.copy()
    for month in range(period, MONTHS):
        if (month + 1) % period:
            gap[:, month] = gap[:, month - 1] & ~reported[:, month]
    return gap


def age(reported: BoolArray) -> NDArray[np.int64]:
    """Months since the last report, 0 in the month itself, −1 before the first."""
    position = np.maximum.accumulate(np.where(reported, np.arange(MONTHS), -1), axis=1)
    return np.where(position < 0, -1, np.arange(MONTHS) - position)
