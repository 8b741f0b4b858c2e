"""The edge that a value must keep to where it is rounded before it is judged: judged on integers, 30.4 passes as 30."""

from __future__ import annotations

import math

from readiness.numbers import TOLERANCE
from readiness.rubric import Indicator
from readiness.rubric.indicator import Judged

INSIDE = 1e-6       # of the last digit judged: how far within an edge that is itself rounded away from the target


def edge(target: float, rises: bool, judged: Judged | None) -> float:
    """The unrounded value nearest to no effort that is judged to meet `target`; `rises` where more is better.

    half_up    from target − ½ digit (rising), to just under target + ½ digit (falling)
    half_even  the same, the half itself only where the target's last digit is even
    up         from just over target − 1 digit (rising), to the target (falling)

    A target between two digits is met from the first digit beyond it.
    """
    if judged is None or not math.isfinite(target):
        return target
    digit = 10.0**-judged.decimals
    scaled = target / digit
    whole = math.ceil(scaled - TOLERANCE) if rises else math.floor(scaled + TOLERANCE)
    return (whole + (-1 if rises else 1) * _room(whole, rises, judged.how)) * digit


def _room(whole: int, rises: bool, how: str) -> float:
    """How far from the digit `whole` a value may lie and still be judged as it, in digits."""
    if how == "up":
        return 1.0 - INSIDE if rises else 0.0
    away = whole > 0 if rises else whole < 0          # half_up: whether the half itself is rounded towards `whole`
    kept = whole % 2 == 0 if how == "half_even" else away
    return 0.5 if kept else 0.5 - INSIDE


def unrounded(indicator: Indicator) -> Indicator:
    """The same, judged on every digit."""
    return indicator if indicator.round is None else indicator.model_copy(update={"round": None})
