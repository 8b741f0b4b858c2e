"""Whose months count for whom: the county's are what its townships' add up to, and who answers for its figure is judged by it.

    months as reported, by unit → rolled up for the county → laid out for everybody
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Indicator
from readiness.year.figures import Figures
from readiness.year.so_far import latest


@dataclass(frozen=True)
class Wiring:
    """For one indicator: `sources` [unit] is the position of the unit whose months each unit is judged by, `members` [unit]
    marks the townships whose months are rolled up for the unit at `whole`.
    """

    indicator: Indicator
    sources: NDArray[np.int64]
    members: BoolArray
    whole: int

    @property
    def rolls_up(self) -> bool:
        """Whether the county's figure is made of the townships'."""
        return self.indicator.county != "reported"

    def rolled_up(self, own: Mapping[str, Figures]) -> dict[str, Figures]:
        """The months [… × unit × month] with the county's made of its members'."""
        if not self.rolls_up:
            return dict(own)
        return {name: _with_row(part, self.whole, _roll_up(part, self.members, self.indicator.county, self._carried(name)))
                for name, part in own.items()}

    def _carried(self, part: str) -> bool:
        return self.indicator.accumulate_of(part) == "latest"

    def lay_out(self, own: Mapping[str, Figures]) -> dict[str, Figures]:
        """Every unit's months [… × unit × month], each with those of its source."""
        return {name: Figures(part.value[..., self.sources, :], None if part.base is None else part.base[..., self.sources, :],
                              None if part.row is None else part.row[..., self.sources, :])
                for name, part in self.rolled_up(own).items()}


def _with_row(part: Figures, at: int, rolled: tuple[FloatArray, FloatArray | None]) -> Figures:
    value, base = part.value.copy(order="K"), None if part.base is None else part.base.copy(order="K")
    value[..., at, :] = rolled[0]
    if base is not None:
        base[..., at, :] = np.nan if rolled[1] is None else rolled[1]      # a plain mean of units weighs every month alike
    return Figures(value, base, part.row)


def _roll_up(part: Figures, members: BoolArray, way: str, carried: bool) -> tuple[FloatArray, FloatArray | None]:
    """The townships' months as one: added (sum, ratio), or their mean, by base where weighted.  Nan where none reported."""
    value = latest(part.value[..., members, :]) if carried else part.value[..., members, :]
    reported = ~np.isnan(value)
    none = ~reported.any(axis=-2)
    base = None if part.base is None else np.where(reported, part.base[..., members, :], 0.0)
    if way == "weighted" and base is not None:
        weight = np.nansum(base, axis=-2)
        total = np.nansum(value * base, axis=-2)
        return np.where(none, np.nan, np.divide(total, weight, out=np.full(weight.shape, np.nan), where=weight > 0)), weight
    total = np.where(none, np.nan, np.nansum(value, axis=-2))
    if way in ("mean", "weighted"):
        return total / np.maximum(reported.sum(axis=-2), 1), None
    return total, None if base is None else np.where(none, np.nan, np.nansum(base, axis=-2))
