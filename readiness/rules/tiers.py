"""Points by tier: the first bound that the value meets decides (分档)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import TOLERANCE, BoolArray, FloatArray, plain
from readiness.rule import Case, Example, Fault, Rule, RuleExample


class Tier(BaseModel):
    """One tier: the points it gives, and its bounds, both inclusive; one bound is enough."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    min: float | None = Field(default=None, description="不低于")
    max: float | None = Field(default=None, description="不高于")
    points: float = Field(ge=0, description="得几分")

    @model_validator(mode="after")
    def _bounded(self) -> Tier:
        if self.min is None and self.max is None:
            raise ValueError("每一档要写 min（不低于）或 max（不高于）。|例如:  {min: 95, points: 1.5}")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"这一档的 min {plain(self.min)} 大于 max {plain(self.max)}。|min 写小的，max 写大的。")
        return self


class Tiers(Rule):
    """The best tier whose bound the value meets gives its points; below the last tier, `else` points.

    Tiers stand from the best to the worst.  The bound on the worse side decides (`min` where more is better, `max` where
    less is), inclusive and with a tolerance of 1e-9, so a value on the edge of two tiers belongs to the better one.  A
    tier may state both bounds, as documents do (80–90): then they must meet those of its neighbours.
    """

    title: ClassVar[str] = "分档"
    tiers: tuple[Tier, ...] = Field(min_length=1, description="从最好的一档写起")
    otherwise: float = Field(default=0.0, ge=0, alias="else", description="各档都没有达到时得几分")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"tiers": [{"min": 100, "points": 3}, {"min": 98, "points": 2.5}, {"min": 95, "points": 1.5}]}, 3,
                    Example(value=97.6, points=1.5)),
        RuleExample({"tiers": [{"max": 2, "points": 2}, {"max": 5, "points": 1}]}, 2, Example(value=5, points=1)),
        RuleExample({"tiers": [{"min": 90, "points": 4}, {"min": 80, "max": 90, "points": 2}], "else": 1}, 4,
                    Example(value=80, points=2)),
    )

    @model_validator(mode="after")
    def _in_order(self) -> Tiers:
        if any((tier.min if self.more_is_better else tier.max) is None for tier in self.tiers[:-1]):
            raise ValueError("各档有的写 min 有的写 max，方向不一致。|越高越好都写 min，越低越好都写 max。")
        step = np.diff(self._bounds)
        if not np.all(step < 0 if self.more_is_better else step > 0):
            raise ValueError("各档的界限有重复或顺序不对，后面的档永远用不上。|从最好的一档写起，界限不重复。")
        given = [tier.points for tier in self.tiers]
        if not np.all(np.diff(given if self._open_ended else [*given, self.otherwise]) < 0):
            raise ValueError("更差的一档得分没有更低。|从最好的一档写起，得分逐档递减，else 最低。")
        return self

    @property
    def more_is_better(self) -> bool:
        first = self.tiers[0]
        if first.min is None or first.max is None:
            return first.max is None
        following = [bound for tier in self.tiers[1:2] for bound in (tier.min, tier.max) if bound is not None]
        return not following or min(following) < first.min

    @property
    def _bounds(self) -> list[float]:
        """What decides: the worse side of each tier, endless where a last tier takes all the rest."""
        if self.more_is_better:
            return [-np.inf if tier.min is None else tier.min for tier in self.tiers]
        return [np.inf if tier.max is None else tier.max for tier in self.tiers]

    @property
    def _open_ended(self) -> bool:
        return not np.isfinite(self._bounds[-1])

    def most(self, full: float) -> float:
        return self.tiers[0].points

    def _meets(self, value: FloatArray, bound: float) -> BoolArray:
        return value >= bound - TOLERANCE if self.more_is_better else value <= bound + TOLERANCE

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        points = np.where(np.isnan(value), np.nan, self.otherwise)
        for tier, bound in zip(reversed(self.tiers), reversed(self._bounds), strict=True):
            points = np.where(self._meets(value, bound), tier.points, points)
        return points / case.full

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        enough = [bound for tier, bound in zip(self.tiers, self._bounds, strict=True)
                  if tier.points >= fraction * case.full - TOLERANCE]
        return np.array(enough[-1] if enough else np.nan)

    def steps(self, full: float) -> tuple[float, ...]:
        return tuple(sorted(tier.points / full for tier in self.tiers))

    def faults(self, limits: tuple[float, float], step: float) -> Iterator[Fault]:
        """Neighbouring tiers that do not meet."""
        for at, near, meets in self._apart(step):
            side, other = ("max", "min") if self.more_is_better else ("min", "max")
            words = "中间的值没有档" if (near < meets) == self.more_is_better else "两档重叠"
            yield Fault(("tiers", at, side), f"这一档的 {side} 是 {plain(near)}，上一档的 {other} 是 {plain(meets)}，{words}。",
                        f"改成  {side}: {plain(meets)}，或不写 {side}。")

    def _apart(self, step: float) -> Iterator[tuple[int, float, float]]:
        """Position of the worse tier, its near bound, the bound of the better one that it should meet."""
        for at, (better, worse) in enumerate(zip(self.tiers, self.tiers[1:], strict=False), start=1):
            meets, near = (better.min, worse.max) if self.more_is_better else (better.max, worse.min)
            if near is None or meets is None:
                continue
            apart = meets - near if self.more_is_better else near - meets
            if apart < -TOLERANCE or apart > step + TOLERANCE:
                yield at, near, meets

    def edges(self, case: Case) -> tuple[float, ...]:
        return tuple(bound for bound in self._bounds if np.isfinite(bound))

    def span(self, case: Case) -> tuple[float, float]:
        bounds = self.edges(case)
        margin = (max(bounds) - min(bounds)) * 0.4 or 1.0
        return min(bounds) - margin, max(bounds) + margin

    def _sign(self) -> str:
        return "≥" if self.more_is_better else "≤"

    def explain(self, full: float) -> str:
        steps = [f"{self._sign()}{plain(bound)} 得 {plain(tier.points)} 分" if np.isfinite(bound) else f"其余得 {plain(tier.points)} 分"
                 for tier, bound in zip(self.tiers, self._bounds, strict=True)]
        return "，".join(steps if self._open_ended else [*steps, f"其余得 {plain(self.otherwise)} 分"])

    def working(self, value: float, case: Case) -> str:
        met = [bound for bound in self._bounds if np.isfinite(bound) and self._meets(np.float64(value), bound)]
        place = f"达到 {self._sign()}{plain(met[0])} 一档" if met else "各档均未达到"
        return f"{plain(value)} {place}，得 {self.earned(value, case)} 分"
