"""How well the figures come in, as of a month: what is overdue and what hangs on it, how old levels are, what came late or was put right.

    cube + boxes → what makes a cell unreported → a row for each figure that is to be called in → a call for each who is to be called
    register of the store → what came after its day, what was changed afterwards, by unit

What is missing is found by the same rules that make a cell 未报 or 部分未报, and the points of the rows add up to the cells'
未报 boxes: nothing is reckoned a second way.
"""

from readiness.health.calls import Call, calls_of, kinds_at_stake
from readiness.health.levels import LEVEL_COLUMNS, levels
from readiness.health.months import months
from readiness.health.overdue import OVERDUE_COLUMNS, overdue
from readiness.health.punctual import CORRECTED_COLUMNS, LATE_COLUMNS, PUNCTUAL_COLUMNS, corrected, late, punctual

__all__ = ["CORRECTED_COLUMNS", "LATE_COLUMNS", "LEVEL_COLUMNS", "OVERDUE_COLUMNS", "PUNCTUAL_COLUMNS", "Call", "calls_of", "corrected",
           "kinds_at_stake", "late", "levels", "months", "overdue", "punctual"]
