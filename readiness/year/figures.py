"""The months of one part of one indicator as arrays [unit × month]."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import FloatArray

MONTHS = 12


@dataclass(frozen=True)
class Figures:
    """One part of one indicator as reported: value and base, [unit × month], nan where nothing was reported.

    Arrays are in Fortran order: a month's units lie side by side in memory, and a year is walked month by month.

    `base` is None where no unit gave one.  `row` is the position in the observations' table, −1 where there is none.
    """

    value: FloatArray
    base: FloatArray | None = None
    row: NDArray[np.int64] | None = None

    def take(self, units: slice) -> Figures:
        """The same for some of the units."""
        return Figures(self.value[units], None if self.base is None else self.base[units])
