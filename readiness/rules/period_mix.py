"""Routine marks through the year and a final one, mixed (周期加权)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import BoolArray, FloatArray, plain
from readiness.rule import Accumulate, Case, Example, Rule, RuleExample


class PeriodMix(Rule):
    """Routine rounds count `routine_share`, the final mark the rest; all are marks out of `out_of`.

    value = routine_share × mean of the rounds + (1 − routine_share) × final,  fraction = value ÷ out_of

    Each name in `routine` is a part: either one that is reported many times, or one for each round.  Until the final
    mark is there, and the year not over, the rounds are judged alone.  A round that was not held is left out of the
    mean, or counts `missing_round` once the year's final mark is there.
    """

    title: ClassVar[str] = "周期加权"
    routine: tuple[str, ...] = Field(default=("平时",), min_length=1, description="平时各轮的分项名称")
    final: str = Field(default="年终", description="年终的分项名称")
    routine_share: float = Field(default=0.5, gt=0, lt=1, description="平时占多少")
    out_of: float = Field(default=100.0, gt=0, description="几分制")
    missing_round: Literal["mean"] | float = Field(default="mean", description="没有开展的一轮：mean 不计入平均，或按一个固定分")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 100, Example(parts={"平时": 91, "年终": 95}, points=93)),
        RuleExample({"routine": ["一轮", "二轮", "三轮"], "routine_share": 0.6, "missing_round": 95}, 10,
                    Example(parts={"一轮": 85, "二轮": 90, "年终": 80}, points=8.6)),
    )

    @model_validator(mode="after")
    def _a_mark_for_the_missing(self) -> PeriodMix:
        if self.missing_round != "mean" and not 0 <= self.missing_round <= self.out_of:
            raise ValueError(f"missing_round 是 {plain(self.missing_round)}，不在 0 到 {plain(self.out_of)} 分之间。|写一个分数，或写 mean。")
        return self

    @property
    def part_names(self) -> tuple[str, ...]:
        return (*self.routine, self.final)

    @property
    def open_parts(self) -> frozenset[str]:
        return frozenset({self.final} if len(self.routine) == 1 else self.part_names)

    def comes_late(self, part: str) -> bool:
        return part == self.final

    def part_limits(self, name: str) -> tuple[float, float] | None:
        return 0.0, self.out_of

    def part_accumulate(self, name: str) -> Accumulate | None:
        return "latest" if name == self.final or len(self.routine) > 1 else "mean"

    def _part(self, name: str, case: Case) -> FloatArray:
        return np.asarray(case.parts.get(name, np.nan), dtype=float)

    def _closed(self, case: Case) -> BoolArray:
        """Where the final mark is there, or the year is over without one."""
        return ~np.isnan(self._part(self.final, case)) | case.over

    def _routine(self, case: Case) -> FloatArray:
        """The mean of the rounds."""
        rounds = np.stack(np.broadcast_arrays(*[self._part(name, case) for name in self.routine], self._part(self.final, case)))[:-1]
        missing = np.isnan(rounds)
        if self.missing_round != "mean":
            rounds = np.where(missing & self._closed(case), self.missing_round, rounds)
        count = (~np.isnan(rounds)).sum(axis=0)
        return np.divide(np.nansum(rounds, axis=0), count, out=np.full(count.shape, np.nan), where=count > 0)

    def value(self, case: Case) -> FloatArray:
        routine, final = self._routine(case), np.nan_to_num(self._part(self.final, case))
        mixed = self.routine_share * routine + (1.0 - self.routine_share) * final
        return np.where(self._closed(case), mixed, routine)

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return value / self.out_of

    def judged_measure(self, measure: str) -> str:
        return "分"

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(fraction * self.out_of)

    def explain(self, full: float) -> str:
        share = f"平时占 {plain(100 * self.routine_share)}%、{self.final}占 {plain(100 * (1 - self.routine_share))}%"
        missing = "不计入平均" if self.missing_round == "mean" else f"按 {plain(self.missing_round)} 分计"
        rounds = f"平时取{'、'.join(self.routine)}的平均，没有开展的{missing}"
        return f"{share}，均按 {plain(self.out_of)} 分制；{rounds}；{self.final}成绩出来前只看平时"

    def derivation(self, case: Case) -> str:
        routine, final = plain(float(self._routine(case))), plain(float(np.nan_to_num(self._part(self.final, case))))
        if not self._closed(case):
            return f"平时平均 {routine}，{self.final}成绩未出"
        share = self.routine_share
        missing = f"{self.final}成绩未报，按 0 分计，" if np.isnan(self._part(self.final, case)) else ""
        return f"{missing}{plain(share)} × {routine} + {plain(1 - share)} × {final} = {plain(float(self.value(case)))}"

    def working(self, value: float, case: Case) -> str:
        return (f"{plain(value)} ÷ {plain(self.out_of)} × {plain(case.full)} = {self.earned(value, case)} 分"
                f"{self.ends(case.full)}")
