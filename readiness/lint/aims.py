"""The target and last year's value beside the rule: full marks at the target, and a target that last year had not passed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.lint.draft import Draft, Placed
from readiness.numbers import TOLERANCE, plain
from readiness.problems import Problem

PASSED = 0.1   # of the target
NEAR = 1e-6    # as close as a rule finds its value of full marks by halving


def aims(draft: Draft) -> Iterator[Problem]:
    """Targets on the wrong side of the rule, and targets that last year's value had passed long ago."""
    for placed in draft.rules:
        if isinstance(placed.item.target, float) and not placed.nested and not placed.extra and placed.known:
            yield from _target(draft, placed, placed.item.target)
            yield from _baseline(draft, placed, placed.item.target)


def _target(draft: Draft, placed: Placed, target: float) -> Iterator[Problem]:
    earned = placed.full * float(placed.rule.held(np.float64(target), placed.case))
    aim = float(placed.rule.inverse(1.0, placed.case))
    if earned < placed.full - TOLERANCE:
        yield draft.doubt((*placed.path[:-1], "target"), f"数值正好达到目标 {plain(target)} 时得 {plain(earned)} 分，"
                          f"不到满分 {plain(placed.full)} 分。", "核对目标值和规则里得满分的值。")
    elif placed.rule.direction and not np.isnan(aim) and abs(aim - target) > NEAR * max(1.0, abs(target)):
        yield draft.doubt((*placed.path[:-1], "target"), f"目标写的是 {plain(target)}，按规则 {plain(aim)} 就得满分。",
                          "核对目标值和规则里得满分的值。")


def _baseline(draft: Draft, placed: Placed, target: float) -> Iterator[Problem]:
    if placed.item.baseline is not None and (said := passed(placed.rule.direction, placed.item.baseline, target)):
        yield draft.doubt((*placed.path[:-1], "baseline"), said, "核对基期值、目标值和方向。")


def passed(direction: str | None, baseline: float, target: float) -> str:
    """What is odd about a target that last year's value had passed by more than a tenth; empty where nothing is."""
    if direction is None or not target:
        return ""
    better = (baseline - target) / abs(target) * (1 if direction == "higher" else -1)
    return f"上年已是 {plain(baseline)}，比今年的目标 {plain(target)} 还好 {plain(100 * better, 0)}%。" if better > PASSED else ""
