"""Deductions month by month, halved or waived where the year's mean passes (月度扣分、年均豁免)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import TOLERANCE, BoolArray, FloatArray, plain
from readiness.rule import Accumulate, Case, Curve, Example, Rule, RuleExample, Take
from readiness.rules.binary import YES_NO


class Annual(BaseModel):
    """When the year's mean passes: the part that says so (1 or 是), or the part's own figure against a limit."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    part: str = Field(default="年均达标", description="年均结果的分项")
    at_most: float | None = Field(default=None, description="年均值不高于它为达标")
    at_least: float | None = Field(default=None, description="年均值不低于它为达标")

    @model_validator(mode="after")
    def _one_side(self) -> Annual:
        if self.at_most is not None and self.at_least is not None:
            raise ValueError("at_most 和 at_least 只能写一个。|越低越好写 at_most，越高越好写 at_least。")
        return self

    @property
    def says_yes(self) -> bool:
        """Whether the part is 是 or 否."""
        return self.at_most is None and self.at_least is None

    @property
    def bound(self) -> float:
        """The value on which the mean passes."""
        return next((bound for bound in (self.at_most, self.at_least) if bound is not None), 1.0)

    def passes(self, value: FloatArray) -> BoolArray:
        """Where it passes; an unknown mean does not."""
        return value <= self.bound + TOLERANCE if self.at_most is not None else value >= self.bound - TOLERANCE


class MonthlySection(Rule):
    """Each month (or section-month) of a kind costs its points; where the year's mean passes only a share of it stays.

    points = full − kept × Σ months × deduct_per,  kept = 1, or `kept_if_passed` where the annual mean passes

    The annual result is known at year-end; until it is reported nothing is waived, and the sentence says both.
    """

    title: ClassVar[str] = "月度扣分年均豁免"
    completes: ClassVar[bool] = False
    counts_events: ClassVar[bool] = True
    deduct_per: dict[str, Annotated[float, Field(gt=0)]] = Field(min_length=1, description="情形: 每月（次）扣几分")
    annual: Annual = Annual()
    kept_if_passed: float = Field(default=0.5, ge=0, lt=1, description="年均达标后还扣多少：减半 0.5，免扣 0")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"deduct_per": {"超标": 0.3, "劣Ⅴ类": 0.5}}, 60,
                    Example(parts={"超标": 2, "劣Ⅴ类": 1, "年均达标": 1}, points=59.45)),
        RuleExample({"deduct_per": {"超标": 5, "劣Ⅴ类": 10}, "kept_if_passed": 0, "annual": {"part": "氨氮年均", "at_most": 1}}, 100,
                    Example(parts={"超标": 2, "劣Ⅴ类": 1, "氨氮年均": 1.2}, points=80)),
    )

    @property
    def part_names(self) -> tuple[str, ...]:
        return (*self.deduct_per, self.annual.part)

    @property
    def open_parts(self) -> frozenset[str]:
        return frozenset({self.annual.part})

    def part_limits(self, name: str) -> tuple[float, float] | None:
        return (0.0, 1.0) if name == self.annual.part and self.annual.says_yes else (0.0, np.inf)

    def comes_late(self, part: str) -> bool:
        return part == self.annual.part

    def part_accumulate(self, name: str) -> Accumulate | None:
        return "latest" if name == self.annual.part else "sum"

    def words(self, part: str) -> Mapping[str, float]:
        return YES_NO if part == self.annual.part and self.annual.says_yes else {}

    @property
    def more_is_better(self) -> bool:
        return False

    def rises(self, part: str) -> bool | None:
        return part == self.annual.part and self.annual.at_most is None

    def value(self, case: Case) -> FloatArray:
        """How many months (section-months) failed."""
        return sum(case.parts[name] for name in self.deduct_per)

    def _loss(self, case: Case) -> FloatArray:
        return sum(case.parts[name] * rate for name, rate in self.deduct_per.items())

    def _kept(self, case: Case) -> FloatArray:
        annual = np.asarray(case.parts.get(self.annual.part, np.nan), dtype=float)
        return np.where(self.annual.passes(annual), self.kept_if_passed, 1.0)

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return 1.0 - self._kept(case) * self._loss(case) / case.full

    def points(self, case: Case) -> FloatArray:
        """No plan speaks of events: every basis counts what has happened."""
        return case.full * self.held(case.value, case)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(0.0 if fraction >= 1.0 else np.nan)

    def takes(self, case: Case) -> tuple[Take, ...]:
        annual = float(case.parts.get(self.annual.part, np.nan))
        if float(self._loss(case)) == 0 or self.annual.passes(np.float64(annual)):
            return ()
        back = float(case.full * self.held(0.0, self._if_passed(case)) - self.points(case))
        return (Take(self.annual.part, annual, self.annual.bound, f"年均达标可返还 {plain(back)} 分"),)

    def _if_passed(self, case: Case) -> Case:
        return Case(case.value, {**case.parts, self.annual.part: np.array(self.annual.bound)}, full=case.full)

    def explain(self, full: float) -> str:
        rates = "，".join(f"{name}每月（次）扣 {plain(rate)} 分" for name, rate in self.deduct_per.items())
        limit = "" if self.annual.says_yes else (f"（{self.annual.part}{'≤' if self.annual.at_most is not None else '≥'}"
                                                 f"{plain(self.annual.bound)}）")
        waiver = "免扣" if self.kept_if_passed == 0 else f"按 {plain(self.kept_if_passed)} 倍扣"
        return f"{rates}，扣完为止；年均达标{limit}的{waiver}"

    def working(self, value: float, case: Case) -> str:
        counted = " + ".join(f"{plain(float(case.parts[name]))} × {plain(rate)}（{name}）"
                             for name, rate in self.deduct_per.items() if float(case.parts[name])) or "0"
        kept = float(self._kept(case))
        said = f"{plain(case.full)} − {plain(kept)} × ({counted}) = {shown_points(self, case)} 分{self.ends(case.full)}"
        known = not np.isnan(float(case.parts.get(self.annual.part, np.nan)))
        return said if known or counted == "0" else f"{said}，如年均达标可得 {shown_points(self, self._if_passed(case))} 分"

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """One falling line for each kind, without the waiver."""
        counts = np.arange(0, min(np.ceil(case.full / min(self.deduct_per.values())), 60) + 2)
        return tuple(Curve(name, counts, np.maximum(case.full - counts * rate, 0.0)) for name, rate in self.deduct_per.items())


def shown_points(rule: MonthlySection, case: Case) -> str:
    """The points of one cell as displayed."""
    return rule.earned(0.0, case)
