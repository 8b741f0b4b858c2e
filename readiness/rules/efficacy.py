"""The efficacy coefficient (功效系数): sixty at the value that barely will do, a hundred at the one that satisfies."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import FloatArray, plain
from readiness.rule import Among, Case, Example, RuleExample
from readiness.rule.among import alike, best_of, best_of_others, way_between


class Efficacy(Among):
    """A line from `c` at the worst value to `c + d` at the best, in hundredths of the full points.

    e = (value − min) ÷ (max − min) × d + c,  fraction = e ÷ 100

    `min` (不允许值) and `max` (满意值) are the rubric's, or where it gives none those of the units themselves; for an item
    where less is better `min` is the greater of the two.  Where all are equal, e is c + d.
    """

    title: ClassVar[str] = "功效系数"
    min: float | None = Field(default=None, description="不允许值；不写就取各单位中最差的")
    max: float | None = Field(default=None, description="满意值；不写就取各单位中最好的")
    c: float = Field(default=60.0, ge=0, description="不允许值对应的功效系数")
    d: float = Field(default=40.0, gt=0, description="从不允许值到满意值增加多少")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"min": 60, "max": 90}, 5, Example(value=78, points=4.2)),
        RuleExample({}, 5, Example(value=78, peers=(60, 90), points=4.2)),
        RuleExample({"min": 8, "max": 2}, 10, Example(value=5, points=8)),
    )

    @model_validator(mode="after")
    def _ends(self) -> Efficacy:
        if (self.min is None) != (self.max is None):
            raise ValueError("min 和 max 只写了一个。|两个都写，或都不写（取各单位的最差、最好值）。")
        if self.min is not None and self.min == self.max:
            raise ValueError("min 和 max 相同，中间没有得分区间。|两个值要不同。")
        return self

    @property
    def _fixed(self) -> bool:
        return self.min is not None

    @property
    def more_is_better(self) -> bool:
        return self.max > self.min if self._fixed else not self.less_is_better

    @property
    def compares(self) -> bool:
        return not self._fixed

    @property
    def highest(self) -> float:
        return (self.c + self.d) / 100.0

    def most(self, full: float) -> float:
        return full * self.highest

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        if self._fixed:
            return ((value - self.min) / (self.max - self.min) * self.d + self.c) / 100.0
        return super().fraction(value, case)

    def _own_ends(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        return best_of(values, self.more_is_better), best_of(values, not self.more_is_better)

    def share(self, values: FloatArray) -> FloatArray:
        worst, best = self._own_ends(values)
        return (way_between(values, worst, best) * self.d + self.c) / 100.0

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        if self._fixed:
            return np.array(self.min + (100.0 * fraction - self.c) / self.d * (self.max - self.min))
        return super().inverse(fraction, case)

    def needed(self, fraction: float, values: FloatArray) -> FloatArray:
        best = best_of_others(values, not self.more_is_better)
        worst = best_of_others(values, self.more_is_better)
        return np.where(np.isnan(best), values, worst + (100.0 * fraction - self.c) / self.d * (best - worst))

    def aim(self, case: Case) -> FloatArray:
        return self.inverse(1.0, case) if self._fixed else super().aim(case)

    def edges(self, case: Case) -> tuple[float, ...]:
        return (self.min, self.max) if self._fixed else super().edges(case)

    def span(self, case: Case) -> tuple[float, float]:
        if not self._fixed:
            return super().span(case)
        margin = abs(self.max - self.min) * 0.2
        return min(self.min, self.max) - margin, max(self.min, self.max) + margin

    def explain(self, full: float) -> str:
        ends = (f"不允许值 {plain(self.min)}、满意值 {plain(self.max)}" if self._fixed else
                f"不允许值、满意值取{self.said_within()}中最差、最好的（{self.said_side()}）")
        return f"功效系数法：{ends}，系数从 {plain(self.c)} 到 {plain(self.c + self.d)}，按系数的百分之几得分"

    def working(self, value: float, case: Case) -> str:
        low, high = (self.min, self.max) if self._fixed else (
            float(end[0]) for end in self._own_ends(np.append(self.others(case), value)[:, None]))
        who = "" if self._fixed else f"{self.company(case)}最差 {plain(low)}、最好 {plain(high)}，"
        if alike(low, high):
            return f"{self.company(case)}数值相同，得 {self.earned(value, case)} 分"
        return (f"{who}(({plain(value)} − {plain(low)}) ÷ ({plain(high)} − {plain(low)}) × {plain(self.d)} + {plain(self.c)})"
                f" ÷ 100 × {plain(case.full)} = {self.earned(value, case)} 分{self.ends(case.full)}")
