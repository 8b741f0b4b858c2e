"""Several rules together, each with its weight (加权组合)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import BoolArray, FloatArray, plain, shown
from readiness.rule import UNSCORED, Accumulate, Case, Curve, Example, Fault, Rule, RuleExample, Take

Plan = Annotated[tuple[float, ...], Field(min_length=12, max_length=12)]


class Item(BaseModel):
    """One rule of the combination: the part it judges (the whole indicator where none is named), its weight, its plan."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    weight: float = Field(default=1.0, gt=0, description="权重")
    rule: AnyRule  # noqa: F821 - the union of all rule types, bound in readiness.rules
    part: str = Field(default="", description="看哪个分项；不写就看指标本身")
    plan: Annotated[Plan | None, UNSCORED] = Field(default=None, description="这一项自己的序时计划")

    @property
    def name(self) -> str:
        """What it is called in sentences."""
        return self.part or self.rule.title

    def case(self, case: Case, full: float = 1.0) -> Case:
        """The case as this item sees it: its own part, the points it is worth, its own plan if it has one."""
        value = case.parts[self.part] if self.part else case.value
        among = None if case.among is None else self.case(case.among, full)
        rivals = None if case.rivals is None else self.case(case.rivals, full)
        return replace(case, value=value, full=full, complete=self._with_plan(case.complete), among=among, rivals=rivals)

    def _with_plan(self, complete: Any) -> Any:
        plan = self.rule.own_plan if self.plan is None else np.array(self.plan) / self.plan[-1]
        return complete if plan is None else lambda value, aim, _=None: complete(value, aim, plan)


class Weighted(Rule):
    """The weighted mean of several rules' fractions, over those that can be judged.

    fraction = Σ weight × fraction ÷ Σ weight

    `each_part` with `parts` is the short form for one rule on every part at equal weight (four pollutants).  A rule with
    points among its parameters (tiers, deductions) states them for its own share of the full points.
    """

    title: ClassVar[str] = "加权组合"
    completes: ClassVar[bool] = False
    items: tuple[Item, ...] = Field(default=(), description="各项规则")
    parts: tuple[str, ...] = Field(default=(), description="同一规则用在哪些分项")
    each_part: AnyRule | None = Field(default=None, description="用在每个分项上的规则")  # noqa: F821

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
            yield from (Item(rule=self.each_part, part=name) for name in self.parts)

    def _full_of_each(self, case: Case) -> list[float]:
        """The points that each item is worth."""
        weights = [item.weight for item in self.members()]
        return [case.full * weight / sum(weights) for weight in weights]

    def _cases(self, case: Case) -> list[tuple[Item, Case]]:
        return [(item, item.case(case, full)) for item, full in zip(self.members(), self._full_of_each(case), strict=True)]

    @property
    def needs_target(self) -> bool:
        return any(item.rule.needs_target for item in self.members())

    @property
    def needs_baseline(self) -> bool:
        return any(item.rule.needs_baseline for item in self.members())

    @property
    def compares(self) -> bool:
        return any(item.rule.compares for item in self.members())

    @property
    def spreads(self) -> bool:
        return all(item.rule.spreads for item in self.members())

    def _of_all(self, ends: list[float]) -> float:
        """An end of the whole from the ends of its items: their weighted mean."""
        weights = [item.weight for item in self.members()]
        return sum(end * weight for end, weight in zip(ends, weights, strict=True)) / sum(weights)

    @property
    def lowest(self) -> float:
        return self._of_all([item.rule.lowest for item in self.members()])

    @property
    def highest(self) -> float:
        return self._of_all([item.rule.highest for item in self.members()])

    @property
    def part_names(self) -> tuple[str, ...]:
        named = [name for item in self.members() for name in ((item.part,) if item.part else ()) + item.rule.part_names]
        return tuple(dict.fromkeys(named))

    @property
    def open_parts(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(item.rule.open_parts for item in self.members()))

    def _owner(self, name: str) -> Rule | None:
        """The item's rule that brings a part of its own; None where the part is what an item judges."""
        judged = any(item.part == name for item in self.members())
        return None if judged else next((item.rule for item in self.members() if name in item.rule.part_names), None)

    def part_limits(self, name: str) -> tuple[float, float] | None:
        """A part that stands for the figure itself has the indicator's limits; a part of an item's rule has that rule's."""
        owner = self._owner(name)
        return None if owner is None else owner.part_limits(name)

    def part_accumulate(self, name: str) -> Accumulate | None:
        owner = self._owner(name)
        return None if owner is None else owner.part_accumulate(name)

    def _asked(self, part: str) -> Iterator[tuple[Rule, str]]:
        """The items' rules that read a part, and by what name each knows it."""
        for item in self.members():
            if item.part == part and (part or not item.rule.part_names):
                yield item.rule, ""
            elif part in item.rule.part_names:
                yield item.rule, part

    def words(self, part: str) -> Mapping[str, float]:
        return next((words for rule, name in self._asked(part) if (words := rule.words(name))), {})

    def reads(self, part: str) -> bool:
        return next(self._asked(part), None) is not None

    def comes_late(self, part: str) -> bool:
        return any(rule.comes_late(name) for rule, name in self._asked(part) if name)

    def keeps(self, part: str) -> bool:
        return any(rule.keeps(name) for rule, name in self._asked(part) if name)

    def rises(self, part: str) -> bool | None:
        """As all the items that read the part agree."""
        found = {rule.rises(name) for rule, name in self._asked(part)}
        return True if not found else found.pop() if len(found) == 1 else None

    def turns(self, case: Case) -> tuple[FloatArray, ...]:
        return tuple(turn for item, own in self._cases(case) for turn in item.rule.turns(own))

    def together(self, now: Case, low: Case, high: Case) -> tuple[Case, Case]:
        for item in self.members():
            if item.rule.part_names:
                least, most = item.rule.together(item.case(now), item.case(low), item.case(high))
                low, high = low.with_parts(least.parts), high.with_parts(most.parts)
        return low, high

    @property
    def moving(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(item.rule.moving for item in self.members()))

    def asks_why(self, part: str) -> bool:
        return any(rule.asks_why(name) for rule, name in self._asked(part))

    @property
    def more_is_better(self) -> bool:
        return next(self.members()).rule.more_is_better

    @property
    def direction(self) -> Literal["higher", "lower"] | None:
        """The direction of all items, where it is the same."""
        found = {item.rule.direction for item in self.members()}
        return found.pop() if len(found) == 1 else None

    def inner(self, full: float) -> tuple[tuple[tuple[str | int, ...], Rule, float], ...]:
        worth = self._full_of_each(Case(np.array(np.nan), full=full))
        if self.each_part:
            return ((("each_part",), self.each_part, worth[0]),)
        return tuple((("items", at, "rule"), item.rule, worth[at]) for at, item in enumerate(self.items))

    def faults(self, limits: tuple[float, float], step: float) -> Iterator[Fault]:
        """Plans of single items that fall or do not come to a hundred percent."""
        for at, item in enumerate(self.items):
            falls = np.diff(item.plan or (0.0,)) < 0
            if falls.any():
                yield Fault(("items", at, "plan"), f"这一项的序时计划到 {int(np.argmax(falls)) + 2} 月反而下降。", "序时计划是累计数，逐月不减。")
            elif item.plan is not None and item.plan[-1] != 100:
                yield Fault(("items", at, "plan"), f"这一项的序时计划到 12 月是 {plain(item.plan[-1])}，没有到 100%。", "12 月写 100。")

    def applies(self, case: Case) -> BoolArray:
        return np.logical_or.reduce(np.broadcast_arrays(*[item.rule.applies(own) for item, own in self._cases(case)]))

    def value(self, case: Case) -> FloatArray:
        """The first item's value, or the mean of the parts."""
        values = [item.rule.value(own) for item, own in self._cases(case)]
        return values[0] if self.items else sum(values) / len(values)

    def _mix(self, fractions: list[FloatArray], weights: list[float]) -> FloatArray:
        """The weighted mean over the fractions that exist."""
        there = [~np.isnan(fraction) for fraction in fractions]
        total = sum(known * weight for known, weight in zip(there, weights, strict=True))
        added = sum(np.where(known, fraction * weight, 0.0) for known, fraction, weight in zip(there, fractions, weights, strict=True))
        with np.errstate(invalid="ignore"):
            return added / total        # nan where none can be judged: 0 ÷ 0

    def points(self, case: Case) -> FloatArray:
        cases = self._cases(case)
        fractions = [np.where(item.rule.applies(own), item.rule.points(own) / own.full, np.nan) for item, own in cases]
        return case.full * self._mix(fractions, [item.weight for item, _ in cases])

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        """Every part at the same `value`: how the curve is drawn."""
        cases = self._cases(case)
        return self._mix([item.rule.held(value, own) for item, own in cases], [item.weight for item, _ in cases])

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        first, own = self._cases(case)[0]
        return first.rule.inverse(fraction, own)

    def takes(self, case: Case) -> tuple[Take, ...]:
        """What each item still takes, by its part."""
        return tuple(replace(take, part=take.part or item.part) for item, own in self._cases(case)
                     if item.rule.applies(own) for take in item.rule.takes(own))

    def most(self, full: float) -> float:
        return sum(item.rule.most(own.full) for item, own in self._cases(Case(np.array(np.nan), self._no_parts(), full=full)))

    def _no_parts(self) -> dict[str, FloatArray]:
        return {name: np.array(np.nan) for name in self.part_names}

    def explain(self, full: float) -> str:
        if self.each_part:
            each = full / len(self.parts)
            return f"{'、'.join(self.parts)}各占 {plain(each)} 分，每项{self.each_part.explain(each)}"
        total = sum(item.weight for item in self.items)
        return "；".join(f"{plain(100 * item.weight / total)}% 看{item.name}：{item.rule.explain(full * item.weight / total)}"
                        for item in self.items)

    def working(self, value: float, case: Case) -> str:
        """Each item's own working on the points it is worth, then how they are put together."""
        cases = [(item, own) for item, own in self._cases(case) if not np.isnan(item.rule.points(own))]
        told = [f"{item.name}：{_worked(item.rule, own)}" for item, own in cases]
        return f"{'；'.join(told)}；{self._summed([float(item.rule.points(own)) for item, own in cases], case)}"

    def _summed(self, points: list[float], case: Case) -> str:
        """How the items' points make the whole; where one cannot be judged, the others take its weight."""
        added = " + ".join(plain(each, 6) for each in points)
        judged = sum(full for (item, own), full in zip(self._cases(case), self._full_of_each(case), strict=True)
                     if not np.isnan(item.rule.points(own)))
        share = "" if abs(judged - case.full) < 1e-9 else f" ÷ {plain(judged)} × {plain(case.full)}"
        added = f"({added})" if share else added
        return f"合计 {added}{share} = {shown(float(self.points(case)))} 分"

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """One curve for each item, on the points it is worth."""
        cases = self._cases(case)[:1] if self.each_part else self._cases(case)
        return tuple(replace(line, name=item.name) for item, own in cases for line in item.rule.curve(own))


def _worked(rule: Rule, case: Case) -> str:
    """One item's value, what its basis makes of it, and the points it brings."""
    value, completed = float(rule.value(case)), float(rule.completed(case))
    stretched = "" if abs(completed - value) < 1e-9 else f"{plain(value)} 折算 {plain(completed)}，"
    return "，".join(filter(None, (rule.derivation(case), f"{stretched}{rule.working(completed, case)}")))
