"""One way to turn a value into points (计分规则): the base of every rule type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from readiness.numbers import BoolArray, FloatArray, plain, shown
from readiness.rule.answers import Curve, Fault, Take
from readiness.rule.case import Case, as_it_stands
from readiness.rule.example import RuleExample

Accumulate = Literal["sum", "latest", "mean", "ratio", "max", "min"]


class Rule(BaseModel):
    """A rule type is one subclass in one file of `readiness/rules/`.

    completes  whether a basis completes the one value that is judged (events are counted as they are, items each by themselves)
    counts_events  whether what is judged has happened and stays, whatever its months add up to
    on_top     whether it only makes sense on top of another rule (under extras)
    ordinal    whether the value is a place or a grade, so that no distance from a plan can be told
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, populate_by_name=True)

    type: str
    title: ClassVar[str]
    examples: ClassVar[tuple[RuleExample, ...]]
    needs_target: ClassVar[bool] = False
    needs_baseline: ClassVar[bool] = False
    completes: ClassVar[bool] = True
    ordinal: ClassVar[bool] = False
    on_top: ClassVar[bool] = False
    counts_events: ClassVar[bool] = False

    # What is reported

    @property
    def part_names(self) -> tuple[str, ...]:
        """The parts (分项) that must be reported for this rule; none where it judges the indicator's own value."""
        return ()

    @property
    def open_parts(self) -> frozenset[str]:
        """Parts that may stay unknown, because the rule knows what to do without them."""
        return frozenset()

    def part_limits(self, name: str) -> tuple[float, float] | None:
        """The least and the most that a part's figure can be; None where the indicator's own limits hold for it."""
        return 0.0, np.inf

    def part_accumulate(self, name: str) -> Accumulate | None:
        """How a part's months add up; None where as the indicator says."""
        return None

    def comes_late(self, part: str) -> bool:
        """Whether a part that is not there yet may still come when the year is over (the year's mean, the final mark)."""
        return False

    def keeps(self, part: str) -> bool:
        """Whether what a part has reached stays, because it is done (a document filed, a stage passed)."""
        return False

    def words(self, part: str) -> Mapping[str, float]:
        """The words that a form may hold for this part, and the figures that they stand for (是, 良好)."""
        return {}

    def asks_why(self, part: str) -> bool:
        """Whether a form must say in its remark why this part's figure is what it is, where it is not nought."""
        return False

    def value_limits(self, full: float) -> tuple[float, float] | None:
        """The least and the most that the figure can be for an item of `full` points, where the rule knows better than the measure."""
        return None

    @property
    def accumulates(self) -> frozenset[Accumulate] | None:
        """The ways in which the indicator's months may add up for this rule to mean anything; None where any will do."""
        return None

    @property
    def own_plan(self) -> FloatArray | None:
        """The share due by the end of each month, where the rule itself says it."""
        return None

    # How it is judged

    @property
    def more_is_better(self) -> bool:
        """Whether a higher value never earns less."""
        return True

    def rises(self, part: str) -> bool | None:
        """Whether a greater figure of `part` ("" is the value judged) never lowers the points; None where it may do either."""
        return self.more_is_better

    def turns(self, case: Case) -> tuple[FloatArray, ...]:
        """The values at which points may change from rising to falling; none where `rises` says which way they go."""
        return ()

    def together(self, now: Case, low: Case, high: Case) -> tuple[Case, Case]:
        """The ends between which a year can fall, where the parts cannot move each for itself: projects pass from stage to stage.

        `now` is the year as it stands.  Returned are a worst and a best case whose points hold those of all between.
        """
        return low, high

    @property
    def moving(self) -> frozenset[str]:
        """Parts that are put in place or passed step by step: a forecast moves them between what is and the best that can be."""
        return frozenset()

    def reads(self, part: str) -> bool:
        """Whether the points depend on the part ("" is the indicator's own value)."""
        return part in self.part_names if part else not self.part_names

    @property
    def spreads(self) -> bool:
        """Whether the target of a sum is due evenly over the year where the rubric gives no plan: a task is, a limit is not."""
        return self.more_is_better

    @property
    def compares(self) -> bool:
        """Whether a unit's points depend on the other units' values."""
        return False

    @property
    def lowest(self) -> float:
        """The smallest fraction that can be earned: 0, unless the rubric gives no floor (扣分不保底)."""
        return 0.0

    @property
    def highest(self) -> float:
        """The greatest fraction that can be earned: 1, unless the rubric lets an item pass its full points."""
        return 1.0

    def applies(self, case: Case) -> BoolArray:
        """Where there is something to judge: a unit without the target that the rule needs is not judged."""
        return ~np.isnan(case.target) if self.needs_target else np.array(True)

    def value(self, case: Case) -> FloatArray:
        """The one number that this rule judges, in the indicator's measure."""
        return case.value

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        """The share of the full points that `value` earns, before it is held within `lowest` and `highest`."""
        raise NotImplementedError

    def held(self, value: FloatArray, case: Case) -> FloatArray:
        """The share of the full points that `value` earns."""
        return np.clip(self.fraction(value, case), self.lowest, self.highest)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        """The value nearest to nought effort that earns `fraction` (0 to 1) of the full points; nan where no value does."""
        raise NotImplementedError

    def aim(self, case: Case) -> FloatArray:
        """The value of full marks, towards which a basis completes the year."""
        return self.inverse(1.0, case)

    def completed(self, case: Case) -> FloatArray:
        """The value judged, as the case's basis completes it."""
        value = self.value(case)
        return value if case.complete is as_it_stands else case.complete(value, self.aim(case))   # an aim may be dear to find

    def points(self, case: Case) -> FloatArray:
        """Points earned, nan where the value is missing."""
        points = self.held(self.completed(case), case)
        points *= case.full
        return points

    def adjust(self, points: FloatArray, case: Case) -> FloatArray:
        """Points of another rule with this one put on top (附加规则): what this rule loses is taken off.

        Where it has nothing to judge, it takes nothing.
        """
        return points - np.nan_to_num(case.full - self.points(case))

    def shortfall(self, value: FloatArray, aim: FloatArray) -> FloatArray:
        """How far `value` lies on the wrong side of `aim`; negative on the right side."""
        return aim - value if self.more_is_better else value - aim

    def most(self, full: float) -> float:
        """The most that can be earned, where the rule's own parameters say points; it must come to `full`."""
        return full

    def judged_measure(self, measure: str) -> str:
        """The measure of the value judged, where the figure is in `measure`."""
        return measure

    # What is wrong with it

    def faults(self, limits: tuple[float, float], step: float) -> Iterator[Fault]:
        """What cannot be meant, for a value within `limits` that moves by at least `step` (0 where it may be any number)."""
        return iter(())

    @property
    def direction(self) -> Literal["higher", "lower"] | None:
        """Which way is better, in the rubric's words; None where the best lies in between, or the value is a place or a grade."""
        return None if self.ordinal else "higher" if self.more_is_better else "lower"

    def declared_jumps(self, case: Case) -> tuple[float, ...]:
        """The values at which points jump because a setting says so in so many words."""
        return ()

    def inner(self, full: float) -> tuple[tuple[tuple[str | int, ...], Rule, float], ...]:
        """The rules that stand within this one: the path of each, the rule, the points it is worth."""
        return ()

    # What it takes

    def steps(self, full: float) -> tuple[float, ...]:
        """The fractions at which points rise in steps, ascending; none where they rise evenly."""
        return ()

    def takes(self, case: Case) -> tuple[Take, ...]:
        """What full marks still take, part by part, for one cell."""
        value, needed = float(self.value(case)), float(self.inverse(1.0, case))
        return (Take("", value, needed),) if self.shortfall(value, needed) > 0 else ()

    # How it is said

    def explain(self, full: float) -> str:
        """The rule in Chinese, with its parameters read from itself."""
        raise NotImplementedError

    def derivation(self, case: Case) -> str:
        """How the value judged came from the parts, in Chinese; empty where it is the indicator's own value."""
        return ""

    def working(self, value: float, case: Case) -> str:
        """The arithmetic from the (completed) `value` to the points of one cell, in Chinese; `case` holds single numbers.

        It ends in "= 1.50 分" where it is arithmetic, in "得 1.50 分" where it is a choice.
        """
        raise NotImplementedError

    def charge(self, case: Case) -> str:
        """What this rule takes off where it is put on top of another, in Chinese; `case` holds single numbers."""
        points = float(self.points(case))
        if np.isnan(points):
            return "没有可评判的数据，不扣分"
        return f"{self.working(float(self.completed(case)), case)}，扣 {shown(case.full - points)} 分"

    def earned(self, value: float, case: Case) -> str:
        """The points that `value` earns, as displayed."""
        return shown(float(case.full * self.held(np.float64(value), case)))

    def ends(self, full: float) -> str:
        """Within what the points are held: （0 至 3 分）."""
        low = "扣分不保底" if np.isinf(self.lowest) else f"{plain(self.lowest * full)} 至"
        return f"（{low} {plain(self.highest * full)} 分）" if np.isfinite(self.lowest) else f"（{low}，最多 {plain(full)} 分）"

    # How it is drawn

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
        beside = [edge + shift for edge in self.edges(case) for shift in (-1e-7, 0.0, 1e-7)]
        values = np.unique(np.concatenate([np.linspace(low, high, 61), beside]))
        points = case.full * self.held(values, case)
        return (Curve("", values, np.broadcast_to(points, values.shape)),)
