"""Points by tier: the first bound that the value meets decides (分档)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Tier(BaseModel):
    """One tier: its bound, inclusive (`min` where more is better, `max` where less is), and the points it gives."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    min: float | None = None
    max: float | None = None
    points: float = Field(ge=0)

    @model_validator(mode="after")
    def _one_bound(self) -> Tier:
        if (self.min is None) == (self.max is None):
            raise ValueError("每一档要写 min（不低于）或 max（不高于）其中一个。|例如:  {min: 95, points: 1.5}")
        return self

    @property
    def bound(self) -> float:
        """The bound, whichever side it is on."""
        return self.max if self.min is None else self.min


class Tiers(Rule):
    """The best tier whose bound the value meets gives its points; below the last tier, `else` points.

    Bounds are inclusive and compared with a tolerance of 1e-9.
    """

    title: ClassVar[str] = "分档"
    tiers: tuple[Tier, ...] = Field(min_length=1)
    otherwise: float = Field(default=0.0, ge=0, alias="else")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"tiers": [{"min": 100, "points": 3}, {"min": 98, "points": 2.5}, {"min": 95, "points": 1.5}]}, 3,
                    Example(value=97.6, points=1.5)),
        RuleExample({"tiers": [{"max": 2, "points": 2}, {"max": 5, "points": 1}]}, 2, Example(value=5, points=1)),
    )

    @model_validator(mode="after")
    def _in_order(self) -> Tiers:
        sides = {tier.min is None for tier in self.tiers}
        if len(sides) > 1:
            raise ValueError("各档有的写 min 有的写 max，方向不一致。|越高越好都写 min，越低越好都写 max。")
        step = np.diff([tier.bound for tier in self.tiers])
        if not np.all(step < 0 if self.more_is_better else step > 0):
            raise ValueError("各档的界限有重复或顺序不对，后面的档永远用不上。|从最好的一档写起，界限不重复。")
        if not np.all(np.diff([tier.points for tier in self.tiers] + [self.otherwise]) < 0):
            raise ValueError("更差的一档得分没有更低。|从最好的一档写起，得分逐档递减，else 最低。")
        return self

    @property
    def more_is_better(self) -> bool:
        return self.tiers[0].max is None

    def most(self, full: float) -> float:
        return self.tiers[0].points

    def _meets(self, value: FloatArray, tier: Tier) -> FloatArray:
        return value >= tier.bound - TOLERANCE if self.more_is_better else value <= tier.bound + TOLERANCE

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        points = np.where(np.isnan(value), np.nan, self.otherwise)
        for tier in reversed(self.tiers):
            points = np.where(self._meets(value, tier), tier.points, points)
        return points / case.full

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        enough = [tier.bound for tier in self.tiers if tier.points >= fraction * case.full - TOLERANCE]
        return np.array(enough[-1] if enough else np.nan)

    def edges(self, case: Case) -> tuple[float, ...]:
        return tuple(tier.bound for tier in self.tiers)

    def span(self, case: Case) -> tuple[float, float]:
        bounds = self.edges(case)
        margin = (max(bounds) - min(bounds)) * 0.4 or 1.0
        return min(bounds) - margin, max(bounds) + margin

    def explain(self, full: float) -> str:
        sign = "≥" if self.more_is_better else "≤"
        steps = "，".join(f"{sign}{plain(tier.bound)} 得 {plain(tier.points)} 分" for tier in self.tiers)
        return f"{steps}，其余得 {plain(self.otherwise)} 分"

    def working(self, value: float, case: Case) -> str:
        met = [tier for tier in self.tiers if self._meets(np.float64(value), tier)]
        sign = "≥" if self.more_is_better else "≤"
        place = f"达到 {sign}{plain(met[0].bound)} 一档" if met else "各档均未达到"
        return f"{plain(value)} {place}，得 {self.earned(value, case)} 分"
