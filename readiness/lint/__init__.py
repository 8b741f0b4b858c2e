"""What only the whole of a rubric can show: faults, which refuse it, and doubts, which may be meant as they are.

    draft (what could be read) → one check a file → faults
    sound rubric               → one check a file → doubts

Every check is a function from a `Draft` to an iterator of `Problem`s at the line of the author's file.  What one rule type
alone can know it says itself (`Rule.faults`, `steps`, `edges`, `direction` …); no check here names a rule type.
"""

from collections.abc import Iterator
from itertools import chain

from readiness.lint.aims import aims
from readiness.lint.caps import beyond_caps, idle_caps
from readiness.lint.coverage import coverage
from readiness.lint.direction import direction
from readiness.lint.draft import Draft
from readiness.lint.examples import examples, without_examples
from readiness.lint.ids import ids
from readiness.lint.jumps import jumps
from readiness.lint.own_faults import own_faults
from readiness.lint.parts import parts
from readiness.lint.plans import plans, seasons
from readiness.lint.reach import reach
from readiness.lint.references import references
from readiness.lint.sums import sums
from readiness.lint.to_come import to_come
from readiness.problems import Problem

FAULTS = (sums, ids, references, beyond_caps, plans, to_come, own_faults, direction, parts, examples)
DOUBTS = (own_faults, direction, idle_caps, seasons, aims, reach, jumps, without_examples, coverage)


ON_ALL_ROWS = (sums, examples)   # these would tell of a row that could not be read a second time


def faults(draft: Draft) -> Iterator[Problem]:
    """Everything in the rubric that cannot be meant."""
    checks = [check for check in FAULTS if not (draft.document.partial and check in ON_ALL_ROWS)]
    return (problem for problem in chain.from_iterable(check(draft) for check in checks) if not problem.doubt)


def doubts(draft: Draft) -> Iterator[Problem]:
    """Everything in a sound rubric that may be meant, and deserves a second look."""
    return (problem for problem in chain.from_iterable(check(draft) for check in DOUBTS) if problem.doubt)


__all__ = ["Draft", "doubts", "faults"]
