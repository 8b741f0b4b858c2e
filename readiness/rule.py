"""What every scoring rule offers: the value it judges, the points, the words, the value that earns given points, the curve.

    parts of the year → value judged → completed on a basis → fraction of the full points, held within 0 and 1

A rule is as small as its mathematics.  Missing values, clipping, the basis and the sharing of points between units are
done once, here and in `scoring`.  All arrays are [unit × month], month m meaning the year as known at the end of month m.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from readiness.numbers import BoolArray, FloatArray, shown

Completion = Callable[..., FloatArray]


def as_it_stands(value: FloatArray, aim: FloatArray, plan: FloatArray | None = None) -> FloatArray:
    """The completion of the basis `today`: nothing more happens."""
    return value


@dataclass(frozen=True)
class Case:
    """What a rule is asked about: one indicator's year, for many units and months at once.

    value      the year value of the whole indicator, in its measure (nan where none)
    parts      the year value of each part (分项), by name
    target     目标值, baseline: 基期值 (last year's same period where known); nan where there is none
    full       满分 of the indicator
    complete   how the basis completes a year: (value, aim, plan) → value
    """

    value: FloatArray
    parts: Mapping[str, FloatArray] = field(default_factory=dict)
    target: FloatArray = field(default_factory=lambda: np.array(np.nan))
    baseline: FloatArray = field(default_factory=lambda: np.array(np.nan))
    full: float = 1.0
    complete: Completion = as_it_stands


class Example(BaseModel):
    """A case that a colleague can check in the head: what goes in, and the points that must come out."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    value: float | None = None
    parts: dict[str, float] = {}
    target: float | None = None
    baseline: float | None = None
    points: float

    def case(self, full: float, value: float | None = None) -> Case:
        """The example as a `Case`; `value` stands in where the example gives parts only."""
        given = self.value if self.value is not None else value
        numbers = (np.array(np.nan if number is None else number, dtype=float)
                   for number in (given, self.target, self.baseline))
        value_, target, baseline = numbers
        return Case(value_, {name: np.array(float(part)) for name, part in self.parts.items()}, target, baseline, full)


@dataclass(frozen=True)
class RuleExample:
    """An `Example` together with the parameters and full points of the rule that it shows."""

    parameters: Mapping[str, Any]
    full: float
    example: Example


@dataclass(frozen=True)
class Curve:
    """Points against the value judged, for drawing: `name` tells several curves of one rule apart."""

    name: str
    values: FloatArray
    points: FloatArray


class Rule(BaseModel):
    """One way to turn a value into points (计分规则).  A rule type is one subclass in one file of `readiness/rules/`."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)

    type: str
    title: ClassVar[str]
    examples: ClassVar[tuple[RuleExample, ...]]
    needs_target: ClassVar[bool] = False
    needs_baseline: ClassVar[bool] = False

    @property
    def part_names(self) -> tuple[str, ...]:
        """The parts (分项) that must be reported for this rule; none where it judges the indicator's own value."""
        return ()

    def part_limits(self, name: str) -> tuple[float, float] | None:
        """The least and the most that a part's figure can be; None where the indicator's own limits hold for it."""
        return 0.0, np.inf

    @property
    def more_is_better(self) -> bool:
        """Whether a higher value never earns less."""
        return True

    @property
    def lowest(self) -> float:
        """The smallest fraction that can be earned: 0, unless the rubric gives no floor (扣分不保底)."""
        return 0.0

    def applies(self, case: Case) -> BoolArray:
        """Where there is something to judge: a unit without the target that the rule needs is not judged."""
        return ~np.isnan(case.target) if self.needs_target else np.array(True)

    def value(self, case: Case) -> FloatArray:
        """The one number that this rule judges, in the indicator's measure."""
        return case.value

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        """The share of the full points that `value` earns, before it is held within `lowest` and 1."""
        raise NotImplementedError

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        """The value nearest to nought effort that earns `fraction` (0 to 1) of the full points; nan where no value does."""
        raise NotImplementedError

    def points(self, case: Case) -> FloatArray:
        """Points earned, nan where the value is missing."""
        value = case.complete(self.value(case), self.inverse(1.0, case))
        points = np.clip(self.fraction(value, case), self.lowest, 1.0)
        points *= case.full
        return points

    def adjust(self, points: FloatArray, case: Case) -> FloatArray:
        """Points of another rule with this one put on top (附加规则): what this rule loses is taken off."""
        return points - (case.full - self.points(case))

    def explain(self, full: float) -> str:
        """The rule in Chinese, with its parameters read from itself."""
        raise NotImplementedError

    def derivation(self, case: Case) -> str:
        """How the value judged came from the parts, in Chinese; empty where it is the indicator's own value."""
        return ""

    def working(self, value: float, case: Case) -> str:
        """The arithmetic from the (completed) `value` to the points of one cell, in Chinese; `case` holds single numbers."""
        raise NotImplementedError

    def charge(self, case: Case) -> str:
        """What this rule takes off where it is put on top of another, in Chinese; `case` holds single numbers."""
        return f"扣 {shown(float(case.full - self.points(case)))} 分"

    def earned(self, value: float, case: Case) -> str:
        """The points that `value` earns, as displayed."""
        return shown(float(case.full * np.clip(self.fraction(np.float64(value), case), self.lowest, 1.0)))

    def most(self, full: float) -> float:
        """The most that can be earned, where the rule's own parameters say points; it must come to `full`."""
        return full

    def lost_for_good(self, case: Case) -> FloatArray:
        """Points that nothing can win back this year; none unless the rule books events."""
        return np.zeros(np.shape(case.value))

    def span(self, case: Case) -> tuple[float, float]:
        """The values between which the curve is worth drawing."""
        least, most = float(self.inverse(0.0, case)), float(self.inverse(1.0, case))
        margin = abs(most - least) * 0.2 or 1.0
        return min(least, most) - margin, max(least, most) + margin

    def edges(self, case: Case) -> tuple[float, ...]:
        """Values at which the curve bends or jumps; drawn exactly."""
        return ()

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """Points against value for the single unit in `case`, at 61 values and just beside every edge."""
        low, high = self.span(case)
        beside = [edge + shift for edge in self.edges(case) for shift in (-1e-7, 0.0)]
        values = np.unique(np.concatenate([np.linspace(low, high, 61), beside]))
        points = case.full * np.clip(self.fraction(values, case), self.lowest, 1.0)
        return (Curve("", values, np.broadcast_to(points, values.shape)),)
