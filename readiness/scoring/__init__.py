"""From completed years to ranks: points, categories, totals, grades, ranks.

    cube → cells (points of each unit and indicator) → totals on 100 → + bonus − deductions → grade → rank

Each step is a function from arrays to new ones, and `assess` is the steps in order.  Every month of the year is reckoned
at once: column m is the year as known at the end of month m.  Nothing is rounded before it is shown.
"""

from readiness.scoring.assess import Assessment, assess
from readiness.scoring.cells import Cells, Status

__all__ = ["Assessment", "Cells", "Status", "assess"]
