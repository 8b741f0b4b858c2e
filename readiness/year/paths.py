"""Ways in which the rest of a year may go: what is expected, and the surprises of the months that are over, drawn again.

    surprises of last year and this year [unit × month] → drawn in runs of three months, the same months for every unit and
    indicator → months to come of each path → year values [unit × path]

A surprise is by how much a month came otherwise than was expected one month before.  Because all units and indicators of
a path meet the same past months, what went wrong together goes wrong together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import FloatArray
from readiness.year.cube import Item
from readiness.year.figures import MONTHS, Figures
from readiness.year.surprises import in_proportion, rate
from readiness.year.to_come import Months
from readiness.year.whole import WholeYear

RUN = 3          # months that are drawn in one piece, so that a bad spell stays one


@dataclass(frozen=True)
class Draws:
    """Which past month each month of each path repeats: `source` [path × month], a position among the surprises of last
    year's months (from February on) and of this year's up to `month` (0 is January)."""

    source: NDArray[np.int64]
    month: int
    last_year: bool


def draws_of(month: int, paths: int, last_year: bool, seed: int = 0) -> Draws:
    """As many paths; the same ones for the same month and seed."""
    random = np.random.default_rng([seed, month])
    pool = max(month + (MONTHS - 1) * last_year, 1)
    starts = random.integers(0, pool, (paths, -(-MONTHS // RUN)))
    source = (starts[:, :, None] + np.arange(RUN)).reshape(paths, -1)[:, :MONTHS] % pool
    return Draws(source, month, last_year)


def pool_of(before: FloatArray | None, now: FloatArray, draws: Draws) -> FloatArray:
    """[source × unit]: last year's surprises, then this year's; 0 where there was none."""
    known = [now[:, 1:draws.month + 1]]
    if draws.last_year:
        known = [np.full((len(now), MONTHS - 1), np.nan) if before is None else before[:, 1:], *known]
    pool = np.concatenate(known, axis=1)
    return np.ascontiguousarray(np.nan_to_num(pool if pool.shape[1] else np.zeros((len(now), 1))).T)


def known_surprises(item: Item, before: Item | None, month: int) -> NDArray[np.int64]:
    """[unit]: of how many past months the surprise is known, of the part of which most are."""
    then = before.whole.surprises if before is not None else {}
    counts = [(~np.isnan(now[:, 1:month + 1])).sum(axis=1) + (~np.isnan(then[name])).sum(axis=1) if name in then
              else (~np.isnan(now[:, 1:month + 1])).sum(axis=1) for name, now in item.whole.surprises.items()]
    return np.max(counts, axis=0)[item.whole.wiring.sources]


def paths_of(item: Item, before: Item | None, draws: Draws) -> WholeYear:
    """The indicator's year on every path, [unit × path]; `before` is last year's item of the same indicator."""
    whole, then = item.whole, before.whole.surprises if before is not None else {}
    filled = {}
    for name, months in whole.months.items():
        pool = pool_of(then.get(name), whole.surprises[name], draws)
        filled[name] = _Part(months, whole.expected[name], whole.low[name], whole.high[name], pool, draws).year()
    return whole.laid_out(filled)


@dataclass(frozen=True)
class _Part:
    """One part's months at one month of knowledge, and its surprises."""

    months: Months
    expected: Figures
    low: Figures
    high: Figures
    pool: FloatArray
    draws: Draws

    def year(self) -> Figures:
        """What the months of each path come to, as the one month of a year: [path × unit × 1]."""
        way = {"latest": self._latest, "ratio": self._over_base, "mean": self._over_base}.get(self.months.way, self._added)
        value, base = way()
        return Figures(value[:, :, None], None if base is None else base[:, :, None])

    def _month(self, table: FloatArray, at: int) -> FloatArray:
        """[unit] of an array [as_of × unit × month]."""
        return table[self.draws.month, :, at]

    def _open(self) -> list[int]:
        return np.flatnonzero(self.months.open[self.draws.month].any(axis=0)).tolist()

    def _surprised(self, thought: FloatArray, surprise: FloatArray) -> FloatArray:
        return thought * (1.0 + surprise) if in_proportion(self.months) else thought + surprise

    def _known(self) -> tuple[FloatArray, FloatArray]:
        """[unit × month]: the months as reported, 0 elsewhere, and where they are."""
        table = np.where(self.months.open[self.draws.month], np.nan, self.months.known[self.draws.month])
        return table, ~np.isnan(table)

    def _added(self) -> tuple[FloatArray, None]:
        """Sums, greatest and least."""
        add = {"sum": np.add, "max": np.fmax, "min": np.fmin}[self.months.way]
        known, there = self._known()
        start = np.where(there, known, 0.0).sum(axis=1) if add is np.add else add.reduce(known, axis=1)
        year = np.repeat(start[None], len(self.draws.source), axis=0)
        for at in self._open():
            value = self._surprised(self._month(self.expected.value, at), self.pool[self.draws.source[:, at]])
            if self.months.counted:
                np.rint(value, out=value)
            np.clip(value, self._month(self.low.value, at), self._month(self.high.value, at), out=value)
            add(year, value, out=year, where=self._month(self.months.open, at))
        return year, None

    def _latest(self) -> tuple[FloatArray, None]:
        """The level at the end; each report that is to come moves it by a surprise."""
        opened = self._open()
        if not opened:
            return np.repeat(self.months.last[None, :, self.draws.month], len(self.draws.source), axis=0), None
        moved = sum(self.pool[self.draws.source[:, at]] for at in opened)
        at = opened[-1]
        value = np.clip(self._surprised(self._month(self.expected.value, at), moved),
                        self._month(self.low.value, at), self._month(self.high.value, at))
        return np.where(self._month(self.months.open, at), value, self.months.last[None, :, self.draws.month]), None

    def _over_base(self) -> tuple[FloatArray, FloatArray | None]:
        """Ratios and means: amounts over what they are shared by."""
        ratio, based = self.months.way == "ratio", self.months.has_base
        known, there = self._known()
        bases = self.months.known_base[self.draws.month] if based else np.ones_like(known)
        weight = np.where(there, np.where(np.isnan(bases), 1.0, bases), 0.0)
        amount = np.where(there, known, 0.0) * (1.0 if ratio else weight)
        shape = (len(self.draws.source), 1)
        total, whole = np.tile(amount.sum(axis=1), shape), np.tile(weight.sum(axis=1), shape)
        low, high = self.months.limits
        for at in self._open():
            base = self._month(self.expected.base, at) if based else np.ones(len(known))
            thought = self._month(self.expected.value, at)
            thought = rate(thought, base) if ratio else thought
            value = np.clip(self._surprised(np.nan_to_num(thought), self.pool[self.draws.source[:, at]]), low, high)
            value *= base / 100.0 if ratio else base
            opened = self._month(self.months.open, at)
            np.add(total, value, out=total, where=opened)
            np.add(whole, base, out=whole, where=opened)
        if ratio:
            return total, whole
        return np.divide(total, whole, out=np.full_like(total, np.nan), where=whole > 0), whole if based else None
