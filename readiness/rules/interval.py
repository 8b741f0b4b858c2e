"""Best within an interval, less on either side of it (区间最优)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Interval(Rule):
    """Full marks from `low` to `high`; below, evenly down to nothing over `low_width`, above likewise over `high_width`.

    fraction = 1 within, 1 − (low − value) ÷ low_width below, 1 − (value − high) ÷ high_width above

    A side without a bound is open; a bound without a width ends the points at once.
    """

    title: ClassVar[str] = "区间最优"
    low: float | None = Field(default=None, description="区间下限")
    high: float | None = Field(default=None, description="区间上限")
    low_width: float | None = Field(default=None, gt=0, description="低于下限多少扣完")
    high_width: float | None = Field(default=None, gt=0, description="高于上限多少扣完")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"low": 95, "high": 105, "low_width": 20, "high_width": 20}, 4, Example(value=85, points=2)),
        RuleExample({"low": 6, "high": 9}, 1, Example(value=9.1, points=0)),
    )

    @model_validator(mode="after")
    def _a_real_interval(self) -> Interval:
        if self.low is None and self.high is None:
            raise ValueError("区间两头都没有写。|写 low、high 中至少一个。")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"下限 {plain(self.low)} 高于上限 {plain(self.high)}。|low 写小的，high 写大的。")
        if (self.low is None and self.low_width) or (self.high is None and self.high_width):
            raise ValueError("写了宽度，没有写这一头的界限。|补上 low 或 high，或删去宽度。")
        return self

    @property
    def _ends(self) -> tuple[float, float]:
        return -np.inf if self.low is None else self.low, np.inf if self.high is None else self.high

    @property
    def more_is_better(self) -> bool:
        return self.low is not None

    def rises(self, part: str) -> bool | None:
        return None if self.direction is None else self.more_is_better

    def turns(self, case: Case) -> tuple[FloatArray, ...]:
        return tuple(np.array(end) for end in self._ends if np.isfinite(end))

    @property
    def direction(self) -> Literal["higher", "lower"] | None:
        return None if self.low is not None and self.high is not None else super().direction

    def declared_jumps(self, case: Case) -> tuple[float, ...]:
        """The bounds that are written without a width."""
        ends = ((self.low, self.low_width), (self.high, self.high_width))
        return tuple(bound for bound, width in ends if bound is not None and width is None)

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        low, high = self._ends
        below, above = np.maximum(low - value, 0.0), np.maximum(value - high, 0.0)
        return 1.0 - _lost(below, self.low_width) - _lost(above, self.high_width)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        """The nearest value to the one that is: it is raised from below and lowered from above."""
        low, high = self._ends
        least, most = low - (1.0 - fraction) * (self.low_width or 0.0), high + (1.0 - fraction) * (self.high_width or 0.0)
        value = self.value(case)
        anywhere = least if np.isfinite(least) else most
        return np.where(np.isnan(value), anywhere, np.clip(value, least, most))

    def shortfall(self, value: FloatArray, aim: FloatArray) -> FloatArray:
        return np.abs(aim - value)

    def edges(self, case: Case) -> tuple[float, ...]:
        low, high = self._ends
        ends = (low - (self.low_width or 0.0), low, high, high + (self.high_width or 0.0))
        return tuple(end for end in ends if np.isfinite(end))

    def span(self, case: Case) -> tuple[float, float]:
        edges = self.edges(case)
        margin = (max(edges) - min(edges)) * 0.2 or 1.0
        return min(edges) - margin, max(edges) + margin

    def explain(self, full: float) -> str:
        sides = []
        if self.low is not None:
            sides.append(f"低于 {plain(self.low)} {_fall(self.low_width, '每低')}")
        if self.high is not None:
            sides.append(f"高于 {plain(self.high)} {_fall(self.high_width, '每高')}")
        within = "至".join(plain(end) for end in (self.low, self.high) if end is not None)
        side = "" if None not in (self.low, self.high) else "以上" if self.high is None else "以下"
        return f"{within} {side}得满分，{'，'.join(sides)}"

    def working(self, value: float, case: Case) -> str:
        low, high = self._ends
        full, earned = plain(case.full), self.earned(value, case)
        if low <= value <= high:
            return f"{plain(value)} 在区间内，得 {earned} 分"
        end, width = (low, self.low_width) if value < low else (high, self.high_width)
        away = f"({plain(end)} − {plain(value)})" if value < low else f"({plain(value)} − {plain(end)})"
        if width is None:
            return f"{plain(value)} 在区间外，得 {earned} 分"
        return f"{full} − {away} ÷ {plain(width)} × {full} = {earned} 分{self.ends(case.full)}"


def _lost(away: FloatArray, width: float | None) -> FloatArray:
    return away / width if width else np.where(away > TOLERANCE, 1.0, np.where(np.isnan(away), np.nan, 0.0))


def _fall(width: float | None, each: str) -> str:
    return "不得分" if width is None else f"{each} {plain(width)} 扣完，中间按比例"
