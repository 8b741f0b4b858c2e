"""Points relative to the best unit (与最优值之比)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from readiness.numbers import FloatArray, plain
from readiness.rule import Among, Case, Example, RuleExample
from readiness.rule.among import best_of, best_of_others


class RelativeToBest(Among):
    """The best unit earns full marks, the others in proportion to it.

    fraction = value ÷ best where more is better, best ÷ value where less is
    """

    title: ClassVar[str] = "与最优值之比"

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 5, Example(value=60, peers=(80, 75, 40), points=3.75)),
        RuleExample({"less_is_better": True}, 5, Example(value=40, peers=(30, 50), points=3.75)),
    )

    def share(self, values: FloatArray) -> FloatArray:
        best = best_of(values, self.less_is_better)
        top, bottom = (best, values) if self.less_is_better else (values, best)
        with np.errstate(invalid="ignore", divide="ignore"):
            share = top / bottom
        np.copyto(share, 1.0, where=values == best)     # nought beside nought too
        return share

    def needed(self, fraction: float, values: FloatArray) -> FloatArray:
        best = best_of_others(values, self.less_is_better)
        best = np.where(np.isnan(best), values, best)
        if self.less_is_better:
            return best / fraction if fraction else np.full(values.shape, np.inf)
        return best * fraction

    def explain(self, full: float) -> str:
        return f"以{self.said_within()}最优值为满分，按与最优值之比得分（{self.said_side()}）"

    def working(self, value: float, case: Case) -> str:
        best = float(best_of(np.append(self.others(case), value)[:, None], self.less_is_better)[0])
        top, bottom = (best, value) if self.less_is_better else (value, best)
        if value == best:
            return f"{self.company(case)}中最优，得 {self.earned(value, case)} 分"
        return (f"{self.company(case)}最优值 {plain(best)}，{plain(top)} ÷ {plain(bottom)} × {plain(case.full)}"
                f" = {self.earned(value, case)} 分{self.ends(case.full)}")
