"""A quota that may be used up, and what each unit beyond it costs (控制数)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from readiness.numbers import plain
from readiness.rule import Case, Example, RuleExample
from readiness.rules.per_unit_deduct import PerUnitDeduct


class Quota(PerUnitDeduct):
    """Full marks while the value stays within the quota; each `unit_step` beyond it takes `deduct_per_unit` points.

    The quota is the target (控制数), the same for all or each unit's own.  What is left of it is named.
    """

    title: ClassVar[str] = "控制数"
    beyond: Literal["above"] = "above"

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"deduct_per_unit": 0.5}, 3, Example(value=12, target=19, points=3)),
        RuleExample({"deduct_per_unit": 0.5}, 3, Example(value=21, target=19, points=2)),
        RuleExample({"deduct_per_unit": 1, "unit_step": 2, "fractional": False}, 3, Example(value=22, target=19, points=1)),
    )

    def explain(self, full: float) -> str:
        return f"控制数以内得满分；{super().explain(full).replace('目标', '控制数')}"

    def derivation(self, case: Case) -> str:
        left = float(case.target) - float(case.value)
        if np.isnan(left):
            return ""
        return f"控制数 {plain(float(case.target))}，" + (f"还可用 {plain(left)}" if left >= 0 else f"超出 {plain(-left)}")
