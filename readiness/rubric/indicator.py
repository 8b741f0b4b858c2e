"""One scored item (指标) and its parts (分项): what is reported, how the year is counted, how it is scored."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from readiness.numbers import FloatArray, Rounding
from readiness.rubric.setting import NotApplicable, Setting, Unreported
from readiness.rule import Accumulate, Example, Rule
from readiness.rules import AnyRule

Frequency = Literal["monthly", "quarterly", "half_yearly", "yearly"]
PERIOD_MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
BaseToCome = Literal["days", "steady", "last_year", "open"]
Forecast = Literal["plan", "profile", "pace", "rate", "seasonal", "scaled", "damped", "hold"]
TwelveMonths = Annotated[tuple[float, ...], Field(min_length=12, max_length=12)]


COUNTED = frozenset({"个", "台", "次", "件", "条", "场次", "项", "起"})


class Part(Setting):
    """A named sub-item: its measure, how its months add up, and how much it counts in the indicator's own value.

    A part that is not `required` may be left out of a form: none then happened.  (A part that the rule can do without
    stays unknown instead: the final mark that is not there yet.)
    """

    measure: str | None = None
    accumulate: Accumulate | None = None
    weight: float | None = None
    required: bool = True


_PLAIN = Part()


class Judged(Setting):
    """How a measured value is rounded before it is judged (数值修约)."""

    decimals: int = Field(ge=0, le=6)
    how: Rounding = "half_up"


class Indicator(Setting):
    """One scored item.

    `plan` holds the share of the target due by the end of each month: either in percent, ending at 100, or in the
    measure itself, ending at the county's target.  `schedule` says how a month is judged against it:
    `share` (amounts that start the year at nought: value ÷ share due), `shift` (levels: value − due + aim),
    `seasonal` (as `shift`, due following last year's path; `plan` stands in where last year is not known).

    What months to come can bring: `possible`, the limits of a month's figure; `base_to_come`, what is known of their
    denominators (calendar `days` at most, `steady` as the last one, `last_year`'s figures as for a change against last
    year, or `open`); `keeps`, whether a level once reached does not fall again (what is done stays done); `forecast`, how
    the year is expected to go on, where the way that fits its kind is not meant.

    `better` says once more, in words, which way is better, so that a rule written the wrong way round is found;
    `jumps` are the values at which points are meant to jump though the rule is not one of steps.
    """

    id: str = ""
    name: str
    measure: str
    points: float = Field(gt=0)
    accumulate: Accumulate
    rule: AnyRule
    extras: tuple[AnyRule, ...] = ()
    target: float | Literal["per_unit"] | None = None
    baseline: float | None = None
    plan: TwelveMonths | None = None
    schedule: Literal["share", "shift", "seasonal"] | None = None
    frequency: Frequency = "monthly"
    parts: dict[str, Part] = {}
    county: Literal["reported", "sum", "ratio", "mean", "weighted"] = "reported"
    townships: Literal["all", "none"] | tuple[str, ...] = "all"
    possible: Annotated[tuple[float, float], Field()] | None = None
    base_to_come: BaseToCome = "open"
    keeps: bool | None = None
    forecast: Forecast | None = None
    round: Judged | None = None
    not_applicable: NotApplicable | None = None
    constant_share: float = Field(default=1.0, ge=0, le=1)
    unreported: Unreported | None = None
    no_cases: Literal["full", "not_applicable"] = "not_applicable"
    better: Literal["higher", "lower"] | None = None
    jumps: tuple[float, ...] = ()
    basis_clause: str = ""
    evidence: tuple[str, ...] = ()
    advice: str = ""
    deadline: str = ""
    theme: str = ""
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _target_where_needed(self) -> Indicator:
        if self.target is None and any(rule.needs_target for rule in self.rules):
            raise ValueError("这条计分规则要有目标值，这里没有写 target。|补上一行  target: 数值，各单位不同的写  target: per_unit")
        return self

    @model_validator(mode="after")
    def _months_add_up(self) -> Indicator:
        if self.rule.on_top:
            raise ValueError(f"“{self.rule.title}”只能加在别的规则上，不能单独计分。|把它写到 extras 里，rule 写主要的计分规则")
        ways = self.rule.accumulates
        if ways is not None and self.accumulate not in ways:
            raise ValueError(f"“{self.rule.title}”不能用在 accumulate: {self.accumulate} 的指标上。"
                             f"|改成  accumulate: {' 或 '.join(sorted(ways))}，或换一种计分规则")
        return self

    @model_validator(mode="after")
    def _limits_in_order(self) -> Indicator:
        if self.possible is not None and self.possible[0] >= self.possible[1]:
            raise ValueError(f"possible 的下限 {self.possible[0]:g} 不小于上限 {self.possible[1]:g}。|写成  possible: [小, 大]")
        return self

    def days(self, year: int) -> FloatArray:
        """[month]: the calendar days that a report at the end of each month covers."""
        each = np.array([calendar.monthrange(year, month)[1] for month in range(1, 13)], dtype=float)
        return np.convolve(each, np.ones(PERIOD_MONTHS[self.frequency]))[:12]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rule and what is put on top of it."""
        return (self.rule, *self.extras)

    @property
    def needs_baseline(self) -> bool:
        """Whether any rule sets the value against last year's."""
        return any(rule.needs_baseline for rule in self.rules)

    @property
    def compares(self) -> bool:
        """Whether a unit's points depend on the other units' values."""
        return any(rule.compares for rule in self.rules)

    def asks_why(self, part: str) -> bool:
        """Whether a form must say why a part's figure is what it is."""
        return any(rule.asks_why(part) for rule in self.rules)

    @cached_property
    def part_names(self) -> tuple[str, ...]:
        """Every part that a form asks for; ("",) where the indicator is one figure."""
        named = dict.fromkeys(name for name in [*self.parts, *chain.from_iterable(rule.part_names for rule in self.rules)]
                              if name)
        own_value = not self.rule.part_names and not any(part.weight for part in self.parts.values())
        return ("", *named) if own_value or "" in self.parts else tuple(named)

    def part(self, name: str) -> Part:
        """The settings of a part, defaults where the rubric names none."""
        return self.parts.get(name, _PLAIN)

    def _of_rules(self, name: str) -> tuple[Rule, ...]:
        """The rules that bring a part of their own."""
        return tuple(rule for rule in self.rules if name in rule.part_names)

    def accumulate_of(self, name: str) -> Accumulate:
        """How the months of a part add up: as the rubric says, else as the rule that brings it, else as the indicator."""
        by_rule = (rule.part_accumulate(name) for rule in self._of_rules(name))
        return self.part(name).accumulate or next(filter(None, by_rule), None) or self.accumulate

    def open(self, name: str) -> bool:
        """Whether a part may stay unknown, because the rule knows what to do without it."""
        return any(name in rule.open_parts for rule in self._of_rules(name))

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The parts of which each must be reported; none where any of them will do."""
        return tuple(name for name in self.part_names if self.part(name).required and not self.open(name))

    def words(self, part: str) -> Mapping[str, float]:
        """The words that a form may hold for this part, and the figures that they stand for (是, 良好)."""
        return next((words for rule in self.rules if (words := rule.words(part))), {})

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each part counts in the indicator's own value: 1 for the figure itself, else as the rubric says."""
        given = {name: part.weight for name, part in self.parts.items() if part.weight is not None}
        return {"": 1.0, **given} if "" in self.part_names else given

    def comes_late(self, part: str) -> bool:
        """Whether a part may still come when the year is over."""
        return any(rule.comes_late(part) for rule in self._of_rules(part))

    def kept(self, part: str) -> bool:
        """Whether what a part has reached stays: as set, else running totals judged by their share of the plan, and what a rule
        knows to stay (documents in place, stages passed)."""
        if self.accumulate_of(part) != "latest":
            return False
        by_rule = any(rule.keeps(part) for rule in self._of_rules(part))
        return by_rule or (self.schedule_way == "share" if self.keeps is None else self.keeps)

    @property
    def schedule_way(self) -> str:
        """share, shift or seasonal: as set, else share for sums and for nodes by month, shift for the rest."""
        return self.schedule or ("share" if self.accumulate == "sum" or self.rule.own_plan is not None else "shift")

    @cached_property
    def plan_shares(self) -> FloatArray | None:
        """Share of the target due by the end of each month, 0 to 1; None where no plan is set.

        What is reported once a quarter is judged, between two reports, by what was due at the last one.
        """
        if self.plan is not None:
            return (np.array(self.plan) / self.plan[-1])[self._last_due]
        if self.rule.own_plan is not None:
            return self.rule.own_plan[self._last_due]
        evenly = self.accumulate == "sum" and self.rule.needs_target and self.rule.spreads
        return (np.arange(1, 13) / 12)[self._last_due] if evenly else None

    @property
    def _last_due(self) -> NDArray[np.int64]:
        """For each month the last month in which a report was due; before the first, the month itself."""
        period, months = PERIOD_MONTHS[self.frequency], np.arange(12)
        return np.where(months < period - 1, months, (months + 1) // period * period - 1)

    @property
    def more_is_better(self) -> bool:
        """Whether a higher value never earns less."""
        return self.rule.more_is_better

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the most that the figure can be: as the rubric says, else as the rule knows, else 0–100 % for rates
        and from 0 for the rest."""
        return self.possible or self.rule.value_limits(self.points) or (0.0, 100.0 if self.measure == "%" else float("inf"))

    def limits_of(self, part: str) -> tuple[float, float]:
        """The least and the most that a part's figure for one month can be."""
        for rule in self._of_rules(part):
            return rule.part_limits(part) or self.limits
        return self.limits if part in self.weights and not part else (0.0, float("inf"))

    def measure_of(self, part: str) -> str | None:
        """计量单位 of a part: its own, else the indicator's where the part stands for the figure; None where it is open."""
        stands_for_it = not part or any(rule.part_limits(part) is None for rule in self._of_rules(part))
        return self.part(part).measure or (self.measure if stands_for_it else None)

    @property
    def whole_numbers(self) -> bool:
        """Whether the figure counts things that cannot be halved."""
        return self.measure in COUNTED and self.accumulate == "sum"
