"""The columns of an assessment: what is scored side by side for every unit.

A column is a month up to which data count (twelve of them), or one path of a simulation; the steps of scoring do not care.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray
from readiness.rule import Case
from readiness.scoring.cases import OVER, case_on
from readiness.year import MONTHS, Basis, Cube
from readiness.year.basis import WHOLE


@dataclass(frozen=True)
class Columns:
    """A cube completed on a basis; `months` [column] is the month (0 is January) up to which each column's data count.

    `paths` holds each indicator's case where the columns are paths of a simulation, [unit × column].
    """

    cube: Cube
    basis: Basis
    months: NDArray[np.int64]
    paths: Mapping[str, Case] | None = None

    @classmethod
    def of(cls, cube: Cube, basis: Basis) -> Columns:
        """The twelve months."""
        return cls(cube, basis, np.arange(MONTHS))

    @property
    def whole(self) -> bool:
        """Whether whole years are judged, each at its end."""
        return self.basis in WHOLE

    @property
    def over(self) -> BoolArray:
        """Where the year is over."""
        return np.array(True) if self.whole else OVER

    def case(self, key: str) -> Case:
        """What the indicator's rules are asked about, for all units."""
        return case_on(self.cube.items[key], self.basis) if self.paths is None else self.paths[key]

    def at(self, table: NDArray) -> NDArray:
        """[unit × month] → [unit × column]."""
        return table if self.paths is None else table[:, self.months]

    def empty(self) -> FloatArray:
        """[unit × column] of noughts."""
        return np.zeros((len(self.months), len(self.cube.units))).T
