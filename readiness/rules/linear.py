"""A straight line between the value that earns nothing and the value that earns full marks (起点线性)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Linear(Rule):
    """Points grow evenly from none at `zero_at` to all at `full_at`, and stay there beyond either end.

    fraction = (value − zero_at) ÷ (full_at − zero_at)

    Put `full_at` below `zero_at` where less is better, as for repeat complaints.
    """

    title: ClassVar[str] = "起点线性"
    zero_at: float = Field(description="从这个值起不得分")
    full_at: float = Field(description="到这个值得满分")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"zero_at": 20, "full_at": 70}, 3, Example(value=45, points=1.5)),
        RuleExample({"zero_at": 8, "full_at": 2}, 2, Example(value=4.3, points=2 * 3.7 / 6)),
    )

    @model_validator(mode="after")
    def _ends_differ(self) -> Linear:
        if self.zero_at == self.full_at:
            raise ValueError(f"zero_at 和 full_at 都是 {plain(self.zero_at)}，中间没有得分区间。"
                             "|两个值要不同；达到就得满分的，用 type: binary。")
        return self

    @property
    def more_is_better(self) -> bool:
        return self.full_at > self.zero_at

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return (value - self.zero_at) / (self.full_at - self.zero_at)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(self.zero_at + fraction * (self.full_at - self.zero_at))

    def explain(self, full: float) -> str:
        side = "及以下" if self.more_is_better else "及以上"
        return f"{plain(self.zero_at)} {side}不得分，{plain(self.full_at)} 得满分，中间按比例得分"

    def working(self, value: float, case: Case) -> str:
        zero, top = plain(self.zero_at), plain(self.full_at)
        return (f"({plain(value)} − {zero}) ÷ ({top} − {zero}) × {plain(case.full)}"
                f" = {self.earned(value, case)} 分{self.ends(case.full)}")
