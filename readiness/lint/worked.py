"""What an indicator's rules give for its worked examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from readiness.rubric import Indicator
from readiness.rule import Case, Rule


def example_points(indicator: Indicator, at: int) -> float:
    """The points of the indicator's worked example number `at`; a `KeyError` names a part that it lacks."""
    return points_of(indicator.rules, indicator.points, example_case(indicator, at))


def example_case(indicator: Indicator, at: int, weights: Mapping[str, float] | None = None) -> Case:
    """The example with the indicator's own target, last year's value and weights where none are given."""
    example = indicator.examples[at]
    target = indicator.target if isinstance(indicator.target, float) else None
    filled = example.model_copy(update={"target": target if example.target is None else example.target,
                                        "baseline": indicator.baseline if example.baseline is None else example.baseline})
    weighted = sum(filled.parts.get(name, 0.0) * weight for name, weight in (weights or indicator.weights).items())
    return filled.case(indicator.points, weighted if filled.parts else None)


def points_of(rules: Sequence[Rule], full: float, case: Case) -> float:
    """Points of one case by the first rule, with the others put on top of it."""
    main, *extras = rules
    points = main.points(case)
    for extra in extras:
        points = extra.adjust(points, case)
    lowest = min(rule.lowest for rule in rules)
    return float(np.clip(points, lowest * full, main.highest * full))
