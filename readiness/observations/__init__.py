"""Forms (CSV, XLSX) read into observations, or every problem with its row.

    files → rows as the clerk typed them → observations, or `ProblemsFound`
"""

from readiness.observations.check import read_forms
from readiness.observations.table import COLUMNS, Observations

__all__ = ["COLUMNS", "Observations", "read_forms"]
