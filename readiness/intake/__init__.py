"""How figures come in (收件): looked at first, written after, whole or not at all.

    files → rows and faults → beside what counts already: new, changed, unchanged → doubts → a person confirms → one batch

Nothing is written before a person who may do so has confirmed it, and what is doubtful is written with the reason given for it.
"""

from readiness.intake.corrections import Correction, corrections, withdrawals
from readiness.intake.marked_copy import marked_copy
from readiness.intake.review import Review, review
from readiness.intake.submission import ReasonMissing, submit, undo

__all__ = ["Correction", "ReasonMissing", "Review", "corrections", "marked_copy", "review", "submit", "undo", "withdrawals"]
