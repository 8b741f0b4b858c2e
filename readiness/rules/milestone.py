"""Projects earn by the stage they have reached, or nodes by being passed (里程碑)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import BoolArray, FloatArray, plain
from readiness.rule import UNSCORED, Accumulate, Case, Example, Rule, RuleExample, Take
from readiness.rules.binary import YES_NO


class Node(BaseModel):
    """A node of the year's work: the month by whose end it must be passed, and how much it counts."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    by: Annotated[int, UNSCORED] = Field(ge=1, le=12, description="几月底前")
    weight: float = Field(default=1.0, gt=0, description="权重")


class Milestone(Rule):
    """`stages`: each part is the number of projects now in one stage, and each stage is worth a share of a finished one.

    progress = Σ number in stage × share of stage
    fraction = progress ÷ number of projects (`out_of: counted`), or ÷ target (`out_of: target`)

    The value judged is the progress in percent (counted) or in finished projects (target).  Projects in the part that
    `withdrawn` names have been taken off the list with approval: they count in neither, and the form must say why.

    `nodes`: each part is a node, passed (1, 是) or not; the value is the weight of those passed, in percent, and what is due
    by a month follows from the nodes' months.
    """

    title: ClassVar[str] = "里程碑"
    stages: dict[str, float] = Field(default={}, description="阶段: 折算比例")
    nodes: dict[str, Node] = Field(default={}, description="节点: 几月底前、权重")
    out_of: Literal["counted", "target"] = Field(default="counted", description="除以项目总数还是目标数")
    withdrawn: str = Field(default="", description="经批准退出的项目数，所报的分项")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"stages": {"已完成": 1, "调试": 0.75, "在建": 0.5, "可研": 0.25, "未启动": 0}}, 20,
                    Example(parts={"已完成": 10, "调试": 2, "在建": 4, "可研": 2, "未启动": 2}, points=14)),
        RuleExample({"stages": {"前期": 0.25, "验收": 1}, "out_of": "target"}, 2,
                    Example(parts={"前期": 2, "验收": 2}, target=5, points=1)),
        RuleExample({"stages": {"在建": 0.5, "验收": 1}, "out_of": "target", "withdrawn": "批准退出"}, 3,
                    Example(parts={"在建": 2, "验收": 2, "批准退出": 1}, target=5, points=2.25)),
        RuleExample({"nodes": {"立项": {"by": 3}, "开工": {"by": 6}, "完工": {"by": 11, "weight": 2}}}, 4,
                    Example(parts={"立项": 1, "开工": 1, "完工": 0}, points=2)),
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Milestone:
        if bool(self.stages) == bool(self.nodes):
            raise ValueError("要么写 stages（项目按阶段），要么写 nodes（按节点）。|二者写一个。")
        if self.nodes and (self.out_of == "target" or self.withdrawn):
            raise ValueError("按节点计分不用 out_of 和 withdrawn。|删去这两个设置。")
        return self

    @property
    def part_names(self) -> tuple[str, ...]:
        return (*self.stages, *self.nodes, *filter(None, (self.withdrawn,)))

    def part_limits(self, name: str) -> tuple[float, float] | None:
        return (0.0, 1.0) if self.nodes else (0.0, np.inf)

    def part_accumulate(self, name: str) -> Accumulate | None:
        return "latest" if self.nodes else None

    def keeps(self, part: str) -> bool:
        return True

    @property
    def moving(self) -> frozenset[str]:
        return frozenset((*self.stages, *self.nodes))

    def together(self, now: Case, low: Case, high: Case) -> tuple[Case, Case]:
        """At worst every project stays where it is, at best all pass into the furthest stage; the list stays as it is, and what
        is withdrawn stays withdrawn."""
        if self.nodes:
            return low, high
        there = {name: np.nan_to_num(low.parts[name]) for name in self.stages}
        count = sum(there.values())
        if self.out_of == "counted":                    # nothing reported yet: one project stands for all
            count = np.maximum(count, 1.0)
            first = min(self.stages, key=self.stages.get)
            there[first] = there[first] + np.where(sum(there.values()) > 0, 0.0, 1.0)
        else:
            count = np.maximum(count, np.nan_to_num(now.target))
        last = max(self.stages, key=self.stages.get)
        done = {name: count if name == last else np.zeros_like(count) for name in self.stages}
        gone = {self.withdrawn: np.nan_to_num(now.parts[self.withdrawn])} if self.withdrawn else {}
        return low.with_parts({**there, **gone}), high.with_parts({**done, **gone})

    def words(self, part: str) -> Mapping[str, float]:
        return YES_NO if part in self.nodes else {}

    def asks_why(self, part: str) -> bool:
        return bool(self.withdrawn) and part == self.withdrawn

    @property
    def own_plan(self) -> FloatArray | None:
        if not self.nodes:
            return None
        due = [sum(node.weight for node in self.nodes.values() if node.by <= month) for month in range(1, 13)]
        return np.array(due) / due[-1]

    @property
    def needs_target(self) -> bool:
        return self.out_of == "target"

    def applies(self, case: Case) -> BoolArray:
        return case.target > 0 if self.out_of == "target" else np.array(True)

    def _progress(self, case: Case) -> FloatArray:
        if self.nodes:
            return sum(np.clip(case.parts[name], 0.0, 1.0) * node.weight for name, node in self.nodes.items())
        return sum(case.parts[stage] * share for stage, share in self.stages.items())

    def _counted(self, case: Case) -> FloatArray:
        """What the progress is a share of: the projects there are, or the weight of all nodes."""
        if self.nodes:
            return np.full(np.shape(self._progress(case)), sum(node.weight for node in self.nodes.values()))
        return np.asarray(sum(case.parts[stage] for stage in self.stages), dtype=float)

    def value(self, case: Case) -> FloatArray:
        if self.out_of == "target":
            return self._progress(case)
        counted = self._counted(case)
        return 100.0 * np.divide(self._progress(case), counted, out=np.full(counted.shape, np.nan), where=counted > 0)

    def _whole(self, case: Case) -> FloatArray:
        if self.out_of == "counted":
            return np.array(100.0)
        return case.target - case.parts[self.withdrawn] if self.withdrawn else case.target

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        whole = self._whole(case)
        nothing_left = np.where(np.isnan(value), np.nan, 1.0)     # every project withdrawn with approval: nothing is owed
        shape = np.broadcast_shapes(np.shape(value), np.shape(whole))
        return np.divide(value, whole, out=np.array(np.broadcast_to(nothing_left, shape)), where=np.broadcast_to(whole > 0, shape))

    def judged_measure(self, measure: str) -> str:
        return measure if self.out_of == "target" else "%"

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return fraction * self._whole(case)

    def takes(self, case: Case) -> tuple[Take, ...]:
        if not self.nodes:
            return super().takes(case)
        return tuple(Take(name, float(case.parts[name]), 1.0, f"{name}（{node.by}月底前）")
                     for name, node in self.nodes.items() if float(case.parts[name]) < 1)

    def explain(self, full: float) -> str:
        if self.nodes:
            nodes = "，".join(f"{name} {node.by} 月底前{'' if node.weight == 1 else f'（权重 {plain(node.weight)}）'}"
                             for name, node in self.nodes.items())
            return f"按节点完成情况得分（{nodes}）"
        stages = "，".join(f"{stage} {plain(share)}" for stage, share in self.stages.items())
        return f"按所处阶段折算进度（{stages}），平均进度即得分比例{'，经批准退出的不计' if self.withdrawn else ''}"

    def derivation(self, case: Case) -> str:
        weights = {name: node.weight for name, node in self.nodes.items()} or self.stages
        terms = " + ".join(f"{plain(float(case.parts[name]))} × {plain(weight)}（{name}）"
                           for name, weight in weights.items() if weight and float(case.parts[name])) or "0"
        progress = plain(float(self._progress(case)))
        if self.out_of == "target":
            return f"折算 {terms} = {progress}"
        return f"折算 {terms} = {progress}，{progress} ÷ {plain(float(self._counted(case)))} × 100 = {plain(float(self.value(case)))}%"

    def working(self, value: float, case: Case) -> str:
        whole = plain(float(self._whole(case)))
        if float(self._whole(case)) <= 0:
            return f"项目都已经批准退出，得 {self.earned(value, case)} 分"
        withdrawn = float(case.parts[self.withdrawn]) if self.withdrawn else 0.0
        said = f"目标 {plain(float(case.target))} − 经批准退出 {plain(withdrawn)} 个，" if withdrawn else ""
        return f"{said}{plain(value)} ÷ {whole} × {plain(case.full)} = {self.earned(value, case)} 分{self.ends(case.full)}"
