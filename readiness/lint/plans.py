"""The plan of a year (序时计划): cumulative, never falling, ending at all of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.lint.draft import Draft, Placed, rules_of
from readiness.numbers import TOLERANCE, plain
from readiness.problems import Problem
from readiness.rubric import Indicator
from readiness.yaml_file import Path_

TURNS = 2   # a mean that follows the seasons falls and rises once each, and may turn once more


def plans(draft: Draft) -> Iterator[Problem]:
    """Plans that fall, end short, or are missing where the seasons need one."""
    for path, indicator in draft.indicators:
        if indicator.plan is not None:
            yield from _plan(draft, path, indicator)
        elif indicator.schedule == "seasonal":
            yield draft.fault((*path, "schedule"), "按季节路径评判，但没有写 plan 作为缺少上年数据时的参照。", "补上一行  plan: [12 个月]")


def _plan(draft: Draft, path: Path_, indicator: Indicator) -> Iterator[Problem]:
    falls = np.diff(indicator.plan) < 0
    if indicator.schedule_way != "seasonal" and falls.any():
        yield draft.fault((*path, "plan"), f"序时计划到 {int(np.argmax(falls)) + 2} 月反而下降。", "序时计划是累计数，逐月不减。")
    if indicator.target != "per_unit" and not any(abs(indicator.plan[-1] - end) < TOLERANCE for end in (100.0, *_aim(path, indicator))):
        yield draft.fault((*path, "plan"), f"序时计划到 12 月是 {plain(indicator.plan[-1])}，没有到 100%，也不等于目标值。",
                          "12 月写 100（百分比），或写全年目标值（绝对数）。")


def _aim(path: Path_, indicator: Indicator) -> tuple[float, ...]:
    """The values of full marks: the target, and where the rule itself knows one, that."""
    placed: Placed = next(rules_of(path, indicator))
    ends = (placed.case.target, placed.rule.inverse(1.0, placed.case))
    return tuple(float(end) for end in ends if not np.isnan(end))


def seasons(draft: Draft) -> Iterator[Problem]:
    """A seasonal path that goes up and down more often than a year does."""
    for path, indicator in draft.indicators:
        if indicator.plan is None or indicator.schedule_way != "seasonal":
            continue
        ways = np.sign(np.diff(indicator.plan))
        turns = np.flatnonzero(np.diff(ways[ways != 0]))
        if len(turns) > TURNS:
            yield draft.doubt((*path, "plan"), f"季节路径一年里升降转了 {len(turns)} 次，累计均值不会这样忽升忽降。", "核对各月有没有写颠倒。")
