"""One indicator's year with the months to come filled in: at their least, at their most, and as they are to be expected.

    months as known by each as_of → open ones filled [as_of × unit × month] → rolled up, laid out → year values [unit × as_of]

These are figures; which end is the better one is for the rule to say (see `scoring.cases`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from readiness.numbers import FloatArray
from readiness.rubric import Indicator
from readiness.year.figures import Figures
from readiness.year.forecast import Expected, method_of, on_plan
from readiness.year.so_far import whole_year
from readiness.year.to_come import UNLIMITED, Months, months_to_come, spread
from readiness.year.wiring import Wiring


@dataclass(frozen=True)
class WholeYear:
    """A completed year, [unit × as_of]: the indicator's value and its parts'."""

    value: FloatArray
    parts: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Future:
    """What one indicator's year may still come to, and is expected to; `method` is how (a key of `words.FORECASTS`)."""

    low: WholeYear
    high: WholeYear
    expected: WholeYear
    method: str


def future_of(indicator: Indicator, now: Mapping[str, Figures], before: Mapping[str, Figures], wiring: Wiring, target: FloatArray,
              last_year: FloatArray, year: int) -> Future:
    """From the units' own months of this year and last; `target` and `last_year` are [unit × 1]."""
    months = months_to_come(indicator, now, before, year)
    turned = {name for name, weight in indicator.weights.items() if weight < 0}
    low = {name: part.end(most=name in turned) for name, part in months.items()}
    high = {name: part.end(most=name not in turned) for name, part in months.items()}
    fallback = np.where(np.isnan(last_year), target, last_year)
    expected = {name: Expected(part, target, fallback).figures(method_of(part)) for name, part in months.items()}
    first = next(iter(months.values()))
    found = Future(_whole(indicator, wiring, low), _within(indicator, _whole(indicator, wiring, high)),
                   _whole(indicator, wiring, expected), method_of(first))
    return _by_the_whole_value(indicator, months, wiring, target, found)


def _whole(indicator: Indicator, wiring: Wiring, filled: Mapping[str, Figures]) -> WholeYear:
    value, parts = whole_year(indicator, wiring.lay_out(filled))
    return WholeYear(value.T, {name: part.T for name, part in parts.items()})


def _within(indicator: Indicator, high: WholeYear) -> WholeYear:
    """No rate passes its limit, whatever its parts might add to it."""
    if indicator.accumulate == "sum":
        return high
    return WholeYear(np.minimum(high.value, min(indicator.limits[1], UNLIMITED)), high.parts)


def _by_the_whole_value(indicator: Indicator, months: Mapping[str, Months], wiring: Wiring, target: FloatArray, found: Future) -> Future:
    """A running total of weighted parts (名 3 分, 受理 1.5 分 …) is forecast as a whole: the target speaks of no single part."""
    shares = indicator.plan_shares
    weighted = "" not in months and len(indicator.weights) > 1 and indicator.accumulate == "latest"
    if not weighted or shares is None or indicator.schedule_way != "share":
        return found
    now = whole_year(indicator, wiring.lay_out({name: Figures(np.where(part.open, spread(part.last), part.known))
                                                for name, part in months.items()}))[0].T
    ahead = on_plan(np.nan_to_num(now), shares, target)
    value = np.clip(np.where(np.isnan(ahead), found.expected.value, np.fmax(now, ahead)), found.low.value, found.high.value)
    return Future(found.low, found.high, WholeYear(value, found.expected.parts), "plan")
