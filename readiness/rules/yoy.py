"""The change against last year decides (同比改善)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import FloatArray, plain
from readiness.rule import Accumulate, Case, Example, RuleExample
from readiness.rules.linear import Linear


class YearOnYear(Linear):
    """Points grow evenly between the change that earns nothing and the change that earns all.

    change in percent             100 × (value − baseline) ÷ baseline
    change in percentage points   value − baseline
    fraction                      (change − zero_at) ÷ (full_at − zero_at)

    `against: base`: the form gives last year's same period as 分母, so the year value is already 100 × this year ÷ last
    year.  `against: baseline`: the value is set against last year's same period.  Percent and percentage points (百分点)
    are never taken for one another: `change` says which.  Where last year was nought, `if_last_year_zero` says whether
    the item is left out or the change in the measure itself is judged.
    """

    title: ClassVar[str] = "同比改善"
    against: Literal["base", "baseline"] = Field(default="base", description="base：表里报上年同期作分母；baseline：与上年同期值比")
    change: Literal["percent", "percentage_points"] = Field(default="percent", description="变化按百分比还是百分点")
    if_last_year_zero: Literal["not_applicable", "absolute"] = Field(default="not_applicable", description="上年为 0 时怎么办")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"zero_at": 0, "full_at": -1}, 1, Example(value=99.4, points=0.6)),
        RuleExample({"zero_at": 0, "full_at": -1, "against": "baseline"}, 1,
                    Example(value=497, baseline=500, points=0.6)),
        RuleExample({"zero_at": 0, "full_at": 2, "against": "baseline", "change": "percentage_points"}, 2,
                    Example(value=86, baseline=84.5, points=1.5)),
    )

    @model_validator(mode="after")
    def _points_against_baseline(self) -> YearOnYear:
        if self.change == "percentage_points" and self.against == "base":
            raise ValueError("百分点是两个率之差，不能用分母来算。|写上  against: baseline")
        return self

    @property
    def needs_baseline(self) -> bool:
        return self.against == "baseline"

    @property
    def accumulates(self) -> frozenset[Accumulate] | None:
        return frozenset({"ratio"}) if self.against == "base" else None

    @property
    def _sign_of_unit(self) -> str:
        return "%" if self.change == "percent" else " 个百分点"

    def value(self, case: Case) -> FloatArray:
        if self.against == "base":
            return case.value - 100.0
        difference = case.value - case.baseline
        if self.change == "percentage_points":
            return difference
        known = np.where(case.baseline > 0, case.baseline, np.nan)
        change = 100.0 * difference / known
        return np.where(case.baseline == 0, difference, change) if self.if_last_year_zero == "absolute" else change

    def value_limits(self, full: float) -> tuple[float, float] | None:
        """Set against last year as 分母, a figure may well pass 100 %."""
        return (0.0, np.inf) if self.against == "base" else None

    def judged_measure(self, measure: str) -> str:
        return "%"

    def derivation(self, case: Case) -> str:
        if self.against == "base":
            return f"同比变化 {plain(float(case.value))} − 100 = {plain(float(self.value(case)))}%"
        now, before, change = plain(float(case.value)), plain(float(case.baseline)), plain(float(self.value(case)))
        if self.change == "percentage_points" or float(case.baseline) == 0:
            unit = self._sign_of_unit if self.change == "percentage_points" else ""
            return f"同比变化 {now} − {before} = {change}{unit}"
        return f"同比变化 ({now} − {before}) ÷ {before} × 100 = {change}%"

    def explain(self, full: float) -> str:
        side, unit = "及以下" if self.more_is_better else "及以上", self._sign_of_unit
        zero = "；上年为 0 的按绝对变化" if self.if_last_year_zero == "absolute" else ""
        return f"同比 {plain(self.zero_at)}{unit} {side}不得分，{plain(self.full_at)}{unit} 得满分，中间按比例得分{zero}"
