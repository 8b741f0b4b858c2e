"""The worst of several items decides (多项取小)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from readiness.numbers import FloatArray, plain, shown
from readiness.rule import Case, Example, RuleExample
from readiness.rules.weighted import Weighted


class MinOf(Weighted):
    """The smallest of the items' fractions, over those that can be judged; weights do not matter.

    fraction = min(fraction of each item)
    """

    title: ClassVar[str] = "多项取小"

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"parts": ["A", "B"], "each_part": {"type": "linear", "zero_at": 0, "full_at": 100}}, 10,
                    Example(parts={"A": 92, "B": 85}, points=8.5)),
        RuleExample({"items": [{"part": "质量", "rule": {"type": "proportional"}},
                               {"part": "任务", "rule": {"type": "linear", "zero_at": 60, "full_at": 100}}]}, 4,
                    Example(parts={"质量": 90, "任务": 90}, target=100, points=3)),
    )

    def _of_all(self, ends: list[float]) -> float:
        return min(ends)

    def _mix(self, fractions: list[FloatArray], weights: list[float]) -> FloatArray:
        return np.fmin.reduce(np.broadcast_arrays(*fractions))

    def _full_of_each(self, case: Case) -> list[float]:
        """Each item is judged for all the points."""
        return [case.full for _ in self.members()]

    def value(self, case: Case) -> FloatArray:
        """The first item's value, or the worst of the parts."""
        if self.items:
            return super().value(case)
        worst = np.fmin if self.more_is_better else np.fmax
        return worst.reduce(np.broadcast_arrays(*[item.rule.value(own) for item, own in self._cases(case)]))

    def most(self, full: float) -> float:
        return min(item.rule.most(full) for item in self.members())

    def explain(self, full: float) -> str:
        if self.each_part:
            return f"{'、'.join(self.parts)}取最差的一项，每项{self.each_part.explain(full)}"
        each = "；".join(f"{item.name}：{item.rule.explain(full)}" for item in self.items)
        return f"取最差的一项。{each}"

    def _summed(self, points: list[float], case: Case) -> str:
        smallest = "、".join(plain(each) for each in points)
        return f"取小 min({smallest}) = {shown(float(self.points(case)))} 分"
