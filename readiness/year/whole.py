"""One indicator's year with the months to come filled in: at their least, at their most, and as they are to be expected.

    months as known by each as_of → open ones filled [as_of × unit × month] → rolled up, laid out → year values [unit × as_of]

These are figures; which end is the better one is for the rule to say (see `scoring.cases`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from readiness.numbers import FloatArray
from readiness.rubric import Indicator
from readiness.year.figures import Figures
from readiness.year.forecast import Expected, method_of, on_plan
from readiness.year.so_far import whole_part, whole_year
from readiness.year.to_come import UNLIMITED, Months, months_to_come, spread
from readiness.year.wiring import Wiring


@dataclass(frozen=True)
class WholeYear:
    """A completed year, [unit × as_of] (or × path): the indicator's value and its parts'."""

    value: FloatArray
    parts: Mapping[str, FloatArray]


@dataclass(frozen=True)
class Whole:
    """What one indicator's year may still come to, and is expected to, from the units' own months of this year and last.

    target, last_year   [unit × 1]
    """

    indicator: Indicator
    wiring: Wiring
    months: Mapping[str, Months]
    target: FloatArray
    last_year: FloatArray

    @classmethod
    def of(cls, indicator: Indicator, now: Mapping[str, Figures], before: Mapping[str, Figures], wiring: Wiring, target: FloatArray,
           last_year: FloatArray, year: int) -> Whole:
        """From the months of this year and of the one before."""
        return cls(indicator, wiring, months_to_come(indicator, now, before, year), target, last_year)

    @property
    def method(self) -> str:
        """How the figure is forecast: a key of `words.FORECASTS`."""
        if self.indicator.rule.moving == set(self.months):      # steps are taken by the plan, or not foretold
            return "hold" if self.indicator.plan_shares is None else "plan"
        return "plan" if self._by_its_whole_value else method_of(next(iter(self.months.values())))

    @cached_property
    def _turned(self) -> frozenset[str]:
        """Parts that take away from the value."""
        return frozenset(name for name, weight in self.indicator.weights.items() if weight < 0)

    @cached_property
    def low(self) -> dict[str, Figures]:
        """The months with the open ones so that the value is least."""
        return {name: part.end(most=name in self._turned) for name, part in self.months.items()}

    @cached_property
    def high(self) -> dict[str, Figures]:
        """The months with the open ones so that the value is greatest."""
        return {name: part.end(most=name not in self._turned) for name, part in self.months.items()}

    @cached_property
    def expected(self) -> dict[str, Figures]:
        """The months with the open ones as they are to be expected."""
        fallback = np.where(np.isnan(self.last_year), self.target, self.last_year)
        return {name: Expected(part, self.target, fallback).figures(method_of(part)) for name, part in self.months.items()}

    @cached_property
    def least(self) -> WholeYear:
        """The year at the least."""
        return self.laid_out(self.low)

    @cached_property
    def most(self) -> WholeYear:
        """The year at the most; no rate passes its limit, whatever its parts might add to it."""
        found = self.laid_out(self.high)
        if self.indicator.accumulate == "sum":
            return found
        return WholeYear(np.minimum(found.value, min(self.indicator.limits[1], UNLIMITED)), found.parts)

    @cached_property
    def likely(self) -> WholeYear:
        """The year as it is to be expected."""
        found = self.laid_out(self.expected)
        if not self._by_its_whole_value:
            return found
        ahead = on_plan(np.nan_to_num(self._reached), self.indicator.plan_shares, self.target)
        value = np.clip(np.where(np.isnan(ahead), found.value, np.fmax(self._reached, ahead)), self.least.value, self.most.value)
        return WholeYear(value, found.parts)

    @property
    def _by_its_whole_value(self) -> bool:
        """Whether a running total of weighted parts (命名 3 分, 受理 1.5 分 …) is forecast as a whole: its target speaks of no
        single part."""
        weighted = "" not in self.months and len(self.indicator.weights) > 1 and self.indicator.accumulate == "latest"
        return weighted and self.indicator.plan_shares is not None and self.indicator.schedule_way == "share"

    @property
    def _reached(self) -> FloatArray:
        """[unit × as_of]: the value of the last figures known."""
        return self.laid_out({name: Figures(np.where(part.open, spread(part.last), part.known)) for name, part in self.months.items()}).value

    @cached_property
    def expected_years(self) -> dict[str, FloatArray]:
        """What is expected of each part's year of the units' own, at each month: [unit × as_of]; of a ratio in percent."""
        return {name: years_of(figures, self.months[name].way) for name, figures in self.expected.items()}

    @property
    def period(self) -> int:
        """How many months a report covers."""
        return next(iter(self.months.values())).period

    def laid_out(self, filled: Mapping[str, Figures]) -> WholeYear:
        """Year values of filled months [as_of × unit × month] of the units' own."""
        value, parts = whole_year(self.indicator, self.wiring.lay_out(filled))
        return WholeYear(value.T, {name: part.T for name, part in parts.items()})


def years_of(figures: Figures, way: str) -> FloatArray:
    """[unit × as_of]: what one part's months [as_of × unit × month] come to; a ratio in percent."""
    found = whole_part(figures, way)
    if way != "ratio":
        return found.value[:, :, 0].T
    rate = 100.0 * np.divide(found.value, found.base, out=np.full_like(found.value, np.nan), where=found.base > 0)
    return rate[:, :, 0].T
