"""The place between the worst and the best unit (极差归一)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from readiness.numbers import FloatArray, plain
from readiness.rule import Among, Case, Example, RuleExample
from readiness.rule.among import alike, best_of, best_of_others, way_between


class MinMax(Among):
    """The worst unit earns nothing, the best all, the others evenly between.

    fraction = (value − worst) ÷ (best − worst); where all are equal, all earn full marks
    """

    title: ClassVar[str] = "极差归一"

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 4, Example(value=70, peers=(50, 90, 60), points=2)),
        RuleExample({"less_is_better": True}, 4, Example(value=30, peers=(20, 60), points=3)),
    )

    def _ends(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """[column]: worst and best."""
        return best_of(values, not self.less_is_better), best_of(values, self.less_is_better)

    def share(self, values: FloatArray) -> FloatArray:
        worst, best = self._ends(values)
        return way_between(values, worst, best)

    def needed(self, fraction: float, values: FloatArray) -> FloatArray:
        best = best_of_others(values, self.less_is_better)
        worst = best_of_others(values, not self.less_is_better)
        return np.where(np.isnan(best), values, worst + fraction * (best - worst))

    def explain(self, full: float) -> str:
        return f"{self.said_within()}中最差的不得分，最好的得满分，中间按比例（{self.said_side()}）"

    def working(self, value: float, case: Case) -> str:
        worst, best = (float(end[0]) for end in self._ends(np.append(self.others(case), value)[:, None]))
        if alike(worst, best):
            return f"{self.company(case)}数值相同，得 {self.earned(value, case)} 分"
        return (f"{self.company(case)}最差 {plain(worst)}、最好 {plain(best)}，({plain(value)} − {plain(worst)}) ÷ "
                f"({plain(best)} − {plain(worst)}) × {plain(case.full)} = {self.earned(value, case)} 分")
