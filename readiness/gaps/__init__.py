"""What is owed, what it takes, who owes it: one row for each cell that falls short of full marks on a basis.

    cells → owed > 0 → the value that full marks need, and whether it is still within reach → the amount, a month and in
    words; the next step where full marks are not → who answers for it, by when

What it takes by year-end, the same on every basis: each value beside this year's pace and last year's same months.

    cells → strands (value, aim, two years of months) → paces, what the months left must bring → the outlook
"""

from readiness.gaps.charges import charges
from readiness.gaps.listed import LIST_COLUMNS, answered_for, listed, red
from readiness.gaps.needs_table import NEEDS_COLUMNS, PACE_COLUMNS, beside_pace, needs_table
from readiness.gaps.pace import control_value
from readiness.gaps.table import FIRST_COLUMNS, MORE_COLUMNS, gap_table

__all__ = ["FIRST_COLUMNS", "LIST_COLUMNS", "MORE_COLUMNS", "NEEDS_COLUMNS", "PACE_COLUMNS", "answered_for", "beside_pace", "charges",
           "control_value", "gap_table", "listed", "needs_table", "red"]
