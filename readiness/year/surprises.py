"""By how much the months that are over came otherwise than was expected one month before."""

from __future__ import annotations

import numpy as np

from readiness.numbers import FloatArray
from readiness.year.figures import MONTHS, Figures
from readiness.year.forecast import method_of
from readiness.year.to_come import Months


def surprises(months: Months, expected: Figures) -> FloatArray:
    """[unit × month] of one year: reported less expected one month before (of what is forecast in proportion: ÷ expected);
    nan in January and where nothing was reported.  The months of a report's period all bear its surprise."""
    ahead = np.arange(1, MONTHS)
    came, thought = months.now.value[:, 1:], expected.value[ahead - 1, :, ahead].T
    if months.way == "ratio":
        came, thought = rate(came, months.known_base[-1][:, 1:]), rate(thought, expected.base[ahead - 1, :, ahead].T)
    off = _share(came - thought, thought) if in_proportion(months) else came - thought
    found = np.full(months.now.value.shape, np.nan)
    found[:, 1:] = off
    return _over_periods(found, months.period)


def in_proportion(months: Months) -> bool:
    """Whether a surprise is told as a share of what was expected (winter concentrations are three times summer's)."""
    return method_of(months) == "scaled"


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def rate(amount: FloatArray, base: FloatArray) -> FloatArray:
    """In percent; nan where there is no base."""
    return 100.0 * np.divide(amount, base, out=np.full_like(amount, np.nan), where=base > 0)


def _over_periods(table: FloatArray, period: int) -> FloatArray:
    if period == 1:
        return table
    ends = np.arange(MONTHS) // period * period + period - 1
    return table[:, ends]
