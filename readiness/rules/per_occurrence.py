"""Each event costs points, by who found it or how grave it is (逐次扣分)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import FloatArray, plain, shown
from readiness.rule import Case, Curve, Example, Rule, RuleExample


class PerOccurrence(Rule):
    """Full marks less a deduction for each event; what was put right in time may come back.

    points = full − Σ count × deduct_per − …  + Σ count × refund   (not below 0)

    `deduct_per` is one number, or a number for each part (finder, severity).  `free` events cost nothing, where
    there is one number only.  No event earns full marks, but only where the month was reported.
    """

    title: ClassVar[str] = "逐次扣分"
    deduct_per: float | dict[str, float]
    refund: dict[str, float] = {}
    free: float = Field(default=0.0, ge=0)

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"deduct_per": {"省巡查": 0.3, "县巡查": 0.1}}, 1,
                    Example(parts={"省巡查": 1, "县巡查": 2}, points=0.5)),
        RuleExample({"deduct_per": 0.2, "free": 1}, 1, Example(value=3, points=0.6)),
        RuleExample({"deduct_per": {"一般": 0.5}, "refund": {"一般按期整改": 0.25}}, 2,
                    Example(parts={"一般": 1, "一般按期整改": 1}, points=1.75)),
    )

    @model_validator(mode="after")
    def _free_only_for_one_rate(self) -> PerOccurrence:
        if self.free and isinstance(self.deduct_per, dict):
            raise ValueError("分项扣分时不能再写 free。|去掉 free，或把 deduct_per 写成一个数。")
        return self

    @property
    def _rates(self) -> dict[str, float]:
        return self.deduct_per if isinstance(self.deduct_per, dict) else {}

    @property
    def part_names(self) -> tuple[str, ...]:
        return (*self._rates, *self.refund)

    @property
    def more_is_better(self) -> bool:
        return False

    def value(self, case: Case) -> FloatArray:
        return sum(case.parts[name] for name in self._rates) if self._rates else case.value

    def loss(self, case: Case) -> FloatArray:
        """Points taken, before the floor."""
        if not self._rates:
            return np.maximum(case.value - self.free, 0.0) * self.deduct_per
        taken = sum(case.parts[name] * rate for name, rate in self._rates.items())
        return taken - sum(case.parts[name] * rate for name, rate in self.refund.items())

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return 1.0 - self.loss(case) / case.full

    def points(self, case: Case) -> FloatArray:
        """No plan speaks of events: every basis counts what has happened."""
        return case.full * np.clip(self.fraction(case.value, case), 0.0, 1.0)

    def adjust(self, points: FloatArray, case: Case) -> FloatArray:
        return points - self.loss(case)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(self.free if fraction >= 1.0 else np.nan if self._rates else
                        self.free + (1.0 - fraction) * case.full / self.deduct_per)

    def explain(self, full: float) -> str:
        rates = self._rates or {"": self.deduct_per}
        taken = "，".join(f"{name}每次扣 {plain(rate)} 分" for name, rate in rates.items())
        free = f"，{plain(self.free)} 次以内不扣" if self.free else ""
        back = "".join(f"，{name}每次返还 {plain(rate)} 分" for name, rate in self.refund.items())
        return f"{taken}{free}{back}，扣完为止"

    def lost_for_good(self, case: Case) -> FloatArray:
        return np.clip(self.loss(case), 0.0, case.full)

    def charge(self, case: Case) -> str:
        rates = self._rates or {"": self.deduct_per}
        counted = {name: float(case.parts[name]) if name else float(self.value(case)) for name in rates}
        happened = [f"{name} {plain(count)} × {plain(rates[name])} 分" for name, count in counted.items() if count]
        return f"{'，'.join(happened)}，扣 {shown(float(self.loss(case)))} 分" if happened else "没有发生，不扣分"

    def working(self, value: float, case: Case) -> str:
        rates = self._rates or {"": self.deduct_per}
        counted = {name: float(case.parts[name] if name else np.maximum(case.value - self.free, 0)) for name in rates}
        taken = "".join(f" − {plain(count)} × {plain(rates[name])}{f'（{name}）' if name else ''}"
                        for name, count in counted.items() if count) or " − 0"
        back = "".join(f" + {plain(float(case.parts[name]))} × {plain(rate)}（{name}）"
                       for name, rate in self.refund.items() if float(case.parts[name]))
        return f"{plain(case.full)}{taken}{back} = {shown(float(self.points(case)))} 分（扣完为止）"

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """One falling line for each kind of event, to where nothing is left."""
        rates = self._rates or {"": self.deduct_per}
        counts = np.arange(0, np.ceil(case.full / min(rates.values())) + 2 + self.free)
        return tuple(Curve(name, counts, np.maximum(case.full - np.maximum(counts - self.free, 0) * rate, 0.0))
                     for name, rate in rates.items())
