"""Whatever no other rule says, as arithmetic (公式)."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator, model_validator

from readiness.arithmetic import Arithmetic, Refused
from readiness.numbers import BoolArray, FloatArray, plain
from readiness.rule import NUMERALS, UNSCORED, Case, Example, Rule, RuleExample

NAMES = ("value", "target", "baseline", "full")
IN_WORDS = {"value": "数值", "target": "目标值", "baseline": "基期值", "full": "满分", "min": "取小", "max": "取大",
            "round": "取整", "clip": "限定在", "abs": "绝对值"}
HALVINGS = 60
GRID = 33              # values at which a formula is tried for its best and its worst


class Formula(Rule):
    """points = `formula`, arithmetic on `value`, `target`, `baseline` (last year's same period) and `full`.

    + − × ÷ written + - * /, powers **, comparisons (1 where they hold, else 0), `a if condition else b`, and, or, not, and
    min, max, round, clip, abs.  `better` says which way is better, `between` the values between which the value of
    given points is looked for and the curve is drawn; where none is given, from 0 to twice the target, or to 100.
    """

    title: ClassVar[str] = "公式"
    formula: Annotated[str, NUMERALS] = Field(description="得分的算式，可用 value、target、baseline、full")
    better: Annotated[Literal["higher", "lower"], UNSCORED] = Field(description="越高越好写 higher，越低越好写 lower")
    between: Annotated[tuple[float, float] | None, UNSCORED] = Field(default=None, description="数值的大致范围，画曲线和反推用")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"formula": "full if value >= 95 else value / 100 * full", "better": "higher"}, 4, Example(value=90, points=3.6)),
        RuleExample({"formula": "70 * value / 100 - 63 if value >= 90 else 0", "better": "higher", "between": [0, 100]}, 7,
                    Example(value=95, points=3.5)),
        RuleExample({"formula": "full - (value - target) * full / target", "better": "lower"}, 10,
                    Example(value=110, target=100, points=9)),
    )

    @field_validator("formula")
    @classmethod
    def _safe(cls, formula: str) -> str:
        try:
            Arithmetic.of(formula, NAMES)
        except Refused as refusal:
            raise ValueError(f"算式第 {refusal.column} 个字符起：{refusal.what}|{refusal.fix}") from None
        return formula

    @model_validator(mode="after")
    def _a_range(self) -> Formula:
        if self.between is not None and self.between[0] >= self.between[1]:
            raise ValueError("between 的下限不小于上限。|写成  between: [小, 大]")
        return self

    @cached_property
    def _arithmetic(self) -> Arithmetic:
        return Arithmetic.of(self.formula, NAMES)

    @property
    def needs_target(self) -> bool:
        return "target" in self._arithmetic.names

    @property
    def needs_baseline(self) -> bool:
        return "baseline" in self._arithmetic.names

    @property
    def more_is_better(self) -> bool:
        return self.better == "higher"

    def rises(self, part: str) -> bool | None:
        """`better` is what the rubric says; nothing holds the arithmetic to it."""
        return None

    def turns(self, case: Case) -> tuple[FloatArray, ...]:
        """The numbers that the arithmetic names, the target, and a grid over the range that is looked at."""
        worst, best = self._range(case)
        grid = (worst + (best - worst) * share for share in np.linspace(0.0, 1.0, GRID))
        return (*(np.array(number) for number in self._arithmetic.constants), case.target, *grid)

    def applies(self, case: Case) -> BoolArray:
        known = np.array(True)
        for name in ("target", "baseline"):
            if name in self._arithmetic.names:
                known = known & ~np.isnan(getattr(case, name))
        return known

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        """Nan where the arithmetic has no finite answer (a target of nought to divide by): nothing to judge there."""
        points = self._arithmetic(value=value, target=case.target, baseline=case.baseline, full=np.float64(case.full))
        shape = np.broadcast_shapes(np.shape(points), np.shape(value))
        points = np.broadcast_to(points, shape)
        return np.where(np.isfinite(points) & ~np.isnan(value), points / case.full, np.nan)

    def _range(self, case: Case) -> tuple[FloatArray, FloatArray]:
        """From the worst to the best value that is looked at."""
        low, high = (np.array(end) for end in self.between) if self.between else (
            np.array(0.0), np.where(np.isnan(case.target) | (case.target <= 0), 100.0, 2.0 * case.target))
        return (low, high) if self.more_is_better else (high, low)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        """The worst value that still earns so much, found by halving the range; nan where not even the best one does."""
        worst, best = (np.array(end, dtype=float) for end in self._range(case))
        read = [np.shape(getattr(case, name)) for name in ("target", "baseline") if name in self._arithmetic.names]
        shape = np.broadcast_shapes(worst.shape, best.shape, *read)
        worst, best = (np.array(np.broadcast_to(end, shape)) for end in (worst, best))
        enough = self._earns(best, fraction, case)
        best = np.where(self._earns(worst, fraction, case), worst, best)
        for _ in range(HALVINGS):
            middle = (worst + best) / 2.0
            earns = self._earns(middle, fraction, case)
            worst, best = np.where(earns, worst, middle), np.where(earns, middle, best)
        return np.where(enough, best, np.nan)

    def _earns(self, value: FloatArray, fraction: float, case: Case) -> BoolArray:
        return self.held(value, case) >= fraction - 1e-9

    def span(self, case: Case) -> tuple[float, float]:
        low, high = sorted(float(end) for end in self._range(case))
        return low, high

    def edges(self, case: Case) -> tuple[float, ...]:
        """The numbers that the value is compared with, and the value of full marks."""
        low, high = self.span(case)
        found = {*self._arithmetic.numbers, float(case.target), float(self.inverse(1.0, case))}
        return tuple(sorted(number for number in found if low < number < high))

    def explain(self, full: float) -> str:
        return f"得分 = {self._arithmetic.said(IN_WORDS)}，最多 {plain(full)} 分，最少 0 分"

    def working(self, value: float, case: Case) -> str:
        given = {"value": value, "target": float(case.target), "baseline": float(case.baseline), "full": case.full}
        filled = self._arithmetic.said({**IN_WORDS, **{name: plain(number) for name, number in given.items()}})
        return f"{filled} = {self.earned(value, case)} 分{self.ends(case.full)}"
