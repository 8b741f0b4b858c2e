"""Several rules together, each with its weight (加权组合)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import BoolArray, FloatArray, plain, shown
from readiness.rule import Case, Curve, Example, Rule, RuleExample

Plan = Annotated[tuple[float, ...], Field(min_length=12, max_length=12)]


class Item(BaseModel):
    """One rule of the combination: the part it judges (the whole indicator where none is named), its weight, its plan."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    weight: float = Field(gt=0)
    rule: AnyRule  # noqa: F821 - the union of all rule types, bound in readiness.rules
    part: str = ""
    plan: Plan | None = None

    def case(self, case: Case) -> Case:
        """The case as this item sees it: its own part, full points 1, its own plan if it has one."""
        value = case.parts[self.part] if self.part else case.value
        return replace(case, value=value, full=1.0, complete=self._with_plan(case.complete))

    def _with_plan(self, complete: Any) -> Any:
        plan = None if self.plan is None else np.array(self.plan) / self.plan[-1]
        return complete if plan is None else lambda value, aim, _=None: complete(value, aim, plan)


class Weighted(Rule):
    """The weighted mean of several rules' fractions, over those that can be judged.

    fraction = Σ weight × fraction ÷ Σ weight

    `each_part` with `parts` is the short form for one rule on every part at equal weight (four pollutants).
    """

    title: ClassVar[str] = "加权组合"
    items: tuple[Item, ...] = ()
    parts: tuple[str, ...] = ()
    each_part: AnyRule | None = None  # noqa: F821

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"parts": ["COD", "氨氮", "NOx", "VOCs"], "each_part": {"type": "proportional"}}, 4,
                    Example(parts={"COD": 100, "氨氮": 100, "NOx": 90, "VOCs": 105}, target=100, points=3.9)),
        RuleExample({"items": [{"weight": 70, "part": "完成村数", "rule": {"type": "proportional"}},
                               {"weight": 30, "rule": {"type": "milestone", "stages": {"自验": 0.3, "省验": 1},
                                                       "out_of": "target"}}]}, 2,
                    Example(parts={"完成村数": 4, "自验": 2, "省验": 0}, target=5, points=2 * (0.7 * 0.8 + 0.3 * 0.12))),
    )

    @model_validator(mode="after")
    def _one_form(self) -> Weighted:
        if bool(self.items) == bool(self.parts and self.each_part):
            raise ValueError("要么写 items，要么写 parts 和 each_part。|四项污染物这类同一规则用 parts + each_part。")
        return self

    def members(self) -> Iterator[Item]:
        """The items, the short form written out."""
        if self.items:
            yield from self.items
        else:
            yield from (Item(weight=1.0, rule=self.each_part, part=name) for name in self.parts)

    @property
    def part_names(self) -> tuple[str, ...]:
        named = [name for item in self.members() for name in ((item.part,) if item.part else ()) + item.rule.part_names]
        return tuple(dict.fromkeys(named))

    def part_limits(self, name: str) -> tuple[float, float] | None:
        """A part that stands for the figure itself has the indicator's limits; a part of an item's rule has that rule's."""
        judged = any(item.part == name for item in self.members())
        owner = next((item.rule for item in self.members() if name in item.rule.part_names), self)
        return None if judged else owner.part_limits(name) if owner is not self else (0.0, np.inf)

    @property
    def more_is_better(self) -> bool:
        return next(self.members()).rule.more_is_better

    def applies(self, case: Case) -> BoolArray:
        return np.logical_or.reduce(np.broadcast_arrays(*[item.rule.applies(item.case(case)) for item in self.members()]))

    def value(self, case: Case) -> FloatArray:
        """The first item's value, or the mean of the parts."""
        values = [item.rule.value(item.case(case)) for item in self.members()]
        return values[0] if self.items else sum(values) / len(values)

    def _mix(self, fractions: list[FloatArray], weights: list[float]) -> FloatArray:
        """The weighted mean over the fractions that exist."""
        stacked = np.stack(np.broadcast_arrays(*fractions))
        weight = np.where(np.isnan(stacked), 0.0, np.reshape(weights, (-1, *[1] * (stacked.ndim - 1))))
        total = weight.sum(axis=0)
        return np.divide(np.nansum(stacked * weight, axis=0), total, out=np.full(total.shape, np.nan), where=total > 0)

    def points(self, case: Case) -> FloatArray:
        members = list(self.members())
        fractions = [item.rule.points(item.case(case)) for item in members]
        return case.full * self._mix(fractions, [item.weight for item in members])

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        """Every part at the same `value`: how the curve is drawn."""
        members = list(self.members())
        fractions = [np.clip(item.rule.fraction(value, item.case(case)), 0.0, 1.0) for item in members]
        return self._mix(fractions, [item.weight for item in members])

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        first = next(self.members())
        return first.rule.inverse(fraction, first.case(case))

    def explain(self, full: float) -> str:
        if self.each_part:
            return f"{'、'.join(self.parts)}各占 {plain(full / len(self.parts))} 分，每项{self.each_part.explain(1.0)}"
        total = sum(item.weight for item in self.items)
        return "；".join(f"{plain(100 * item.weight / total)}% 看{item.part or item.rule.title}：{item.rule.explain(1.0)}"
                        for item in self.items)

    def working(self, value: float, case: Case) -> str:
        members = list(self.members())
        total = sum(item.weight for item in members)
        scored = [self._share_of(item, item.case(case), case.full * item.weight / total) for item in members]
        return f"{'；'.join(scored)}；合计 {shown(float(self.points(case)))} 分"

    @staticmethod
    def _share_of(item: Item, case: Case, full: float) -> str:
        """One item's value, what its basis makes of it, and the points it brings."""
        value = item.rule.value(case)
        completed = case.complete(value, item.rule.inverse(1.0, case))
        stretched = "" if abs(float(completed - value)) < 1e-9 else f"（折算 {plain(float(completed))}）"
        return f"{item.part or item.rule.title} {plain(float(value))}{stretched} 得 {shown(full * float(item.rule.points(case)))} 分"

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """One curve for each item, on its own share of the points."""
        total = sum(item.weight for item in self.members())
        members = (next(self.members()),) if self.each_part else tuple(self.members())
        return tuple(replace(line, name=item.part or item.rule.title, points=line.points * case.full * item.weight / total)
                     for item in members for line in item.rule.curve(item.case(case)))
