"""What the months to come are expected to bring: a few plain ways, one for each kind of figure.

    plan      amounts and running totals: the plan's share of each month, times how well the plan has been kept so far
    profile   amounts: last year's months, times how this year compares with it so far
    pace      the mean of the last three reports, month after month
    rate      ratios: the rate of the last three reports, on the denominators that are to be expected
    seasonal  last year's months, moved by how far this year stands from it so far
    scaled    means: last year's months, times how this year compares with it so far
    damped    levels: their movement over the last three reports goes on, each month at seven tenths of the one before
    hold      the last figure stays

How well a plan is kept, and how this year compares with the last, are taken with a little doubt: `PRIOR` of a year as
planned (or as last year) is put to what has been seen, so that one odd January does not decide the year.
Where a way lacks what it needs, the next one takes its place, and in the end last year's value or the target.
Everything is held within what the months can still bring (see `to_come`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from readiness.numbers import FloatArray
from readiness.year.figures import MONTHS, Figures
from readiness.year.so_far import latest, total
from readiness.year.to_come import Months, spread

PRIOR = 0.15          # of a year
RECENT = 3            # reports
DAMPING = 0.7
NEXT = {"plan": ("profile", "pace"), "profile": ("pace",), "pace": (), "rate": (), "seasonal": ("damped",), "scaled": ("pace",),
        "damped": ("hold",), "hold": ()}


def method_of(months: Months) -> str:
    """How a part is forecast: as the rubric says for the figure itself, else as fits its kind."""
    indicator = months.indicator
    if indicator.forecast is not None and stands_for_it(months):
        return indicator.forecast
    if months.way == "sum":
        return "plan" if stands_for_it(months) and indicator.plan_shares is not None else "profile"
    if months.way == "latest":
        planned = stands_for_it(months) and indicator.plan_shares is not None and indicator.schedule_way == "share"
        return "plan" if planned else "seasonal"
    return "seasonal" if months.way in ("ratio", "mean") else "pace"


def stands_for_it(months: Months) -> bool:
    """Whether the part is the figure that the target speaks of."""
    indicator, part = months.indicator, months.part
    return not part or part not in indicator.weights and indicator.measure_of(part) == indicator.measure


@dataclass(frozen=True)
class Expected:
    """One part's months with the open ones as they are to be expected.

    target [unit × 1]; fallback [unit × 1], the level to be expected of whom nothing is known: last year's, else the target
    """

    months: Months
    target: FloatArray
    fallback: FloatArray

    def figures(self, method: str) -> Figures:
        """The months [as_of × unit × month]."""
        months = self.months
        low, high = months.end(most=False), months.end(most=True)
        if months.way == "ratio":
            base = np.clip(np.broadcast_to(self._base(), months.open.shape), *months.base_ends)
            rate = np.clip(self._filled(method, months.limits), *months.limits)
            return self._laid(rate * base / 100.0, base)
        value = self._filled(method, months.limits)
        if months.has_base:
            return self._laid(np.clip(value, *months.limits), np.clip(np.broadcast_to(self._base(), months.open.shape), *months.base_ends))
        return self._laid(np.clip(value, np.fmin(low.value, high.value), np.fmax(low.value, high.value)), None)

    def _laid(self, value: FloatArray, base: FloatArray | None) -> Figures:
        months = self.months
        return Figures(np.where(months.open, value, months.known),
                       None if base is None else np.where(months.open, base, months.known_base))

    def _filled(self, method: str, limits: tuple[float, float]) -> FloatArray:
        """By the method, else by those that stand in for it; [as_of × unit × month]."""
        value = self._by(method)
        for other in (*NEXT[method], "last"):
            if not np.isnan(value).any():
                break
            value = np.where(np.isnan(value), self._by(other), value)
        return np.where(np.isnan(value), limits[0], value)

    def _by(self, method: str) -> FloatArray:
        return np.broadcast_to(getattr(self, f"_{method}")(), self.months.open.shape)

    # What has been seen

    @cached_property
    def _seen(self) -> FloatArray:
        """[unit × month]: reported."""
        return ~self.months.gap

    @cached_property
    def _then(self) -> FloatArray:
        """[unit × month]: last year's months, laid at the end of each period; a ratio's rate."""
        before = self.months.before
        if self.months.way != "ratio":
            return self._at_ends(before.value)
        return 100.0 * _quotient(self._at_ends(before.value), self._at_ends(self._base_of(before)))

    def _base_of(self, figures: Figures) -> FloatArray:
        return np.full_like(figures.value, np.nan) if figures.base is None else figures.base

    def _at_ends(self, table: FloatArray) -> FloatArray:
        """Amounts of a period added up at its end, levels carried to it; nan where none was reported."""
        period = self.months.period
        if period == 1:
            return table
        if self.months.way == "latest":
            return latest(table)
        found = np.full_like(table, np.nan)
        for end in range(period - 1, MONTHS, period):
            part = table[:, end - period + 1:end + 1]
            found[:, end] = np.where(np.isnan(part).all(axis=1), np.nan, np.nansum(part, axis=1))
        return found

    @cached_property
    def _amount(self) -> FloatArray:
        """[unit × month]: what a ratio's or a weighted mean's months add up to, else the months."""
        value = np.where(self._seen, self.months.now.value, 0.0)
        if self.months.way == "mean" and self.months.has_base:
            return value * self._weight
        return value * 100.0 if self.months.way == "ratio" else value

    @cached_property
    def _weight(self) -> FloatArray:
        """[unit × month]: the denominator of each month, or 1 where it was reported."""
        base = self._base_of(self.months.now) if self.months.has_base else np.ones_like(self.months.now.value)
        return np.where(self._seen, np.where(np.isnan(base), 1.0, base), 0.0)

    def _recent(self) -> FloatArray:
        """[unit × month]: ratio, mean or amount a report over the last three, else over all there are."""
        span = RECENT * self.months.period
        amount, weight = total(self._amount), total(self._weight)
        newest = _quotient(_window(amount, span), _window(weight, span))
        return np.where(np.isnan(newest), _quotient(amount, weight), newest)

    def _compared(self) -> tuple[FloatArray, FloatArray]:
        """[unit × month]: this year's mean (ratio) so far, and last year's over the same months, by this year's weights."""
        both = self._seen & ~np.isnan(self._then)
        weight = total(np.where(both, self._weight, 0.0))
        now = total(np.where(both, self._amount, 0.0))
        then = total(np.where(both, self._then * self._weight, 0.0))
        return _quotient(now, weight), _quotient(then, weight)

    # The ways

    def _plan(self) -> FloatArray:
        shares = self.months.indicator.plan_shares
        if shares is None:
            return np.full((1, 1, 1), np.nan)
        target, due = self.target, np.diff(shares, prepend=0.0)
        if self.months.way == "latest":
            seen, kept = np.broadcast_to(shares, self.months.last.shape), np.nan_to_num(self.months.last)
        else:
            seen, kept = total(np.where(self._seen, due, 0.0)), total(self._amount)
        return spread(on_plan(kept, seen, target)) * (shares if self.months.way == "latest" else due)[None, None]

    def _profile(self) -> FloatArray:
        then = self._then
        year = np.nansum(then, axis=1, keepdims=True)
        seen = total(np.where(self._seen, np.nan_to_num(then), 0.0))
        pace = _quotient(total(self._amount) + PRIOR * year, seen + PRIOR * year)
        known = ~np.isnan(then).all(axis=1)
        found = spread(pace) * np.nan_to_num(then)[None]
        return np.where((known & (year[:, 0] <= 0))[None, :, None], spread(self._recent()), found)

    def _pace(self) -> FloatArray:
        return spread(self._recent())

    _rate = _pace

    def _seasonal(self) -> FloatArray:
        if self.months.way == "latest":
            moved = self.months.last - latest(self._then)
        else:
            now, then = self._compared()
            moved = now - then
        return spread(moved) + self._then[None]

    def _scaled(self) -> FloatArray:
        now, then = self._compared()
        return spread(_quotient(now, then)) * self._then[None]

    def _damped(self) -> FloatArray:
        if self.months.way != "latest":
            return self._pace()
        last, months = self.months.last, np.arange(MONTHS)
        span = RECENT * self.months.period
        earlier = np.where(months >= span, np.roll(last, span, axis=1), np.nan)
        first = np.fmin.accumulate(np.where(np.isnan(last), np.inf, months), axis=1)     # when the level was first known
        known = np.isfinite(first)
        start = np.take_along_axis(last, np.where(known, first, 0).astype(int), axis=1)
        since = np.where(np.isnan(earlier), months - first, span)
        slope = np.where(known & (since > 0), (last - np.where(np.isnan(earlier), start, earlier)) / np.maximum(since, 1), 0.0)
        ahead = np.maximum(months[None, :] - months[:, None], 0)                          # [as_of × month]
        return spread(last) + spread(slope) * (DAMPING * (1 - DAMPING**ahead) / (1 - DAMPING))[:, None, :]

    def _hold(self) -> FloatArray:
        return spread(self.months.last)

    def _last(self) -> FloatArray:
        """Nothing known of this year: last year's months, else its value; of amounts an even share of the target."""
        if not stands_for_it(self.months):
            return self._then[None]
        usual = self.target / (MONTHS / self.months.period) if self.months.way == "sum" else self.fallback
        return np.where(np.isnan(self._then), usual, self._then)[None]

    def _base(self) -> FloatArray:
        """[as_of × unit × month]: the denominators to be expected: last year's, as this year's compare with them so far."""
        months = self.months
        if months.indicator.base_to_come == "days":
            return months.days[None, None, :]
        then = self._at_ends(self._base_of(months.before))
        both = self._seen & ~np.isnan(then)
        grown = _quotient(total(np.where(both, self._weight, 0.0)), total(np.where(both, then, 0.0)))
        mean = _quotient(total(self._weight), total(self._seen.astype(float)))
        found = spread(np.where(np.isnan(grown), 1.0, grown)) * then[None]
        usual = np.where(np.isnan(mean), 1.0, mean)
        return np.where(np.isnan(found), spread(usual), found)


def on_plan(kept: FloatArray, seen: FloatArray, target: FloatArray) -> FloatArray:
    """[unit × month]: what the year comes to, where so much has been `kept` when so large a share of the plan was due."""
    return target * _quotient(kept + PRIOR * target, (seen + PRIOR) * target)


def _quotient(top: FloatArray, bottom: FloatArray) -> FloatArray:
    return np.divide(top, bottom, out=np.full(np.broadcast_shapes(np.shape(top), np.shape(bottom)), np.nan), where=bottom > 0)


def _window(running: FloatArray, span: int) -> FloatArray:
    """The sum of the last `span` months from running sums."""
    before = np.zeros_like(running)
    before[:, span:] = running[:, :-span]
    return running - before
