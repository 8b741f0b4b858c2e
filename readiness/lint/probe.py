"""The values at which a rule is looked at: where its curve bends or jumps, just beside, the limits, and evenly between."""

from __future__ import annotations

import numpy as np

from readiness.lint.draft import Placed
from readiness.numbers import FloatArray
from readiness.rule import Case

BESIDE = 1e-7
EVENLY = 61


def limits(placed: Placed) -> tuple[float, float]:
    """The least and the most of the value that the rule judges, which may be another than the figure (a change in percent)."""
    figure = np.array(placed.limits)
    case = placed.case
    judged = np.broadcast_to(placed.rule.value(Case(figure, case.parts, case.target, case.baseline, case.full, last_year=case.last_year)), 2)
    low, high = sorted(judged.tolist())
    return (low, high) if not np.isnan(judged).any() else (-np.inf, np.inf)


def edges(placed: Placed) -> tuple[float, ...]:
    """The values at which the curve bends or jumps, as far as they are within the limits; one where two are as good as one."""
    low, high = limits(placed)
    found: list[float] = []
    for edge in sorted(placed.rule.edges(placed.case), key=lambda edge: (round(edge, 6), edge != round(edge, 6))):
        if low <= edge <= high and not (found and edge - found[-1] <= BESIDE):
            found.append(edge)
    return tuple(found)


def values(placed: Placed) -> FloatArray:
    """The values worth looking at, ascending, within the limits, and whole where things are counted."""
    low, high = limits(placed)
    ends = [end for end in placed.rule.span(placed.case) if np.isfinite(end)]
    spread = np.linspace(max(low, min(ends)), min(high, max(ends)), EVENLY) if len(ends) == 2 else np.array([])
    beside = [edge + shift for edge in edges(placed) for shift in (-BESIDE, 0.0, BESIDE)]
    found = np.array([*spread, *beside, *(end for end in (low, high) if np.isfinite(end))])
    if placed.step:
        found = np.concatenate([np.floor(found / placed.step), np.ceil(found / placed.step)]) * placed.step
    return np.unique(found[(found >= low) & (found <= high)])
