"""What is owed, what it takes, who owes it: one row for each cell that falls short of full marks on a basis.

    cells → owed > 0 → the value that full marks need, and whether it is still within reach → the amount, a month and in
    words; the next step where full marks are not → who answers for it, by when
"""

from readiness.gaps.need import control_value
from readiness.gaps.table import FIRST_COLUMNS, MORE_COLUMNS, gap_table

__all__ = ["FIRST_COLUMNS", "MORE_COLUMNS", "control_value", "gap_table"]
