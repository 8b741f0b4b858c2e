"""The change against last year in percent decides (同比改善)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from readiness.numbers import FloatArray, plain
from readiness.rule import Case, Example, RuleExample
from readiness.rules.linear import Linear


class YearOnYear(Linear):
    """Points grow evenly between the change that earns nothing and the change that earns all.

    change = 100 × (value − baseline) ÷ baseline, in percent
    fraction = (change − zero_at) ÷ (full_at − zero_at)

    `against: base`: the form gives last year's same period as 分母, so the year value is already
    100 × this year ÷ last year.  `against: baseline`: the value is set against the baseline.
    """

    title: ClassVar[str] = "同比改善"
    against: Literal["base", "baseline"] = "base"

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"zero_at": 0, "full_at": -1}, 1, Example(value=99.4, points=0.6)),
        RuleExample({"zero_at": 0, "full_at": -1, "against": "baseline"}, 1,
                    Example(value=497, baseline=500, points=0.6)),
    )

    def value(self, case: Case) -> FloatArray:
        if self.against == "base":
            return case.value - 100.0
        known = np.where(case.baseline > 0, case.baseline, np.nan)
        return 100.0 * (case.value - known) / known

    def derivation(self, case: Case) -> str:
        return f"同比变化 {plain(float(self.value(case)))}%"

    def explain(self, full: float) -> str:
        side = "及以下" if self.more_is_better else "及以上"
        return f"同比 {plain(self.zero_at)}% {side}不得分，{plain(self.full_at)}% 得满分，中间按比例得分"
