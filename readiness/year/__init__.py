"""The year so far, and how each basis completes it.

    observations → cube [unit × month] of what was reported → value of the year so far → completed year (basis)
"""

from readiness.year.basis import BASES, Basis, completion
from readiness.year.cube import Cube, Item, cube_of
from readiness.year.figures import MONTHS, Figures
from readiness.year.so_far import YearSoFar, year_so_far

__all__ = ["BASES", "Basis", "Cube", "Figures", "Item", "MONTHS", "YearSoFar", "completion", "cube_of", "year_so_far"]
