"""The value of the year so far: at each month, what all months up to it come to (累计值).

    sum     Σ value                         latest   the last one reported
    mean    Σ value·base ÷ Σ base           ratio    100 × Σ value ÷ Σ base, never a mean of monthly percentages
    max, min
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray, rounded
from readiness.rubric import Indicator
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.year.figures import MONTHS, Figures

Adding = Callable[[FloatArray, BoolArray], FloatArray]


@dataclass(frozen=True)
class YearSoFar:
    """One indicator's year, [unit × month]: its value, its parts' values, and what is missing.

    unreported  a period that was due has no report (for levels: the last period that was due)
    not_due     nothing was due yet and nothing has been reported
    no_cases    nothing to count: every denominator so far is 0

    None stands for "nowhere".
    """

    value: FloatArray
    parts: Mapping[str, FloatArray]
    unreported: BoolArray
    not_due: BoolArray | None
    no_cases: BoolArray | None


def year_so_far(indicator: Indicator, parts: Mapping[str, Figures]) -> YearSoFar:
    """The year so far of one indicator from its parts' months."""
    gaps = {name: np.isnan(part.value) for name, part in parts.items()}
    amounts, bases = _amounts(indicator, parts, gaps)
    absent = _absent(indicator, gaps)
    value, by_part, no_cases = _values(indicator, amounts, bases)
    if indicator.round is not None:
        value = rounded(value, indicator.round.decimals, indicator.round.how)
    unreported, not_due = missing(absent, PERIOD_MONTHS[indicator.frequency], _carried(indicator, parts))
    return YearSoFar(value, by_part, unreported, not_due, no_cases)


def _absent(indicator: Indicator, gaps: Mapping[str, BoolArray]) -> BoolArray:
    """Where a month lacks a part that must be there; where any part will do, where it lacks them all."""
    if indicator.required:
        return reduce(np.logical_or, [gaps[name] for name in indicator.required])
    return reduce(np.logical_and, gaps.values())


def absent_months(indicator: Indicator, parts: Mapping[str, Figures]) -> BoolArray:
    """[unit × month]: where a month lacks what must be reported."""
    return _absent(indicator, {name: np.isnan(part.value) for name, part in parts.items()})


def _carried(indicator: Indicator, parts: Mapping[str, Figures]) -> bool:
    first = (indicator.required or tuple(parts))[0]
    return indicator.accumulate == "latest" or indicator.accumulate_of(first) == "latest"


def whole_year(indicator: Indicator, parts: Mapping[str, Figures]) -> tuple[FloatArray, dict[str, FloatArray]]:
    """What twelve months come to: the indicator's value and its parts', [...] of figures [... × month].

    The last month of `year_so_far`, reckoned without the others.
    """
    gaps = {name: np.isnan(part.value) for name, part in parts.items()}
    value, by_part, _ = _values(indicator, *_amounts(indicator, parts, gaps, _WHOLE))
    return value if indicator.round is None else rounded(value, indicator.round.decimals, indicator.round.how), by_part


def whole_part(figures: Figures, way: str) -> Figures:
    """What one part's months [… × month] come to, as the one month of a year [… × 1]; of ratios and means with what they are
    shared by."""
    gap = np.isnan(figures.value)
    base = None if figures.base is None else np.add.reduce(np.where(gap | np.isnan(figures.base), 0.0, figures.base), axis=-1)[..., None]
    if way == "ratio":
        return Figures(_sum(figures.value, gap)[..., None], base)
    value = _mean(figures.value, figures.base, gap, _sum) if way == "mean" else _WHOLE[way](figures.value, gap)
    return Figures(value[..., None], base)


def _amounts(indicator: Indicator, parts: Mapping[str, Figures], gaps: Mapping[str, BoolArray],
             ways: Mapping[str, Adding] | None = None) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """Each part's year, and of ratios the year's denominator beside it."""
    ways = ways or _WAYS
    amounts, bases = {}, {}
    for name, figures in parts.items():
        way = indicator.accumulate_of(name)
        if way == "ratio":
            base = _base(figures)
            amounts[name], bases[name] = ways["sum"](figures.value, gaps[name]), ways["sum"](base, np.isnan(base))
        elif way == "mean":
            amounts[name] = _mean(figures.value, figures.base, gaps[name], ways["sum"])
        else:
            amounts[name] = ways[way](figures.value, gaps[name])
        if not indicator.part(name).required and not indicator.open(name):
            amounts[name] = _filled(amounts[name], np.isnan(amounts[name]))
    return amounts, bases


def _base(figures: Figures) -> FloatArray:
    return np.full_like(figures.value, np.nan) if figures.base is None else figures.base


def _values(indicator: Indicator, amounts: dict[str, FloatArray],
            bases: dict[str, FloatArray]) -> tuple[FloatArray, dict[str, FloatArray], BoolArray | None]:
    """The indicator's own value (Σ weight × part), its parts' values, and where every denominator is 0."""
    weights = indicator.weights
    own = sum((amounts[name] if weight == 1.0 else amounts[name] * weight) for name, weight in weights.items()
              ) if weights else np.full_like(next(iter(amounts.values())), np.nan)
    if indicator.accumulate != "ratio" or not bases:      # parts that the rule adds up in its own way have no denominator
        return own, amounts, None
    whole = bases.get("", next(iter(bases.values())))
    value = share(own, whole)
    values = {name: value if weights.get(name) == 1.0 and len(weights) == 1 else share(amount, bases[name])
              for name, amount in amounts.items() if name in bases}
    return value, {**amounts, **values}, whole == 0 if "" in bases else reduce(np.logical_and, [base == 0 for base in bases.values()])


def share(amount: FloatArray, base: FloatArray) -> FloatArray:
    """100 × amount ÷ base; nan where there is no base."""
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = amount / base
    quotient *= 100.0
    np.copyto(quotient, np.nan, where=base == 0)
    return quotient


def _filled(value: FloatArray, gap: BoolArray) -> FloatArray:
    """A copy with 0 where nothing was reported."""
    filled = value.copy(order="K")
    np.copyto(filled, 0.0, where=gap)
    return filled


def _running(add: np.ufunc, value: NDArray) -> NDArray:
    """`value` accumulated from month to month, in place; whole columns at a time, which is what processors like."""
    for month in range(1, value.shape[-1]):
        add(value[..., month - 1], value[..., month], out=value[..., month])
    return value


def total(value: FloatArray, gap: BoolArray | None = None) -> FloatArray:
    """Running sum of what was reported; `gap` is where nothing was, if that is known already."""
    return _running(np.add, _filled(value, np.isnan(value) if gap is None else gap))


def latest(value: FloatArray, gap: BoolArray | None = None) -> FloatArray:
    """The last figure reported up to each month; nan before the first."""
    gap = np.isnan(value) if gap is None else gap
    carried = value.copy(order="K")
    for month in range(1, value.shape[-1]):
        np.copyto(carried[..., month], carried[..., month - 1], where=gap[..., month])
    return carried


def mean(value: FloatArray, base: FloatArray | None, gap: BoolArray | None = None) -> FloatArray:
    """Running mean, weighted by base where a base is given (PM2.5 by valid days); nan before the first report."""
    return _mean(value, base, np.isnan(value) if gap is None else gap, total)


def _mean(value: FloatArray, base: FloatArray | None, gap: BoolArray, add: Adding) -> FloatArray:
    weight = np.ones_like(value) if base is None else base.copy(order="K")
    np.copyto(weight, 1.0, where=np.isnan(weight))
    np.copyto(weight, 0.0, where=gap)
    weighed = _filled(value, gap)
    weighed *= weight
    with np.errstate(invalid="ignore", divide="ignore"):
        return add(weighed, gap) / add(weight, gap)


def _greatest(value: FloatArray, gap: BoolArray) -> FloatArray:
    return _running(np.fmax, value.copy(order="K"))


def _least(value: FloatArray, gap: BoolArray) -> FloatArray:
    return _running(np.fmin, value.copy(order="K"))


def _sum(value: FloatArray, gap: BoolArray) -> FloatArray:
    return np.add.reduce(value, axis=-1, where=~gap)


def _last(value: FloatArray, gap: BoolArray) -> FloatArray:
    found = value[..., -1].copy(order="K")
    for month in range(value.shape[-1] - 2, -1, -1):
        np.copyto(found, value[..., month], where=np.isnan(found))
    return found


_WAYS: Mapping[str, Adding] = {"sum": total, "latest": latest, "max": _greatest, "min": _least}
_WHOLE: Mapping[str, Adding] = {"sum": _sum, "latest": _last, "max": lambda value, gap: np.fmax.reduce(value, axis=-1),
                                "min": lambda value, gap: np.fmin.reduce(value, axis=-1)}


def missing(absent: BoolArray, period: int, carried: bool) -> tuple[BoolArray, BoolArray | None]:
    """Where a due period has no report, and where nothing was due and nothing came (None: nowhere); [unit × month].

    A period is due at the end of its last month and is reported if any of its months was.  Where the last figure is
    carried on (levels), a later report makes up for an earlier gap.
    """
    if period == 1:
        return (absent if carried else _running(np.logical_or, absent)), None
    due = due_and_absent(absent, period)
    unreported = _until_made_up(due, absent, period) if carried else _running(np.logical_or, due)
    never = _running(np.logical_and, absent.copy(order="K"))
    not_due = np.zeros_like(absent)
    not_due[:, :period - 1] = never[:, :period - 1]
    return unreported, not_due


def due_and_absent(absent: BoolArray, period: int) -> BoolArray:
    """True at each due month whose whole period has no report."""
    due = np.zeros_like(absent)
    for last in range(period - 1, MONTHS, period):
        due[:, last] = absent[:, last - period + 1:last + 1].all(axis=1)
    return due


def _until_made_up(due: BoolArray, absent: BoolArray, period: int) -> BoolArray:
    """A gap at the last due month, until something is reported after it."""
    gap = due.copy(order="K")
    for month in range(period, MONTHS):
        if (month + 1) % period:
            gap[:, month] = gap[:, month - 1] & absent[:, month]
    return gap


def age(reported: BoolArray) -> NDArray[np.int64]:
    """Months since the last report, 0 in the month itself, −1 before the first."""
    position = np.maximum.accumulate(np.where(reported, np.arange(MONTHS), -1), axis=1)
    return np.where(position < 0, -1, np.arange(MONTHS) - position)
