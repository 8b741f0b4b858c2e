"""Worse than last year earns nothing (不降反升计零); put on top of another rule."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.rule import Case, Curve, Example, Rule, RuleExample


class NotWorse(Rule):
    """Nothing where the value is worse than the baseline (last year's same period), else what the rule below gave.

    `less_is_better` says which side is worse.  Without a baseline nothing is taken.
    """

    title: ClassVar[str] = "不降反升计零"
    completes: ClassVar[bool] = False
    on_top: ClassVar[bool] = True
    needs_baseline: ClassVar[bool] = True
    less_is_better: bool = True

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 5, Example(value=34, baseline=33, points=0)),
        RuleExample({}, 5, Example(value=33, baseline=33, points=5)),
        RuleExample({"less_is_better": False}, 5, Example(value=34, baseline=33, points=5)),
    )

    @property
    def more_is_better(self) -> bool:
        return not self.less_is_better

    def worse(self, value: FloatArray, case: Case) -> FloatArray:
        """Where `value` is worse than the baseline."""
        return value > case.baseline + TOLERANCE if self.less_is_better else value < case.baseline - TOLERANCE

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return np.where(np.isnan(value), np.nan, np.where(self.worse(value, case), 0.0, 1.0))

    def points(self, case: Case) -> FloatArray:
        """Same period against same period: no basis moves it."""
        return case.full * self.fraction(case.value, case)

    def adjust(self, points: FloatArray, case: Case) -> FloatArray:
        return np.where(self.worse(case.value, case), np.minimum(points, 0.0), points)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return case.baseline

    def explain(self, full: float) -> str:
        return "高于上年同期（不降反升）不得分" if self.less_is_better else "低于上年同期不得分"

    def working(self, value: float, case: Case) -> str:
        worse = bool(self.worse(case.value, case))
        return f"上年同期 {plain(float(case.baseline))}，{'比上年同期差，不得分' if worse else '未比上年同期差，不另扣分'}"

    def charge(self, case: Case) -> str:
        return self.working(float(case.value), case)

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """Drawn with the rule below it, not alone."""
        return ()
