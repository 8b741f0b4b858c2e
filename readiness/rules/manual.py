"""Marks that experts give, with a remark that says why (专家打分)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from readiness.numbers import FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Manual(Rule):
    """The value is the mark itself, out of `out_of` (the full points where none is given); the form must say why.

    fraction = mark ÷ out_of
    """

    title: ClassVar[str] = "专家打分"
    out_of: float | None = Field(default=None, gt=0, description="几分制；不写就是本项满分")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 5, Example(value=4.2, points=4.2)),
        RuleExample({"out_of": 100}, 5, Example(value=86, points=4.3)),
    )

    def _whole(self, case: Case) -> float:
        return case.full if self.out_of is None else self.out_of

    def value_limits(self, full: float) -> tuple[float, float] | None:
        return 0.0, self.out_of or full

    def asks_why(self, part: str) -> bool:
        return not part

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return value / self._whole(case)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(fraction * self._whole(case))

    def explain(self, full: float) -> str:
        whole = f"按 {plain(self.out_of)} 分制打分后折算" if self.out_of else f"在 {plain(full)} 分内打分"
        return f"由考核组{whole}，须在备注写明依据"

    def working(self, value: float, case: Case) -> str:
        return (f"{plain(value)} ÷ {plain(self._whole(case))} × {plain(case.full)} = {self.earned(value, case)} 分"
                f"{self.ends(case.full)}")
