"""Straight lines from point to point (分段线性)."""

from __future__ import annotations

from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample

Corner = Annotated[tuple[float, float], Field()]


class Piecewise(Rule):
    """Between two corners the points are interpolated; beyond the first and the last they stay as they are there.

    points = p_k + (value − x_k) ÷ (x_k+1 − x_k) × (p_k+1 − p_k)

    `corners` are [value, points], values ascending.  Points rise all the way, or fall all the way.
    """

    title: ClassVar[str] = "分段线性"
    corners: tuple[Corner, ...] = Field(min_length=2, description="[数值, 得分]，按数值从小到大")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"corners": [[60, 0], [80, 1], [90, 2], [100, 3]]}, 3, Example(value=85, points=1.5)),
        RuleExample({"corners": [[0, 4], [10, 1], [20, 0]]}, 4, Example(value=5, points=2.5)),
    )

    @model_validator(mode="after")
    def _one_way(self) -> Piecewise:
        if np.any(np.diff(self._values) <= 0):
            raise ValueError("corners 的数值有重复或没有从小到大排。|按数值从小到大写，数值不重复。")
        rises = np.diff(self._points)
        if np.any(rises > 0) and np.any(rises < 0):
            raise ValueError("corners 的得分时升时降。|得分要一路上升或一路下降；两头都扣分的用 type: interval。")
        if not np.any(rises):
            raise ValueError("corners 的得分全都一样。|写出得分怎样随数值变化。")
        return self

    @property
    def _values(self) -> list[float]:
        return [value for value, _ in self.corners]

    @property
    def _points(self) -> list[float]:
        return [points for _, points in self.corners]

    @property
    def more_is_better(self) -> bool:
        return self._points[-1] > self._points[0]

    def most(self, full: float) -> float:
        return max(self._points)

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return np.interp(value, self._values, self._points) / case.full

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        points, (values, earned) = fraction * case.full, (self._values, self._points)
        if points > max(earned) + TOLERANCE:
            return np.array(np.nan)
        if self.more_is_better:   # the first value at which so much is earned, past any level stretch that earns less
            at = next(k for k, got in enumerate(earned) if got >= points - TOLERANCE)
            return np.array(values[at] if at == 0 else _between(points, values, earned, at - 1))
        at = next(k for k in range(len(earned) - 1, -1, -1) if earned[k] >= points - TOLERANCE)
        return np.array(values[at] if at == len(earned) - 1 else _between(points, values, earned, at))

    def edges(self, case: Case) -> tuple[float, ...]:
        return tuple(self._values)

    def span(self, case: Case) -> tuple[float, float]:
        margin = (self._values[-1] - self._values[0]) * 0.2
        return self._values[0] - margin, self._values[-1] + margin

    def explain(self, full: float) -> str:
        corners = "，".join(f"{plain(value)} 得 {plain(points)} 分" for value, points in self.corners)
        return f"{corners}；两点之间按比例，两头不再增减"

    def working(self, value: float, case: Case) -> str:
        at = int(np.searchsorted(self._values, value, side="right")) - 1
        if at < 0 or at >= len(self.corners) - 1:
            edge = self.corners[max(at, 0)]
            side = "不足" if at < 0 else "达到"
            return f"{plain(value)} {side} {plain(edge[0])}，得 {self.earned(value, case)} 分"
        (x, p), (x_next, p_next) = self.corners[at], self.corners[at + 1]
        return (f"{plain(p)} + ({plain(value)} − {plain(x)}) ÷ ({plain(x_next)} − {plain(x)}) × ({plain(p_next)} − {plain(p)})"
                f" = {self.earned(value, case)} 分")


def _between(points: float, values: list[float], earned: list[float], at: int) -> float:
    """The value between corner `at` and the next that earns `points`."""
    rise = earned[at + 1] - earned[at]
    return values[at] + (points - earned[at]) / rise * (values[at + 1] - values[at])
