"""Rules that judge a unit beside the others of its kind: rank, share of the best, min-max, z-score.

Such a rule is two functions of a matrix [member × column] of values: what fraction each member earns, and what value each
member would need, the others' values being as they are.  This module brings the matrices: a column is a month where all
units are scored together, or a supposed value of the one unit whose curve is drawn or whose arithmetic is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray
from readiness.rule.case import Case
from readiness.rule.marks import UNSCORED
from readiness.rule.rule import Rule

NOISE = 1e-12      # relative: sums of the same amounts in another order differ by less
ByColumn = Callable[[FloatArray], FloatArray]


class Among(Rule):
    """Judged beside the others: those of the same kind, or of the same type (城区型, 工业型 …), that have a value.

    `less_is_better` says which side is better.  A unit that stands alone has nobody better beside it.
    """

    within: Annotated[Literal["kind", "type"], UNSCORED] = "kind"
    less_is_better: bool = False

    @property
    def more_is_better(self) -> bool:
        return not self.less_is_better

    @property
    def compares(self) -> bool:
        return True

    def share(self, values: FloatArray) -> FloatArray:
        """[member × column]: the fraction that each member earns beside the others; nan where it has no value."""
        raise NotImplementedError

    def needed(self, fraction: float, values: FloatArray) -> FloatArray:
        """[member × column]: the value with which each member would earn `fraction`, the others staying as they are."""
        raise NotImplementedError

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return self._beside(value, case, self.share)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return self._beside(self.completed(case), case, lambda values: self.needed(fraction, values))

    def aim(self, case: Case) -> FloatArray:
        """No value of its own: where a plan completes the year, all units' values are completed in proportion."""
        return np.zeros(np.shape(case.value))

    def _beside(self, value: FloatArray, case: Case, reckon: ByColumn) -> FloatArray:
        """`reckon` over the values of each group, or over a lone unit's supposed values with the others below them."""
        if self.within in case.groups:
            if case.rivals is not None:
                return self._beside_rivals(value, self.completed(case.rivals), case.groups[self.within], reckon)
            return by_group(value, case.groups[self.within], reckon)
        supposed = np.atleast_1d(np.asarray(value, dtype=float))
        others = np.repeat(self.others(case)[:, None], supposed.size, axis=1)
        with_own = np.vstack([supposed.reshape(1, -1), others])
        return reckon(with_own)[0].reshape(np.shape(value))

    def _beside_rivals(self, value: FloatArray, rivals: FloatArray, group: NDArray[np.int64], reckon: ByColumn) -> FloatArray:
        """Each unit by itself beside what the others may have: as many reckonings as there are units in a group."""
        found = np.full_like(value, np.nan)
        for number in np.unique(group[group >= 0]):
            members = np.flatnonzero(group == number)
            for at, member in enumerate(members):
                beside = rivals[members]
                beside[at] = value[member]
                found[member] = reckon(beside)[at]
        return found

    def others(self, case: Case) -> FloatArray:
        """The completed values of those that the unit of one cell is judged beside."""
        if case.among is None:
            return np.empty(0)
        row, month = case.at
        group = case.among.groups[self.within]
        beside = (group == group[row]) & (group >= 0)
        beside[row] = False
        values = self.completed(case.among.rivals or case.among)[beside, month]
        return values[~np.isnan(values)]

    def company(self, case: Case) -> str:
        """Beside how many others, in Chinese."""
        return f"同类 {len(self.others(case)) + 1} 个单位"

    def span(self, case: Case) -> tuple[float, float]:
        """From the least to the greatest value there is; from 0 to 1 where there is none."""
        values = np.append(self.others(case), float(self.completed(case)))
        there = values[~np.isnan(values)]
        if not there.size:
            return 0.0, 1.0
        low, high = float(there.min()), float(there.max())
        margin = (high - low) * 0.1 or 1.0
        return low - margin, high + margin

    def edges(self, case: Case) -> tuple[float, ...]:
        return tuple(float(value) for value in self.others(case))

    def said_side(self) -> str:
        """越低越好, where it is so."""
        return "越低越好" if self.less_is_better else "越高越好"

    def said_within(self) -> str:
        """Among whom, in Chinese."""
        return "同类型单位" if self.within == "type" else "同类单位"


def by_group(value: FloatArray, group: NDArray[np.int64], reckon: ByColumn) -> FloatArray:
    """`reckon` over the values [unit × column] of each group; nan for who is beside nobody."""
    found = np.full_like(value, np.nan)
    for number in np.unique(group[group >= 0]):
        members = _rows(np.flatnonzero(group == number))
        found[members] = reckon(value[members])
    return found


def _rows(members: NDArray[np.int64]) -> slice | NDArray[np.int64]:
    """Neighbours as a slice, which needs no copy."""
    first, last = int(members[0]), int(members[-1])
    return slice(first, last + 1) if last - first + 1 == len(members) else members


def best_of(values: FloatArray, less_is_better: bool) -> FloatArray:
    """[column]: the best value of each column; nan where none has one."""
    return (np.fmin if less_is_better else np.fmax).reduce(values, axis=0)


def best_of_others(values: FloatArray, less_is_better: bool) -> FloatArray:
    """[member × column]: the best among the others; nan where there are none."""
    ranked = np.sort(values if less_is_better else -values, axis=0)   # the best first, nan last
    best, second = ranked[0], ranked[1] if len(ranked) > 1 else np.full(values.shape[1], np.nan)
    found = np.where((values if less_is_better else -values) == best, second, best)
    return found if less_is_better else -found


def way_between(values: FloatArray, worst: FloatArray, best: FloatArray) -> FloatArray:
    """[member × column]: 0 at the worst value, 1 at the best, and 1 where all are equal."""
    with np.errstate(invalid="ignore", divide="ignore"):
        way = (values - worst) / (best - worst)
    equal = alike(worst, best)
    if equal.any():
        np.copyto(way, 1.0, where=equal & ~np.isnan(values))
    return way


def alike(worst: FloatArray, best: FloatArray) -> BoolArray:
    """Where worst and best are one value but for floating noise."""
    return np.abs(best - worst) <= NOISE * np.maximum(np.abs(worst), np.abs(best))
