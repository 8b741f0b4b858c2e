"""How much of the way from last year's value to the target is covered (距目标)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from readiness.numbers import TOLERANCE, BoolArray, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class DistanceToTarget(Rule):
    """Nothing at last year's value, full marks at the target, evenly between.

    fraction = (value − last year) ÷ (target − last year)

    Last year's value is that of the whole year (基期值).  Where it met the target already there is no way to cover:
    keeping to the target earns full marks, falling short of it nothing.
    """

    title: ClassVar[str] = "距目标"
    needs_target: ClassVar[bool] = True
    needs_baseline: ClassVar[bool] = True
    less_is_better: bool = Field(default=False, description="越低越好写 true")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"less_is_better": True}, 5, Example(value=31.5, target=30, baseline=33, points=2.5)),
        RuleExample({}, 4, Example(value=85, target=90, baseline=80, points=2)),
        RuleExample({"less_is_better": True}, 5, Example(value=29, target=30, baseline=28, points=5)),
        RuleExample({"less_is_better": True}, 5, Example(value=31, target=30, baseline=28, points=0)),
    )

    @property
    def more_is_better(self) -> bool:
        return not self.less_is_better

    def applies(self, case: Case) -> BoolArray:
        return ~np.isnan(case.target) & ~np.isnan(case.last_year)

    def _way(self, case: Case) -> FloatArray:
        """From last year's value to the target; nan where it had been met."""
        way = self.shortfall(case.last_year, case.target)
        return np.where(way > TOLERANCE, case.target - case.last_year, np.nan)

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        way = self._way(case)
        kept = np.where(self.shortfall(value, case.target) <= TOLERANCE, 1.0, 0.0)
        covered = (value - case.last_year) / way
        return np.where(np.isnan(value), np.nan, np.where(np.isnan(way), kept, covered))

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        way = self._way(case)
        return np.where(np.isnan(way), case.target, case.last_year + fraction * way)

    def span(self, case: Case) -> tuple[float, float]:
        ends = (float(case.last_year), float(case.target))
        margin = abs(ends[1] - ends[0]) * 0.3 or 1.0
        return min(ends) - margin, max(ends) + margin

    def edges(self, case: Case) -> tuple[float, ...]:
        return float(case.last_year), float(case.target)

    def declared_jumps(self, case: Case) -> tuple[float, ...]:
        """The target, where last year had met it already: keeping to it is all or nothing."""
        return (float(case.target),) if np.isnan(self._way(case)) else ()

    def explain(self, full: float) -> str:
        side = "高" if self.less_is_better else "低"
        return f"上年值不得分，达到目标得满分，中间按缩小的差距得分；上年已达标的，保持达标得满分，{side}于目标不得分"

    def working(self, value: float, case: Case) -> str:
        target, before = plain(float(case.target)), plain(float(case.last_year))
        if np.isnan(self._way(case)):
            met = "仍达标" if self.shortfall(value, float(case.target)) <= TOLERANCE else "不再达标"
            return f"上年 {before} 已达到目标 {target}，{plain(value)} {met}，得 {self.earned(value, case)} 分"
        return (f"({plain(value)} − {before}) ÷ ({target} − {before}) × {plain(case.full)}"
                f" = {self.earned(value, case)} 分{self.ends(case.full)}")
