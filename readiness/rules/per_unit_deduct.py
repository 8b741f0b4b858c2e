"""Each unit of measure beyond the target costs points (逐单位扣分)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class PerUnitDeduct(Rule):
    """Full marks at the target; each `unit_step` on the wrong side of it takes `deduct_per_unit` points.

    points = full − deduct_per_unit × g(d),  d = how far the value lies `beyond` the target
    g(d) = d ÷ unit_step, or the next whole number where not `fractional` (不足1按1计)

    `floor: none` lets the points go below nought (扣分不保底).
    """

    title: ClassVar[str] = "逐单位扣分"
    needs_target: ClassVar[bool] = True
    deduct_per_unit: float = Field(gt=0, description="每个单位扣几分")
    beyond: Literal["above", "below"] = Field(description="高于目标扣分写 above，低于目标扣分写 below")
    unit_step: float = Field(default=1.0, gt=0, description="多少算一个单位")
    fractional: bool = Field(default=True, description="不足一个单位的按比例扣；false 为不足 1 按 1 计")
    floor: Literal["zero", "none"] = Field(default="zero", description="扣完为止写 zero，扣分不保底写 none")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"deduct_per_unit": 0.5, "beyond": "above"}, 3, Example(value=83.5, target=80, points=1.25)),
        RuleExample({"deduct_per_unit": 0.5, "beyond": "above", "fractional": False}, 3,
                    Example(value=83.5, target=80, points=1)),
        RuleExample({"deduct_per_unit": 1, "beyond": "below", "floor": "none"}, 2,
                    Example(value=82, target=86, points=-2)),
    )

    @property
    def more_is_better(self) -> bool:
        return self.beyond == "below"

    @property
    def lowest(self) -> float:
        return 0.0 if self.floor == "zero" else -np.inf

    def _sign(self) -> float:
        return -1.0 if self.more_is_better else 1.0

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        steps = np.maximum(self._sign() * (value - case.target), 0.0) / self.unit_step
        counted = steps if self.fractional else np.ceil(steps - TOLERANCE)
        return 1.0 - counted * (self.deduct_per_unit / case.full)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        steps = (1.0 - fraction) * case.full / self.deduct_per_unit
        counted = steps if self.fractional else np.floor(steps + TOLERANCE)
        return case.target + self._sign() * counted * self.unit_step

    def explain(self, full: float) -> str:
        side = "高于" if self.beyond == "above" else "低于"
        short = "" if self.fractional else f"，不足 {plain(self.unit_step)} 按 {plain(self.unit_step)} 计"
        floor = "扣完为止" if self.floor == "zero" else "扣分不保底"
        return f"{side}目标每 {plain(self.unit_step)} 扣 {plain(self.deduct_per_unit)} 分{short}，{floor}"

    def working(self, value: float, case: Case) -> str:
        beyond = max(self._sign() * (value - float(case.target)), 0.0)
        side = "高于" if self.beyond == "above" else "低于"
        steps = beyond / self.unit_step if self.fractional else np.ceil(beyond / self.unit_step - TOLERANCE)
        said = f"{plain(value)} {side}目标 {plain(float(case.target))} 计 {plain(float(steps))} 个单位" if beyond else (
            f"{plain(value)} 没有{side}目标 {plain(float(case.target))}")
        return (f"{said}，{plain(case.full)} − {plain(float(steps))} × {plain(self.deduct_per_unit)}"
                f" = {self.earned(value, case)} 分{self.ends(case.full)}")
