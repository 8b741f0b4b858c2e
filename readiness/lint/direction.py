"""Which way is better, said twice: by the rule and by `better`; and the curve must go that way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.lint.draft import Draft, Placed
from readiness.lint.probe import values
from readiness.numbers import TOLERANCE, plain
from readiness.problems import Problem

WORDS = {"higher": "越高越好", "lower": "越低越好"}
APART = 1e-6   # nearer values read alike


def direction(draft: Draft) -> Iterator[Problem]:
    """Rules that go against what the indicator says, or against what they themselves say."""
    for placed in draft.rules:
        says, stated = placed.rule.direction, placed.item.better
        if says is None or placed.nested or placed.extra and placed.rule.part_names:   # several items and parts may each go their own way
            continue
        if stated and says != stated:
            yield draft.fault(placed.path, f"按计分规则{WORDS[says]}，指标写的是 better: {stated}（{WORDS[stated]}）。",
                              f"改规则，或改成  better: {says}")
        elif placed.known and not placed.rule.part_names:
            yield from _curve(draft, placed, says)


def _curve(draft: Draft, placed: Placed, says: str) -> Iterator[Problem]:
    """A fault where the points only ever go the other way, a doubt where they do so somewhere."""
    found = values(placed)
    found = found[np.diff(found, prepend=-np.inf) > APART]
    gains = np.diff(placed.rule.held(found, placed.case)) * (1 if says == "higher" else -1)
    wrong = np.flatnonzero(gains < -TOLERANCE)
    if len(wrong):
        tell = draft.doubt if np.any(gains > TOLERANCE) else draft.fault
        between = f"{plain(float(found[wrong[0]]))} 到 {plain(float(found[wrong[-1] + 1]))}"
        yield tell(placed.path, f"规则写的是{WORDS[says]}，可数值从 {between} 得分反而{'下降' if says == 'higher' else '上升'}。", "核对算式和方向。")
