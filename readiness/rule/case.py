"""What a rule is asked about: one indicator's year, for many units and months at once, or one cell cut out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray

Completion = Callable[..., FloatArray]


def as_it_stands(value: FloatArray, aim: FloatArray, plan: FloatArray | None = None) -> FloatArray:
    """The completion of the basis `today`: nothing more happens."""
    return value


def _none() -> FloatArray:
    return np.array(np.nan)


@dataclass(frozen=True)
class Case:
    """One indicator's year.

    value      the year value of the whole indicator, in its measure (nan where none)
    parts      the year value of each part (分项), by name
    target     目标值, baseline: 基期值 (last year's same period where known), last_year: last year's year-end value;
               nan where there is none
    full       满分 of the indicator
    complete   how the basis completes a year: (value, aim, plan) → value
    over       where the year is over (December)
    groups     units with the same number are judged beside one another, by `kind` and by `type`; −1 is beside nobody
    rivals     where others' values are not those of this case (the best for one unit is beside the worst for the others): theirs
    among, at  of one cell: the case of all units that it was cut out of, and its unit and month there
    """

    value: FloatArray
    parts: Mapping[str, FloatArray] = field(default_factory=dict)
    target: FloatArray = field(default_factory=_none)
    baseline: FloatArray = field(default_factory=_none)
    full: float = 1.0
    complete: Completion = as_it_stands
    last_year: FloatArray = field(default_factory=_none)
    over: BoolArray = field(default_factory=lambda: np.array(False))
    groups: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    rivals: Case | None = None
    among: Case | None = None
    at: tuple[int, int] = (0, 0)

    def with_parts(self, parts: Mapping[str, FloatArray]) -> Case:
        """The same with some parts' values replaced."""
        return replace(self, parts={**self.parts, **parts})

    def take(self, units: slice) -> Case:
        """The same for some of the units, where they are not judged beside one another."""
        return replace(self, value=self.value[units], parts={name: part[units] for name, part in self.parts.items()},
                       target=self.target[units], baseline=self.baseline[units], last_year=self.last_year[units], groups={})

    def cell(self, row: int, month: int) -> Case:
        """The case of one unit and month, in single numbers, with the completion worked out for it."""
        shape = self.value.shape

        def one(array: FloatArray) -> FloatArray:
            return np.broadcast_to(array, shape)[row, month]

        def complete(value: FloatArray, aim: FloatArray, plan: FloatArray | None = None) -> FloatArray:
            spread = self.complete(np.full(shape, float(value)), np.full(shape, float(aim)), plan)
            return np.broadcast_to(spread, shape)[row, month]

        return replace(self, value=one(self.value), parts={name: one(part) for name, part in self.parts.items()},
                       target=one(self.target), baseline=one(self.baseline), last_year=one(self.last_year),
                       over=one(self.over), complete=complete, groups={}, rivals=None, among=self, at=(row, month))
