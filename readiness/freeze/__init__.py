"""定格: what was shown at a meeting stays what it was, whatever becomes of rubric, targets, figures and of this program.

    board + month → configuration's files, data revision, results as text → kept under a name, once and for ever
    kept → the board reckoned again by today's program → beside what was kept → shown where it is the same, else told
    kept + today's board → why a unit's total is another now, in parts that sum to the change

Figures that differ from those kept are never shown in their place, and files that were kept are handed out byte for byte.
"""

from readiness.freeze.differences import Differences
from readiness.freeze.opening import Opened, open_frozen
from readiness.freeze.results import FILES, TABLES, piece_name
from readiness.freeze.taking import CannotFreeze, freeze
from readiness.freeze.today import BY_CAUSE, NotComparable, beside_today, sums_by_cause

__all__ = ["BY_CAUSE", "FILES", "TABLES", "CannotFreeze", "Differences", "NotComparable", "Opened", "beside_today", "freeze", "open_frozen",
           "piece_name", "sums_by_cause"]
