"""Projects earn by the stage they have reached (里程碑)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from readiness.numbers import BoolArray, FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Milestone(Rule):
    """Each part is the number of projects now in one stage; each stage is worth a share of a finished project.

    progress = Σ number in stage × share of stage
    fraction = progress ÷ number of projects (`out_of: counted`), or ÷ target (`out_of: target`)

    The value judged is the progress in percent (counted) or in finished projects (target).
    """

    title: ClassVar[str] = "里程碑"
    stages: dict[str, float]
    out_of: Literal["counted", "target"] = "counted"

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"stages": {"已完成": 1, "调试": 0.75, "在建": 0.5, "可研": 0.25, "未启动": 0}}, 20,
                    Example(parts={"已完成": 10, "调试": 2, "在建": 4, "可研": 2, "未启动": 2}, points=14)),
        RuleExample({"stages": {"前期": 0.25, "验收": 1}, "out_of": "target"}, 2,
                    Example(parts={"前期": 2, "验收": 2}, target=5, points=1)),
    )

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(self.stages)

    def applies(self, case: Case) -> BoolArray:
        return case.target > 0 if self.out_of == "target" else np.array(True)

    def _progress(self, case: Case) -> FloatArray:
        return sum(case.parts[stage] * share for stage, share in self.stages.items())

    def value(self, case: Case) -> FloatArray:
        if self.out_of == "target":
            return self._progress(case)
        counted = np.asarray(sum(case.parts[stage] for stage in self.stages), dtype=float)
        return 100.0 * np.divide(self._progress(case), counted, out=np.full(counted.shape, np.nan), where=counted > 0)

    def _whole(self, case: Case) -> FloatArray:
        return case.target if self.out_of == "target" else np.array(100.0)

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return value / self._whole(case)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return fraction * self._whole(case)

    def explain(self, full: float) -> str:
        stages = "，".join(f"{stage} {plain(share)}" for stage, share in self.stages.items())
        return f"按所处阶段折算进度（{stages}），平均进度即得分比例"

    def derivation(self, case: Case) -> str:
        terms = " + ".join(f"{plain(float(case.parts[stage]))} × {plain(share)}（{stage}）"
                           for stage, share in self.stages.items() if share and float(case.parts[stage])) or "0"
        progress = f"折算 {terms} = {plain(float(self._progress(case)))} 个"
        if self.out_of == "target":
            return progress
        counted = plain(float(sum(case.parts[stage] for stage in self.stages)))
        return f"{progress}，÷ {counted} 个 = {plain(float(self.value(case)))}%"

    def working(self, value: float, case: Case) -> str:
        return (f"{plain(value)} ÷ {plain(float(self._whole(case)))} × {plain(case.full)} 分"
                f" = {self.earned(value, case)} 分（最多 {plain(case.full)} 分）")
