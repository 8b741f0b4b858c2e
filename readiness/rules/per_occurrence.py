"""Each event costs points, by who found it or how grave it is (逐次扣分)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from readiness.numbers import FloatArray, plain, shown
from readiness.rule import Case, Curve, Example, Rule, RuleExample, Take

Rate = float | dict[str, float]


class PerOccurrence(Rule):
    """Full marks less a deduction for each event; what was put right in time may come back.

    points = full − Σ max(0, count − free) × deduct_per + Σ count × refund

    `deduct_per` is one number, or a number for each part (finder, severity); `free` events cost nothing, one number
    or a number for each part.  No event earns full marks, but only where the month was reported.  `floor: none` lets the
    points go below nought (扣分不保底).
    """

    title: ClassVar[str] = "逐次扣分"
    completes: ClassVar[bool] = False
    counts_events: ClassVar[bool] = True
    deduct_per: Rate = Field(description="每次扣几分，或 情形: 扣几分")
    refund: dict[str, float] = Field(default={}, description="按期整改: 每次返还几分")
    free: Rate = Field(default=0.0, description="几次以内不扣")
    floor: Literal["zero", "none"] = Field(default="zero", description="扣完为止写 zero，扣分不保底写 none")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"deduct_per": {"省巡查": 0.3, "县巡查": 0.1}}, 1,
                    Example(parts={"省巡查": 1, "县巡查": 2}, points=0.5)),
        RuleExample({"deduct_per": 0.2, "free": 1}, 1, Example(value=3, points=0.6)),
        RuleExample({"deduct_per": {"一般": 0.5}, "refund": {"一般按期整改": 0.25}}, 2,
                    Example(parts={"一般": 1, "一般按期整改": 1}, points=1.75)),
        RuleExample({"deduct_per": {"一般": 1, "重大": 5}, "floor": "none"}, 10,
                    Example(parts={"一般": 3, "重大": 2}, points=-3)),
    )

    @model_validator(mode="after")
    def _sound(self) -> PerOccurrence:
        rates = [*self.rates.values(), *self.refund.values()]
        if not rates or min(rates) <= 0:
            raise ValueError("扣分和返还要大于 0。|写每次扣（还）几分，不写负号。")
        if both := set(self.rates) & set(self.refund):
            raise ValueError(f"“{'、'.join(both)}”既扣分又返还。|整改到位的另起一个分项名称，如  一般按期整改。")
        if isinstance(self.free, dict) and not set(self.free) <= set(self.rates) or min(self._frees.values()) < 0:
            raise ValueError("free 的情形和 deduct_per 对不上，或小于 0。|写成一个数，或写 deduct_per 里有的情形。")
        if not isinstance(self.free, dict) and self.free and isinstance(self.deduct_per, dict):
            raise ValueError("分项扣分时，free 要写明是哪一种情形。|写成  free: {情形: 次数}")
        return self

    @property
    def rates(self) -> dict[str, float]:
        """Points taken by part; "" is the indicator's own figure."""
        return self.deduct_per if isinstance(self.deduct_per, dict) else {"": self.deduct_per}

    @property
    def _frees(self) -> dict[str, float]:
        return {name: self.free.get(name, 0.0) if isinstance(self.free, dict) else self.free for name in self.rates}

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(filter(None, (*self.rates, *self.refund)))

    @property
    def more_is_better(self) -> bool:
        return False

    @property
    def lowest(self) -> float:
        return 0.0 if self.floor == "zero" else -np.inf

    def rises(self, part: str) -> bool | None:
        return part in self.refund

    def together(self, now: Case, low: Case, high: Case) -> tuple[Case, Case]:
        """No more comes back than there are events to put right, at the best refund there is."""
        if not self.refund:
            return low, high
        there = {name: np.nan_to_num(now.parts[name]) for name in self.refund}
        happened = sum(np.nan_to_num(self._count(name, now)) for name in self.rates)
        best = max(self.refund, key=self.refund.get)
        more = {**there, best: there[best] + np.maximum(happened - sum(there.values()), 0.0)}
        return low.with_parts(there), high.with_parts(more)

    def _count(self, name: str, case: Case) -> FloatArray:
        return case.parts[name] if name else case.value

    def value(self, case: Case) -> FloatArray:
        return sum(self._count(name, case) for name in self.rates)

    def loss(self, case: Case) -> FloatArray:
        """Points taken, before the floor."""
        frees = self._frees
        taken = sum((np.maximum(self._count(name, case) - frees[name], 0.0) if frees[name] else self._count(name, case)) * rate
                    for name, rate in self.rates.items())
        return taken - sum(case.parts[name] * rate for name, rate in self.refund.items()) if self.refund else taken

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        """By the one rate there is; of several kinds each `value` is of the kind that costs least."""
        if self.part_names:
            return 1.0 - self.loss(case) / case.full
        return 1.0 - np.maximum(value - self._frees[""], 0.0) * (self.rates[""] / case.full)

    def points(self, case: Case) -> FloatArray:
        """No plan speaks of events: every basis counts what has happened."""
        return case.full * np.clip(1.0 - self.loss(case) / case.full, self.lowest, 1.0)

    def adjust(self, points: FloatArray, case: Case) -> FloatArray:
        return points - self.loss(case)

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        if fraction >= 1.0:
            return np.array(float(sum(self._frees.values())))
        one = not self.part_names
        return np.array(self._frees[""] + (1.0 - fraction) * case.full / self.rates[""] if one else np.nan)

    def takes(self, case: Case) -> tuple[Take, ...]:
        """What has happened stays; only what a rectification in time gives back can be won."""
        if float(self.loss(case)) <= 0:
            return ()
        return tuple(Take(name, float(case.parts[name]), np.nan, f"{name}每次返还 {plain(rate)} 分")
                     for name, rate in self.refund.items())

    def explain(self, full: float) -> str:
        taken = "，".join(f"{name}每次扣 {plain(rate)} 分{self._said_free(name)}" for name, rate in self.rates.items())
        back = "".join(f"，{name}每次返还 {plain(rate)} 分" for name, rate in self.refund.items())
        return f"{taken}{back}，{'扣完为止' if self.floor == 'zero' else '扣分不保底'}"

    def _said_free(self, name: str) -> str:
        return f"（{plain(self._frees[name])} 次以内不扣）" if self._frees[name] else ""

    def _terms(self, case: Case) -> tuple[str, str]:
        """What is taken and what comes back: 1 × 0.3（省巡查）."""
        counted = {name: float(np.maximum(self._count(name, case) - self._frees[name], 0.0)) for name in self.rates}
        taken = "".join(f" − {plain(count)} × {plain(self.rates[name])}{f'（{name}）' if name else ''}"
                        for name, count in counted.items() if count)
        back = "".join(f" + {plain(float(case.parts[name]))} × {plain(rate)}（{name}）"
                       for name, rate in self.refund.items() if float(case.parts[name]))
        return taken, back

    def charge(self, case: Case) -> str:
        taken, back = self._terms(case)
        return f"扣 0{back.replace('+', '−')}{taken.replace('−', '+')} = {shown(float(self.loss(case)))} 分" if taken or back else (
            "没有发生，不扣分")

    def working(self, value: float, case: Case) -> str:
        taken, back = self._terms(case)
        return f"{plain(case.full)}{taken or ' − 0'}{back} = {shown(float(self.points(case)))} 分{self.ends(case.full)}"

    def curve(self, case: Case) -> tuple[Curve, ...]:
        """One falling line for each kind of event, to where nothing is left."""
        most = np.ceil(case.full / min(self.rates.values())) + 2 + max(self._frees.values())
        counts = np.arange(0, min(most, 200.0))
        return tuple(Curve(name, counts, np.maximum(case.full - np.maximum(counts - self._frees[name], 0) * rate, 0.0))
                     for name, rate in self.rates.items())
