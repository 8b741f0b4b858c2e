"""Points in proportion to the share of the target that is done (按完成比例)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from readiness.numbers import TOLERANCE, BoolArray, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Proportional(Rule):
    """The share of the target that is done earns the same share of the points.

    fraction = value ÷ target, nothing below `floor_ratio`, no more than `cap`

    A unit without a target (no task given) is not judged.  `cap` above 1 lets what is done beyond the target earn
    beyond the full points.
    """

    title: ClassVar[str] = "按完成比例"
    needs_target: ClassVar[bool] = True
    floor_ratio: float = Field(default=0.0, ge=0, lt=1, description="完成比例低于它不得分")
    cap: float = Field(default=1.0, ge=1, description="最多得满分的几倍")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 2, Example(value=18, target=24, points=1.5)),
        RuleExample({}, 2, Example(value=30, target=24, points=2)),
        RuleExample({"floor_ratio": 0.6}, 2, Example(value=12, target=24, points=0)),
        RuleExample({"cap": 1.2}, 2, Example(value=30, target=24, points=2.4)),
    )

    @property
    def highest(self) -> float:
        return self.cap

    def applies(self, case: Case) -> BoolArray:
        return case.target > 0

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        with np.errstate(invalid="ignore", divide="ignore"):     # no task given: not judged
            share = value / case.target
        return np.where(share < self.floor_ratio - TOLERANCE, 0.0, share) if self.floor_ratio else share

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return case.target * max(fraction, self.floor_ratio if fraction else 0.0)

    def edges(self, case: Case) -> tuple[float, ...]:
        return (float(case.target) * self.floor_ratio,) if self.floor_ratio else ()

    def declared_jumps(self, case: Case) -> tuple[float, ...]:
        """Where `floor_ratio` begins to earn."""
        return self.edges(case)

    def explain(self, full: float) -> str:
        floor = f"，完成不到 {plain(self.floor_ratio * 100)}% 不得分" if self.floor_ratio else ""
        cap = f"，超额完成最多得满分的 {plain(self.cap)} 倍" if self.cap > 1 else ""
        return f"按完成目标的比例得分，完成目标得满分{floor}{cap}"

    def working(self, value: float, case: Case) -> str:
        share = f"{plain(value)} ÷ {plain(float(case.target))}"
        if value / float(case.target) < self.floor_ratio - TOLERANCE:
            return f"{share} 不到 {plain(self.floor_ratio * 100)}%，得 {self.earned(value, case)} 分"
        return f"{share} × {plain(case.full)} = {self.earned(value, case)} 分{self.ends(case.full)}"
