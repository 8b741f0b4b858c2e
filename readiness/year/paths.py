"""Ways in which the rest of a year may go: what is expected of the year now, and the news of past months drawn again.

    what was expected of the year at each month [unit × as_of] → news: by how much each month changed that, last year and this
    → drawn in runs of three months, the same months for every unit and indicator → year values [unit × path]

In the year that is over its news, month by month, led from what was expected to what came; so the news of as many months as
are still to come, drawn again, say how far the year can still go from what is expected now.  Because all units and
indicators of a path meet the same past months, what went wrong together goes wrong together.  Every path stays within
what can still come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import FloatArray
from readiness.year.cube import Item
from readiness.year.figures import MONTHS, Figures
from readiness.year.so_far import whole_part
from readiness.year.whole import Whole, WholeYear, years_of

RUN = 3          # months that are drawn in one piece, so that a bad spell stays one


@dataclass(frozen=True)
class Draws:
    """Which past month each month of each path repeats: `source` [path × month to come], a position among last year's months
    (from February on) and this year's up to `month` (0 is January)."""

    source: NDArray[np.int64]
    month: int
    last_year: bool

    def pool(self, before: FloatArray | None, now: FloatArray) -> FloatArray:
        """[source × unit]: the news of last year's months, then of this year's, of tables [unit × month]; 0 where there were none."""
        known = [now[:, 1:self.month + 1]]
        if self.last_year:
            known = [np.zeros((len(now), MONTHS - 1)) if before is None else before[:, 1:], *known]
        pool = np.nan_to_num(np.concatenate(known, axis=1) if known[0].shape[1] else np.zeros((len(now), 1)))
        return np.ascontiguousarray(pool.T)

    def moved(self, expected: FloatArray, pool: FloatArray) -> FloatArray:
        """[path × unit]: what is expected now [unit], moved by the news that each path meets."""
        found = np.repeat(expected[None], len(self.source), axis=0)
        for at in range(self.source.shape[1]):
            found += pool[self.source[:, at]]
        return found


def draws_of(month: int, paths: int, last_year: bool, seed: int = 0) -> Draws:
    """As many paths from the end of `month` on; the same ones for the same month and seed."""
    random = np.random.default_rng([seed, month])
    pool = max(month + (MONTHS - 1) * last_year, 1)
    left = MONTHS - 1 - month
    starts = random.integers(0, pool, (paths, -(-left // RUN)))
    source = (starts[:, :, None] + np.arange(RUN)).reshape(paths, -1)[:, :left] % pool
    return Draws(source, month, last_year)


def news_of(expected: FloatArray) -> FloatArray:
    """[unit × month]: by how much each month changed what was expected; nothing in January."""
    return np.diff(expected, axis=1, prepend=expected[:, :1])


def known_months(item: Item, before: Item | None, month: int) -> NDArray[np.int64]:
    """[unit]: in how many months of this year and last something was reported, from which news can be drawn."""
    def reported(of: Item, until: int) -> NDArray[np.int64]:
        there = np.logical_or.reduce([~np.isnan(part.now.value[:, :until]) for part in of.whole.months.values()])
        return there.sum(axis=1) * of.whole.period

    count = reported(item, month + 1) + (reported(before, MONTHS) if before is not None else 0)
    return count[item.whole.wiring.sources]


def paths_of(item: Item, before: Item | None, draws: Draws) -> WholeYear:
    """The indicator's year on every path, [unit × path]; `before` is last year's item of the same indicator."""
    whole: Whole = item.whole
    then: Mapping[str, FloatArray] = {} if before is None else {name: news_of(table) for name, table in before.whole.expected_years.items()}
    return whole.laid_out({name: _part(whole, name, then.get(name), draws) for name in whole.months})


def _part(whole: Whole, name: str, then: FloatArray | None, draws: Draws) -> Figures:
    """One part on every path, as the one month of a year: [path × unit × 1]."""
    months, expected = whole.months[name], whole.expected_years[name]
    year = draws.moved(expected[:, draws.month], draws.pool(then, news_of(expected)))
    low, high = (years_of(figures[name], months.way)[:, draws.month] for figures in (whole.low, whole.high))
    if months.counted:
        np.rint(year, out=year)
    np.clip(year, np.fmin(low, high), np.fmax(low, high), out=year)
    base = whole_part(whole.expected[name], months.way).base
    if base is None:
        return Figures(year[:, :, None])
    base = np.broadcast_to(base[draws.month, :, 0], year.shape)
    return Figures((year * base / 100.0 if months.way == "ratio" else year)[:, :, None], base[:, :, None])
