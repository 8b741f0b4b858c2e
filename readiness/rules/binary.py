"""All or nothing (是否)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import TOLERANCE, BoolArray, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample

Bound = float | Literal["target"]
YES_NO: Mapping[str, float] = {**dict.fromkeys(("是", "有", "已完成", "达标", "√"), 1.0),
                               **dict.fromkeys(("否", "无", "未完成", "不达标", "×"), 0.0)}
SIGNS = {"at_least": "≥", "at_most": "≤", "equals": "="}


class Binary(Rule):
    """Full marks where the value meets the condition, else nothing.

    One of `at_least`, `at_most`, `equals`: a number, or `target` for each unit's own target.  With none of them the
    form says 是 (1) or 否 (0).
    """

    title: ClassVar[str] = "是否"
    at_least: Bound | None = Field(default=None, description="不低于它得满分")
    at_most: Bound | None = Field(default=None, description="不高于它得满分")
    equals: Bound | None = Field(default=None, description="等于它得满分")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 3, Example(value=1, points=3)),
        RuleExample({"at_least": 90}, 1, Example(value=89.9, points=0)),
        RuleExample({"at_most": "target"}, 2, Example(value=30, target=30, points=2)),
    )

    @model_validator(mode="after")
    def _one_condition(self) -> Binary:
        if sum(bound is not None for bound in (self.at_least, self.at_most, self.equals)) > 1:
            raise ValueError("at_least、at_most、equals 只能写一个。|留下一个条件；两头都有界限的用 type: interval。")
        return self

    @property
    def _condition(self) -> tuple[str, Bound]:
        return next(((word, bound) for word in SIGNS if (bound := getattr(self, word)) is not None), ("at_least", 1.0))

    @property
    def _says_yes(self) -> bool:
        return self.at_least is None and self.at_most is None and self.equals is None

    @property
    def needs_target(self) -> bool:
        return self._condition[1] == "target"

    @property
    def more_is_better(self) -> bool:
        return self._condition[0] != "at_most"

    def rises(self, part: str) -> bool | None:
        return None if self.equals is not None else super().rises(part)

    def turns(self, case: Case) -> tuple[FloatArray, ...]:
        return (self._bound(case),)

    @property
    def direction(self) -> Literal["higher", "lower"] | None:
        return None if self.equals is not None else super().direction

    def value_limits(self, full: float) -> tuple[float, float] | None:
        return (0.0, 1.0) if self._says_yes else None

    def words(self, part: str) -> Mapping[str, float]:
        return YES_NO if self._says_yes and not part else {}

    def _bound(self, case: Case) -> FloatArray:
        bound = self._condition[1]
        return case.target if bound == "target" else np.array(float(bound))

    def _meets(self, value: FloatArray, case: Case) -> BoolArray:
        word, bound = self._condition[0], self._bound(case)
        above, below = value >= bound - TOLERANCE, value <= bound + TOLERANCE
        return above if word == "at_least" else below if word == "at_most" else above & below

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return np.where(np.isnan(value), np.nan, np.where(self._meets(value, case), 1.0, 0.0))

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return self._bound(case)

    def shortfall(self, value: FloatArray, aim: FloatArray) -> FloatArray:
        return np.abs(aim - value) if self.equals is not None else super().shortfall(value, aim)

    def steps(self, full: float) -> tuple[float, ...]:
        return (1.0,)

    def edges(self, case: Case) -> tuple[float, ...]:
        return (float(self._bound(case)),)

    def explain(self, full: float) -> str:
        word, bound = self._condition
        if self._says_yes:
            return "是（1）得满分，否（0）不得分"
        return f"{SIGNS[word]}{'目标值' if bound == 'target' else plain(bound)} 得满分，否则不得分"

    def working(self, value: float, case: Case) -> str:
        word, met = self._condition[0], bool(self._meets(np.float64(value), case))
        said = "达到" if met else "未达到"
        return f"{plain(value)} {said} {SIGNS[word]}{plain(float(self._bound(case)))}，得 {self.earned(value, case)} 分"
