"""Whether a year value can still be reached, given what is booked: amounts do not shrink, past failures do not vanish."""

from __future__ import annotations

from readiness.numbers import TOLERANCE
from readiness.rubric import Indicator


def within_reach(indicator: Indicator, value: float, needed: float, part: str = "") -> bool:
    """Whether months still to come can bring the indicator's year, or one part's, from `value` to `needed`.

    Nothing is foretold: a value counts as out of reach only where the way its months add up, or the limits of what the
    figure can be, rule it out.
    """
    low, high = indicator.limits_of(part) if part else indicator.limits
    way = indicator.accumulate_of(part) if part else indicator.accumulate
    if abs(needed - value) <= TOLERANCE:
        return True
    if not low - TOLERANCE <= needed <= high + TOLERANCE:
        return False
    rises = needed > value
    if way == "ratio":     # one failure and all of them is no more to be had
        return needed < high - TOLERANCE if rises else needed > low + TOLERANCE
    return rises if way in ("sum", "max") else not rises if way == "min" else True
