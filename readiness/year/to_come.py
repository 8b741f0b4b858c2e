"""The months to come (and those that are overdue): between which ends each can still fall, for every month's state of knowledge.

    months as reported [unit × month] → months known by each as_of [as_of × unit × month] → the same with the open ones at
    their least and at their most

A month is open where a report is due and has not come, past or future.  What is filled in are the limits of a month's
figure (`possible:` in the rubric, else 0 to 100 for rates and from 0 for the rest), with what is known of the denominators
(`base_to_come:`), so that nothing that may still be reported falls outside.  What keeps (`keeps:`) does not fall again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Indicator
from readiness.rubric.indicator import COUNTED, PERIOD_MONTHS
from readiness.year.figures import MONTHS, Figures
from readiness.year.so_far import absent_months, due_and_absent, latest, total

UNLIMITED = 1e12        # stands for a figure that has no upper limit
NOISE = 1e-9            # relative
MOST_CASES = 1e6        # stands for a month's denominator of which nothing is known: one failure is never quite made up for


def spread(table: FloatArray) -> FloatArray:
    """[unit × month] of what is known by each month → [as_of × unit × 1], to be laid over months."""
    return np.ascontiguousarray(table.T)[:, :, None]


@dataclass(frozen=True)
class Months:
    """One part's months as known by each month: arrays are [as_of × unit × month] unless said otherwise."""

    indicator: Indicator
    part: str
    now: Figures
    before: Figures
    year: int
    open: BoolArray

    @property
    def period(self) -> int:
        """How many months a report covers."""
        return PERIOD_MONTHS[self.indicator.frequency]

    @cached_property
    def gap(self) -> BoolArray:
        """[unit × month]: nothing reported."""
        return np.isnan(self.now.value)

    @cached_property
    def known(self) -> FloatArray:
        """The figures by each as_of, nan for later months."""
        return _by_as_of(self.now.value)

    @cached_property
    def known_base(self) -> FloatArray | None:
        """The denominators (weights) by each as_of; None where the part has none."""
        if self.has_base:
            return _by_as_of(np.full_like(self.now.value, np.nan) if self.now.base is None else self.now.base)
        return None

    @property
    def way(self) -> str:
        """How the part's months add up."""
        return self.indicator.accumulate_of(self.part)

    @property
    def has_base(self) -> bool:
        """Whether a month has a denominator or a weight."""
        return self.way == "ratio" or self.way == "mean" and (self.now.base is not None or self.before.base is not None)

    @property
    def counted(self) -> bool:
        """Whether a month's figure counts things that cannot be halved."""
        return self.way == "sum" and self.indicator.measure_of(self.part) in COUNTED

    @cached_property
    def limits(self) -> tuple[float, float]:
        """Of a month's figure; of a ratio's rate."""
        low, high = self.indicator.limits if self.way == "ratio" else self.indicator.limits_of(self.part)
        return low, min(high, UNLIMITED)

    @cached_property
    def last(self) -> FloatArray:
        """[unit × month]: the last figure reported up to each month."""
        return latest(self.now.value)

    @cached_property
    def days(self) -> FloatArray:
        """[month]: the days that a report at the end of each month covers."""
        return self.indicator.days(self.year)

    @cached_property
    def base_ends(self) -> tuple[FloatArray, FloatArray]:
        """The least and the most that an open month's denominator can be, [as_of × unit × month] or broadcast to it."""
        most = np.full((1, 1, 1), MOST_CASES)
        known = self.indicator.base_to_come
        if known == "days":
            most = self.days[None, None, :]
        elif known == "steady":
            fixed = spread(latest(np.full_like(self.now.value, np.nan) if self.now.base is None else self.now.base))
            return _or(fixed, 0.0), _or(fixed, MOST_CASES)
        elif known == "last_year":
            fixed = self.before.value[None]
            return _or(fixed, 0.0), _or(fixed, MOST_CASES)
        return np.zeros((1, 1, 1)), most

    def end(self, most: bool) -> Figures:
        """The months with the open ones at one end."""
        limit = self.limits[1] if most else self.limits[0]
        if self.has_base:
            return self._end_over_base(limit, most)
        fill = np.full((1, 1, 1), limit)
        if not most and self.way == "latest" and self.indicator.kept(self.part):
            fill = _or(spread(self.last), limit)
        return Figures(np.where(self.open, fill, self.known))

    def _end_over_base(self, limit: float, most: bool) -> Figures:
        """With as much denominator as pulls the year furthest towards the limit."""
        so_far = spread(self._so_far())
        fewest, many = self.base_ends
        beyond = so_far - limit if most else limit - so_far
        towards = ~(beyond > NOISE * max(abs(limit), 1.0))    # at the limit more changes nothing here, and yet counts in a roll-up
        base = np.where(towards, many, fewest)
        value = limit * base / 100.0 if self.way == "ratio" else np.broadcast_to(limit, base.shape)
        return Figures(np.where(self.open, value, self.known), np.where(self.open, base, self.known_base))

    def _so_far(self) -> FloatArray:
        """[unit × month]: the ratio (in percent) or the mean of the year so far."""
        base = np.ones_like(self.now.value) if self.now.base is None else self.now.base
        weight = np.where(self.gap, 0.0, np.where(np.isnan(base), 1.0, base))
        amount = np.where(self.gap, 0.0, self.now.value) * (100.0 if self.way == "ratio" else weight)
        with np.errstate(invalid="ignore", divide="ignore"):
            return total(amount) / total(weight)


def _or(value: FloatArray, other: float) -> FloatArray:
    return np.where(np.isnan(value), other, value)


def _by_as_of(table: FloatArray) -> FloatArray:
    return np.where(np.tri(MONTHS, dtype=bool)[:, None, :], table[None], np.nan)


def months_to_come(indicator: Indicator, now: Mapping[str, Figures], before: Mapping[str, Figures], year: int) -> dict[str, Months]:
    """Each part's months; `before` are last year's."""
    absent = absent_months(indicator, now)
    return {name: Months(indicator, name, now[name], before[name], year, _open(indicator, name, now[name], absent)) for name in now}


def _open(indicator: Indicator, part: str, figures: Figures, absent: BoolArray) -> BoolArray:
    """[as_of × unit × month]: due and not reported.  A part that may stay unknown is open only in months to come,
    and in December where it comes late."""
    period, gap = PERIOD_MONTHS[indicator.frequency], np.isnan(figures.value)
    lacking = np.zeros_like(gap) if indicator.open(part) else gap if part in indicator.required else gap & absent
    overdue = due_and_absent(lacking, period)
    if indicator.comes_late(part):
        overdue[:, -1] = gap.all(axis=1)
    due = (np.arange(1, MONTHS + 1) % period == 0)[None, None, :]
    return np.where(np.tri(MONTHS, dtype=bool)[:, None, :], overdue[None], due)
